"""The choice of provinces and indicators: a plain form, complete without scripts."""

from __future__ import annotations

from collections.abc import Iterable

import htpy as h
from htpy import Element, Node

from datasets.model import VINTAGES, Unit
from portal.components import reading, unit_link
from portal.components.choices import choices
from portal.page import Context
from portal.state import State
from portal.views.side_by_side import CompareView


def form(view: CompareView, context: Context) -> Element:
    """Boxes to tick, folded where the choice is made; what is chosen is said in the summary."""
    t, state = context.t, context.state
    kept = {
        "vintage": view.vintage,
        "period": state.period,
        "asof": state.asof.isoformat() if state.asof else None,
        "view": state.view,
    }
    return h.form(".pick", method="get", action=context.url("compare", State()))[
        (h.input(type="hidden", name=name, value=value) for name, value in kept.items() if value),
        h.details(open=not view.units)[
            _summary(t("units_label"), [unit_link.name(u, context.lang) for u in view.units],
                     context),
            _units(view, context),
        ],
        h.details(open=bool(view.units and not view.indicators))[
            _summary(t("indicators_label"), [i.name.of(context.lang) for i in view.indicators],
                     context),
            _indicators(view, context),
        ],
        h.button[t("show")],
    ]  # fmt: skip


def vintages(view: CompareView, context: Context) -> Element:
    """The other vintage with the same land: successors, or all predecessors."""
    codes = {view.vintage: tuple(unit.code for unit in view.units)}
    return choices(
        reading.words(context.lang)("choose_vintage"),
        [
            (
                context.t(f"vintage_{v}"),
                context.here(
                    state=context.state.with_(
                        vintage=v, units=codes.get(v, view.other), period=None
                    )
                ),
                v == view.vintage,
            )
            for v in reversed(VINTAGES)
        ],
    )


def periods(view: CompareView, state: State, context: Context) -> Node:
    """The years with a figure; without a choice each indicator has the one that most report in."""
    if len(view.years) < 2:
        return None
    chosen = (state.period or "")[:4]
    options = [(context.t("period_auto"), context.here(state=state.with_(period=None)), not chosen)]
    options += [
        (year, context.here(state=state.with_(period=year)), year == chosen) for year in view.years
    ]
    return choices(reading.words(context.lang)("choose_period"), options)


def pictures(view: CompareView, state: State, context: Context) -> Node:
    """Bars, or lines where any unit has figures of two dates."""
    if not any(panel.trend.series for panel in view.panels):
        return None
    t = reading.words(context.lang)
    return choices(
        t("choose_view"),
        [
            (t(f"view_{kind}"), context.here(state=state.with_(view=kind)), kind == view.picture)
            for kind in ("table", "trend")
        ],
    )


def _summary(label: str, chosen: list[str], context: Context) -> Element:
    """What is chosen, so that a closed fold hides nothing."""
    return h.summary[h.b[label], ": ", ", ".join(chosen) or context.t("none_chosen")]


def _units(view: CompareView, context: Context) -> Node:
    chosen = {unit.code for unit in view.units}
    country = context.collection.units[(view.vintage, "VN")]
    by_region: dict[str, list[Unit]] = {}
    for unit in view.unit_options:
        region = unit.region.of(context.lang) if unit.region else ""
        by_region.setdefault(region, []).append(unit)
    return [
        h.p[_box("units", country.code, context.t("country"), country.code in chosen)],
        [
            _group(region, (
                _box("units", u.code, unit_link.name(u, context.lang), u.code in chosen)
                for u in entries
            ))
            for region, entries in by_region.items()
        ],
    ]  # fmt: skip


def _indicators(view: CompareView, context: Context) -> Node:
    chosen = {indicator.id for indicator in view.indicators}
    return [
        _group(theme.name.of(context.lang), (
            _box("indicators", i.id, i.name.of(context.lang), i.id in chosen) for i in entries
        ))
        for theme, entries in view.indicator_options
    ]  # fmt: skip


def _group(name: str, boxes: Iterable[Element]) -> Element:
    return h.fieldset[h.legend[name], h.ul(".columns")[(h.li[box] for box in boxes)]]


def _box(name: str, value: str, label: str, checked: bool) -> Element:
    return h.label(".box")[
        h.input(type="checkbox", name=name, value=value, checked=checked), " ", label
    ]
