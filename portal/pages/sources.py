"""The list of sources, /nguon: all pages that figures were read from, by type."""

from __future__ import annotations

import htpy as h
from htpy import Element, Node

from portal import formats
from portal.components.source_list import source_list
from portal.page import Context, Page
from portal.views import sources
from portal.views.sources import Group, SourcesView


def title(view: SourcesView, context: Context) -> str:
    return context.t("sources_title")


def description(view: SourcesView, context: Context) -> str:
    return context.t(
        "sources_description",
        sources=formats.number(view.sources, context.lang),
        figures=formats.number(view.figures, context.lang),
    )


def layout(view: SourcesView, context: Context) -> Node:
    t, lang = context.t, context.lang
    return [
        h.h1[t("sources_h1")],
        h.p(".lede")[
            t(
                "sources_lede",
                sources=formats.number(view.sources, lang),
                figures=formats.number(view.figures, lang),
            ),
            " ",
            h.a(href=context.url("methods") + "#rule")[t("sources_rule")],
        ],
        h.nav(aria_label=t("sources_types"))[
            h.ul(".tabs")[(h.li[_jump(group, context)] for group in view.groups)]
        ],
        (_group(group, context) for group in view.groups),
    ]


def _jump(group: Group, context: Context) -> Element:
    name = context.t(f"group_{group.type}")
    return h.a(href=f"#{group.type}")[
        context.t("sources_type", type=name, count=len(group.sources))
    ]


def _group(group: Group, context: Context) -> Element:
    return h.section[
        h.h2(id=group.type)[context.t(f"group_{group.type}")],
        source_list(group.sources, context, typed=False),
    ]


PAGE = Page(
    name="sources",
    vi="/nguon",
    en="/en/sources",
    view=sources.view,
    title=title,
    description=description,
    layout=layout,
    nav=6,
)
