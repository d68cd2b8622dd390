"""A table on its way out, and how it is written as CSV, JSON and Parquet."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from datasets.model import Text

# contract.md: spreadsheet programs would run such a cell as a formula.
_FORMULA = re.compile(r"[=@\t\r]|[+-](?!\d*[.,]?\d+%?$)")
BOM = "\ufeff"  # Excel in Vietnam takes UTF-8 for it


@dataclass(frozen=True, slots=True)
class Column:
    name: str
    type: str  # of the Data Package: string | integer | number | date ...


@dataclass(frozen=True, slots=True)
class Sheet:
    """Rows of texts under typed columns; `about` says where they come from."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]  # '' where missing
    about: Mapping[str, str]
    meanings: Mapping[str, Text] = field(default_factory=dict)  # of the columns, by name


def as_csv(sheet: Sheet) -> bytes:
    """UTF-8 with a byte order mark, RFC 4180."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(column.name for column in sheet.columns)
    writer.writerows([safe(cell) for cell in row] for row in sheet.rows)
    return (BOM + out.getvalue()).encode()


def as_json(sheet: Sheet) -> bytes:
    """One object: what `about` says, the fields, and the rows as objects; null where missing."""
    rows = [
        {c.name: typed(cell, c.type) for c, cell in zip(sheet.columns, row, strict=True)}
        for row in sheet.rows
    ]
    fields = [{"name": column.name, "type": column.type} for column in sheet.columns]
    document = {**sheet.about, "fields": fields, "rows": rows}
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()


def as_parquet(sheet: Sheet) -> bytes:
    """Typed columns, null where missing; what `about` says stands in the file's metadata."""
    import pyarrow as pa  # 45 MB of library for one format: not before somebody asks
    import pyarrow.parquet as pq

    types = {"integer": pa.int64(), "number": pa.float64(), "date": pa.date32()}
    schema = pa.schema(
        [(column.name, types.get(column.type, pa.string())) for column in sheet.columns],
        metadata=dict(sheet.about),
    )
    columns = [
        [native(row[place], column.type) for row in sheet.rows]
        for place, column in enumerate(sheet.columns)
    ]
    out = io.BytesIO()
    pq.write_table(pa.table(columns, schema=schema), out)
    return out.getvalue()


def safe(cell: str) -> str:
    """The cell with an apostrophe before it where a spreadsheet would run it."""
    return f"'{cell}" if _FORMULA.match(cell) else cell


def typed(cell: str, kind: str) -> str | int | float | None:
    """The cell as JSON has it; dates stay ISO texts."""
    if cell == "":
        return None
    if kind == "integer":
        return int(cell)
    return float(cell) if kind == "number" else cell


def native(cell: str, kind: str) -> str | int | float | date | None:
    """The cell as a workbook has it: dates are dates."""
    return date.fromisoformat(cell) if kind == "date" and cell else typed(cell, kind)


def plain_number(value: float | None) -> str:
    """A number as the tables write it: 1400000, 42.67."""
    return "" if value is None else f"{value:.15g}"
