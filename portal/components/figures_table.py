"""Figures as a table: what, how much, when, who says so, with all that a reader should heed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import htpy as h
from htpy import Fragment, Node, fragment

from portal.components import unit_link, value
from portal.components.key_figure import unit_after
from portal.components.table import Column, table
from portal.i18n import translator
from portal.page import Context
from portal.state import State
from portal.views.figure import Figure

Cell = Callable[[Figure, Context], Node]


def figures_table(
    caption: str, columns: Sequence[str], figures: Sequence[Figure], context: Context
) -> Node:
    """`columns` are keys of CELLS; the first one heads the row."""
    t = translator("figures_table", context.lang)
    return h.div(".stack")[
        table(
            caption,
            [Column(t(f"column_{column}")) for column in columns],
            ([CELLS[column](figure, context) for column in columns] for figure in figures),
        )
    ]


def _unit(figure: Figure, context: Context) -> Fragment:
    """Whose figure it is, over what it measures."""
    return fragment[
        unit_link.link(figure.unit, context),
        h.span(".under")[_indicator(figure, context)],
    ]


def _indicator(figure: Figure, context: Context) -> Fragment:
    state = State(asof=context.state.asof, vintage=figure.unit.vintage)
    address = context.url("indicator", state, indicator_id=figure.indicator.id)
    return fragment[
        h.a(href=address)[figure.indicator.name.of(context.lang)],
        h.small(".under")[figure.note.of(context.lang)] if figure.note else None,
    ]


def _value(figure: Figure, context: Context) -> Fragment:
    return fragment[
        h.b[value.number(figure, context)],
        unit_after(figure, context),
        figure.kind != "result" and h.small(".under")[context.t(f"kind_{figure.kind}")],
        printed(figure, context),
        value.flags(figure, context),
    ]


def _stated(figure: Figure, context: Context) -> Fragment:
    """The number and, whatever it adds, the source's own print of it."""
    return fragment[
        h.b[value.number(figure, context)],
        unit_after(figure, context),
        quoted(figure, context),
        value.flags(figure, context),
    ]


def _date(figure: Figure, context: Context) -> Fragment:
    return fragment[
        value.dated(figure, context),
        figure.date_basis != "stated"
        and h.small(".under")[context.t(f"basis_{figure.date_basis}")],
    ]


def _source(figure: Figure, context: Context) -> Node:
    return value.source_link(figure, context)


def _origin(figure: Figure, context: Context) -> Fragment:
    """The source's page here, and the page on the web that it describes."""
    t, url = translator("figures_table", context.lang), figure.source.url
    return fragment[
        value.source_link(figure, context),
        h.small(".under")[h.a(href=url, rel="external")[t("origin")]] if url else None,
    ]


CELLS: Mapping[str, Cell] = {
    "unit": _unit,
    "indicator": _indicator,
    "value": _value,
    "stated": _stated,
    "date": _date,
    "source": _source,
    "origin": _origin,
}


def printed(figure: Figure, context: Context) -> Node:
    """The number as the source prints it, where that says more than the number above it."""
    symbol = context.collection.measures[figure.indicator.unit].symbol
    if not figure.as_stated:  # computed here
        return None
    if _same(figure.as_stated, value.written(figure, context), symbol.vi if symbol else ""):
        return None
    return quoted(figure, context)


def quoted(figure: Figure, context: Context) -> Node:
    """'nguồn in: “over 88%”', in the language of the source."""
    language = figure.source.language
    return h.small(".under")[
        translator("figures_table", context.lang)("printed"),
        " ",
        h.q(lang=language if language != context.lang else None)[figure.as_stated],
    ]


def _same(as_stated: str, written: str, symbol: str) -> bool:
    """Whether only separators and the unit of measure set the two apart."""
    words = as_stated.lower().removesuffix(symbol.lower())
    plain = not any(letter.isalpha() for letter in words)
    return plain and _digits(as_stated) == _digits(written)


def _digits(text: str) -> str:
    return "".join(letter for letter in text if letter.isdigit())
