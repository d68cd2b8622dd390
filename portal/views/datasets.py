"""What the list of datasets shows: every package with its size, version and licence."""

from __future__ import annotations

from dataclasses import dataclass, replace

from datasets import tables
from datasets.collection import Collection
from datasets.model import Dataset, Table
from portal.state import State


@dataclass(frozen=True, slots=True)
class Entry:
    dataset: Dataset
    rows: int
    size_bytes: int


@dataclass(frozen=True, slots=True)
class DatasetsView:
    figures: tuple[Entry, ...]  # packages that hold observations, in the order of the themes
    registers: tuple[Entry, ...]  # what those refer to: units, sources, indicators ...


def view(collection: Collection, state: State) -> DatasetsView:
    entries = [entry(dataset) for dataset in collection.datasets.values()]
    place = {theme: at for at, theme in enumerate(collection.themes)}
    entries.sort(key=lambda e: (place.get(e.dataset.slug, len(place)), e.dataset.slug))
    holding = [e for e in entries if _holds_figures(e.dataset)]
    return DatasetsView(tuple(holding), tuple(e for e in entries if e not in holding))


def entry(dataset: Dataset) -> Entry:
    return Entry(
        dataset=plain(dataset),
        rows=sum(rows(dataset, table) for table in dataset.tables),
        size_bytes=sum(table.size_bytes for table in dataset.tables),
    )


def plain(dataset: Dataset) -> Dataset:
    """Without the raw descriptor and schemas: a view goes to the cache and holds what it shows."""
    listed = tuple(replace(table, schema={}) for table in dataset.tables)
    return replace(dataset, descriptor={}, tables=listed)


def rows(dataset: Dataset, table: Table) -> int:
    """A release states its rows; those of a working package are counted."""
    return len(tables.read(dataset, table.name)) if table.rows is None else table.rows


def _holds_figures(dataset: Dataset) -> bool:
    return any(table.name == "observations" for table in dataset.tables)
