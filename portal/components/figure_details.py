"""One figure with all that is known about it: source, as printed, others, revisions, citation."""

from __future__ import annotations

from collections.abc import Iterator

import htpy as h
from htpy import Element, Node

from datasets import observations
from portal import formats
from portal.components import parts, reading, unit_link, value
from portal.components.figures_table import figures_table
from portal.components.key_figure import unit_after
from portal.components.revisions_table import revisions_table
from portal.components.source_list import published_on
from portal.components.source_title import foreign
from portal.components.view_files import view_files
from portal.i18n import Translator, translator
from portal.page import Context
from portal.state import State
from portal.views.figure import Figure
from portal.views.focus import Cell, Focus
from portal.views.pinned import pinned


def words(context: Context) -> Translator:
    return translator("figure", context.lang)


def details(focus: Focus, indicator_id: str, context: Context) -> Node:
    """The figures of the address, then where else to look."""
    t = words(context)
    made = focus.restated
    return [
        [_cell(cell, context) for cell in focus.cells],
        h.section[_number(made, context), parts.parts(made, context)] if made else None,
        not focus.cells and made is None and _nothing(focus, context),
        bool(focus.cells or made)
        and view_files(_state(focus, indicator_id, context), context),
        h.section[
            h.h2[t("elsewhere")],
            figures_table(t("elsewhere_caption", unit=unit_link.name(focus.unit, context.lang)),
                          ("date", "value", "source"), focus.elsewhere, context),
        ] if focus.elsewhere else None,
    ]  # fmt: skip


def said(focus: Focus, context: Context) -> str:
    """The figures in a sentence, for the page's description."""
    if not focus.shown:
        return words(context)("nothing")
    return "; ".join(_sentence(figure, context) for figure in focus.shown) + "."


def _sentence(figure: Figure, context: Context) -> str:
    when = formats.period(figure.period_start, figure.period_end, context.lang)
    who = figure.source.publisher or figure.source.title
    return f"{reading.said(figure, context)} ({when}, {who})"


def _state(focus: Focus, indicator_id: str, context: Context) -> State:
    return State(
        vintage=focus.unit.vintage, period=focus.period, units=(focus.unit.code,),
        indicators=(indicator_id,), asof=context.state.asof,
    )  # fmt: skip


def _cell(cell: Cell, context: Context) -> Element:
    t, shown = words(context), cell.shown
    return h.section(".focus")[
        _number(shown, context),
        h.dl(".terms")[
            ([h.dt[t(term)], h.dd[said]] for term, said in _terms(shown, context) if said)
        ],
        _others(cell, context),
        revisions_table(cell.revisions, context),
        h.h2[t("cite")],
        h.p(".cite")[_citation(shown, context)],
    ]


def _number(figure: Figure, context: Context) -> Element:
    return h.div(".figure")[
        h.p(".big")[h.span(".n")[value.written(figure, context)], unit_after(figure, context)],
        h.p[
            figure.kind != "result" and [context.t(f"kind_{figure.kind}"), " · "],
            value.dated(figure, context),
            " (", context.t(f"basis_{figure.date_basis}"), ")",
        ],
        len(figure.parts) < 2 and h.p[value.source_link(figure, context)],
        value.flags(figure, context),
    ]  # fmt: skip


def _terms(figure: Figure, context: Context) -> Iterator[tuple[str, Node]]:
    source, lang = figure.source, context.lang
    quoted = source.language if source.language != lang else None
    yield "printed", h.q(lang=quoted)[figure.as_stated]
    yield (
        "source",
        [
            h.a(href=context.url("source", source_id=source.id), lang=foreign(source, context))[
                source.title
            ],
            f" ({published_on(source, context)})",
        ],
    )
    yield "original", h.a(href=source.url, rel="external")[source.url] if source.url else None
    yield "parts", _parts(figure, context)
    yield "note", figure.note.of(lang) if figure.note else None


def _parts(figure: Figure, context: Context) -> str | None:
    if figure.denominator is None:
        return None
    whole = formats.number(figure.denominator, context.lang)
    if figure.numerator is None:
        return words(context)("out_of", whole=whole)
    part = formats.number(figure.numerator, context.lang)
    return words(context)("part_of", part=part, whole=whole)


def _others(cell: Cell, context: Context) -> Node:
    """What other sources print on the same cell, and by which rule one of them is shown."""
    if not cell.others:
        return None
    t = words(context)
    return [
        h.h2[t("others")],
        figures_table(t("others_caption", n=len(cell.others)), ("origin", "stated", "date"),
                      cell.others, context),
        h.p(".small.soft")[observations.RULE.of(context.lang)],
    ]  # fmt: skip


def _citation(figure: Figure, context: Context) -> str:
    source, state = figure.source, _focused(figure, context)
    address = context.url("indicator", state, indicator_id=figure.indicator.id)
    return words(context)(
        "citation",
        publisher=source.publisher or context.t("publisher_unknown"),
        title=source.title,
        date=published_on(source, context),
        unit=unit_link.name(figure.unit, context.lang),
        indicator=figure.indicator.name.of(context.lang),
        when=formats.period(figure.period_start, figure.period_end, context.lang),
        printed=figure.as_stated,
        address=context.portal_url + address,
    )


def _focused(figure: Figure, context: Context) -> State:
    """The figure's own address, tied to the release that is shown: it never says another thing."""
    return pinned(context.collection, State(
        vintage=figure.unit.vintage,
        period=figure.period_end.isoformat(),
        units=(figure.unit.code,),
        asof=context.state.asof,
    ))  # fmt: skip


def _nothing(focus: Focus, context: Context) -> Element:
    """Why there is no figure: refused to be carried over, or never found."""
    t = words(context)
    if focus.refusal:
        reason = parts.bare(focus.refusal, focus.unit, context)
        return h.p(".note")[t("refused", reason=reason)]
    return h.p(".note")[t("nothing")]
