"""What a steward should look at twice in a diff: ranks that move, values that stand out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import pandas as pd

from datasets import tables
from datasets.model import COUNTRY, Dataset
from datasets.observations import CELL, preferred

GROUP = ("vintage", "indicator_id", "kind", "period_end")
"""Units are ranked, and compared with each other, within one of these."""

FACTOR = 5.0
"""A value this many times larger or smaller than the one before is named: a slipped decimal or a
dropped "triệu" moves it by ten or more, growth between two reports rarely by five."""

ROBUST_LIMIT = 5.0
"""Distance from the median in units of 1.4826 MAD (a normal sigma). Wider than
the 3.5 of Iglewicz and Hoaglin (1993), which would name the two big cities in every count."""

ENOUGH_UNITS = 8
"""Fewer values have no meaningful middle."""


@dataclass(frozen=True, slots=True)
class RankChange:
    """A unit's place among the units of its vintage, before and after; ties share the better."""

    vintage: str
    unit_code: str
    indicator_id: str
    kind: str
    period_end: str
    old: int
    new: int


@dataclass(frozen=True, slots=True)
class Outlier:
    """A new or changed value that stands out; `against` is the value or median it is held to."""

    vintage: str
    unit_code: str
    indicator_id: str
    kind: str
    period_end: str
    value: float
    why: Literal["moved", "far"]
    against: float


def observations(dataset: Dataset, sources: Mapping[str, Mapping[str, str]]) -> pd.DataFrame:
    """The shown observation of every cell of the package; `sources` is the register by id.

    Raises ValueError where a cell is not what its schema says.
    """
    if all(t.name != "observations" for t in dataset.tables):
        return pd.DataFrame()
    rows = tables.read(dataset, "observations")
    kinds = {key: source["source_type"] for key, source in sources.items()}
    days = {key: source["published"] for key, source in sources.items()}
    return preferred(
        rows.assign(
            source_type=rows["source_id"].map(kinds),
            source_published=pd.to_datetime(rows["source_id"].map(days), errors="coerce"),
        )
    )


def rank_changes(
    old: pd.DataFrame, new: pd.DataFrame, indicators: Mapping[str, Mapping[str, str]]
) -> Iterator[RankChange]:
    """Units whose place changed, where both states rank them; `indicators` gives directions."""
    if old.empty or new.empty:
        return
    key = [*GROUP, "unit_code"]
    both = pd.merge(_ranked(old, indicators), _ranked(new, indicators), on=key)
    moved = both[both["rank_x"] != both["rank_y"]].sort_values([*GROUP, "rank_y", "unit_code"])
    rows: Iterator[Any] = moved.itertuples(index=False)
    for r in rows:
        day = r.period_end.date().isoformat()
        yield RankChange(
            r.vintage, r.unit_code, r.indicator_id, r.kind, day, int(r.rank_x), int(r.rank_y)
        )


def _ranked(df: pd.DataFrame, indicators: Mapping[str, Mapping[str, str]]) -> pd.DataFrame:
    """The latest-started row per unit and group with its rank; neutral indicators have none."""
    units = df[df["unit_code"] != COUNTRY].drop_duplicates([*GROUP, "unit_code"], keep="last")
    directions = units["indicator_id"].map({k: i["direction"] for k, i in indicators.items()})
    parts = [
        part.assign(rank=part.groupby(list(GROUP))["value"].rank("min", ascending=ascending))
        for direction, ascending in (("higher_is_better", False), ("lower_is_better", True))
        for part in (units[directions == direction],)
    ]
    return pd.concat(parts)[[*GROUP, "unit_code", "rank"]]


def outliers(
    old: pd.DataFrame, new: pd.DataFrame, indicators: Mapping[str, Mapping[str, str]]
) -> Iterator[Outlier]:
    """New and changed values that moved by FACTOR, or lie ROBUST_LIMIT from the others.

    Ranks are left out: their moves are named by `rank_changes`.
    """
    if new.empty:
        return
    ranks = [k for k, i in indicators.items() if i["measure"] == "rank"]
    values = new[~new["indicator_id"].isin(ranks)]
    old = old if not old.empty else values.iloc[:0]
    rows: Iterator[Any] = _fresh(old, values).sort_values(list(CELL)).itertuples(index=False)
    for row in rows:
        before = _before(old, values, row)
        if before and row.value and not 1 / FACTOR < row.value / before < FACTOR:
            yield _outlier(row, "moved", before)
        elif (middle := _middle(values, row)) is not None:
            yield _outlier(row, "far", middle)


def _fresh(old: pd.DataFrame, new: pd.DataFrame) -> pd.DataFrame:
    """The rows of `new` that `old` does not have with that value."""
    columns = [*CELL, "value"]
    joined = new[columns].merge(old[columns].drop_duplicates(), how="left", indicator=True)
    fresh: pd.DataFrame = new.iloc[np.flatnonzero(joined["_merge"] == "left_only")]
    return fresh


def _before(old: pd.DataFrame, new: pd.DataFrame, row: Any) -> float | None:
    """The same cell's value in `old`; for a new cell the value of the last period before it."""
    cell = _series(old, row)
    cell = cell[cell["period_end"] == row.period_end]
    earlier = _series(new, row).sort_values("period_end")
    earlier = earlier[earlier["period_end"] < row.period_end]
    hits = cell if len(cell) else earlier
    return float(hits["value"].iloc[-1]) if len(hits) else None


def _series(frame: pd.DataFrame, row: Any) -> pd.DataFrame:
    """All periods of the row's unit, indicator and kind."""
    same: pd.DataFrame = frame[
        (frame["vintage"] == row.vintage)
        & (frame["unit_code"] == row.unit_code)
        & (frame["indicator_id"] == row.indicator_id)
        & (frame["kind"] == row.kind)
    ]
    return same


def _middle(new: pd.DataFrame, row: Any) -> float | None:
    """The median of the row's group when the row lies far from it. Counts are compared as
    logarithms: provinces differ in size by a factor of thirty."""
    group = new[(new["unit_code"] != COUNTRY)]
    for column in GROUP:
        group = group[group[column] == getattr(row, column)]
    if row.unit_code == COUNTRY or len(group) < ENOUGH_UNITS:
        return None
    values = group["value"].to_numpy(dtype=float)
    scale = np.log if values.min() > 0 and values.max() > 1000 else np.asarray
    spread = 1.4826 * float(np.median(np.abs(scale(values) - np.median(scale(values)))))
    distance = abs(float(scale(np.array([float(row.value)]))[0]) - float(np.median(scale(values))))
    return float(np.median(values)) if spread and distance / spread > ROBUST_LIMIT else None


def _outlier(row: Any, why: Literal["moved", "far"], against: float) -> Outlier:
    day = row.period_end.date().isoformat()
    return Outlier(
        row.vintage, row.unit_code, row.indicator_id, row.kind, day, float(row.value), why, against
    )
