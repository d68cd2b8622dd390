"""What a dataset covers: the days its rows speak of, the sources they were read from."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from datasets import tables
from datasets.collection import Collection
from datasets.model import Dataset, Source, Table

PERIODS = ("period_start", "period_end", "valid_from", "valid_to", "date", "due_date")

Span = tuple[date, date]


def span(collection: Collection, dataset: Dataset) -> Span | None:
    """First and last day. A register without days of its own covers those of all figures."""
    days = [day for table in dataset.tables for day in _days(dataset, table)]
    return _ends(days) if days else of_all(collection)


def sources(collection: Collection, dataset: Dataset) -> tuple[Source, ...]:
    """The sources that the dataset's rows name, in the order of the register."""
    if dataset.slug == "sources":
        return ()
    named = {
        source_id
        for table in dataset.tables
        if any(field.name == "source_id" for field in table.fields)
        for source_id in tables.read(dataset, table.name)["source_id"].dropna()
    }
    return tuple(source for source in collection.sources.values() if source.id in named)


def _days(dataset: Dataset, table: Table) -> Iterator[date]:
    """A table is about a time when every row must say which: indicators only may."""
    fields: Any = table.schema.get("fields") or ()
    dated = [f for f in fields if f.get("name") in PERIODS and f.get("type") == "date"]
    if not any((field.get("constraints") or {}).get("required") for field in dated):
        return
    rows = tables.read(dataset, table.name)
    for field in dated:
        yield from (day.date() for day in rows[field["name"]].dropna())


def of_all(collection: Collection) -> Span | None:
    rows = collection.observations
    if rows.empty:
        return None
    ends = [*rows["period_start"].dropna(), *rows["period_end"].dropna()]
    return _ends([day.date() for day in ends])


def _ends(days: list[date]) -> Span:
    return min(days), max(days)
