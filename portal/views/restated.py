"""Figures of the 63 carried over to the 34 by the portal itself: marked as such, parts kept."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import pandas as pd

from datasets import observations, units
from datasets.collection import Collection
from datasets.model import COUNTRY, Indicator, Text, Unit
from datasets.restating import Refusal
from portal.views.figure import Figure, figures

COMPUTED = "restated_here"
"""The flag of a figure that no source prints: added up or recomputed from former provinces."""

CARRIED = "carried_over"
"""The flag of a printed figure of before the merger, on land that did not change."""


@dataclass(frozen=True, slots=True)
class Restatement:
    """One day's figures of the 63 as figures of the 34; who has none has a refusal."""

    day: date
    figures: tuple[Figure, ...]
    refusals: tuple[Refusal, ...]

    def of_unit(self, code: str) -> Figure | Text | None:
        """The unit's figure, or the reason in words why it has none."""
        made: Any = next((f for f in self.figures if f.unit.code == code), None)
        return made or next((r.reason for r in self.refusals if r.unit.code == code), None)


def of(
    collection: Collection, indicator: Indicator, kind: str, vintage: str, period: str | None
) -> Restatement | None:
    """On the period's best day; None where the 63 report nothing, or are what is asked for."""
    if vintage != units.AFTER:
        return None
    complete = _complete(collection, indicator, kind)
    days = [day for day in complete if fits(day, period)]
    return on(collection, indicator, kind, _best(complete, days)) if days else None


def on(collection: Collection, indicator: Indicator, kind: str, day: date) -> Restatement:
    """The figures of exactly that day, carried over by the rules of the data model."""
    made = units.restate(collection, indicator.id, day, kind)
    rows = _of_the_63(collection, indicator, kind)
    printed = figures(
        collection, observations.preferred(rows[rows["period_end"] == pd.Timestamp(day)])
    )
    return Restatement(
        day,
        tuple(_figure(collection, row, printed) for row in made.rows.to_dict("records")),
        made.refusals,
    )


def years(collection: Collection, indicator: Indicator, kind: str) -> dict[str, int]:
    """Each year whose figures of the 63 can be carried over, newest first: for how many units."""
    if indicator.measure in ("rank", "score"):
        return {}
    complete = _complete(collection, indicator, kind)
    found: dict[str, int] = {}
    for year in sorted({day.year for day in complete}, reverse=True):
        days = [day for day in complete if day.year == year]
        best = _best(complete, days)
        if count := len(units.restate(collection, indicator.id, best, kind).rows):
            found[str(year)] = count
    return found


def fits(day: date, period: str | None) -> bool:
    """Whether the day is the one asked for, or lies in the year asked for."""
    return day.isoformat().startswith(period or "")


def note(figure: Figure) -> Text | None:
    """The figure's own note; of what is carried over, first what it was made from."""
    if not figure.parts:
        return figure.note
    named = "; ".join(
        f"{part.unit.code} {part.unit.name.vi} ({part.as_stated})" for part in figure.parts
    )
    own = figure.note or Text(vi="", en="")
    return Text(
        vi=f"Minh Bạch 06 tính từ số của 63 tỉnh, thành: {named}. {own.vi}".strip(),
        en=f"Computed by Minh Bạch 06 from figures of the 63 provinces: {named}. {own.en}".strip(),
    )


def _of_the_63(collection: Collection, indicator: Indicator, kind: str) -> pd.DataFrame:
    rows = collection.observations
    found: pd.DataFrame = rows[
        (rows["indicator_id"] == indicator.id)
        & (rows["vintage"] == units.BEFORE)
        & (rows["unit_code"] != COUNTRY)
        & (rows["kind"] == kind)
    ]
    return found


def _complete(collection: Collection, indicator: Indicator, kind: str) -> dict[date, int]:
    """By day: of how many units of today all predecessors report."""
    rows = _of_the_63(collection, indicator, kind)
    parts: dict[str, set[str]] = {}
    for step in collection.successions:
        parts.setdefault(step.successor, set()).add(step.predecessor)
    reporting: dict[date, set[str]] = {}
    for day, code in zip(rows["period_end"], rows["unit_code"], strict=True):
        reporting.setdefault(day.date(), set()).add(code)
    return {
        day: sum(origins <= codes for origins in parts.values()) for day, codes in reporting.items()
    }


def _best(complete: dict[date, int], days: list[date]) -> date:
    """The day that reaches most units; the newest of equals."""
    return max(days, key=lambda day: (complete[day], day))


def _figure(collection: Collection, row: dict[Any, Any], printed: tuple[Figure, ...]) -> Figure:
    codes = row["parts"].split()
    start = None if pd.isna(row["period_start"]) else row["period_start"].date()
    parts = tuple(f for f in printed if f.unit.code in codes and f.period_start == start)
    unit: Unit = collection.units[(row["vintage"], row["unit_code"])]
    flags = tuple(dict.fromkeys(flag for part in parts for flag in part.flags))
    if len(parts) == 1:
        return replace(parts[0], unit=unit, flags=(CARRIED, *flags), rank_of=None, parts=parts)
    basis = {part.date_basis for part in parts}
    return replace(
        parts[0],
        unit=unit,
        value=float(row["value"]),
        value_high=None,
        qualifier=row["qualifier"],
        date_basis=basis.pop() if len(basis) == 1 else "context",
        numerator=None if pd.isna(row["numerator"]) else float(row["numerator"]),
        denominator=None if pd.isna(row["denominator"]) else float(row["denominator"]),
        rank_of=None,
        as_stated="",
        flags=(COMPUTED, *(f for f in flags if f != "percent_differs")),
        note=None,
        parts=parts,
    )
