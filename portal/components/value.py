"""A figure in print: the number with its precision word and unit, its date, its source."""

from __future__ import annotations

import htpy as h
from htpy import Element, Node

from datasets.model import Source
from portal import formats
from portal.components import unit_link
from portal.page import Context
from portal.state import State
from portal.views.figure import Figure

BELOW = ("dưới", "under", "below", "less than")
"""Words that promise no nearness: "dưới 10%" may be 3 %, "gần 10%" may not."""


def written(figure: Figure, context: Context) -> str:
    """The number as text: 'hơn 6.100.000', '94,4%', '53 trên 63'."""
    value = _with_unit(figure, figure.value, context)
    if figure.value_high is not None:
        value = f"{value} – {_with_unit(figure, figure.value_high, context)}"
    if figure.rank_of is not None:
        value = context.t("rank_of", rank=value, of=figure.rank_of)
    if figure.qualifier == "under" and figure.as_stated.lower().startswith(BELOW):
        return context.t("qualifier_below", value=value)
    return context.t(f"qualifier_{figure.qualifier}", value=value)


def number(figure: Figure, context: Context) -> Element:
    """The written number, linked to all that is known about it: source, definition, history."""
    return h.a(".n", href=address(figure, context), title=context.t("figure_details"))[
        written(figure, context)
    ]


def address(figure: Figure, context: Context) -> str:
    """Where this one figure stands with its details: its indicator's page, narrowed down to it."""
    state = State(
        vintage=figure.unit.vintage,
        period=figure.period_end.isoformat(),
        units=(figure.unit.code,),
        asof=context.state.asof,
    )
    return context.url("indicator", state, indicator_id=figure.indicator.id)


def dated(figure: Figure, context: Context) -> Element:
    """When the figure holds, as <time> with the machine's date."""
    return h.time(datetime=figure.period_end.isoformat())[
        formats.period(figure.period_start, figure.period_end, context.lang)
    ]


def source_link(figure: Figure, context: Context) -> Node:
    """'Báo Điện Biên Phủ (báo chí)', leading to the source's own page; one for each part."""
    return [
        ["; " if place else "", _source_link(source, context)]
        for place, source in enumerate(figure.sources)
    ]


def _source_link(source: Source, context: Context) -> Element:
    name, kind = publisher(source, context)
    return h.a(".src", href=context.url("source", source_id=source.id))[
        name, [" ", h.small[f"({kind})"]] if kind else None
    ]


def publisher(source: Source, context: Context) -> tuple[str, str | None]:
    """Name and type of the publisher; no type where the name says it: 'netid.vn (bản đăng lại)'."""
    name = source.publisher or context.t("publisher_unknown")
    kind = context.t(f"type_{source.type}")
    return name, None if f"({kind})" in name else kind


def flags(figure: Figure, context: Context) -> Node:
    """What to heed about the figure, in words; nothing where there is nothing."""
    notes = [context.t(f"flag_{flag}") for flag in figure.flags]
    if len(figure.parts) > 1:
        names = ", ".join(unit_link.name(part.unit, context.lang) for part in figure.parts)
        notes.append(context.t("restated_from", count=len(figure.parts), names=names))
    if figure.recomputed_pct is not None and "percent_differs" in figure.flags:
        notes.append(_recomputed(figure, context))
    return h.ul(".flags")[(h.li[note] for note in notes)] if notes else None


def _recomputed(figure: Figure, context: Context) -> str:
    assert figure.numerator is not None and figure.denominator is not None
    assert figure.recomputed_pct is not None
    return context.t(
        "recomputed",
        numerator=formats.number(figure.numerator, context.lang),
        denominator=formats.number(figure.denominator, context.lang),
        pct=formats.with_symbol(formats.number(figure.recomputed_pct, context.lang, 2), "%"),
    )


def _with_unit(figure: Figure, value: float, context: Context) -> str:
    if figure.indicator.unit == "VND":
        return formats.big_money(value, context.lang)
    # Index scores come with nine decimals: people read a few, the table keeps all as printed.
    decimals = context.collection.measures[figure.indicator.unit].decimals
    long = round(value, decimals) != value
    text = formats.number(value, context.lang, decimals if long else None)
    return formats.with_symbol(text, "%") if figure.indicator.unit == "%" else text
