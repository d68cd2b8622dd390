"""How an indicator moved: one series of dated values a unit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pandas as pd

from datasets import observations
from datasets.collection import Collection
from datasets.model import COUNTRY, Indicator, Unit
from portal.views.figure import Figure, figures
from portal.views.snapshot import pictured

MOST = 8  # lines that can still be told apart by labels at their ends


@dataclass(frozen=True, slots=True)
class Series:
    """One unit's figures in the order of their dates; at least two."""

    unit: Unit
    figures: tuple[Figure, ...]

    @property
    def days(self) -> tuple[date, ...]:
        """Where each figure stands in time: in the middle of its period, where it has one.

        The figure of a year drawn on 31 December would be read as the next year's.
        """
        return tuple(
            f.period_start + (f.period_end - f.period_start) / 2 if f.period_start else f.period_end
            for f in self.figures
        )

    @property
    def country(self) -> bool:
        return self.unit.code == COUNTRY


@dataclass(frozen=True, slots=True)
class Trend:
    """The country first, then the provinces with most dates; `left_out` have a series too."""

    series: tuple[Series, ...]
    left_out: int
    ranks: bool  # 1 is the best
    from_zero: bool  # amounts and shares begin at 0, scores where they lie


def trend(
    collection: Collection,
    indicator: Indicator,
    vintage: str,
    codes: frozenset[str] | None = None,
) -> Trend:
    """Series of the country and of the provinces of one vintage, or of the units of `codes`."""
    rows = collection.observations
    rows = pictured(rows[rows["indicator_id"] == indicator.id])
    rows = rows[(rows["vintage"] == vintage) | (rows["unit_code"] == COUNTRY)]
    if codes is not None:
        rows = rows[rows["unit_code"].isin(codes)]
    rows = observations.preferred(rows).sort_values(
        ["period_end", "period_start"], ascending=[True, True], na_position="last"
    )
    rows = rows.drop_duplicates(["unit_code", "period_end"])
    if indicator.measure == "flow":
        rows = _of_one_length(rows)
    by_unit: dict[str, list[Figure]] = {}
    for figure in figures(collection, rows):
        by_unit.setdefault(figure.unit.code, []).append(figure)
    found = [
        Series(points[0].unit, tuple(points)) for points in by_unit.values() if len(points) > 1
    ]
    found.sort(key=lambda s: (not s.country, -len(s.figures), s.unit.name.vi))
    return Trend(
        tuple(found[:MOST]),
        max(0, len(found) - MOST),
        ranks=indicator.measure == "rank",
        from_zero=indicator.measure in ("stock", "flow", "ratio"),
    )


def _of_one_length(rows: pd.DataFrame) -> pd.DataFrame:
    """Of each unit the rows whose period has its commonest length in months.

    A quarter beside a year would draw a fall that never happened.
    """
    months = ((rows["period_end"] - rows["period_start"]).dt.days / 30.4).round()
    known = rows.assign(months=months)[months.notna()]
    if known.empty:
        return known
    common = known.groupby("unit_code")["months"].transform(lambda m: m.mode().iloc[0])
    return known[known["months"] == common].drop(columns="months")
