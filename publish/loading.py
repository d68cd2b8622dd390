"""Brings one DataStore table to the rows of a release; readers see old rows or new, never none."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from itertools import islice
from typing import Any

from publish import datastore, faults
from publish.ckan import Catalogue
from publish.reloading import Row, moves, plain
from publish.transport import Lost
from publish.wanted import Shape

FIRST_ROWS = 5_000  # of a new table, per call; nobody sees it before its dataset is public
WHOLE_ROWS = 50_000  # of a public table, per call: one call is one transaction

Told = Callable[[int], None]
"""Hears how many rows were written."""


def bring(
    site: Catalogue, resource_id: str, shape: Shape, form: str | None, told: Told, *, public: bool
) -> None:
    """Whatever stands there; `form` is that of the table we last wrote (None: there is no table).

    Raises Refused when CKAN takes a value for another type than declared, or ServerFailed.
    """
    if form is None:
        try:
            return _fill(site, resource_id, shape, told, WHOLE_ROWS if public else FIRST_ROWS)
        except Lost:
            form = ""  # whether it arrived is seen by looking
    if form != shape.form:
        _prepare(site, resource_id, shape, told)
    _replace(site, resource_id, shape, told)
    if form != shape.form:
        datastore.reshape(site, resource_id, datastore.declared(shape), shape.key, exact=True)


def _fill(site: Catalogue, resource_id: str, shape: Shape, told: Told, rows_a_call: int) -> None:
    """A table that does not exist yet, by plain inserts: half the time that upserts take.

    Raises Lost when it is unknown whether rows arrived: inserting them again would double them.
    """
    rows = _records(shape)
    batch = list(islice(rows, rows_a_call))
    datastore.create(site, resource_id, shape, batch)
    told(len(batch))
    while batch := list(islice(rows, rows_a_call)):
        datastore.insert(site, resource_id, batch)
        told(len(batch))


def _prepare(site: Catalogue, resource_id: str, shape: Shape, told: Told) -> None:
    """Columns that can take the new rows; nothing that readers have is taken away yet."""
    now = datastore.fields(site, resource_id)
    types = {c.id: c.type for c in shape.columns}
    if now and any(types.get(f["id"], f["type"]) != f["type"] for f in now):
        # CKAN ignores another type for a column that exists: the one case where the table goes
        # away for the moment until it is there again, whole.
        datastore.drop(site, resource_id)
        with suppress(Lost):
            _fill(site, resource_id, shape, told, WHOLE_ROWS)
        now = datastore.fields(site, resource_id)
    kept = [{"id": f["id"], "type": f["type"]} for f in now or ()]
    have = {f["id"] for f in kept}
    added = [f for f in datastore.declared(shape) if f["id"] not in have]
    try:
        datastore.reshape(site, resource_id, [*kept, *added], (), exact=False)
    except faults.Refused:
        if datastore.fields(site, resource_id) is None:
            raise  # else a call we had given up has created it after all


def _replace(site: Catalogue, resource_id: str, shape: Shape, told: Told) -> None:
    now = standing(site, resource_id, shape)
    names = [c.id for c in shape.columns]
    todo = moves(
        now, [_plain(row, shape) for row in _cells(shape)], [names.index(k) for k in shape.key]
    )
    update = [_record(shape, row, row_id) for row_id, row in todo.update]
    append = [_record(shape, row, row_id) for row_id, row in todo.append]
    if append:
        _write(site, resource_id, [*update, *append], "upsert", told)
    if update:
        # CKAN's upsert leaves the text index of a row that existed as it was; its update does not.
        _write(site, resource_id, update, "update", told if not append else lambda n: None)
    if todo.delete:
        datastore.delete(site, resource_id, todo.delete)


def _write(
    site: Catalogue, resource_id: str, records: Sequence[Mapping[str, Any]], method: str, told: Told
) -> None:
    for start in range(0, len(records), WHOLE_ROWS):
        batch = records[start : start + WHOLE_ROWS]
        datastore.write(site, resource_id, batch, method)
        told(len(batch))


def standing(site: Catalogue, resource_id: str, shape: Shape) -> list[tuple[int, Row]]:
    """The rows as they stand, in the order of the shape's columns; [] when there is no table.

    A column that is missing reads as empty.
    """
    with suppress(faults.Missing):
        return site.patiently(
            "dump", resource_id, lambda attempt: _standing(datastore.rows(site, resource_id), shape)
        )
    return []


def _standing(lines: Iterable[list[str]], shape: Shape) -> list[tuple[int, Row]]:
    rows = iter(lines)
    header = next(rows, [])
    at = {name: i for i, name in enumerate(header)}
    columns = [(at.get(c.id), c.type) for c in shape.columns]
    return [
        (int(row[0]), tuple(plain(row[i], kind) if i is not None else "" for i, kind in columns))
        for row in rows
    ]


def _cells(shape: Shape) -> Iterator[Row]:
    """The release's rows as text, in the order of its columns."""
    with shape.table.path.open(encoding="utf-8", newline="") as file:
        rows = csv.reader(file)
        at = {name: i for i, name in enumerate(next(rows))}
        order = [at[c.id] for c in shape.columns]
        for row in rows:
            yield tuple(row[i] for i in order)


def _plain(row: Row, shape: Shape) -> Row:
    return tuple(plain(cell, c.type) for cell, c in zip(row, shape.columns, strict=True))


def released(shape: Shape) -> list[Row]:
    """The release's rows as they are compared with a table's."""
    return [_plain(row, shape) for row in _cells(shape)]


def _records(shape: Shape) -> Iterator[dict[str, Any]]:
    return (_record(shape, row) for row in _cells(shape))


def _record(shape: Shape, row: Row, row_id: int | None = None) -> dict[str, Any]:
    """Every value as text, so that PostgreSQL reads it, not JSON; an empty cell is none."""
    cells = {c.id: cell or None for c, cell in zip(shape.columns, row, strict=True)}
    return cells if row_id is None else {"_id": row_id, **cells}
