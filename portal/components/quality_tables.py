"""The tables of the quality page: ages, sums that are off, contradictions, falls, provenance."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import htpy as h
from htpy import Element, Fragment, Node, fragment

from portal import formats
from portal.components import unit_link, value
from portal.components.figures_table import figures_table
from portal.components.key_figure import unit_after
from portal.components.table import Column, table
from portal.i18n import translator
from portal.page import Context
from portal.state import State
from portal.views.contested import Contested
from portal.views.figure import Figure
from portal.views.grid import Grid
from portal.views.quality import Fall, Share

COLUMNS = ("unit", "value", "date", "source")


def freshness(grid: Grid, context: Context) -> Element:
    t = translator("quality", context.lang)
    columns = [
        Column(t("column_theme")),
        *(
            Column(t(f"column_{name}"), numeric=True)
            for name in ("newest", "year1", "year2", "older", "never")
        ),
    ]
    rows = (
        [
            entry.theme.name.of(context.lang),
            formats.day(entry.newest) if entry.newest else "–",
            *map(str, (entry.within_year, entry.within_two, entry.older, entry.never)),
        ]
        for entry in grid.freshness
    )
    caption = t("fresh_caption", vintage=context.t(f"vintage_{grid.vintage}"))
    return h.div(".fresh")[table(caption, columns, rows)]


def sums(differing: Sequence[Figure], context: Context) -> Node:
    t = translator("quality", context.lang)
    if not differing:
        return h.p(".none")[t("nothing")]
    return figures_table(t("sums_caption"), COLUMNS, differing, context)


def contested(cells: Sequence[Contested], context: Context) -> Node:
    """Each cell once, with every number that stands on it and the step that chose."""
    t = translator("quality", context.lang)
    if not cells:
        return h.p(".none")[t("nothing")]
    columns = [Column(t(f"column_{name}")) for name in ("what", "shown", "others", "why")]
    return h.div(".stack")[
        table(
            t("contested_caption"),
            columns,
            (
                [
                    _what(cell.shown, context),
                    _printed(cell.shown, context),
                    [h.div[_printed(other, context)] for other in cell.others],
                    t(f"decided_{cell.decided}"),
                ]
                for cell in cells
            ),
        )
    ]


def falls(entries: Sequence[Fall], context: Context) -> Node:
    t = translator("quality", context.lang)
    if not entries:
        return h.p(".none")[t("nothing")]
    columns = [Column(t(f"column_{name}")) for name in ("what", "before", "now")]
    return h.div(".stack")[
        table(
            t("falls_caption"),
            columns,
            (
                [
                    _what(entry.figure, context),
                    _dated(entry.before, context) if entry.before else t("falls_unknown"),
                    _dated(entry.figure, context),
                ]
                for entry in entries
            ),
        )
    ]


def shares(caption: str, names: Iterable[str], entries: Sequence[Share], context: Context) -> Node:
    t = translator("quality", context.lang)
    columns = [
        Column(t("column_kind")),
        Column(t("column_count"), numeric=True),
        Column(t("column_share"), numeric=True),
    ]
    return h.div(".narrow")[
        table(
            caption,
            columns,
            (
                [
                    name,
                    formats.number(entry.count, context.lang),
                    formats.with_symbol(formats.number(entry.share_pct, context.lang, 1), "%"),
                ]
                for name, entry in zip(names, entries, strict=True)
            ),
        )
    ]


def flags(counts: Sequence[tuple[str, int]], context: Context) -> Node:
    t = translator("quality", context.lang)
    columns = [Column(t("column_kind")), Column(t("column_count"), numeric=True)]
    return h.div(".narrow")[
        table(
            t("flags_caption"),
            columns,
            (
                [context.t(f"flag_{flag}"), formats.number(count, context.lang)]
                for flag, count in counts
            ),
        )
    ]


def _what(figure: Figure, context: Context) -> Fragment:
    state = State(asof=context.state.asof, vintage=figure.unit.vintage)
    address = context.url("indicator", state, indicator_id=figure.indicator.id)
    return fragment[
        unit_link.link(figure.unit, context),
        h.span(".under")[h.a(href=address)[figure.indicator.name.of(context.lang)]],
        h.small(".under")[value.dated(figure, context)],
    ]


def _printed(figure: Figure, context: Context) -> Fragment:
    return fragment[
        h.b[value.number(figure, context)],
        unit_after(figure, context),
        h.small(".under")[value.source_link(figure, context)],
    ]


def _dated(figure: Figure, context: Context) -> Fragment:
    return fragment[
        h.b[value.number(figure, context)],
        unit_after(figure, context),
        h.small(".under")[value.dated(figure, context)],
    ]
