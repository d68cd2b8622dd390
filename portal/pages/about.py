"""About the site, /gioi-thieu: who makes it, how to report an error, cite and reuse; privacy."""

from __future__ import annotations

import htpy as h
from htpy import Node

from portal import formats
from portal.components import prose
from portal.components.prose import Section
from portal.page import Context, Page
from portal.views import about
from portal.views.about import AboutView

SECTIONS = (
    Section("what", "what_h", ("what_project06", "what_here")),
    Section("who", "who_h", ("who_independent", "who_contact")),
    Section("errors", "errors_h", ("errors_said",), ("errors_page", "errors_source", "errors_why")),
    Section("licence", "licence_h", ("licence_data", "licence_figures", "licence_boundaries")),
    Section("cite", "cite_h", ("cite_said",)),
    Section("privacy", "privacy_h", ("privacy_said", "privacy_search", "privacy_data")),
)


def title(view: AboutView, context: Context) -> str:
    return context.t("about_title")


def description(view: AboutView, context: Context) -> str:
    return context.t("about_description")


def layout(view: AboutView, context: Context) -> Node:
    t = context.t
    values = {
        "figures": formats.number(view.figures, context.lang),
        "sources": formats.number(view.sources, context.lang),
    }
    links = h.ul(".tabs")[
        (
            h.li[h.a(href=context.url(page))[t(f"foot_{page}")]]
            for page in ("methods", "quality", "changes", "accessibility")
        )
    ]
    return [
        h.h1[t("about_h1")],
        h.p(".lede")[t("about_lede")],
        prose.sections(
            SECTIONS,
            context,
            values,
            {
                "what": links,
                "cite": h.p(".cite")[_citation(view, context)],
                "licence": h.p[h.a(href=context.url("datasets"))[t("to_datasets")]],
            },
        ),
    ]


def _citation(view: AboutView, context: Context) -> str:
    """Without a release, as in a preview, there is no day to name."""
    t = context.t
    address = context.portal_url + context.url("overview")
    if view.released is None:
        return t("cite_unreleased", release=view.release, address=address)
    day = formats.day(view.released)
    return t("cite_text", release=view.release, date=day, address=address)


PAGE = Page(
    name="about",
    vi="/gioi-thieu",
    en="/en/about",
    view=about.view,
    title=title,
    description=description,
    layout=layout,
    foot=4,
)
