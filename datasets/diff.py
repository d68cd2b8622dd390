"""What differs between two states of one package: cell by cell, field by field, text by text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from datasets import sheets
from datasets.catalog import DESCRIPTOR
from datasets.model import Dataset, Table
from datasets.sheets import Row

What = Literal["row", "cell", "field", "type", "table", "key", "licence", "text"]
How = Literal["added", "changed", "removed"]

KEY_GLUE = "|"
STAMPS = {"version", "created", "hash", "bytes", "rows"}
"""Keys of a descriptor that follow from a release and are no change of their own."""


@dataclass(frozen=True, slots=True)
class Change:
    """One difference. A row's or table's own coming and going has no field; for a text of the
    descriptor the file's name stands in the place of the table's."""

    what: What
    how: How
    table: str
    row_key: str = ""
    field: str = ""
    old: str = ""
    new: str = ""


@dataclass(frozen=True, slots=True)
class Diff:
    """All changes from `previous` (None: from nothing) to the package as it is now."""

    package: str
    previous: str | None
    changes: tuple[Change, ...]

    def count(self, what: What, how: How) -> int:
        return sum(c.what == what and c.how == how for c in self.changes)

    def counts(self) -> dict[str, int]:
        """ "row added" -> 12 and so on, for all that occur."""
        return dict(sorted(Counter(f"{c.what} {c.how}" for c in self.changes).items()))


def between(old: Dataset | None, new: Dataset) -> Diff:
    """The changes that lead from `old` to `new`; tables that cannot be read count as empty."""
    before = {t.name: t for t in old.tables} if old else {}
    after = {t.name: t for t in new.tables}
    changes: list[Change] = []
    for name in (*after, *(n for n in before if n not in after)):
        if name not in before:
            changes.append(Change("table", "added", name))
        if name not in after:
            changes.append(Change("table", "removed", name))
        changes += _fields(name, before.get(name), after.get(name))
        changes += _rows(name, (old, before.get(name)), (new, after.get(name)))
    if old:
        changes += _texts(_leaves(old), _leaves(new))
    return Diff(new.slug, old.version if old else None, tuple(changes))


def _fields(name: str, old: Table | None, new: Table | None) -> Iterator[Change]:
    if old is None or new is None:
        return
    before = {f.name: f.type for f in old.fields}
    after = {f.name: f.type for f in new.fields}
    for field in (f for f in after if f not in before):
        yield Change("field", "added", name, field=field, new=after[field])
    for field in (f for f in before if f not in after):
        yield Change("field", "removed", name, field=field, old=before[field])
    for field in (f for f in after if f in before and before[f] != after[f]):
        yield Change("type", "changed", name, field=field, old=before[field], new=after[field])
    if old.primary_key != new.primary_key:
        keys = KEY_GLUE.join(old.primary_key), KEY_GLUE.join(new.primary_key)
        yield Change("key", "changed", name, old=keys[0], new=keys[1])


def _rows(
    name: str, old: tuple[Dataset | None, Table | None], new: tuple[Dataset, Table | None]
) -> Iterator[Change]:
    table = new[1] or old[1]
    key = table.primary_key if table else ()
    before, after = _keyed(*old, key), _keyed(*new, key)
    for row_key, row in after.items():
        if row_key not in before:
            yield Change("row", "added", name, row_key)
            continue
        was = before[row_key].cells
        for field in (f for f in row.cells if f in was and row.cells[f] != was[f]):
            yield Change("cell", "changed", name, row_key, field, was[field], row.cells[field])
    for row_key in (k for k in before if k not in after):
        yield Change("row", "removed", name, row_key)


def _keyed(dataset: Dataset | None, table: Table | None, key: tuple[str, ...]) -> dict[str, Row]:
    """Rows by primary key; a table without one is keyed by its whole rows."""
    if dataset is None or table is None:
        return {}
    rows = sheets.read(dataset, table).rows
    return {KEY_GLUE.join(row[c] for c in key or row.cells): row for row in rows}


def _texts(old: Mapping[str, str], new: Mapping[str, str]) -> Iterator[Change]:
    for place in (*new, *(p for p in old if p not in new)):
        was, now = old.get(place), new.get(place)
        if was == now:
            continue
        what: What = "licence" if place.startswith("licenses") else "text"
        how: How = "added" if was is None else "removed" if now is None else "changed"
        yield Change(what, how, DESCRIPTOR, field=place, old=was or "", new=now or "")


def _leaves(dataset: Dataset) -> dict[str, str]:
    """Every text of the descriptor by its place, schemas included, stamps and types left out."""
    top = {k: v for k, v in dataset.descriptor.items() if k not in STAMPS and k != "resources"}
    leaves = dict(_flat(top, ""))
    listed = dataset.descriptor.get("resources")
    own = (
        {r.get("name"): r for r in listed if isinstance(r, dict)}
        if isinstance(listed, list)
        else {}
    )
    for table in dataset.tables:
        resource = {k: v for k, v in own[table.name].items() if k not in STAMPS and k != "schema"}
        leaves |= _flat(resource, f"resources.{table.name}")
        rest = {k: v for k, v in table.schema.items() if k not in ("fields", "primaryKey")}
        leaves |= _flat(rest, f"resources.{table.name}.schema")
        fields: Any = table.schema.get("fields") or ()
        for field in fields:
            texts = {k: v for k, v in field.items() if k not in ("name", "type")}
            leaves |= _flat(texts, f"resources.{table.name}.{field.get('name')}")
    return leaves


def _flat(node: object, place: str) -> dict[str, str]:
    if isinstance(node, Mapping):
        pairs: list[tuple[object, object]] = list(node.items())
    elif isinstance(node, list):
        pairs = list(enumerate(node))
    else:
        return {place: str(node)}
    flat: dict[str, str] = {}
    for key, child in pairs:
        flat |= _flat(child, f"{place}.{key}" if place else str(key))
    return flat
