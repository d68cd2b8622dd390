"""One province's page, /tinh/<slug>: how it is doing, and who says so."""

from __future__ import annotations

import htpy as h
from htpy import Node

from portal import formats
from portal.components import (
    cards,
    figures_table,
    gaps,
    history,
    listings,
    province_head,
    unit_link,
)
from portal.components.predecessors import added_up, predecessors
from portal.components.shell import breadcrumb
from portal.components.source_list import source_list
from portal.page import Context, Page
from portal.views import province
from portal.views.province import ProvinceView

COLUMNS = ("indicator", "value", "date", "source")


def title(view: ProvinceView, context: Context) -> str:
    old = view.territory.successor is not None
    name = unit_link.name(view.unit, context.lang)
    return context.t("province_title_old" if old else "province_title", name=name)


def description(view: ProvinceView, context: Context) -> str:
    return context.t(
        "province_description",
        name=unit_link.name(view.unit, context.lang),
        lede=province_head.lede(view, context),
    )


def layout(view: ProvinceView, context: Context) -> Node:
    """First the headline figures, then everything by theme, then what is said without a number."""
    t = context.t
    return [
        breadcrumb(
            context,
            (t("nav_provinces"), context.url("provinces")),
            last=unit_link.name(view.unit, context.lang),
        ),
        province_head.head(view, context),
        province_head.headlines(view, context),
        province_head.compare(view, context),
        _themes(view, context),
        _section(t("lists"), listings.lists(view.lists, context)),
        _section(t("deadlines"), listings.deadlines(view.deadlines, context)),
        added_up(view, context),
        predecessors(view, context),
        gaps.missing(view.missing, context),
        history.history(view.territory, context),
        _section(t("sources"), source_list(view.sources, context)),
    ]


def _section(heading: str, content: Node) -> Node:
    return h.section[h.h2[heading], content] if content else None


def _themes(view: ProvinceView, context: Context) -> Node:
    if not view.themes:
        return None
    same_land = len({f.unit.vintage for block in view.themes for f in block.figures}) > 1
    return h.section(".paper")[
        h.h2[context.t("all_figures")],
        same_land and h.p[context.t("all_figures_same_land")],
        province_head.downloads(view, context),
        (_theme(block, context) for block in view.themes),
    ]


def _theme(block: province.ThemeFigures, context: Context) -> Node:
    t, name, count = context.t, block.theme.name.of(context.lang), len(block.figures)
    caption = (
        t("theme_caption_one", theme=name)
        if count == 1
        else t("theme_caption", theme=name, count=formats.number(count, context.lang))
    )
    return [
        figures_table.figures_table(caption, COLUMNS, block.figures, context),
        gaps.meanings([figure.indicator for figure in block.figures], context),
    ]


PAGE = Page(
    name="province",
    vi="/tinh/<slug>",
    en="/en/provinces/<slug>",
    view=province.view,
    title=title,
    description=description,
    layout=layout,
    card=cards.of_province,
)
