"""What the page on data quality shows: coverage, age, arithmetic, contradictions, provenance."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import pandas as pd

from datasets import units
from datasets.collection import Collection
from datasets.observations import SOURCE_RANK
from portal.state import State
from portal.views.contested import Several, several
from portal.views.figure import Figure, figures
from portal.views.grid import Grid, grid

BASES = ("stated", "context", "publication")  # from the surest to the least sure
PERCENT = "%"


@dataclass(frozen=True, slots=True)
class Share:
    """How many of all figures, and what share that is."""

    name: str
    count: int
    share_pct: float


@dataclass(frozen=True, slots=True)
class Percentages:
    """Printed percentages: how many come with both parts, and which differ from theirs."""

    printed: int
    with_parts: int
    differing: tuple[Figure, ...]

    @property
    def agreeing(self) -> int:
        return self.with_parts - len(self.differing)


@dataclass(frozen=True, slots=True)
class Fall:
    """A cumulative figure below an earlier one; `before` is None where that is not in the data."""

    figure: Figure
    before: Figure | None


@dataclass(frozen=True, slots=True)
class QualityView:
    on: date  # the day from which ages are counted
    figures: int
    grid: Grid
    percentages: Percentages
    several: Several
    falls: tuple[Fall, ...]
    bases: tuple[Share, ...]
    types: tuple[Share, ...]  # as far as sources are trusted
    flags: tuple[tuple[str, int], ...]  # most frequent first


def view(collection: Collection, state: State) -> QualityView:
    """The grid is that of the vintage asked for, else of today's; all else is of both."""
    rows = collection.observations
    on = _day(collection, state)
    return QualityView(
        on=on,
        figures=len(rows),
        grid=grid(collection, state.vintage or units.AFTER, on),
        percentages=_percentages(collection),
        several=several(collection),
        falls=_falls(collection),
        bases=_shares(rows["date_basis"], BASES),
        types=_shares(rows["source_type"], sorted(SOURCE_RANK, key=lambda t: SOURCE_RANK[t])),
        flags=tuple(Counter(_flags(rows)).most_common()),
    )


def _day(collection: Collection, state: State) -> date:
    """The day asked for, else that of the latest release; of unreleased work that of its figures.

    Never today's: a page says the same until the data changes.
    """
    released = [d.released for d in collection.datasets.values() if d.released]
    newest: date = collection.observations["period_end"].max().date()
    return state.asof or max(released, default=newest)


def _percentages(collection: Collection) -> Percentages:
    rows = collection.observations
    of_percent = [i.id for i in collection.indicators.values() if i.unit == PERCENT]
    printed = rows[rows["indicator_id"].isin(of_percent)]
    with_parts = printed[printed["numerator"].notna() & printed["denominator"].notna()]
    return Percentages(
        printed=len(printed),
        with_parts=len(with_parts),
        differing=figures(collection, with_parts[_flagged(with_parts, "percent_differs")]),
    )


def _falls(collection: Collection) -> tuple[Fall, ...]:
    rows = collection.observations
    found = rows[_flagged(rows, "series_falls")]
    series = ["vintage", "unit_code", "indicator_id", "kind"]
    falls = []
    for at, figure in zip(found.index, figures(collection, found), strict=True):
        same = rows[(rows[series] == rows.loc[at, series]).all(axis=1)]
        earlier = same[
            (same["period_end"] < rows.loc[at, "period_end"]) & (same["value"] > figure.value)
        ].sort_values("period_end")
        before = figures(collection, earlier.tail(1))
        falls.append(Fall(figure, before[0] if before else None))
    return tuple(falls)


def _shares(column: pd.Series, order: Iterable[str]) -> tuple[Share, ...]:
    counts = Counter(column.tolist())
    whole = counts.total() or 1
    return tuple(Share(name, counts[name], 100 * counts[name] / whole) for name in order)


def _flagged(rows: pd.DataFrame, flag: str) -> pd.Series:
    return rows["flags"].fillna("").str.split().map(lambda flags: flag in flags).astype(bool)


def _flags(rows: pd.DataFrame) -> Iterable[str]:
    return (flag for flags in rows["flags"].dropna() for flag in flags.split())
