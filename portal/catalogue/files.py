"""The files that are offered of one dataset, with what is known of each before it is fetched."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace

from datasets import archive
from datasets.catalog import DESCRIPTOR
from datasets.model import Dataset, Table, Text
from portal.catalogue import terms
from portal.exports import released
from portal.exports.writers import WRITERS

MEASURED = ("csv", "json")
"""Quick to write. A workbook or a Parquet file depends on the library that writes it besides."""


@dataclass(frozen=True, slots=True)
class File:
    name: str  # below /data/<package>/
    ending: str
    media_type: str
    title: Text
    about: Text
    standard: str | None = None  # address of what it keeps to
    size_bytes: int | None = None
    sha256: str | None = None


def offered(dataset: Dataset) -> tuple[File, ...]:
    """The package as a zip, its descriptor, and every table in every format."""
    return (
        _measured(
            File(
                f"{dataset.slug}.zip",
                "zip",
                "application/zip",
                dataset.title,
                Text(
                    "Trọn gói: mọi bảng, mô tả, danh sách thay đổi.",
                    "The whole package: tables, descriptor, list of changes.",
                ),
                terms.DATA_PACKAGE,
            ),
            archive.build(dataset),
        ),
        _measured(
            File(
                DESCRIPTOR,
                "json",
                "application/json",
                dataset.title,
                Text(
                    "Mô tả theo Data Package: các bảng, các cột, giấy phép, mã băm.",
                    "Data Package descriptor: tables, columns, licence, hashes.",
                ),
                terms.DATA_PACKAGE,
            ),
            released.descriptor(dataset),
        ),
        *(file for table in dataset.tables for file in _of_table(dataset, table)),
    )


def _of_table(dataset: Dataset, table: Table) -> list[File]:
    shown = released.sheet(dataset, table)
    files = []
    for ending, (write, content_type) in WRITERS.items():
        file = File(
            name=f"{table.name}.{ending}",
            ending=ending,
            media_type=content_type.partition(";")[0],
            title=Text(
                f"{table.title.vi} ({ending.upper()})", f"{table.title.en} ({ending.upper()})"
            ),
            about=table.description if table.description.vi else table.title,
            standard=terms.RFC4180 if ending == "csv" else None,
        )
        files.append(_measured(file, write(shown)) if ending in MEASURED else file)
    return files


def _measured(file: File, body: bytes) -> File:
    return replace(file, size_bytes=len(body), sha256=hashlib.sha256(body).hexdigest())
