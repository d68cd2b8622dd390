"""The overview, /: where the programme stands, and how we know."""

from __future__ import annotations

from itertools import groupby
from typing import Any

import htpy as h
from htpy import Element, Node

from portal import formats
from portal.components import cards, chooser, explorer, live_selects, reading
from portal.components.figures_table import figures_table
from portal.components.key_figure import key_figure
from portal.components.map_view import map_view
from portal.components.provinces_list import provinces_list
from portal.page import Context, Page
from portal.state import State
from portal.views import overview
from portal.views.overview import OverviewView, Released


def title(view: OverviewView, context: Context) -> str:
    if context.state.indicators:
        return reading.seen(view.snapshot, context.lang)
    return context.t("title")


def description(view: OverviewView, context: Context) -> str:
    return context.t("description", figures=_count(view.completeness.figures, context))


def layout(view: OverviewView, context: Context) -> Node:
    t = context.t
    return [
        h.h1[t("h1")],
        h.p(".lede")[t("lede", figures=_count(view.completeness.figures, context))],
        h.ul(".tabs")[
            h.li[h.a(href="#tinh")[t("jump_provinces")]], h.li[h.a(href="#ban-do")[t("jump_map")]]
        ],
        h.h2[t("country_heading")],
        h.div(".figures.thirds")[(key_figure(figure, context) for figure in view.country)],
        h.p(".small.soft")[t("country_note")],
        h.h2("#ban-do")[t("map_heading")],
        explorer.static(chooser.form(view, context), _picture(view, context)),
        h.h2("#tinh")[t("provinces_heading")],
        h.p(".small.soft")[t("provinces_note")],
        provinces_list(view.provinces, context),
        _completeness(view, context),
        h.h2[t("newest_heading")],
        figures_table(
            t("newest_caption"),
            ("unit", "value", "date", "source"),
            view.newest,
            context,
        ),
        h.h2[t("released_heading")],
        _releases(view, context),
        h.p[h.a(href=context.url("changes"))[t("to_changes")]],
    ]


def _picture(view: OverviewView, context: Context) -> Node:
    return [
        h.p[reading.summary(view.snapshot, context)],
        map_view(view.snapshot, context, "map"),
        _onward(view, context),
    ]


def island(view: OverviewView, context: Context) -> Any:
    """The same two selects, live."""
    return explorer.live(
        live_selects.indicator_select(view, context),
        live_selects.vintage_select(context),
        explorer.kept(context),
        context,
    )


def _onward(view: OverviewView, context: Context) -> Element:
    shown = view.snapshot
    state = State(vintage=shown.vintage, period=shown.period, asof=context.state.asof)
    address = context.url("indicator", state, indicator_id=shown.indicator.id)
    name = shown.indicator.name.of(context.lang)
    return h.ul(".tabs")[
        h.li[h.a(href=address)[context.t("more_on_indicator", name=name)]],
        h.li[h.a(href=context.url("indicators"))[context.t("all_indicators")]],
    ]


def _completeness(view: OverviewView, context: Context) -> Node:
    t, known = context.t, view.completeness
    share = formats.number(100 * known.cells / (known.possible or 1), context.lang, 1)
    return [
        h.h2[t("complete_heading")],
        h.ul[
            (h.li[t(f"complete_{v}", n=n, of=of)] for v, n, of in known.reporting),
            h.li[
                t(
                    "complete_total",
                    figures=_count(known.figures, context),
                    indicators=_count(known.indicators, context),
                    sources=_count(known.sources, context),
                )
            ],
            h.li[
                t(
                    "complete_cells",
                    n=_count(known.cells, context),
                    of=_count(known.possible, context),
                    pct=formats.with_symbol(share, "%"),
                )
            ],
        ],
        h.p[h.a(href=context.url("quality"))[t("to_quality")]],
    ]


def _releases(view: OverviewView, context: Context) -> Node:
    """Day by day, as they are ordered: the day stands once above its datasets."""
    return [
        [
            h.p(".small.soft")[
                context.t("released_on", date=formats.day(day))
                if day
                else context.t("not_released")
            ],
            h.ul(".columns")[[h.li[_released(entry, context)] for entry in entries]],
        ]
        for day, entries in groupby(view.releases, key=lambda entry: entry.released)
    ]


def _released(entry: Released, context: Context) -> Node:
    address = context.url("dataset", package=entry.slug)
    return [h.a(href=address)[entry.title.of(context.lang)], h.small[f"\u00a0{entry.version}"]]


def _count(n: int, context: Context) -> str:
    return formats.number(n, context.lang)


PAGE = Page(
    name="overview",
    vi="/",
    en="/en",
    view=overview.view,
    title=title,
    description=description,
    layout=layout,
    card=cards.of_overview,
    island=island,
    nav=1,
)
