"""The chooser's controls as Dash selects: the same names, the same options."""

from __future__ import annotations

from typing import Any

from datasets.model import VINTAGES
from datasets.units import AFTER
from portal.components import explorer, reading
from portal.page import Context
from portal.views.indicator import IndicatorView
from portal.views.overview import OverviewView
from portal.views.side_by_side import CompareView


def indicator_select(view: OverviewView, context: Context) -> Any:
    """All indicators that can be mapped; a theme's name stands above its own."""
    lang = context.lang
    options: list[dict[str, object]] = []
    for theme, entries in view.options:
        options.append({"label": theme.name.of(lang), "value": theme.slug, "disabled": True})
        options.extend(
            {"label": o.indicator.name.of(lang), "value": o.indicator.id} for o in entries
        )
    label = reading.words(lang)("choose_indicator")
    chosen = view.snapshot.indicator.id
    return explorer.select(explorer.FIRST, "indicators", label, options, chosen)


def vintage_select(context: Context) -> Any:
    """Both vintages, and leaving the choice to where most report."""
    options = [{"label": context.t("vintage_auto"), "value": explorer.UNCHOSEN}]
    options += [{"label": context.t(f"vintage_{v}"), "value": v} for v in reversed(VINTAGES)]
    label = reading.words(context.lang)("choose_vintage")
    chosen = context.state.vintage or explorer.UNCHOSEN
    return explorer.select(explorer.SECOND, "vintage", label, options, chosen)


def period_select(view: IndicatorView, context: Context) -> Any:
    """The years of the shown vintage with their number of reports."""
    t, shown = reading.words(context.lang), view.snapshot
    options = [
        {"label": t("period_count", year=c.year, n=c.reported), "value": c.year}
        for c in shown.choices
        if c.vintage == shown.vintage
    ]
    if shown.vintage == AFTER:
        options += [
            {"label": t("period_restated", year=year, n=n), "value": year}
            for year, n in view.restatable
        ]
    chosen = shown.period[:4] if shown.restated and shown.period else shown.period
    if chosen and all(option["value"] != chosen for option in options):
        options.insert(0, {"label": chosen, "value": chosen})
    return explorer.select(explorer.FIRST, "period", t("choose_period"), options, chosen)


def view_select(view: IndicatorView, context: Context) -> Any:
    """The kinds of picture that can be drawn."""
    t = reading.words(context.lang)
    options = [{"label": t(f"view_{kind}"), "value": kind} for kind in view.pictures]
    return explorer.select(explorer.SECOND, "view", t("choose_view"), options, view.picture)


def year_select(view: CompareView, context: Context) -> Any:
    """The years with a figure, and leaving the choice to where most report."""
    options: list[dict[str, object]] = [
        {"label": context.t("period_auto"), "value": explorer.UNCHOSEN}
    ]
    years = list(view.years)
    if (chosen := context.state.period) and chosen not in years:
        years.insert(0, chosen)
    options += [{"label": year, "value": year} for year in years]
    label = reading.words(context.lang)("choose_period")
    return explorer.select(explorer.FIRST, "period", label, options, chosen or explorer.UNCHOSEN)


def kind_select(view: CompareView, context: Context) -> Any:
    """Bars, and lines where any unit has figures of two dates."""
    t = reading.words(context.lang)
    moved = any(panel.trend.series for panel in view.panels)
    kinds = ("table", "trend") if moved else ("table",)
    options = [{"label": t(f"view_{kind}"), "value": kind} for kind in kinds]
    return explorer.select(explorer.SECOND, "view", t("choose_view"), options, view.picture)
