"""The synthetic packages whose publishing is measured: the same bytes each time."""

from __future__ import annotations

import csv
import random
from datetime import date
from pathlib import Path
from typing import Any

from datasets import freeze, release
from datasets.model import Text

PACKAGES, TABLES, ROWS = 20, 2, 5_000  # with workbook, package and descriptor: 100 resources
FIELDS = (
    ("code", "string"),
    ("period_end", "date"),
    ("value", "number"),
    ("dossiers", "integer"),
    ("note_vi", "string"),
)


def make(root: Path, packages: int, rows: int) -> None:
    """Writes and releases `packages` packages under `root`, each table of `rows` rows."""
    dice = random.Random(6)
    for number in range(packages):
        slug = f"bench-{number:02d}"
        folder = root / "packages" / slug
        folder.mkdir(parents=True)
        for table in range(TABLES):
            write(folder / f"table-{table}.csv", dice, rows)
        (folder / "datapackage.json").write_bytes(freeze.as_json(descriptor(slug)))
        freeze_it(root, slug)


def write(path: Path, dice: random.Random, rows: int) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow([name for name, _ in FIELDS])
        for row in range(rows):
            value, count = f"{dice.uniform(0, 100):.2f}", dice.randrange(10**6)
            out.writerow([f"{row:06d}", "2025-06-30", value, count, f"Tỉnh thứ {row % 63 + 1}"])


def descriptor(slug: str) -> dict[str, Any]:
    fields = [
        {"name": n, "type": t, "title": n, "constraints": {"required": True}} for n, t in FIELDS
    ]
    return {
        "name": slug, "title": f"Bộ {slug}", "description": "Số liệu tổng hợp để đo.",
        "keywords": ["đo"], "contributors": [{"title": "Minh Bạch 06", "role": "publisher"}],
        "licenses": [{"name": "CC-BY-4.0", "title": "CC BY 4.0",
                      "path": "https://creativecommons.org/licenses/by/4.0/"}],
        "resources": [
            {"name": f"table-{i}", "path": f"table-{i}.csv", "type": "table", "format": "csv",
             "mediatype": "text/csv", "encoding": "utf-8", "title": f"Bảng {i}",
             "schema": {"fields": fields, "primaryKey": ["code"]}}
            for i in range(TABLES)
        ],
    }  # fmt: skip


def freeze_it(root: Path, slug: str) -> None:
    made = release.draft(root, slug)
    release.write(root, made, note=Text("đo", "bench"), day=date(2026, 1, 2))


def change_one(root: Path) -> None:
    """One cell of one table, released."""
    path = root / "packages" / "bench-00" / "table-0.csv"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    lines[1] = lines[1].replace("Tỉnh", "Thành phố")
    path.write_text("".join(lines), encoding="utf-8")
    freeze_it(root, "bench-00")
