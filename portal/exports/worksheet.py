"""How a worksheet of ours looks: its head, columns and rows that cut nothing, links, paper."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time

from openpyxl import Workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

Row = Sequence[str]

HEAD = PatternFill("solid", fgColor="0B5A73")
FONT = "Calibri"  # what openpyxl gives every other cell
HEAD_FONT = Font(FONT, 11, bold=True, color="FFFFFF")
LINK_FONT = Font(FONT, 11, color="0B5A73", underline="single")
WRAPPED = Alignment(wrap_text=True, vertical="top")
NUMBER = Alignment(horizontal="right", vertical="top", indent=1)  # no text touches it
SHRUNK = Alignment(shrink_to_fit=True, vertical="top")  # LibreOffice breaks no line in a link
NARROWEST, TEXT_WIDTH = 9, 70
LETTERS = 1.0  # that fit into one unit of a column's width, even in a wider font than ours
LINE_POINTS = 15.5
A4 = 9
UNDATED = date(1980, 1, 1)  # the first day that a zip can name
_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")


def head(sheet: Worksheet) -> None:
    for cell in sheet[1]:
        cell.fill, cell.font, cell.alignment = HEAD, HEAD_FONT, Alignment(vertical="center")
    sheet.row_dimensions[1].height = 20
    sheet.print_title_rows = "1:1"


def fit(sheet: Worksheet, rows: Sequence[Row], widest: int) -> None:
    """Columns as wide as their texts, up to `widest`; `rows` begin with the head."""
    widths = [_width(column, widest) for column in zip(*rows, strict=True)]
    for place, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(place)].width = width
    for place, row in enumerate(rows[1:], 2):
        tall(sheet, place, row, widths)


def _width(column: Sequence[str], widest: int) -> int:
    links = any(cell.startswith("http") for cell in column)
    longest = max(len(cell) + 3 for cell in column)
    return min(TEXT_WIDTH if links else widest, max(NARROWEST, longest))


def tall(sheet: Worksheet, row: int, texts: Row, widths: Sequence[float]) -> None:
    """Height for wrapped texts: LibreOffice and Excel do not find it for a file not theirs."""
    lines = [
        -(-len(text) // max(1, int(width * LETTERS))) + text.count("\n")
        for text, width in zip(texts, widths, strict=True)
        if not text.startswith("http")
    ]
    sheet.row_dimensions[row].height = LINE_POINTS * max(1, *lines) + 3


def dress(cells: Iterable[Cell | MergedCell]) -> None:
    """Texts wrap, links lead, numbers and days stand clear of the text beside them."""
    for cell in cells:
        text = cell.value if isinstance(cell.value, str) else ""
        cell.alignment = WRAPPED if text else NUMBER
        if isinstance(cell, Cell) and text.startswith(("https://", "http://")):
            cell.hyperlink, cell.font, cell.alignment = text, LINK_FONT, SHRUNK


def paper(sheet: Worksheet, wide: int = 1) -> None:
    """A4, so many pages wide, as many pages long as it takes."""
    sheet.page_setup.paperSize = A4
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = wide, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)


def saved(book: Workbook, released: date | None) -> bytes:
    """The same bytes from every process: dated by the release, not by the moment of writing."""
    moment = datetime.combine(released or UNDATED, time())
    book.properties.created = moment
    out, fixed = io.BytesIO(), io.BytesIO()
    book.save(out)
    stamp = rb"\g<1>" + f"{moment.isoformat()}Z".encode()
    with zipfile.ZipFile(out) as made, zipfile.ZipFile(fixed, "w", zipfile.ZIP_DEFLATED) as kept:
        for name in made.namelist():
            body = made.read(name)
            if name == "docProps/core.xml":
                body = _MODIFIED.sub(stamp, body)
            entry = zipfile.ZipInfo(name, UNDATED.timetuple()[:6])
            kept.writestr(entry, body, zipfile.ZIP_DEFLATED)
    return fixed.getvalue()
