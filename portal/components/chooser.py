"""The controls around a picture that work without scripts: a form, and rows of links."""

from __future__ import annotations

import htpy as h
from htpy import Element, Node

from datasets.model import VINTAGES
from datasets.units import AFTER
from portal.components import reading
from portal.components.choices import Choice, choices
from portal.page import Context
from portal.state import State
from portal.views.indicator import IndicatorView
from portal.views.overview import Option, OverviewView


def form(view: OverviewView, context: Context) -> Element:
    """Indicator and vintage for the overview's map, sent as the contract's parameters."""
    t = reading.words(context.lang)
    chosen, state = view.snapshot.indicator.id, context.state
    return h.form(".choose", method="get", action=context.url("overview", State()))[
        h.label[
            t("choose_indicator"),
            h.select(name="indicators")[
                (
                    h.optgroup(label=theme.name.of(context.lang))[
                        (_option(option, chosen, context) for option in options)
                    ]
                    for theme, options in view.options
                )
            ],
        ],
        h.label[
            t("choose_vintage"),
            h.select(name="vintage")[
                h.option(value="", selected=state.vintage is None)[context.t("vintage_auto")],
                (
                    h.option(value=v, selected=state.vintage == v)[context.t(f"vintage_{v}")]
                    for v in reversed(VINTAGES)
                ),
            ],
        ],
        state.asof is not None
        and h.input(type="hidden", name="asof", value=state.asof.isoformat()),
        h.button[context.t("show")],
    ]


def _option(option: Option, chosen: str, context: Context) -> Element:
    return h.option(value=option.indicator.id, selected=option.indicator.id == chosen)[
        context.t(
            "option",
            name=option.indicator.name.of(context.lang),
            n=option.coverage.reported,
            of=option.coverage.units,
        )
    ]


def vintages(view: IndicatorView, context: Context) -> Node:
    """The vintages with figures, as links; one choice is no choice."""
    return _row("choose_vintage", _vintages(view, context), context)


def links(view: IndicatorView, context: Context) -> Node:
    """Period and kind of picture, each a row of plain links."""
    return [
        _row("choose_period", _periods(view, context), context),
        _row("choose_view", _pictures(view, context), context),
    ]


def _row(label: str, options: list[Choice], context: Context) -> Node:
    return choices(reading.words(context.lang)(label), options) if len(options) > 1 else None


def _vintages(view: IndicatorView, context: Context) -> list[Choice]:
    shown = view.snapshot.vintage
    today = (AFTER,) if view.restatable else ()  # what the 63 report, carried over
    known = sorted({shown, *view.vintages, *today}, reverse=True)
    state = context.state.with_(period=None)
    return [
        (
            context.t(f"vintage_{v}") + ("" if v in view.vintages else context.t("restated_mark")),
            context.here(state=state.with_(vintage=v)),
            v == shown,
        )
        for v in known
    ]


def _periods(view: IndicatorView, context: Context) -> list[Choice]:
    shown, t = view.snapshot, reading.words(context.lang)
    state = context.state.with_(vintage=shown.vintage)
    reported = [
        (
            t("period_count", year=c.year, n=c.reported),
            context.here(state=state.with_(period=c.year)),
            c.year == shown.period,
        )
        for c in shown.choices
        if c.vintage == shown.vintage
    ]
    carried = [
        (
            t("period_restated", year=year, n=n),
            context.here(state=state.with_(period=year)),
            shown.restated and year == (shown.period or "")[:4],
        )
        for year, n in view.restatable
        if shown.vintage == AFTER
    ]
    return reported + carried


def _pictures(view: IndicatorView, context: Context) -> list[Choice]:
    t = reading.words(context.lang)
    return [
        (
            t(f"view_{kind}"),
            context.here(state=context.state.with_(view=kind)),
            kind == view.picture,
        )
        for kind in view.pictures
    ]
