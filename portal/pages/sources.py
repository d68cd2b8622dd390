"""The list of sources, /nguon: all pages that figures were read from, by type."""

from __future__ import annotations

import htpy as h
from htpy import Element, Node

from portal import formats
from portal.components.shell import breadcrumb
from portal.components.source_list import source_list
from portal.page import Context, Page
from portal.views import sources
from portal.views.sources import Group, SourcesView


def title(view: SourcesView, context: Context) -> str:
    one = _one(view, context)
    if one is None:
        return context.t("sources_title")
    return context.t("sources_title_of", type=_name(one, context))


def description(view: SourcesView, context: Context) -> str:
    one = _one(view, context)
    counts = _counts(view, context)
    if one is None:
        return context.t("sources_description", **counts)
    return context.t(
        "sources_description_of", type=_name(one, context), n=len(one.sources), **counts
    )


def layout(view: SourcesView, context: Context) -> Node:
    one = _one(view, context)
    if one:
        return _of_one(one, context)
    t = context.t
    return [
        h.h1[t("sources_h1")],
        h.p(".lede")[
            t("sources_lede", **_counts(view, context)),
            " ",
            h.a(href=context.url("methods") + "#rule")[t("sources_rule")],
        ],
        h.nav(aria_label=t("sources_types"))[
            h.ul(".tabs")[(h.li[_jump(group, context)] for group in view.groups)]
        ],
        (_group(group, context) for group in view.shown),
        (_apart(group, context) for group in view.apart),
    ]


def _one(view: SourcesView, context: Context) -> Group | None:
    """The type that the address names."""
    return view.shown[0] if context.arguments.get("type") else None


def _of_one(group: Group, context: Context) -> Node:
    """A page of one type: what it is, then its sources."""
    t, name = context.t, _name(group, context)
    return [
        breadcrumb(context, (t("nav_sources"), context.url("sources")), last=name),
        h.h1[name],
        h.p(".lede")[t(f"about_{group.type}")],
        source_list(group.sources, context, typed=False),
    ]


def _name(group: Group, context: Context) -> str:
    return context.t(f"group_{group.type}")


def _counts(view: SourcesView, context: Context) -> dict[str, str]:
    return {
        "sources": formats.number(view.sources, context.lang),
        "figures": formats.number(view.figures, context.lang),
    }


def _jump(group: Group, context: Context) -> Element:
    return h.a(href=f"#{group.type}")[
        context.t("sources_type", type=_name(group, context), count=len(group.sources))
    ]


def _group(group: Group, context: Context) -> Element:
    return h.section[
        h.h2(id=group.type)[_name(group, context)],
        source_list(group.sources, context, typed=False),
    ]


def _apart(group: Group, context: Context) -> Element:
    return h.section[
        h.h2(id=group.type)[_name(group, context)],
        h.p[
            context.t(f"about_{group.type}"),
            " ",
            h.a(href=context.url("sources", type=group.type))[
                context.t("sources_apart", n=len(group.sources))
            ],
        ],
    ]


PAGE = Page(
    name="sources",
    vi="/nguon",
    en="/en/sources",
    view=sources.view,
    title=title,
    description=description,
    layout=layout,
    asks=("type",),
    nav=6,
)
