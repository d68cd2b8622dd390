"""The grid of provinces by themes: counts in tinted cells, the words that say the same."""

from __future__ import annotations

from datetime import date

import htpy as h
from htpy import Element, Node

from portal import formats
from portal.components import unit_link
from portal.components.table import Column, table
from portal.i18n import translator
from portal.page import Context
from portal.views.grid import Filled, Grid, Row

TINTS = (0, 3, 8)  # up to so many indicators: none, pale, middle; above: strong


def said(grid: Grid, context: Context) -> Node:
    """The grid in words, for those who do not look through it; who has nothing at all, by name."""
    t, lang = translator("quality", context.lang), context.lang
    (wide, wide_n), *_, (narrow, narrow_n) = grid.reach
    return [
        h.p[
            t(
                "coverage_said",
                n=len(grid.rows) - len(grid.empty),
                of=len(grid.rows),
                name=unit_link.name(grid.fullest.unit, lang),
                most=grid.fullest.whole.indicators,
                wide=wide.name.of(lang),
                wide_n=wide_n,
                narrow=narrow.name.of(lang),
                narrow_n=narrow_n,
            )
        ],
        _empty(grid, context),
        h.p(".small.soft")[t("coverage_key")],
    ]


def _empty(grid: Grid, context: Context) -> Element:
    t = translator("quality", context.lang)
    if not grid.empty:
        return h.p[t("coverage_none_empty")]
    return h.p(".note")[
        t("coverage_empty", n=len(grid.empty)),
        ": ",
        (
            [", " if place else "", unit_link.link(unit, context)]
            for place, unit in enumerate(grid.empty)
        ),
        ".",
    ]


def by_theme(grid: Grid, context: Context) -> Element:
    t = translator("quality", context.lang)
    columns = [
        Column(t("column_province")),
        Column(t("column_all"), numeric=True),
        *(Column(theme.name.of(context.lang), numeric=True) for theme in grid.themes),
        Column(t("column_newest"), numeric=True),
    ]
    return h.div(".coverage")[
        table(t("coverage_caption"), columns, (_counts(row, context) for row in grid.rows))
    ]


def _counts(row: Row, context: Context) -> list[Node]:
    newest = row.whole.newest
    return [
        unit_link.link(row.unit, context),
        h.b[str(row.whole.indicators)],
        *(_cell(cell) for cell in row.themes),
        h.time(datetime=newest.isoformat())[formats.day(newest)] if newest else "–",
    ]


def _cell(cell: Filled) -> Element:
    tint = sum(cell.indicators > most for most in TINTS)
    return h.span(class_=f"fill t{tint}")[
        str(cell.indicators), h.small[f" {cell.newest.year}"] if cell.newest else None
    ]


def by_headline(grid: Grid, context: Context) -> Element:
    """The years of the main indicators; '–' where there is no figure."""
    t = translator("quality", context.lang)
    columns = [
        Column(t("column_province")),
        *(Column(i.name.of(context.lang), numeric=True) for i in grid.headlines),
    ]
    return h.div(".coverage")[
        table(t("coverage_headlines_caption"), columns, (_years(row, context) for row in grid.rows))
    ]


def _years(row: Row, context: Context) -> list[Node]:
    return [unit_link.link(row.unit, context), *(_year(day) for day in row.headlines)]


def _year(day: date | None) -> str:
    return str(day.year) if day else "–"
