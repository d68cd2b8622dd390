"""The changes, /thay-doi: every release with its reason, every corrected cell from old to new."""

from __future__ import annotations

import htpy as h
from htpy import Element, Node

from portal import formats
from portal.components.choices import choices
from portal.components.release_log import log
from portal.page import Context, Page
from portal.views import changes
from portal.views.changes import ChangesView


def title(view: ChangesView, context: Context) -> str:
    if view.chosen:
        return context.t("changes_title_of", name=view.chosen.of(context.lang))
    return context.t("changes_title")


def description(view: ChangesView, context: Context) -> str:
    return context.t("changes_description")


def layout(view: ChangesView, context: Context) -> Node:
    t = context.t
    heading = title(view, context) if view.chosen else t("changes_h1")
    return [
        h.h1[heading],
        h.p(".lede")[t("changes_lede")],
        _filter(view, context),
        _feeds(context),
        h.p(".small.soft")[_count(len(view.releases), context)],
        log(view.releases, view.taken_back, context)
        if view.releases
        else h.p(".none")[t("changes_none")],
    ]


def _filter(view: ChangesView, context: Context) -> Element:
    t, chosen = context.t, context.arguments.get("package")
    every = (t("changes_all"), context.url("changes"), chosen is None)
    single = [
        (f"{name.of(context.lang)} ({count})", context.url("changes", package=slug), slug == chosen)
        for slug, name, count in view.packages
    ]
    return h.details[h.summary[t("changes_filter")], choices(t("changes_filter"), [every, *single])]


def _feeds(context: Context) -> Element:
    t, chosen = context.t, context.arguments.get("package")
    own = f"/feed/{chosen}.atom"
    api = context.machine("/api/v1/changes" + (f"?package={chosen}" if chosen else ""))
    return h.p(".small")[
        t("changes_feeds"),
        " ",
        [h.a(href=own)[t("changes_feed_one")], ", "] if chosen else None,
        h.a(href="/feed.atom")[t("changes_feed_all")],
        ". ",
        t("changes_api"),
        " ",
        h.a(href=api)[h.code[api]],
        ".",
    ]


def _count(n: int, context: Context) -> str:
    if n == 1:
        return context.t("changes_count_one")
    return context.t("changes_count", n=formats.number(n, context.lang))


PAGE = Page(
    name="changes",
    vi="/thay-doi",
    en="/en/changes",
    view=changes.view,
    title=title,
    description=description,
    layout=layout,
    asks=("package",),
    foot=2,
)
