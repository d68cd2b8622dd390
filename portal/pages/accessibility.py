"""The accessibility statement, /tro-nang: the aim, what is done and tested, what is not."""

from __future__ import annotations

from datetime import date

import htpy as h
from htpy import Node

from portal import formats
from portal.components import prose
from portal.components.prose import Section
from portal.page import Context, Page
from portal.views import about
from portal.views.about import AboutView

STATED = date(2026, 11, 22)  # the day on which the statement was last gone through
SECTIONS = (
    Section("aim", "aim_h", ("aim_said",)),
    Section(
        "done",
        "done_h",
        (),
        (
            "done_scripts",
            "done_keyboard",
            "done_charts",
            "done_tables",
            "done_colour",
            "done_zoom",
            "done_language",
            "done_motion",
        ),
    ),
    Section(
        "tested",
        "tested_h",
        ("tested_said",),
        (
            "tested_axe",
            "tested_html",
            "tested_scripts",
            "tested_keyboard",
            "tested_narrow",
            "tested_zoom",
            "tested_motion",
            "tested_pages",
        ),
    ),
    Section(
        "limits",
        "limits_h",
        ("limits_said",),
        (
            "limits_untested",
            "limits_wide",
            "limits_plotly",
            "limits_map",
            "limits_sources",
            "limits_people",
        ),
    ),
    Section("report", "report_h", ("report_said",)),
)


def title(view: AboutView, context: Context) -> str:
    return context.t("accessibility_title")


def description(view: AboutView, context: Context) -> str:
    return context.t("accessibility_description")


def layout(view: AboutView, context: Context) -> Node:
    t = context.t
    return [
        h.h1[t("accessibility_h1")],
        h.p(".lede")[t("accessibility_lede")],
        prose.sections(
            SECTIONS,
            context,
            {},
            {
                "report": h.p[h.a(href=context.url("about") + "#errors")[t("to_errors")]],
            },
        ),
        h.p(".small.soft")[t("stated", date=formats.day(STATED))],
    ]


PAGE = Page(
    name="accessibility",
    vi="/tro-nang",
    en="/en/accessibility",
    view=about.view,
    title=title,
    description=description,
    layout=layout,
    foot=5,
)
