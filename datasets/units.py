"""Units over time: which vintage is in force, who succeeded whom, figures restated 63 -> 34."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

import pandas as pd

from datasets.collection import Collection
from datasets.model import COUNTRY, Indicator, Text, Unit
from datasets.observations import preferred
from datasets.restating import COLUMNS, Part, Refusal, Restated, combine

BEFORE, AFTER = "2008", "2025"


def in_force(collection: Collection, on: date) -> str:
    """The vintage in force on that day; LookupError before the first one."""
    for unit in collection.units.values():
        if unit.code != COUNTRY and unit.valid_from <= on <= (unit.valid_to or date.max):
            return unit.vintage
    raise LookupError(f"no set of provinces is in force on {on.isoformat()}")


def successor(collection: Collection, code: str) -> Unit:
    """What the 2008 unit `code` became on the day of the merger; KeyError for an unknown code."""
    if code == COUNTRY:
        return collection.units[AFTER, COUNTRY]
    for step in collection.successions:
        if step.predecessor == code:
            return collection.units[AFTER, step.successor]
    raise KeyError(f"no successor of 2008 unit {code!r}")


def predecessors(collection: Collection, code: str) -> tuple[Unit, ...]:
    """The 2008 units that form the 2025 unit `code`, in the order of their codes."""
    if code == COUNTRY:
        return (collection.units[BEFORE, COUNTRY],)
    codes = sorted(s.predecessor for s in collection.successions if s.successor == code)
    if not codes:
        raise KeyError(f"no predecessor of 2025 unit {code!r}")
    return tuple(collection.units[BEFORE, c] for c in codes)


def restate(
    collection: Collection, indicator_id: str, period_end: date, kind: str = "result"
) -> Restated:
    """The indicator's figures of the 63 on `period_end`, carried over to the 34.

    Sums add up when every predecessor reports the same period; ratios are recomputed from
    numerators and denominators; ranks and scores are never restated. A unit whose territory did
    not change keeps its printed figure. Every unit without a row has a refusal in words.
    """
    indicator = collection.indicators[indicator_id]
    figures = _figures(collection, indicator, period_end, kind)
    rows: list[dict[str, object]] = []
    refusals: list[Refusal] = []
    for unit in _provinces(collection, AFTER):
        parts = [
            _part(indicator, before, figures) for before in predecessors(collection, unit.code)
        ]
        made = combine(unit, parts, indicator, period_end)
        if isinstance(made, Text):
            refusals.append(Refusal(unit, made))
        else:
            rows.append(made | {"indicator_id": indicator_id, "kind": kind})
    frame = pd.DataFrame(rows, columns=list(COLUMNS))
    return Restated(frame.assign(period_end=pd.Timestamp(period_end)), tuple(refusals))


def _provinces(collection: Collection, vintage: str) -> list[Unit]:
    units = (u for u in collection.units.values() if u.vintage == vintage and u.code != COUNTRY)
    return sorted(units, key=lambda u: u.code)


def _figures(
    collection: Collection, indicator: Indicator, period_end: date, kind: str
) -> dict[tuple[str, str], dict[date | None, Any]]:
    """(indicator, 2008 code) -> start of the period -> the row shown; parts of ratios included."""
    df = collection.observations
    wanted = [i for i in (indicator.id, indicator.numerator_id, indicator.denominator_id) if i]
    hits = df[
        (df["vintage"] == BEFORE)
        & df["indicator_id"].isin(wanted)
        & (df["kind"] == kind)
        & (df["period_end"] == pd.Timestamp(period_end))
    ]
    figures: dict[tuple[str, str], dict[date | None, Any]] = {}
    rows: Iterator[Any] = preferred(hits).itertuples(index=False)
    for row in rows:
        start = None if pd.isna(row.period_start) else row.period_start.date()
        figures.setdefault((row.indicator_id, row.unit_code), {})[start] = row
    return figures


def _part(
    indicator: Indicator,
    unit: Unit,
    figures: Mapping[tuple[str, str], Mapping[date | None, Any]],
) -> Part:
    own = figures.get((indicator.id, unit.code), {})
    over = figures.get((indicator.numerator_id or "", unit.code), {})
    under = figures.get((indicator.denominator_id or "", unit.code), {})
    bases: dict[date | None, tuple[float, float]] = {}
    for start, row in own.items():
        if pd.notna(row.numerator) and pd.notna(row.denominator) and row.denominator:
            bases[start] = (float(row.numerator), float(row.denominator))
        elif start in over and start in under and under[start].value:
            bases[start] = (float(over[start].value), float(under[start].value))
    return Part(unit, own, bases)
