"""The charts that open on request: the view of the page as Plotly figures with their words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from datasets.model import Unit
from portal import formats
from portal.components import reading, trend_view, unit_link
from portal.components.small_multiples import SHADE, best_first
from portal.figures.drawing import NothingToDraw
from portal.figures.interactive import (
    Figure,
    Moved,
    Told,
    interactive_bars,
    interactive_lines,
    interactive_map,
    interactive_places,
)
from portal.page import Context
from portal.views import figure, geography
from portal.views.indicator import IndicatorView
from portal.views.overview import OverviewView
from portal.views.side_by_side import CompareView, Panel
from portal.views.snapshot import Snapshot
from portal.views.trend import Trend

Chart = tuple[str, Figure]
"""The headline above it, and the figure."""


def interactive_charts(
    view: IndicatorView | OverviewView | CompareView, context: Context
) -> list[Chart]:
    """What the page's pictures show, to be hovered and zoomed; raises NothingToDraw."""
    if not isinstance(view, CompareView):
        return [_one(view, context)]
    charts = list(_panels(view, context))
    if not charts:
        raise NothingToDraw("no chosen unit has a figure")
    return charts


def _panels(view: CompareView, context: Context) -> Iterator[Chart]:
    """One chart an indicator, where any of the chosen provinces has a figure for it."""
    for panel in view.panels:
        name = reading.name(panel.snapshot, context.lang)
        if view.picture == "trend" and panel.trend.series:
            yield name, _lines(panel.trend, context, view.units)
        elif view.picture == "table" and panel.figures:
            yield name, _beside(panel, context)


def _beside(panel: Panel, context: Context) -> Figure:
    told = [
        Told(unit_link.name(f.unit, context.lang), f.value, SHADE, _hover(f, context))
        for f in best_first(panel)
    ]
    if panel.indicator.measure == "rank":
        field = max(f.rank_of or panel.snapshot.units for f in panel.figures)
        return interactive_places(told, field, context.lang)
    return interactive_bars(told, context.lang)


def _one(view: IndicatorView | OverviewView, context: Context) -> Chart:
    if isinstance(view, IndicatorView) and view.picture == "trend":
        units = [series.unit for series in view.trend.series]
        return trend_view.title(view, context), _lines(view.trend, context, units)
    told = {f.unit.code: _told(f, view.snapshot, context) for f in view.snapshot.figures}
    seen = reading.seen(view.snapshot, context.lang)
    if isinstance(view, IndicatorView) and view.picture == "table":
        return seen, interactive_bars(tuple(told.values()), context.lang)
    shapes = geography.shapes(context.collection, view.snapshot.vintage)
    gaps = {u.code: _gap(unit_link.name(u, context.lang), context) for u in view.snapshot.missing}
    return seen, interactive_map(shapes, told, gaps, context.lang)


def _told(shown: figure.Figure, snapshot: Snapshot, context: Context) -> Told:
    return Told(
        unit_link.name(shown.unit, context.lang),
        shown.value,
        snapshot.classes.shade(shown.value),
        _hover(shown, context),
    )


def _gap(name: str, context: Context) -> str:
    t = reading.words(context.lang)
    return t("unit_value", unit=name, value=context.t("no_data"))


def _hover(shown: figure.Figure, context: Context) -> str:
    """Value, date and who says so; Plotly reads a little HTML, so the words are escaped."""
    source = context.t("source_of", name=shown.source.publisher or shown.source.title)
    period = formats.period(shown.period_start, shown.period_end, context.lang)
    lines = (reading.unit_said(shown, context), period, source)
    return "<br>".join(line.replace("&", "&amp;").replace("<", "&lt;") for line in lines)


def _lines(trend: Trend, context: Context, units: Sequence[Unit]) -> Figure:
    """One line a unit; `units` give each its colour."""
    moved = [
        Moved(
            unit_link.name(series.unit, context.lang),
            series.days,
            tuple(f.value for f in series.figures),
            tuple(_hover(f, context) for f in series.figures),
            strong=series.country,
            place=units.index(series.unit),
        )
        for series in trend.series
    ]
    return interactive_lines(moved, context.lang, ranks=trend.ranks, zero=trend.from_zero)
