"""Tables as they lie on disk: cells as text, rows numbered as a spreadsheet numbers them."""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from datasets.model import Dataset, Table

FIRST_ROW = 2  # the header is row 1


@dataclass(frozen=True, slots=True)
class Row:
    """One record; an absent or empty cell reads as ''."""

    number: int
    cells: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")

    def day(self, column: str) -> date | None:
        """The cell as a date; None when empty or no date (the schema check names that)."""
        try:
            return date.fromisoformat(self[column])
        except ValueError:
            return None

    def number_in(self, column: str) -> float | None:
        """The cell as a number; None when empty or no number."""
        try:
            return float(self[column])
        except ValueError:
            return None


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table of a package; `fault` tells why it could not be read (then it has no rows)."""

    package: str
    table: str
    file: str
    types: Mapping[str, str]  # column -> type its schema declares
    header: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()
    text: str = field(default="", repr=False)
    fault: str | None = None  # outside | missing | encoding | unreadable


def read(dataset: Dataset, table: Table) -> Sheet:
    """The table as text; never raises for what is wrong with the file."""
    file = _relative(table.path, dataset.folder)
    types = {f.name: f.type for f in table.fields}
    empty = Sheet(dataset.slug, table.name, file, types)
    if not Path(os.path.normpath(table.path)).is_relative_to(os.path.normpath(dataset.folder)):
        return _faulty(empty, "outside")
    try:
        text = table.path.read_bytes().decode("utf-8")
    except FileNotFoundError:
        return _faulty(empty, "missing")
    except UnicodeDecodeError:
        return _faulty(empty, "encoding")
    except OSError:
        return _faulty(empty, "unreadable")
    try:
        records = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline="")))
    except csv.Error:
        return _faulty(empty, "unreadable")
    header = tuple(records[0]) if records else ()
    rows = tuple(
        Row(number, dict(zip(header, record, strict=False)))
        for number, record in enumerate(records[1:], start=FIRST_ROW)
        if record
    )
    return Sheet(dataset.slug, table.name, file, types, header, rows, text)


def _faulty(sheet: Sheet, fault: str) -> Sheet:
    return Sheet(sheet.package, sheet.table, sheet.file, sheet.types, fault=fault)


def _relative(path: Path, folder: Path) -> str:
    return path.relative_to(folder).as_posix() if path.is_relative_to(folder) else path.name
