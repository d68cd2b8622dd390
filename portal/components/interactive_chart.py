"""The chart that opens on request: the view of the page as a Plotly figure with its words."""

from __future__ import annotations

from portal import formats
from portal.components import reading, unit_link
from portal.figures.interactive import (
    Figure,
    Moved,
    Told,
    interactive_bars,
    interactive_lines,
    interactive_map,
)
from portal.page import Context
from portal.views import figure, geography
from portal.views.indicator import IndicatorView
from portal.views.overview import OverviewView
from portal.views.snapshot import Snapshot


def interactive_chart(view: IndicatorView | OverviewView, context: Context) -> Figure:
    """What the page's picture shows, to be hovered and zoomed; raises NothingToDraw."""
    if isinstance(view, IndicatorView) and view.picture == "trend":
        return _lines(view, context)
    told = {f.unit.code: _told(f, view.snapshot, context) for f in view.snapshot.figures}
    if isinstance(view, IndicatorView) and view.picture == "table":
        return interactive_bars(tuple(told.values()), context.lang)
    shapes = geography.shapes(context.collection, view.snapshot.vintage)
    gaps = {u.code: _gap(unit_link.name(u, context.lang), context) for u in view.snapshot.missing}
    return interactive_map(shapes, told, gaps, context.lang)


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


def _lines(view: IndicatorView, context: Context) -> Figure:
    moved = [
        Moved(
            unit_link.name(series.unit, context.lang),
            series.days,
            tuple(f.value for f in series.figures),
            tuple(_hover(f, context) for f in series.figures),
            strong=series.country,
        )
        for series in view.trend.series
    ]
    return interactive_lines(moved, context.lang, ranks=view.trend.ranks, zero=view.trend.from_zero)
