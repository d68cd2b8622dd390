"""What an indicator's page shows: definition, picture of one period, trend, all figures."""

from __future__ import annotations

from dataclasses import dataclass

from datasets import observations, units
from datasets.collection import Collection
from datasets.model import COUNTRY, VINTAGES, Indicator, Measure, Text, Theme
from portal.page import NotFound
from portal.state import State
from portal.views import restated
from portal.views.figure import Figure, figures
from portal.views.focus import Focus, focus
from portal.views.snapshot import Snapshot, snapshot
from portal.views.trend import Trend, trend


@dataclass(frozen=True, slots=True)
class Row:
    """One printed figure; `other_source` where another source is shown on the same cell."""

    figure: Figure
    other_source: bool


@dataclass(frozen=True, slots=True)
class IndicatorView:
    """All that the page, its exports and its charts read."""

    theme: Theme
    measure: Measure
    numerator: Indicator | None
    denominator: Indicator | None
    snapshot: Snapshot
    trend: Trend
    rows: tuple[Row, ...]  # the shown vintage and the country: every kind, period and source;
    # () where the address names one figure
    vintages: tuple[str, ...]  # those in which any province reports, newest first
    restatable: tuple[tuple[str, int], ...]  # years of the 63, for how many of the 34
    focus: Focus | None  # the one figure that the address names, where it does
    picture: str  # map | tiles | table | trend: the one asked for, or the first that can be drawn

    @property
    def pictures(self) -> tuple[str, ...]:
        """The kinds of picture that this indicator allows."""
        return pictures(self.snapshot, self.trend)

    @property
    def indicator(self) -> Indicator:
        return self.snapshot.indicator


def view(collection: Collection, state: State, indicator_id: str) -> IndicatorView:
    """Raises NotFound where the catalogue has no such indicator."""
    indicator = found(collection, indicator_id)
    shown = snapshot(collection, indicator, state)
    one = focus(collection, indicator, state)
    moved = trend(collection, indicator, shown.vintage, frozenset(state.units) if one else None)
    possible = pictures(shown, moved)
    return IndicatorView(
        theme=collection.themes[indicator.theme],
        measure=collection.measures[indicator.unit],
        numerator=_linked(collection, indicator.numerator_id),
        denominator=_linked(collection, indicator.denominator_id),
        snapshot=shown,
        trend=moved,
        rows=() if one else _rows(collection, indicator.id, shown.vintage),
        vintages=tuple(v for v in reversed(VINTAGES) if any(c.vintage == v for c in shown.choices)),
        restatable=() if one else _restatable(collection, shown),
        focus=one,
        picture=state.view if state.view in possible else next(iter(possible), "table"),
    )


def pictures(shown: Snapshot, moved: Trend) -> tuple[str, ...]:
    """Maps and bars need a province with a figure, lines a unit with figures of two dates.

    Ranks are not drawn as bars: the best would have the shortest.
    """
    local: tuple[str, ...] = ("map", "tiles", "table") if shown.choices else ()
    drawn = (kind for kind in local if kind != "table" or shown.indicator.measure != "rank")
    return (*drawn, *(("trend",) if moved.series else ()))


def _restatable(collection: Collection, shown: Snapshot) -> tuple[tuple[str, int], ...]:
    """The years of the 63 that can be carried over and in which none of the 34 reports."""
    reported = {c.year for c in shown.choices if c.vintage == units.AFTER}
    carried = restated.years(collection, shown.indicator, shown.kind)
    return tuple((year, n) for year, n in carried.items() if year not in reported)


def found(collection: Collection, indicator_id: str) -> Indicator:
    """The catalogue's entry; NotFound with a sentence where there is none."""
    try:
        return collection.indicators[indicator_id]
    except KeyError:
        raise NotFound(
            Text(
                f"Danh mục không có chỉ tiêu “{indicator_id[:80]}”.",
                f"The catalogue has no indicator “{indicator_id[:80]}”.",
            )
        ) from None


def _linked(collection: Collection, indicator_id: str | None) -> Indicator | None:
    return collection.indicators[indicator_id] if indicator_id else None


def _rows(collection: Collection, indicator_id: str, vintage: str) -> tuple[Row, ...]:
    """Newest first, the country before the provinces, sources of one cell side by side."""
    rows = collection.observations
    rows = rows[
        (rows["indicator_id"] == indicator_id)
        & ((rows["vintage"] == vintage) | (rows["unit_code"] == COUNTRY))
    ]
    shown = set(observations.preferred(rows).index)
    rows = rows.assign(at_country=rows["unit_code"] != COUNTRY).sort_values(
        ["period_end", "at_country", "unit_code", "kind", "period_start"],
        ascending=[False, True, True, True, True],
        kind="stable",
    )
    return tuple(
        Row(figure, index not in shown)
        for index, figure in zip(rows.index, figures(collection, rows), strict=True)
    )
