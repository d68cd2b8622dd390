"""Tables of a CKAN DataStore: which calls there are, and what each does in one transaction."""

from __future__ import annotations

import codecs
import contextlib
import csv
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from publish import faults
from publish.ckan import Catalogue
from publish.wanted import Shape


def create(
    site: Catalogue, resource_id: str, shape: Shape, rows: Sequence[Mapping[str, Any]] = ()
) -> None:
    """Creates the table with its first rows, in one transaction. Raises Lost: look, then decide."""
    site.once(
        "datastore_create",
        resource_id,
        row_count=len(rows),
        resource_id=resource_id,
        force=True,
        fields=declared(shape),
        primary_key=list(shape.key),
        records=list(rows),
    )


def reshape(
    site: Catalogue,
    resource_id: str,
    columns: Sequence[Mapping[str, Any]],
    key: Sequence[str],
    *,
    exact: bool,
) -> None:
    """Columns, dictionary and key of a table as given; `exact` drops the columns not named."""
    site.ask(
        "datastore_create",
        resource_id,
        resource_id=resource_id,
        force=True,
        fields=list(columns),
        primary_key=list(key),
        delete_fields=exact,
    )


def declared(shape: Shape) -> list[dict[str, Any]]:
    """The columns as datastore_create takes them."""
    return [{"id": c.id, "type": c.type, "info": dict(c.info)} for c in shape.columns]


def insert(site: Catalogue, resource_id: str, rows: Sequence[Mapping[str, Any]]) -> None:
    """Appends rows. Raises Lost: repeating would double them."""
    site.once(
        "datastore_upsert",
        resource_id,
        row_count=len(rows),
        resource_id=resource_id,
        force=True,
        method="insert",
        records=list(rows),
    )


def write(
    site: Catalogue, resource_id: str, rows: Sequence[Mapping[str, Any]], method: str
) -> None:
    """Rows by their `_id` ('upsert' or 'update') in one transaction; safe to repeat."""
    site.ask(
        "datastore_upsert",
        resource_id,
        row_count=len(rows),
        resource_id=resource_id,
        force=True,
        method=method,
        records=list(rows),
    )


def delete(site: Catalogue, resource_id: str, ids: Sequence[int]) -> None:
    site.ask(
        "datastore_delete",
        resource_id,
        resource_id=resource_id,
        force=True,
        filters={"_id": list(ids)},
    )


def drop(site: Catalogue, resource_id: str) -> None:
    """Drops the table; none there is as good."""
    with contextlib.suppress(faults.Missing):
        site.ask("datastore_delete", resource_id, resource_id=resource_id, force=True)


def fields(site: Catalogue, resource_id: str) -> list[dict[str, Any]] | None:
    """Columns with type, dictionary and index as they stand; None when there is no table."""
    try:
        found = site.ask("datastore_info", resource_id, id=resource_id)
    except faults.Missing:
        return None
    columns: list[dict[str, Any]] = found["fields"]
    return columns


def rows(site: Catalogue, resource_id: str) -> Iterator[list[str]]:
    """Header and rows of a table as text, `_id` first: JSON would lose digits. Raises Lost."""
    url = f"{site.address}/datastore/dump/{resource_id}?bom=False"
    yield from csv.reader(_lines(site.download(url, f"table {resource_id}")))


def _lines(chunks: Iterator[bytes]) -> Iterator[str]:
    decoder = codecs.getincrementaldecoder("utf-8")()
    left = ""
    for chunk in chunks:
        *lines, left = (left + decoder.decode(chunk)).split("\n")
        yield from (line + "\n" for line in lines)
    if left:
        yield left
