"""The files of a frozen release: what they hold, whether they are still what they were."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Mapping
from typing import Any

from datasets.catalog import DESCRIPTOR
from datasets.diff import Diff
from datasets.model import Dataset, Table, Text

RECORD = "release.json"
CHANGES = "changes.csv"
CHANGE_COLUMNS = ("resource", "change", "row_key", "field", "old", "new")


def files(
    dataset: Dataset, *, version: str, day: str, level: str, diff: Diff, note: Text
) -> dict[str, bytes]:
    """Name -> content of every file of the release made from the working package `dataset`."""
    tables = {
        t.path.relative_to(dataset.folder).as_posix(): t.path.read_bytes() for t in dataset.tables
    }
    content = {
        DESCRIPTOR: as_json(_descriptor(dataset, tables, version, day)),
        **tables,
        CHANGES: _changes(diff),
    }
    record = {
        "package": dataset.slug,
        "version": version,
        "date": day,
        "previous": diff.previous,
        "level": level,
        "note": {"vi": note.vi, "en": note.en},
        "counts": diff.counts(),
        "files": {name: sha256(data) for name, data in sorted(content.items())},
    }
    return {**content, RECORD: as_json(record)}


def tampered(release: Dataset) -> list[str]:
    """Files of a release that no longer match its record: changed, missing or added."""
    try:
        record = json.loads((release.folder / RECORD).read_text(encoding="utf-8"))
        stated: dict[str, str] = dict(record["files"])
    except (OSError, ValueError, KeyError, TypeError):
        return [RECORD]
    have = {
        path.relative_to(release.folder).as_posix(): sha256(path.read_bytes())
        for path in release.folder.rglob("*")
        if path.is_file() and path.name != RECORD
    }
    return sorted(n for n in {*stated, *have} if stated.get(n) != have.get(n))


def as_json(content: Mapping[str, Any]) -> bytes:
    """JSON as every file of the project has it: indented by 2, letters as they are, one LF."""
    return (json.dumps(content, ensure_ascii=False, indent=2) + "\n").encode()


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def stamps(table: Table) -> dict[str, object]:
    """The keys that a release writes to a resource."""
    return {"hash": f"sha256:{table.sha256}", "bytes": table.size_bytes}


def _descriptor(
    dataset: Dataset, tables: Mapping[str, bytes], version: str, day: str
) -> dict[str, Any]:
    listed: Any = dataset.descriptor["resources"]
    resources = []
    for resource in listed:
        table = dataset.table(resource["name"])
        rows = _rows(tables[resource["path"]])
        own = {"schema": dict(table.schema), **stamps(table), "rows": rows}
        resources.append({**resource, **own})
    top = {k: v for k, v in dataset.descriptor.items() if k not in ("version", "resources")}
    return {**top, "version": version, "created": f"{day}T00:00:00Z", "resources": resources}


def _rows(content: bytes) -> int:
    """Data rows of a CSV, its header apart."""
    return sum(1 for _ in csv.reader(io.StringIO(content.decode("utf-8"), newline=""))) - 1


def _changes(diff: Diff) -> bytes:
    """The change list: a line per changed cell, and per row, column or table come or gone."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(CHANGE_COLUMNS)
    for c in diff.changes:
        writer.writerow((c.table, c.how, c.row_key, c.field, c.old, c.new))
    return out.getvalue().encode()
