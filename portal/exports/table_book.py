"""A released table as a workbook: its rows first, where they come from, what its columns mean."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from portal.exports import worksheet
from portal.exports.sheet import Sheet, native, safe
from portal.exports.worksheet import Row

WIDEST = 45
PAGES_WIDE = 2


def as_xlsx(sheet: Sheet) -> bytes:
    """The rows stand on the first sheet, where programs look for them; numbers are numbers."""
    book = Workbook()
    book.remove(book.worksheets[0])
    names = [column.name for column in sheet.columns]
    kinds = [column.type for column in sheet.columns]
    rows = [[safe(cell) for cell in row] for row in sheet.rows]
    data = _page(book, "data", [names, *rows], [kinds] * len(rows), PAGES_WIDE)
    data.auto_filter.ref = data.dimensions
    _page(book, "about", [[name, safe(text)] for name, text in sheet.about.items()])
    if sheet.meanings:
        told = ((column, sheet.meanings[column.name]) for column in sheet.columns)
        rows = [[column.name, column.type, text.vi, text.en] for column, text in told]
        _page(book, "columns", [["column", "type", "Ý nghĩa", "Meaning"], *rows])
    released = sheet.about.get("released")
    return worksheet.saved(book, date.fromisoformat(released) if released else None)


def _page(
    book: Workbook, name: str, rows: Sequence[Row], kinds: Sequence[Row] = (), wide: int = 1
) -> Worksheet:
    page: Worksheet = book.create_sheet(name)
    for place, row in enumerate(rows):
        types = kinds[place - 1] if kinds and place else ["string"] * len(row)
        page.append([native(cell, kind) for cell, kind in zip(row, types, strict=True)])
        worksheet.dress(page[page.max_row])
    worksheet.fit(page, rows, WIDEST if kinds else worksheet.TEXT_WIDTH)
    if name != "about":  # which has no head
        worksheet.head(page)
        page.freeze_panes = "A2"
    worksheet.paper(page, wide)
    return page
