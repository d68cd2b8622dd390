"""A Figure: one observation, or one made of several, with all that a reader may ask of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from datasets.collection import Collection
from datasets.model import Indicator, Source, Text, Unit


@dataclass(frozen=True, slots=True)
class Figure:
    """One number: whose, of what, when, who says so, and what to heed about it.

    Printed in `source`, unless `parts` name the printed ones that it was computed from.
    """

    unit: Unit
    indicator: Indicator
    kind: str  # result | target | assigned
    value: float
    value_high: float | None
    qualifier: str  # exact | over | under | about
    period_start: date | None
    period_end: date
    date_basis: str  # stated | publication | context
    numerator: float | None
    denominator: float | None
    rank_of: int | None
    as_stated: str
    source: Source
    flags: tuple[str, ...]
    note: Text | None
    package: str
    parts: tuple[Figure, ...] = ()  # of what the portal itself carried over from the 63: theirs

    @property
    def sources(self) -> tuple[Source, ...]:
        """Who says so: the figure's own source, or those of its parts, each once."""
        return tuple(dict.fromkeys(part.source for part in self.parts)) or (self.source,)

    @property
    def recomputed_pct(self) -> float | None:
        """100 x numerator / denominator where both are printed and the unit is %."""
        if self.indicator.unit != "%" or not self.denominator or self.numerator is None:
            return None
        return 100 * self.numerator / self.denominator


def figures(collection: Collection, rows: pd.DataFrame) -> tuple[Figure, ...]:
    """Rows of the observations table, in their order, as Figures."""
    return tuple(_figure(collection, row) for row in rows.to_dict("records"))


def _figure(collection: Collection, row: dict[Any, Any]) -> Figure:
    note_vi, note_en = _value(row["note_vi"]), _value(row["note_en"])
    rank_of = _value(row["rank_of"])
    return Figure(
        unit=collection.units[(row["vintage"], row["unit_code"])],
        indicator=collection.indicators[row["indicator_id"]],
        kind=row["kind"],
        value=float(row["value"]),
        value_high=_value(row["value_high"]),
        qualifier=row["qualifier"],
        period_start=_date(row["period_start"]),
        period_end=row["period_end"].date(),
        date_basis=row["date_basis"],
        numerator=_value(row["numerator"]),
        denominator=_value(row["denominator"]),
        rank_of=None if rank_of is None else int(rank_of),
        as_stated=row["as_stated"],
        source=collection.sources[row["source_id"]],
        flags=tuple((_value(row["flags"]) or "").split()),
        note=Text(note_vi, note_en) if note_vi else None,
        package=row["package"],
    )


def _value(cell: Any) -> Any:
    return None if pd.isna(cell) else cell


def _date(cell: Any) -> date | None:
    return None if pd.isna(cell) else cell.date()
