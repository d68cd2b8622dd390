"""What a dataset's page shows: its tables with a preview, its versions and their changes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import pandas as pd

from datasets import history, tables
from datasets.collection import Collection
from datasets.model import Dataset, Table, Text
from portal.page import NotFound
from portal.state import State
from portal.views.datasets import plain, rows

PREVIEW_ROWS = 5
LONGEST_CELL = 80  # characters: an SVG path would fill the page


@dataclass(frozen=True, slots=True)
class TableView:
    table: Table
    rows: int
    header: tuple[str, ...]
    preview: tuple[tuple[str, ...], ...]  # as in the file, long cells cut


@dataclass(frozen=True, slots=True)
class Version:
    """One release: when, why, and how much changed; counts such as ('row added', 3)."""

    version: str
    released: date
    note: Text | None
    counts: tuple[tuple[str, int], ...]
    first: bool


@dataclass(frozen=True, slots=True)
class DatasetView:
    dataset: Dataset
    size_bytes: int
    tables: tuple[TableView, ...]
    versions: tuple[Version, ...]  # newest first; none of a package that is not released


def view(collection: Collection, state: State, package: str) -> DatasetView:
    """Raises NotFound for a package that the release set does not hold."""
    dataset = collection.datasets.get(package)
    if dataset is None:
        shown = package[:60]
        raise NotFound(Text(f"Không có bộ dữ liệu “{shown}”.", f"There is no dataset “{shown}”."))
    return DatasetView(
        dataset=plain(dataset),
        size_bytes=sum(table.size_bytes for table in dataset.tables),
        tables=tuple(_table(dataset, table) for table in dataset.tables),
        versions=tuple(_version(known) for known in reversed(history.of(dataset))),
    )


def _version(release: Dataset) -> Version:
    record = history.record(release)
    return Version(
        version=release.version,
        released=record.released,
        note=record.note,
        counts=tuple(sorted(record.counts.items())),
        first=record.previous is None,
    )


def _table(dataset: Dataset, table: Table) -> TableView:
    first = tables.read(dataset, table.name).head(PREVIEW_ROWS)
    return TableView(
        table=replace(table, schema={}),
        rows=rows(dataset, table),
        header=tuple(str(column) for column in first.columns),
        preview=tuple(
            tuple(_cell(value) for value in row) for row in first.itertuples(index=False)
        ),
    )


def _cell(value: Any) -> str:
    if pd.isna(value):
        return ""
    if isinstance(value, pd.Timestamp):
        return value.date().isoformat()
    whole = isinstance(value, float) and value.is_integer()  # 449528 is read as 449528.0
    text = str(int(value)) if whole else str(value)
    return text if len(text) <= LONGEST_CELL else f"{text[: LONGEST_CELL - 1]}…"
