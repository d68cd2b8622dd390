"""The indicator's page narrowed down to one figure: title, description, card, layout."""

from __future__ import annotations

import htpy as h
from htpy import Node

from portal import formats
from portal.components import compare_link, figure_details, reading, unit_link
from portal.components.card import CHOSEN, MOST, PLAIN, Card, Number
from portal.components.definition import definition
from portal.components.shell import breadcrumb
from portal.page import Context
from portal.state import State
from portal.views.figure import Figure
from portal.views.focus import Focus
from portal.views.indicator import IndicatorView
from portal.views.snapshot import provinces_of


def title(focus: Focus, view: IndicatorView, context: Context) -> str:
    return f"{heading(focus, view, context)}, {when(focus, context)}"


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
            last=f"{unit}, {when(focus, context)}",
        ),
        h.h1[heading(focus, view, context)],
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


def heading(focus: Focus, view: IndicatorView, context: Context) -> str:
    """'Bắc Giang: Tỷ lệ hồ sơ trực tuyến'."""
    name = view.indicator.name.of(context.lang)
    return f"{unit_link.name(focus.unit, context.lang)}: {name}"


def when(focus: Focus, context: Context) -> str:
    """'năm 2022' of figures that cover it, though the address names its last day."""
    spans = {(figure.period_start, figure.period_end) for figure in focus.shown}
    start, end = spans.pop() if len(spans) == 1 else (None, None)
    if start is None or end is None or start == end:
        return reading.when(focus.period, context.lang)
    return formats.period(start, end, context.lang)


def card(focus: Focus, view: IndicatorView, context: Context) -> Card:
    """The figure itself, who says so, and where the place lies."""
    shown = focus.shown
    return Card(
        title=heading(focus, view, context),
        numbers=tuple(_number(figure, context) for figure in shown[:MOST]),
        line=_said_by(shown, context),
        vintage=focus.unit.vintage,
        shades=tuple(
            (unit.code, CHOSEN if unit.code == focus.unit.code else PLAIN)
            for unit in provinces_of(context.collection, focus.unit.vintage)
        ),
    )


def _number(figure: Figure, context: Context) -> Number:
    period = formats.period(figure.period_start, figure.period_end, context.lang)
    label = period[0].upper() + period[1:]
    if figure.kind != "result":
        label = f"{label}, {context.t(f'kind_{figure.kind}')}"
    return Number(label, reading.said(figure, context))


def _said_by(shown: tuple[Figure, ...], context: Context) -> str:
    if not shown:
        return context.t("no_data_why")
    if shown[0].parts:
        return context.t("flag_restated_here")
    source = shown[0].source
    return context.t("source_of", name=source.publisher or source.title)
