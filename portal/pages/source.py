"""One source's page, /nguon/<source_id>: what it is, and every figure taken from it."""

from __future__ import annotations

import htpy as h
from htpy import Element, Node

from portal import formats
from portal.components import listings
from portal.components.citation import cite_source
from portal.components.figures_table import figures_table
from portal.components.shell import breadcrumb
from portal.components.source_list import published_on
from portal.components.source_title import foreign
from portal.page import Context, Page
from portal.views import source
from portal.views.source import SourceView

COLUMNS = ("unit", "value", "date")
MARKED = ("repost", "machine_translation")  # types a reader must be told of before the figures


def title(view: SourceView, context: Context) -> str:
    return context.t("source_title", name=view.source.title)


def description(view: SourceView, context: Context) -> str:
    return context.t(
        "source_description",
        count=formats.number(len(view.figures), context.lang),
        name=view.source.title,
        publisher=view.source.publisher or context.t("publisher_unknown"),
    )


def layout(view: SourceView, context: Context) -> Node:
    t, shown = context.t, view.source
    return [
        breadcrumb(
            context,
            (t("nav_sources"), context.url("sources")),
            last=shown.publisher or t("publisher_unknown"),
        ),
        h.h1(lang=foreign(shown, context))[shown.title],
        h.p(".note" if shown.type in MARKED else ".soft")[t(f"source_is_{shown.type}")],
        _facts(view, context),
        h.p[shown.note.of(context.lang)] if shown.note else None,
        h.section[h.h2[t("source_figures")], _figures(view, context)],
        _section(t("source_lists"), listings.lists(view.lists, context, with_unit=True)),
        _section(
            t("source_deadlines"), listings.deadlines(view.deadlines, context, with_unit=True)
        ),
        cite_source(shown, context),
    ]


def _facts(view: SourceView, context: Context) -> Element:
    t, shown = context.t, view.source
    facts: list[tuple[str, Node]] = [
        (t("source_publisher"), shown.publisher or t("publisher_unknown")),
        (t("source_published"), published_on(shown, context)),
        (t("source_type"), t(f"type_{shown.type}")),
        (t("source_language"), t(f"language_{shown.language}")),
        (t("source_address"), _address(view, context)),
    ]
    return h.div[
        h.dl(".facts")[((h.dt[name], h.dd[fact]) for name, fact in facts)],
        shown.title_basis == "derived" and h.p(".small.soft")[t("source_title_derived")],
    ]


def _address(view: SourceView, context: Context) -> Node:
    url = view.source.url
    if url is None:
        return h.span(".none")[context.t("source_no_address")]
    return h.a(href=url, rel="noopener external")[url]


def _figures(view: SourceView, context: Context) -> Node:
    if not view.figures:
        return h.p(".none")[context.t("source_no_figures")]
    caption = context.t("source_caption", count=formats.number(len(view.figures), context.lang))
    return figures_table(caption, COLUMNS, view.figures, context)


def _section(heading: str, content: Node) -> Node:
    return h.section[h.h2[heading], content] if content else None


PAGE = Page(
    name="source",
    vi="/nguon/<source_id>",
    en="/en/sources/<source_id>",
    view=source.view,
    title=title,
    description=description,
    layout=layout,
)
