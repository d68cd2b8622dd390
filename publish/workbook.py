"""A release as one Excel workbook, byte for byte the same whenever it is written."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font

from datasets import sheets
from datasets.model import Dataset, Table
from publish.faults import TEXTS

TITLE_LENGTH = 31  # of a sheet, Excel's limit
MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*(</dcterms:modified>)")


def write(release: Dataset, path: Path) -> None:
    """A first sheet about the release, then one sheet a table; numbers and dates as such."""
    book = Workbook(write_only=True)
    day = release.released or date(1980, 1, 1)
    book.properties.created = book.properties.modified = datetime(day.year, day.month, day.day)
    book.properties.creator = ", ".join(release.contributors)
    about = book.create_sheet(TEXTS("workbook.about").vi)
    about.column_dimensions["A"].width = 28
    about.column_dimensions["D"].width = 60
    for line in _about(release):
        about.append(line)
    for table in release.tables:
        _table(book, release, table)
    raw = path.with_name(path.name + ".raw")
    book.save(raw)
    _settle(raw, path, day)
    raw.unlink()


def _about(release: Dataset) -> Iterable[list[str]]:
    licence = release.licences[0] if release.licences else None
    facts = (
        ("title", release.title.vi, release.title.en),
        ("description", release.description.vi, release.description.en),
        ("version", release.version, ""),
        ("released", release.released.isoformat() if release.released else "", ""),
        ("licence", licence.title if licence else "", licence.url if licence else ""),
        ("credit", *((release.credit.vi, release.credit.en) if release.credit else ("", ""))),
    )
    for key, vi, en in facts:
        label = TEXTS(f"workbook.{key}")
        yield [f"{label.vi} / {label.en}", vi, en]
    yield []
    heads = (TEXTS(f"workbook.{k}") for k in ("sheet", "column", "kind", "description"))
    yield [f"{h.vi} / {h.en}" for h in heads]
    for table in release.tables:
        for f in table.fields:
            words = f"{f.title.vi}. {f.description.vi}", f"{f.title.en}. {f.description.en}"
            yield [table.name[:TITLE_LENGTH], f.name, f.type, *words]


def _table(book: Workbook, release: Dataset, table: Table) -> None:
    page = book.create_sheet(table.name[:TITLE_LENGTH])
    page.freeze_panes = "A2"
    head = []
    for field in table.fields:
        cell = WriteOnlyCell(page, value=field.name)
        cell.font = Font(bold=True)
        head.append(cell)
    page.append(head)
    columns = [(f.name, f.type) for f in table.fields]
    for row in sheets.read(release, table).rows:
        page.append([_value(row[name], kind) for name, kind in columns])


def _value(text: str, kind: str) -> str | int | float | date | None:
    if not text:
        return None
    if kind == "integer":
        return int(text)
    if kind == "number":
        return float(text)
    if kind == "date":
        return date.fromisoformat(text)
    # Excel would take it for a formula.
    return "'" + text if text[0] in "=@" else text


def _settle(raw: Path, path: Path, day: date) -> None:
    """Takes the hour of writing out of the file: entry times and the modified property."""
    stamp = (max(day.year, 1980), day.month, day.day, 0, 0, 0)
    with zipfile.ZipFile(raw) as old, zipfile.ZipFile(path, "w") as new:
        for name in sorted(old.namelist(), key=lambda n: (n != "[Content_Types].xml", n)):
            content = old.read(name)
            if name == "docProps/core.xml":
                content = MODIFIED.sub(rf"\g<1>{day}T00:00:00Z\g<2>".encode(), content)
            entry = zipfile.ZipInfo(name, date_time=stamp)
            entry.create_system = 3
            new.writestr(entry, content, zipfile.ZIP_DEFLATED, 6)
