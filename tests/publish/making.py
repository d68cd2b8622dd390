"""Small releases written to a folder, for tests that publish them."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from datasets import catalog, freeze
from datasets.model import Dataset

FIGURES: list[dict[str, Any]] = [
    {"name": "code", "type": "string", "title": "Mã", "constraints": {"required": True}},
    {"name": "period_end", "type": "date", "title": "Kỳ", "description": "Ngày cuối kỳ"},
    {"name": "value", "type": "number", "title": "Giá trị", "unit": "%"},
    {"name": "dossiers", "type": "integer", "title": "Hồ sơ"},
    {"name": "note", "type": "string", "title": "Ghi chú"},
]
ROWS = [
    ["01", "2025-06-30", "42.67", "951", 'Hà Nội, "khoảng"'],
    ["04", "2025-06-30", "59.60", "", "Cao Bằng"],
    ["24", "2025-06-30", "0.5", "100549", ""],
    ["79", "", "133", "1447", "vượt chỉ tiêu"],
]
PLACES: list[dict[str, Any]] = [
    {"name": "place", "type": "string", "title": "Nơi"},
    {"name": "since", "type": "date", "title": "Từ ngày"},
]
PLACE_ROWS = [["Huế", ""], ["Huế", "2025-01-01"], ["Đà Nẵng", ""]]

Tables = Mapping[str, tuple[list[dict[str, Any]], Sequence[Sequence[str]]]]

FIRST: Tables = {"figures": (FIGURES, ROWS), "places": (PLACES, PLACE_ROWS)}
KEYS = {"figures": ["code"], "places": ["place", "since"]}


def release(
    root: Path,
    slug: str,
    version: str,
    tables: Tables = FIRST,
    *,
    title: str = "Bộ thử",
    day: str = "2026-01-02",
) -> Dataset:
    """Writes `root`/releases/slug/version as the release command does, and reads it."""
    folder = root / "releases" / slug / version
    folder.mkdir(parents=True)
    (root / "packages").mkdir(exist_ok=True)
    content = {f"{name}.csv": as_csv(fields, rows) for name, (fields, rows) in tables.items()}
    resources = [_resource(name, tables[name], content[f"{name}.csv"]) for name in tables]
    descriptor = {
        "name": slug,
        "title": title,
        "titles": {"vi": title, "en": "Test set"},
        "descriptions": {"vi": "Số liệu để thử.", "en": "Figures to test with."},
        "version": version,
        "created": f"{day}T00:00:00Z",
        "licenses": [{"name": "CC-BY-4.0", "title": "CC BY 4.0", "path": "https://example.org/by"}],
        "contributors": [{"title": "Minh Bạch 06", "role": "publisher"}],
        "keywords": ["thử", "Đề án 06"],
        "resources": resources,
    }
    content |= {
        catalog.DESCRIPTOR: freeze.as_json(descriptor),
        "changes.csv": b"resource,change,row_key,field,old,new\n",
    }
    files = {name: hashlib.sha256(data).hexdigest() for name, data in sorted(content.items())}
    content["release.json"] = freeze.as_json({"version": version, "date": day, "files": files})
    for name, data in content.items():
        (folder / name).write_bytes(data)
    return catalog.read(folder, slug=slug)


def as_csv(fields: Sequence[Mapping[str, Any]], rows: Sequence[Sequence[str]]) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([f["name"] for f in fields])
    writer.writerows(rows)
    return out.getvalue().encode()


def _resource(
    name: str, table: tuple[list[dict[str, Any]], Sequence[Sequence[str]]], data: bytes
) -> dict[str, Any]:
    fields, rows = table
    schema: dict[str, Any] = {"fields": fields}
    if name in KEYS:
        schema["primaryKey"] = KEYS[name]
    return {
        "name": name,
        "path": f"{name}.csv",
        "title": f"Bảng {name}",
        "titles": {"vi": f"Bảng {name}", "en": f"Table {name}"},
        "type": "table",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": schema,
        "hash": f"sha256:{hashlib.sha256(data).hexdigest()}",
        "bytes": len(data),
        "rows": len(rows),
    }
