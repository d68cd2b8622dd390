"""The files of one release as they are offered for download."""

from __future__ import annotations

import csv
import hashlib
import json
from collections.abc import Mapping
from typing import Any

from datasets import archive, catalog
from datasets.model import Dataset, Table, Text
from portal.exports.sheet import Column, Sheet, as_csv
from portal.exports.writers import WRITERS
from portal.page import NotFound
from portal.rendered import Rendered

DESCRIPTOR = catalog.DESCRIPTORS[0]


def file(dataset: Dataset, name: str) -> Rendered:
    """The file of that name below /data/<package>/[<version>/]. Raises NotFound."""
    if name == DESCRIPTOR:
        return Rendered.build(descriptor(dataset), "application/json")
    if name == f"{dataset.slug}.zip":
        return _zip(dataset)
    stem, _, ending = name.rpartition(".")
    table = next((t for t in dataset.tables if t.name == stem), None)
    if table is None or ending not in WRITERS:
        names = ", ".join(t.name for t in dataset.tables)
        raise NotFound(
            Text(
                f"Bộ dữ liệu {dataset.slug} không có tệp này; các bảng: {names}; "
                "định dạng: csv, json, xlsx, parquet.",
                f"Dataset {dataset.slug} has no such file; its tables: {names}; "
                "formats: csv, json, xlsx, parquet.",
            )
        )
    write, content_type = WRITERS[ending]
    return Rendered.build(
        write(sheet(dataset, table)),
        content_type,
        filename=f"{dataset.slug}-{dataset.version}-{table.name}.{ending}",
        etag=f"{table.sha256[:20]}-{dataset.version}-{ending}",
    )


def sheet(dataset: Dataset, table: Table) -> Sheet:
    with table.path.open(encoding="utf-8", newline="") as lines:
        header, *rows = csv.reader(lines)
    types = {field.name: field.type for field in table.fields}
    licences = ", ".join(f"{licence.name} {licence.url}".strip() for licence in dataset.licences)
    return Sheet(
        columns=tuple(Column(name, types.get(name, "string")) for name in header),
        rows=tuple(tuple(row) for row in rows),
        about={
            "package": dataset.slug,
            "version": dataset.version,
            "released": dataset.released.isoformat() if dataset.released else "",
            "resource": table.name,
            "title_vi": table.title.vi,
            "title_en": table.title.en,
            "licence": licences,
        },
        meanings={field.name: field.description for field in table.fields},
    )


def descriptor(dataset: Dataset) -> bytes:
    """The release's descriptor for the files as they are served here.

    The CSV at this address has a byte order mark and CRLF, so path, hash and size are those of
    the download; the zip holds the released bytes with the released descriptor.
    """
    resources = [
        {**resource, **_served(dataset, str(resource["name"]))}
        for resource in _resources(dataset.descriptor)
    ]
    document = {**dataset.descriptor, "resources": resources}
    return json.dumps(document, ensure_ascii=False, indent=2).encode()


def _served(dataset: Dataset, name: str) -> dict[str, Any]:
    table = dataset.table(name)
    body = as_csv(sheet(dataset, table))
    return {
        "path": f"{name}.csv",
        "schema": dict(table.schema),
        "hash": f"sha256:{hashlib.sha256(body).hexdigest()}",
        "bytes": len(body),
    }


def _resources(document: Mapping[str, Any]) -> list[dict[str, Any]]:
    return list(document["resources"])


def _zip(dataset: Dataset) -> Rendered:
    return Rendered.build(
        archive.build(dataset), "application/zip", filename=f"{dataset.slug}-{dataset.version}.zip"
    )
