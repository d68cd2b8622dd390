"""The methods, /phuong-phap: how figures are found, read, chosen, compared and carried over."""

from __future__ import annotations

import htpy as h
from htpy import Element, Node

from portal import formats
from portal.components import prose
from portal.components.prose import Section
from portal.page import Context, Page
from portal.views import about
from portal.views.about import AboutView

SECTIONS = (
    Section("find", "find_h", ("find_where", "find_read", "find_left_out", "find_personal")),
    Section(
        "figure",
        "figure_h",
        ("figure_said",),
        (
            "figure_unit",
            "figure_indicator",
            "figure_kind",
            "figure_period",
            "figure_printed",
            "figure_source",
        ),
    ),
    Section("dates", "dates_h", ("dates_said",)),
    Section("rule", "rule_h", ()),
    Section("rounding", "rounding_h", ("rounding_in", "rounding_words", "rounding_sums")),
    Section("flags", "flags_h", ("flags_said",)),
    Section(
        "boundaries",
        "boundaries_h",
        ("boundaries_said", "boundaries_restate"),
        ("boundaries_sum", "boundaries_ratio", "boundaries_rank", "boundaries_refuse"),
    ),
    Section("ranks", "ranks_h", ("ranks_said", "ranks_ties", "ranks_not", "ranks_median")),
    Section("missing", "missing_h", ("missing_said", "missing_how")),
    Section("versions", "versions_h", ("versions_said",)),
)


def title(view: AboutView, context: Context) -> str:
    return context.t("methods_title")


def description(view: AboutView, context: Context) -> str:
    return context.t("methods_description")


def layout(view: AboutView, context: Context) -> Node:
    t, lang = context.t, context.lang
    values = {
        name: formats.number(count, lang)
        for name, count in (
            ("figures", view.figures),
            ("indicators", view.indicators),
            ("sources", view.sources),
            ("provinces", view.provinces),
            ("restatable", view.restatable),
        )
    }
    after: dict[str, Node] = {
        "dates": h.ul[
            (
                h.li[t("basis_stated")],
                h.li[t("basis_context")],
                h.li[t("basis_publication")],
            )
        ],
        "rule": h.p[view.rule.of(lang)],
        "flags": _flags(context),
        "missing": _onward("quality", "to_quality", context),
        "versions": _onward("changes", "to_changes", context),
    }
    return [
        h.h1[t("methods_h1")],
        h.p(".lede")[t("methods_lede")],
        prose.contents(SECTIONS, t("contents"), context),
        prose.sections(SECTIONS, context, values, after),
    ]


def _flags(context: Context) -> Element:
    keys = [key for key in context.t.texts if key.startswith("flag_")]
    return h.ul[(h.li[context.t(key)] for key in keys)]


def _onward(page: str, text: str, context: Context) -> Element:
    return h.p[h.a(href=context.url(page))[context.t(text)]]


PAGE = Page(
    name="methods",
    vi="/phuong-phap",
    en="/en/methods",
    view=about.view,
    title=title,
    description=description,
    layout=layout,
    foot=3,
)
