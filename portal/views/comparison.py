"""What a figure may honestly be set beside: the country, the field, its past, its aim."""

from __future__ import annotations

from collections.abc import Collection as Keys
from dataclasses import dataclass
from statistics import median

import pandas as pd

from datasets import observations
from datasets.collection import Collection
from datasets.model import COUNTRY
from portal.state import State
from portal.views.figure import Figure, figures
from portal.views.snapshot import snapshot

FEWEST_REPORTING = 5
"""Below this, a rank or a median says more about who reports than about the province."""

NEAR_DAYS = 366
"""A share or a target more than a year away describes another time."""

NEAR_DAYS_COUNT = 31
"""Accounts and cards double within months: totals are set side by side only of about one day."""

_SIZE_FREE = ("ratio", "score")  # measures that do not grow with the size of a province
_NOT_MEASURED = "derived_mean"

Key = tuple[str, str]  # (vintage, unit code)


@dataclass(frozen=True, slots=True)
class Standing:
    """A province among those that report the same indicator, year and vintage."""

    year: int
    vintage: str
    units: int  # provinces of that vintage
    reporting: int
    median: float
    rank: int | None  # 1 = best; None where the indicator has no better or worse
    tied: int  # how many others share the rank


@dataclass(frozen=True, slots=True)
class Comparison:
    """Each part is None where the comparison would not be honest or has no figure."""

    country: Figure | None
    standing: Standing | None
    earlier: Figure | None
    target: Figure | None
    country_target: Figure | None


def compare(collection: Collection, figure: Figure, keys: Keys[Key]) -> Comparison:
    """`keys` name the units whose figures are about the same land as `figure`'s."""
    same = collection.observations
    same = same[same["indicator_id"] == figure.indicator.id]
    results = same[same["kind"] == figure.kind]
    aims = same[same["kind"] == "target"]
    own_target = _nearest(collection, aims[_of(aims, keys)], figure)
    return Comparison(
        country=_country(collection, results, figure),
        standing=standing(collection, figure),
        earlier=_earlier(collection, results[_of(results, keys)], figure),
        target=own_target,
        country_target=None if own_target else _country_target(collection, aims, figure),
    )


def standing(collection: Collection, figure: Figure) -> Standing | None:
    """Rank and median among the provinces that report, as the indicator's own page ranks them;
    None where they are too few or not to be set in a row."""
    if not _comparable(figure):
        return None
    year, vintage = figure.period_end.year, figure.unit.vintage
    field = snapshot(collection, figure.indicator, State(vintage=vintage, period=str(year)))
    own = next((p for p in field.places if p.figure == figure), None)
    if own is None or not field.comparable or len(field.places) < FEWEST_REPORTING:
        return None
    return Standing(
        year=year,
        vintage=vintage,
        units=field.units,
        reporting=len(field.places),
        median=median(f.value for f in field.figures),
        rank=own.place,
        tied=sum(f.value == figure.value for f in field.figures) - 1,
    )


def _comparable(figure: Figure) -> bool:
    """A count grows with the province and a printed rank already is a comparison."""
    return (
        figure.indicator.measure in _SIZE_FREE
        and figure.value_high is None
        and _NOT_MEASURED not in figure.flags
    )


def _country(collection: Collection, results: pd.DataFrame, figure: Figure) -> Figure | None:
    """A share or a score beside the country's; a sum beside the country's total."""
    if figure.indicator.measure not in _SIZE_FREE and figure.indicator.aggregation != "sum":
        return None
    rows = results[results["unit_code"] == COUNTRY]
    return _nearest(collection, _same_span(rows, figure), figure)


def _country_target(collection: Collection, aims: pd.DataFrame, figure: Figure) -> Figure | None:
    if figure.indicator.measure not in _SIZE_FREE:
        return None
    return _nearest(collection, aims[aims["unit_code"] == COUNTRY], figure)


def _nearest(collection: Collection, rows: pd.DataFrame, figure: Figure) -> Figure | None:
    """The row closest in time, the later one of two equally close."""
    away = (rows["period_end"] - pd.Timestamp(figure.period_end)).dt.days.abs()
    size_free = figure.indicator.measure in _SIZE_FREE
    near = observations.preferred(rows[away <= (NEAR_DAYS if size_free else NEAR_DAYS_COUNT)])
    if near.empty:
        return None
    order = near.assign(away=away).sort_values(["away", "period_end"], ascending=[True, False])
    return figures(collection, order.drop(columns="away").head(1))[0]


def _earlier(collection: Collection, rows: pd.DataFrame, figure: Figure) -> Figure | None:
    before = rows[rows["period_end"] < pd.Timestamp(figure.period_end)]
    if figure.rank_of is not None:  # 6th of 34 is not better than 9th of 63
        before = before[before["rank_of"] == figure.rank_of]
    before = observations.preferred(_same_span(before, figure, years_apart=True))
    latest = before.sort_values("period_end", kind="stable").tail(1)
    return figures(collection, latest)[0] if len(latest) else None


def _same_span(rows: pd.DataFrame, figure: Figure, *, years_apart: bool = False) -> pd.DataFrame:
    """Of what adds up over time, only figures over the same stretch of the (or another) year."""
    if figure.indicator.measure != "flow":
        return rows
    if figure.period_start is None:
        return rows.iloc[:0]
    wanted = figure.period_start
    start, days = rows["period_start"], (rows["period_end"] - rows["period_start"]).dt.days
    hit = (start.dt.month == wanted.month) & (start.dt.day == wanted.day)
    hit &= (days - (figure.period_end - wanted).days).abs() <= 1  # leap years
    if not years_apart:
        hit &= start.dt.year == wanted.year
    found: pd.DataFrame = rows.loc[hit]
    return found


def _of(rows: pd.DataFrame, keys: Keys[Key]) -> pd.Series:
    """Which rows are about one of those units."""
    hit = pd.Series(False, index=rows.index)
    for vintage, code in keys:
        hit |= (rows["vintage"] == vintage) & (rows["unit_code"] == code)
    return hit
