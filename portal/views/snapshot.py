"""One indicator in one vintage and one period: a value a unit, ranked, with those that miss."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pandas as pd

from datasets import observations
from datasets.collection import Collection
from datasets.model import COUNTRY, VINTAGES, Indicator, Unit
from datasets.restating import Refusal
from portal.state import State
from portal.views import restated
from portal.views.classes import Classes, quantiles
from portal.views.figure import Figure, figures

SIZE_FREE = ("ratio", "score", "rank")
"""Measures that do not grow with a province: only of these may one place be called better."""

KINDS = ("result", "assigned", "target")
"""What is pictured: results where there are any, else what was assigned, else aimed at."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many of a vintage's provinces report in one year."""

    vintage: str
    year: str
    reported: int
    units: int


@dataclass(frozen=True, slots=True)
class Place:
    """A figure and its place among those that report; None where no place can be given."""

    figure: Figure
    place: int | None
    tied: bool


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What a map, a ranking and a download of one indicator show. Best first."""

    indicator: Indicator
    kind: str
    vintage: str
    period: str | None  # YYYY or YYYY-MM-DD; None where no province ever reported
    choices: tuple[Coverage, ...]  # of all vintages, newest first
    places: tuple[Place, ...]
    missing: tuple[Unit, ...]
    country: Figure | None  # of the period; the newest of all where the period has none
    classes: Classes
    comparable: bool  # False: flows of unequal periods, or ranks in unequal fields
    restated: bool = False  # True: none of the 34 reports; carried over here from the 63
    refusals: tuple[Refusal, ...] = ()  # why `missing` could not be carried over

    @property
    def figures(self) -> tuple[Figure, ...]:
        return tuple(place.figure for place in self.places)

    @property
    def units(self) -> int:
        return len(self.places) + len(self.missing)

    @property
    def national_only(self) -> bool:
        """True where the indicator has never been reported by a province."""
        return not self.choices

    @property
    def days(self) -> tuple[date, date] | None:
        """First and last day the figures stand for."""
        ends = [figure.period_end for figure in self.figures]
        return (min(ends), max(ends)) if ends else None


def snapshot(collection: Collection, indicator: Indicator, state: State) -> Snapshot:
    """The indicator as `state` asks for it; what is not asked for follows the widest coverage.

    Where the 34 are asked for and none reports in that period, the figures of the 63 are carried
    over, as far as they can be.
    """
    rows = collection.observations
    rows = pictured(rows[rows["indicator_id"] == indicator.id])
    coverage = coverages(collection, rows).get(indicator.id, ())
    vintage, period = _chosen(coverage, state)
    kind = rows["kind"].iloc[0] if len(rows) else KINDS[0]
    rows = observations.preferred(rows)
    best = _one_a_unit(_within(rows, period))
    provinces = figures(
        collection, best[(best["vintage"] == vintage) & (best["unit_code"] != COUNTRY)]
    )
    made = None if provinces else restated.of(collection, indicator, kind, vintage, period)
    if made:
        provinces, period = made.figures, made.day.isoformat()
        best = _one_a_unit(_within(rows, period))
    reporting = {figure.unit.code for figure in provinces}
    comparable = _comparable(indicator, provinces)
    direction = indicator.direction if indicator.measure in SIZE_FREE else "neutral"
    return Snapshot(
        indicator=indicator,
        kind=kind,
        vintage=vintage,
        period=period,
        choices=coverage,
        places=_places(provinces, direction, comparable),
        missing=tuple(u for u in provinces_of(collection, vintage) if u.code not in reporting),
        country=_country(collection, best) or _country(collection, rows),
        classes=quantiles((figure.value for figure in provinces), direction),
        comparable=comparable,
        restated=made is not None,
        refusals=made.refusals if made else (),
    )


def pictured(rows: pd.DataFrame) -> pd.DataFrame:
    """Of each indicator the observations of the first of KINDS that it has."""
    order = rows["kind"].map({kind: place for place, kind in enumerate(KINDS)})
    return rows[order == order.groupby(rows["indicator_id"]).transform("min")]


def provinces_of(collection: Collection, vintage: str) -> list[Unit]:
    """The provinces of a vintage in the order of their codes."""
    return [u for u in collection.units.values() if u.vintage == vintage and u.code != COUNTRY]


def coverages(collection: Collection, rows: pd.DataFrame) -> dict[str, tuple[Coverage, ...]]:
    """By indicator: each vintage and year in which provinces report, newest first."""
    local = rows[rows["unit_code"] != COUNTRY].assign(year=lambda df: df["period_end"].dt.year)
    counted = local.groupby(["indicator_id", "vintage", "year"])["unit_code"].nunique()
    units = {vintage: len(provinces_of(collection, vintage)) for vintage in VINTAGES}
    found: dict[str, list[Coverage]] = {}
    for row in counted.reset_index().to_dict("records"):
        entry = Coverage(
            row["vintage"], str(row["year"]), int(row["unit_code"]), units[row["vintage"]]
        )
        found.setdefault(row["indicator_id"], []).insert(0, entry)  # they come oldest first
    return {indicator_id: tuple(entries) for indicator_id, entries in found.items()}


def widest(coverage: tuple[Coverage, ...]) -> Coverage | None:
    """Where the largest share of provinces reports; the newest of equals."""
    return max(coverage, key=lambda c: (c.reported / c.units, c.year, c.vintage), default=None)


def _chosen(coverage: tuple[Coverage, ...], state: State) -> tuple[str, str | None]:
    year = state.period[:4] if state.period else None
    fitting = tuple(
        c for c in coverage if state.vintage in (None, c.vintage) and year in (None, c.year)
    )
    choice = widest(fitting)
    if choice is None:  # nothing there: say so for what was asked
        fallback = widest(coverage)
        vintage = state.vintage or (fallback.vintage if fallback else VINTAGES[-1])
        return vintage, state.period
    return choice.vintage, state.period or choice.year


def _within(rows: pd.DataFrame, period: str | None) -> pd.DataFrame:
    if period is None:
        return rows
    if len(period) == 4:
        in_year: pd.DataFrame = rows[rows["period_end"].dt.year == int(period)]
        return in_year
    on_day: pd.DataFrame = rows[rows["period_end"] == pd.Timestamp(period)]
    return on_day


def _one_a_unit(rows: pd.DataFrame) -> pd.DataFrame:
    """The row of each unit's latest cell; of cells with one end, the longest period."""
    ordered = rows.sort_values(
        ["period_end", "period_start"], ascending=[False, True], na_position="last"
    )
    newest: pd.DataFrame = ordered.drop_duplicates(["vintage", "unit_code"])
    return newest


def _country(collection: Collection, rows: pd.DataFrame) -> Figure | None:
    """The newest; it does not depend on how the country's provinces are cut."""
    rows = _one_a_unit(rows[rows["unit_code"] == COUNTRY])
    return figures(collection, rows.head(1))[0] if len(rows) else None


def _comparable(indicator: Indicator, provinces: tuple[Figure, ...]) -> bool:
    if indicator.measure == "flow":
        return len({(f.period_start, f.period_end) for f in provinces}) <= 1
    if indicator.measure == "rank":
        return len({f.rank_of for f in provinces}) <= 1
    return True


def _places(provinces: tuple[Figure, ...], direction: str, comparable: bool) -> tuple[Place, ...]:
    """Best first (largest first where no direction is better); ties share a place: 1, 2, 2, 4."""
    sign = 1 if direction == "lower_is_better" else -1
    ordered = sorted(provinces, key=lambda f: (sign * f.value, f.unit.name.vi))
    values = [figure.value for figure in ordered]
    placed = comparable and direction != "neutral"
    return tuple(
        Place(f, values.index(f.value) + 1 if placed else None, values.count(f.value) > 1)
        for f in ordered
    )
