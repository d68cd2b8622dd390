"""The search, /tim?q=: what the words mean here, best first; without words, how to ask."""

from __future__ import annotations

import htpy as h
from htpy import Element, Node

from portal.components import hits, search_form, unit_link
from portal.page import Context, Page
from portal.views import search
from portal.views.finding import abbreviations
from portal.views.search import SearchView

EXAMPLES = ("bac giang cccd", "tphcm", "dien bien ho so", "vneid", "dti 2022 da nang", "766")


def title(view: SearchView, context: Context) -> str:
    if not view.query:
        return context.t("search_title")
    return context.t("search_title_for", query=view.query)


def description(view: SearchView, context: Context) -> str:
    return context.t("search_description")


def layout(view: SearchView, context: Context) -> Node:
    return [
        h.h1[title(view, context)],
        search_form.large(context, view.query, context.t("search_hint")),
        _understood(view, context),
        [hits.group(found, context) for found in view.groups] or _nothing(view, context),
    ]


def _understood(view: SearchView, context: Context) -> Node:
    t, lang = context.t, context.lang
    kinds = {found.kind for found in view.groups}
    lacking = view.asked_figure and "figures" not in kinds
    return [
        [
            h.p(".small")[t("search_understood", short=short, means=means.of(lang))]
            for short, means in view.short
        ],
        lacking and h.p(".note")[t("search_no_figure", name=unit_link.name(view.units[0], lang))],
    ]


def _nothing(view: SearchView, context: Context) -> Node:
    t = context.t
    return [
        view.query
        and [
            h.p(".note")[t("search_nothing", query=view.query)],
            h.h2[t("search_try_again")],
        ],
        h.ul[
            bool(view.query) and h.li[t("search_shorter")],
            (
                h.li[h.a(href=context.url(page))[t(f"search_browse_{page}")]]
                for page in ("provinces", "indicators", "datasets")
            ),
        ],
        h.h2[t("search_try")],
        h.ul(".tabs")[(h.li[_example(words, context)] for words in EXAMPLES)],
        h.h2[t("search_short")],
        h.dl(".facts")[
            (
                (h.dt[form.short], h.dd[form.means.of(context.lang)])
                for form in abbreviations.known().values()
            )
        ],
    ]


def _example(words: str, context: Context) -> Element:
    return h.a(href=context.url("search", q=words))[words]


PAGE = Page(
    name="search",
    vi="/tim",
    en="/en/search",
    view=search.view,
    title=title,
    description=description,
    layout=layout,
    asks=("q",),
    indexed=False,
)
