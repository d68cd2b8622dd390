"""How an indicator moved, as lines with their values in words."""

from __future__ import annotations

import htpy as h
from htpy import Node

from datasets.model import Indicator, Lang
from portal import formats
from portal.components import reading, unit_link
from portal.components.source_line import source_line
from portal.figures.drawing import Drawing, inline
from portal.figures.lines import Line, Point, lines
from portal.page import Context
from portal.views.figure import Figure
from portal.views.indicator import IndicatorView
from portal.views.snapshot import Snapshot
from portal.views.trend import Trend

KEY = "trend"


def trend_view(view: IndicatorView, context: Context) -> Node:
    """Nothing where no unit has figures of two dates: one point is no trend."""
    if not view.trend.series:
        return None
    t, shown = reading.words(context.lang), view.trend
    svg = inline(
        drawing(view, context),
        title=title(view, context),
        text=alternative(view, context),
        key=KEY,
        linked=False,
    )
    return h.figure(".picture")[
        h.h2[t("trend_heading")],
        h.div(".draw")[svg],
        h.figcaption(".beside")[
            shown.ranks and h.p[t("trend_rank_axis")],
            shown.left_out > 0 and h.p[t("trend_left_out", n=shown.left_out)],
            source_line([f for series in shown.series for f in series.figures], context),
        ],
    ]


def title(view: IndicatorView, context: Context) -> str:
    """The picture's own headline: it shows all periods, whichever the page has chosen."""
    return heading(view.snapshot, context.lang)


def heading(snapshot: Snapshot, lang: Lang) -> str:
    words = reading.words(lang)("trend_heading")
    return f"{reading.name(snapshot, lang)}: {words[0].lower()}{words[1:]}"


def drawing(view: IndicatorView, context: Context) -> Drawing:
    """The lines alone, for the page and for files; raises NothingToDraw."""
    return lines_of(view.trend, view.indicator, context)


def lines_of(trend: Trend, indicator: Indicator, context: Context) -> Drawing:
    """The lines of any trend; raises NothingToDraw."""
    entries = [
        Line(
            unit_link.name(series.unit, context.lang),
            tuple(
                Point(day, f.value, f"{_dated(f, context)}: {reading.unit_said(f, context)}")
                for day, f in zip(series.days, series.figures, strict=True)
            ),
            strong=series.country,
        )
        for series in trend.series
    ]
    return lines(
        entries,
        lambda v: _axis(v, indicator, context),
        ranks=trend.ranks,
        zero=trend.from_zero,
    )


def alternative(view: IndicatorView, context: Context) -> str:
    """Every drawn value in words."""
    return values_said(view.trend, context)


def values_said(trend: Trend, context: Context) -> str:
    t = reading.words(context.lang)
    series = (
        t(
            "trend_series",
            unit=unit_link.name(s.unit, context.lang),
            points=", ".join(f"{_dated(f, context)} {reading.said(f, context)}" for f in s.figures),
        )
        for s in trend.series
    )
    return f"{t('trend_of')}. {'; '.join(series)}."


def _dated(figure: Figure, context: Context) -> str:
    return formats.period(figure.period_start, figure.period_end, context.lang)


def _axis(value: float, indicator: Indicator, context: Context) -> str:
    written = formats.compact(value, context.lang)
    return formats.with_symbol(written, "%") if indicator.unit == "%" else written
