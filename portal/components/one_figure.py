"""The indicator's page narrowed down to one figure: its title, its description, its layout."""

from __future__ import annotations

import htpy as h
from htpy import Node

from portal.components import compare_link, figure_details, reading, unit_link
from portal.components.definition import definition
from portal.components.shell import breadcrumb
from portal.page import Context
from portal.state import State
from portal.views.focus import Focus
from portal.views.indicator import IndicatorView


def title(focus: Focus, view: IndicatorView, context: Context) -> str:
    when = reading.when(focus.period, context.lang)
    return f"{_heading(focus, view, context)}, {when}"


def description(focus: Focus, view: IndicatorView, context: Context) -> str:
    return f"{title(focus, view, context)}: {figure_details.said(focus, context)}"


def layout(focus: Focus, view: IndicatorView, context: Context) -> Node:
    """The figure, then what it measures, then the ways on."""
    t, lang, words = context.t, context.lang, figure_details.words(context)
    unit, state = unit_link.name(focus.unit, lang), State(asof=context.state.asof)
    whole = context.url(
        "indicator", state.with_(vintage=focus.unit.vintage), indicator_id=view.indicator.id
    )
    return [
        breadcrumb(
            context,
            (t("nav_indicators"), context.url("indicators")),
            (view.indicator.name.of(lang), whole),
            last=f"{unit}, {reading.when(focus.period, lang)}",
        ),
        h.h1[_heading(focus, view, context)],
        figure_details.details(focus, view.indicator.id, context),
        h.section[
            h.h2[words("definition")],
            h.p[view.indicator.definition.of(lang)],
            definition(view, context),
        ],
        h.ul(".tabs")[
            h.li[h.a(href=whole)[words("whole_indicator")]],
            h.li[h.a(href=unit_link.address(focus.unit, context))[words("whole_unit", unit=unit)]],
            h.li[compare_link.of_unit(focus.unit, (view.indicator.id,), context)],
        ],
    ]


def _heading(focus: Focus, view: IndicatorView, context: Context) -> str:
    """'Bắc Giang: Tỷ lệ hồ sơ trực tuyến'."""
    name = view.indicator.name.of(context.lang)
    return f"{unit_link.name(focus.unit, context.lang)}: {name}"
