"""Laws on the text of files and cells: encoding, characters, languages, spreadsheet safety."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from datasets.checks.ground import Case
from datasets.model import Problem
from datasets.sheets import Row, Sheet

FORMULA = re.compile(r"[=+@]|-(?!(?:\d+(?:[.,]\d+)*|)$)")
"""What a spreadsheet may run when it opens the file; a negative number or a lone dash is none."""

BYTE_ORDER_MARK = "\ufeff"


def files_readable(case: Case) -> Iterator[Problem]:
    """Every declared table is there, in UTF-8, and can be parsed."""
    for sheet in case.sheets:
        if sheet.fault:
            yield case.at(f"file-{sheet.fault}", sheet, None, None)


def files_plain(case: Case) -> Iterator[Problem]:
    """No byte order mark, and lines end with LF alone."""
    for sheet in case.sheets:
        if sheet.text.startswith(BYTE_ORDER_MARK):
            yield case.at("byte-order-mark", sheet, None, None)
        if "\r" in sheet.text:
            yield case.at("line-ending", sheet, None, None)


def files_declared(case: Case) -> Iterator[Problem]:
    """Every CSV in the folder belongs to a resource."""
    declared = {table.path.resolve() for table in case.dataset.tables}
    for path in sorted(case.dataset.folder.rglob("*.csv")):
        frozen_changes = path.name == "changes.csv" and case.dataset.released is not None
        if path.resolve() not in declared and not frozen_changes:
            file = path.relative_to(case.dataset.folder).as_posix()
            yield case.in_descriptor("undeclared-file", "resources", value=file)


def cells_composed(case: Case) -> Iterator[Problem]:
    """Letters and their marks are one character (NFC), so that searching finds them."""
    for sheet, row, column, value in _cells(case):
        if not unicodedata.is_normalized("NFC", value):
            yield case.at("not-composed", sheet, row, column)


def cells_visible(case: Case) -> Iterator[Problem]:
    """No control characters and nothing invisible, such as a zero-width space."""
    for sheet, row, column, value in _cells(case):
        hidden = next((c for c in value if unicodedata.category(c) in ("Cc", "Cf")), None)
        if hidden and hidden not in "\n\r":
            yield case.at("hidden-character", sheet, row, column, code=f"U+{ord(hidden):04X}")


def cells_harmless(case: Case) -> Iterator[Problem]:
    """No cell is a formula to a spreadsheet."""
    for sheet, row, column, value in _cells(case):
        if FORMULA.match(value):
            yield case.at("formula-cell", sheet, row, column)


def cells_trimmed(case: Case) -> Iterator[Problem]:
    """No cell begins or ends with a space: codes would no longer match."""
    for sheet, row, column, value in _cells(case):
        if value != value.strip():
            yield case.at("stray-space", sheet, row, column)


def texts_paired(case: Case) -> Iterator[Problem]:
    """A text stands in both languages or in none."""
    for sheet in case.sheets:
        for vi in (c for c in sheet.header if c.endswith("_vi")):
            en = f"{vi[:-3]}_en"
            for row in sheet.rows:
                if en not in sheet.header or bool(row[vi]) != bool(row[en]):
                    missing = en if row[vi] else vi
                    yield case.at("one-language", sheet, row, missing)


def _cells(case: Case) -> Iterator[tuple[Sheet, Row, str, str]]:
    """Every cell that is not empty, the header's included."""
    for sheet in case.sheets:
        header = Row(1, {name: name for name in sheet.header})
        for row in (header, *sheet.rows):
            for column, value in row.cells.items():
                if value:
                    yield sheet, row, column, value


LAWS = (
    files_readable,
    files_plain,
    files_declared,
    cells_composed,
    cells_visible,
    cells_harmless,
    cells_trimmed,
    texts_paired,
)
