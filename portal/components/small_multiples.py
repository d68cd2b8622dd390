"""The comparison as small pictures, one an indicator, all of one width."""

from __future__ import annotations

import htpy as h
from htpy import Element, Node

from portal.components import reading, trend_view, unit_link
from portal.components.source_line import source_line
from portal.figures.bars import Bar, bars
from portal.figures.drawing import Drawing, inline
from portal.figures.places import Ranked, places
from portal.page import Context
from portal.state import State
from portal.views.figure import Figure
from portal.views.side_by_side import CompareView, Panel

WIDTH = 380
SHADE = 4  # one for all: the pictures compare lengths, not classes


def small_multiples(view: CompareView, context: Context) -> Element:
    return h.div(".multiples")[
        (_one(panel, n, view, context) for n, panel in enumerate(view.panels))
    ]


def _one(panel: Panel, place: int, view: CompareView, context: Context) -> Element:
    lang, shown = context.lang, panel.snapshot
    state = State(vintage=view.vintage, asof=context.state.asof)
    address = context.url("indicator", state, indicator_id=panel.indicator.id)
    return h.figure[
        h.h2[h.a(href=address)[reading.name(shown, lang)]],
        h.p(".soft.small")[_subtitle(panel, view, context)],
        _picture(panel, f"m{place}", view, context),
        h.figcaption[
            (h.p[note] for note in _notes(panel, view, context)),
            source_line(_drawn(panel, view), context),
        ],
    ]


def _subtitle(panel: Panel, view: CompareView, context: Context) -> str:
    unit = reading.unit(panel.snapshot, context)
    if view.picture == "trend" or panel.snapshot.period is None:
        return unit
    return f"{unit}; {reading.when(panel.snapshot.period, context.lang)}"


def _drawn(panel: Panel, view: CompareView) -> tuple[Figure, ...]:
    if view.picture == "trend":
        return tuple(figure for series in panel.trend.series for figure in series.figures)
    return panel.figures


def _picture(panel: Panel, key: str, view: CompareView, context: Context) -> Node:
    """Bars from zero, places on a line for ranks, lines over time where they are asked for."""
    if not _drawn(panel, view):
        said = "no_series" if view.picture == "trend" and panel.figures else "no_panel"
        return h.p(".none")[context.t(said)]
    if view.picture == "trend":
        drawn = trend_view.lines_of(panel.trend, panel.indicator, context)
        text = trend_view.values_said(panel.trend, context)
    else:
        drawn = _drawing(panel, context)
        text = "; ".join(reading.unit_said(f, context) for f in panel.figures) + "."
    title = reading.name(panel.snapshot, context.lang)
    return inline(drawn, title=title, text=text, key=key, linked=False)


def best_first(panel: Panel) -> list[Figure]:
    """Best first where one end is the better one, else largest first."""
    low = panel.indicator.direction == "lower_is_better"
    return sorted(panel.figures, key=lambda f: f.value if low else -f.value)


def _drawing(panel: Panel, context: Context) -> Drawing:
    ordered = best_first(panel)
    if panel.indicator.measure == "rank":
        field = panel.snapshot.units
        return places([
            Ranked(unit_link.name(f.unit, context.lang), f.value, f.rank_of or field,
                   reading.said(f, context))
            for f in ordered
        ], WIDTH)  # fmt: skip
    return bars([
        Bar(unit_link.name(f.unit, context.lang), f.value, reading.said(f, context), SHADE)
        for f in ordered
    ], WIDTH)  # fmt: skip


def _notes(panel: Panel, view: CompareView, context: Context) -> list[str]:
    """Restating, unequal days and fields; who is missing from the picture."""
    if view.picture == "trend":
        ranks = panel.trend.ranks and bool(panel.trend.series)
        return [reading.words(context.lang)("trend_rank_axis")] if ranks else []
    notes: list[str] = []
    if panel.snapshot.restated and panel.figures:
        notes.append(context.t("panel_restated"))
    periods = {(f.period_start, f.period_end) for f in panel.figures}
    if len(periods) > 1:
        notes.append(context.t("days_differ"))
    if len({f.rank_of for f in panel.figures}) > 1:
        notes.append(reading.words(context.lang)("note_ranks"))
    lacking = [unit_link.name(e.unit, context.lang) for e in panel.entries if not e.figure]
    if lacking and panel.figures:
        notes.append(context.t("panel_missing", names=", ".join(lacking)))
    return notes
