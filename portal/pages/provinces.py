"""The list of provinces, /tinh: the 34 of today beside the 63 they came from."""

from __future__ import annotations

import htpy as h
from htpy import Element, Node

from datasets import units
from portal import formats
from portal.components import unit_link
from portal.components.choices import choices
from portal.components.table import Column, table
from portal.page import Context, Page
from portal.state import State
from portal.views import provinces
from portal.views.provinces import Province, ProvincesView, Region


def title(view: ProvincesView, context: Context) -> str:
    return context.t("provinces_title_old" if view.vintage == units.BEFORE else "provinces_title")


def description(view: ProvincesView, context: Context) -> str:
    return context.t("provinces_description")


def layout(view: ProvincesView, context: Context) -> Node:
    t, old = context.t, view.vintage == units.BEFORE
    return [
        h.h1[t("provinces_title_old" if old else "h1")],
        h.p(".lede")[
            t("provinces_lede_old")
            if old
            else t("provinces_lede", merged=view.merged, unchanged=view.unchanged)
        ],
        choices(
            t("choose_vintage"),
            (
                (t(f"vintage_{v}"), _address(v, context), v == view.vintage)
                for v in (units.AFTER, units.BEFORE)
            ),
        ),
        (_region(region, old, context) for region in view.regions),
        not old and h.p(".small.soft")[t("note_counts")],
    ]


def _address(vintage: str, context: Context) -> str:
    chosen = vintage if vintage == units.BEFORE else None
    return context.url("provinces", State(vintage=chosen, asof=context.state.asof))


def _region(region: Region, old: bool, context: Context) -> Element:
    columns = [
        Column(context.t("column_unit")),
        Column(context.t("column_count"), numeric=True),
        Column(context.t("column_became" if old else "column_formed")),
    ]
    rows = (
        [
            unit_link.link(province.unit, context),
            formats.number(province.count, context.lang),
            _became(province, context) if old else _formed(province, context),
        ]
        for province in region.provinces
    )
    return h.section(".region")[table(region.name.of(context.lang), columns, rows)]


def _became(province: Province, context: Context) -> Node:
    today = province.territory.successor
    assert today is not None
    return unit_link.link(today, context)


def _formed(province: Province, context: Context) -> Node:
    twin = province.territory.twin
    if twin is not None:
        if twin.name == province.unit.name:
            return h.span(".soft")[context.t("unchanged")]
        return h.span(".soft")[context.t("unchanged_named", name=twin.name.of(context.lang))]
    return [
        [" + " if place else "", unit_link.link(unit, context), f" ({count})"]
        for place, (unit, count) in enumerate(province.predecessors)
    ]


PAGE = Page(
    name="provinces",
    vi="/tinh",
    en="/en/provinces",
    view=provinces.view,
    title=title,
    description=description,
    layout=layout,
    nav=2,
)
