"""Data quality, /chat-luong: what there is, what is missing, what does not fit."""

from __future__ import annotations

import htpy as h
from htpy import Node

from datasets.model import VINTAGES
from portal import formats
from portal.components import coverage_grid, quality_tables
from portal.components.choices import choices
from portal.page import Context, Page
from portal.state import State
from portal.views import quality
from portal.views.quality import QualityView

SECTIONS = ("coverage", "fresh", "sums", "contested", "falls", "origin", "flags")


def title(view: QualityView, context: Context) -> str:
    return context.t("quality_title")


def description(view: QualityView, context: Context) -> str:
    return context.t("quality_description", figures=_count(view.figures, context))


def layout(view: QualityView, context: Context) -> Node:
    t = context.t
    content = {
        "coverage": _coverage(view, context),
        "fresh": [
            h.p[t("fresh_said"), " ", t("quality_on", date=formats.day(view.on))],
            quality_tables.freshness(view.grid, context),
        ],
        "sums": _sums(view, context),
        "contested": _contested(view, context),
        "falls": [h.p[t("falls_said")], quality_tables.falls(view.falls, context)],
        "origin": _origin(view, context),
        "flags": quality_tables.flags(view.flags, context),
    }
    return [
        h.h1[t("quality_h1")],
        h.p(".lede")[t("quality_lede")],
        h.nav(aria_label=t("jump"))[
            h.ul(".tabs")[(h.li[h.a(href=f"#{name}")[t(f"h_{name}")]] for name in SECTIONS)]
        ],
        (h.section[h.h2(id=name)[t(f"h_{name}")], content[name]] for name in SECTIONS),
    ]


def _coverage(view: QualityView, context: Context) -> Node:
    t, shown = context.t, view.grid.vintage
    return [
        choices(
            t("choose_vintage"),
            ((t(f"vintage_{v}"), _address(v, context), v == shown) for v in reversed(VINTAGES)),
        ),
        coverage_grid.said(view.grid, context),
        coverage_grid.by_theme(view.grid, context),
        h.details[
            h.summary[t("coverage_headlines")], coverage_grid.by_headline(view.grid, context)
        ],
    ]


def _address(vintage: str, context: Context) -> str:
    chosen = None if vintage == VINTAGES[-1] else vintage
    return context.url("quality", State(vintage=chosen, asof=context.state.asof))


def _sums(view: QualityView, context: Context) -> Node:
    counted = view.percentages
    return [
        h.p[
            context.t(
                "sums_said",
                printed=_count(counted.printed, context),
                parts=_count(counted.with_parts, context),
                agree=_count(counted.agreeing, context),
                differ=_count(len(counted.differing), context),
            )
        ],
        quality_tables.sums(counted.differing, context),
    ]


def _contested(view: QualityView, context: Context) -> Node:
    t, counted = context.t, view.several
    return [
        h.p[
            t(
                "contested_said",
                cells=_count(counted.cells, context),
                agree=_count(counted.agreeing, context),
                differ=_count(len(counted.contested), context),
            ),
            " ",
            h.a(href=context.url("methods") + "#rule")[t("contested_rule")],
        ],
        quality_tables.contested(counted.contested, context),
    ]


def _origin(view: QualityView, context: Context) -> Node:
    t = context.t
    return [
        h.p[t("types_said")],
        quality_tables.shares(
            t("types_caption"),
            [t(f"type_{share.name}") for share in view.types],
            view.types,
            context,
        ),
        h.p[t("basis_said")],
        quality_tables.shares(
            t("basis_caption"),
            [t(f"basis_{share.name}") for share in view.bases],
            view.bases,
            context,
        ),
    ]


def _count(n: int, context: Context) -> str:
    return formats.number(n, context.lang)


PAGE = Page(
    name="quality",
    vi="/chat-luong",
    en="/en/quality",
    view=quality.view,
    title=title,
    description=description,
    layout=layout,
    foot=1,
)
