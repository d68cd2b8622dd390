"""What is said of a unit without a number: named lists it stands on, deadlines it has."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from datasets.collection import Collection
from datasets.model import Source, Text, Unit

Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Listed:
    """A named list with one unit on it, at a date, said by a source."""

    id: str
    name: Text
    definition: Text
    unit: Unit
    date: date
    source: Source


@dataclass(frozen=True, slots=True)
class Deadline:
    text: Text
    unit: Unit
    due: date
    as_stated: str
    source: Source


def memberships(collection: Collection, keys: tuple[Key, ...]) -> tuple[Listed, ...]:
    """The lists that name one of these units, newest first."""
    return _listed(collection, _of(collection.memberships, keys))


def memberships_from(collection: Collection, source_id: str) -> tuple[Listed, ...]:
    """All list entries that one source gives."""
    rows = collection.memberships
    return _listed(collection, rows if rows.empty else rows[rows["source_id"] == source_id])


def deadlines(collection: Collection, keys: tuple[Key, ...]) -> tuple[Deadline, ...]:
    """The deadlines set for one of these units, in order of time."""
    return _deadlines(collection, _of(collection.deadlines, keys))


def deadlines_from(collection: Collection, source_id: str) -> tuple[Deadline, ...]:
    """All deadlines that one source gives."""
    rows = collection.deadlines
    return _deadlines(collection, rows if rows.empty else rows[rows["source_id"] == source_id])


def _of(rows: pd.DataFrame, keys: tuple[Key, ...]) -> pd.DataFrame:
    if rows.empty:
        return rows
    return rows[pd.MultiIndex.from_frame(rows[["vintage", "unit_code"]]).isin(keys)]


def _listed(collection: Collection, rows: pd.DataFrame) -> tuple[Listed, ...]:
    if rows.empty:
        return ()
    lists = collection.lists.set_index("list_id")
    found = (_entry(collection, lists.loc[row["list_id"]], row) for row in _records(rows))
    return tuple(sorted(found, key=lambda e: (e.date, e.id), reverse=True))


def _entry(collection: Collection, named: pd.Series, row: dict[str, Any]) -> Listed:
    return Listed(
        id=row["list_id"],
        name=Text(named["name_vi"], named["name_en"]),
        definition=Text(named["definition_vi"], named["definition_en"]),
        unit=collection.units[(row["vintage"], row["unit_code"])],
        date=row["date"].date(),
        source=collection.sources[row["source_id"]],
    )


def _deadlines(collection: Collection, rows: pd.DataFrame) -> tuple[Deadline, ...]:
    found = (
        Deadline(
            text=Text(row["text_vi"], row["text_en"]),
            unit=collection.units[(row["vintage"], row["unit_code"])],
            due=row["due_date"].date(),
            as_stated=row["as_stated"],
            source=collection.sources[row["source_id"]],
        )
        for row in _records(rows)
    )
    return tuple(sorted(found, key=lambda d: d.due))


def _records(rows: pd.DataFrame) -> list[dict[str, Any]]:
    return [{str(k): v for k, v in row.items()} for row in rows.to_dict("records")]
