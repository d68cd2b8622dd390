"""A view's extract as a workbook for people: cover, rows, sources, notes, columns explained."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence

from openpyxl import Workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from datasets.collection import Collection
from datasets.model import Text
from portal.exports.columns import CELLS, cells, day, dictionary
from portal.exports.origin import citation, licences, notes, said
from portal.exports.sheet import native, safe
from portal.exports.view import Extract

HEAD = PatternFill("solid", fgColor="0B5A73")
FONT = "Calibri"  # what openpyxl gives every other cell
HEAD_FONT = Font(FONT, 11, bold=True, color="FFFFFF")
TITLE_FONT = Font(FONT, 15, bold=True)
LABEL_FONT = Font(FONT, 11, bold=True)
LINK_FONT = Font(FONT, 11, color="0B5A73", underline="single")
WRAPPED = Alignment(wrap_text=True, vertical="top")
DATE = "yyyy-mm-dd"  # reads the same under every locale
NARROWEST, WIDEST, TEXT_WIDTH = 9, 28, 70
LETTERS_A_LINE = 66  # of a wrapped text, for the height of its row
LINE_POINTS = 15.5

Row = Sequence[str]


def as_workbook(extract: Extract, collection: Collection) -> bytes:
    """The cover is what opens first. Every cell is a value: nothing in it is computed."""
    book = Workbook()
    book.properties.title = extract.title.vi
    book.properties.creator = "Minh Bạch 06"
    cover = book.active
    assert isinstance(cover, Worksheet)
    _cover(cover, extract)
    _data(book.create_sheet(_name("sheet_data")), extract)
    _table(book.create_sheet(_name("sheet_indicators")), *_indicators(extract))
    _table(book.create_sheet(_name("sheet_sources")), *_sources(extract))
    _table(book.create_sheet(_name("sheet_notes")), *_notes(extract))
    _table(book.create_sheet(_name("sheet_columns")), *_columns(extract, collection))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _name(key: str) -> str:
    """Both languages on the tab: a workbook travels further than its address."""
    text = said(key)
    return f"{text.vi} - {text.en}"


def _cover(sheet: Worksheet, extract: Extract) -> None:
    sheet.title = _name("sheet_cover")
    sheet.sheet_view.showGridLines = False
    for letter, width in (("A", 18), ("B", TEXT_WIDTH), ("C", TEXT_WIDTH)):
        sheet.column_dimensions[letter].width = width
    for label, vi, en in _said(extract):
        sheet.append([label, safe(vi), safe(en)])
        row = sheet[sheet.max_row]
        _tall(sheet, sheet.max_row, (label, vi, en))
        for cell in row:
            cell.alignment = WRAPPED
            _link(cell)
        row[0].font = LABEL_FONT
    for cell in sheet[1]:
        cell.font = TITLE_FONT
    sheet.row_dimensions[1].height = 3 * LINE_POINTS
    _printed(sheet)


def _said(extract: Extract) -> Iterator[tuple[str, str, str]]:
    """Label, Vietnamese, English."""
    title, cited = extract.title, citation(extract)
    yield "Minh Bạch 06", title.vi, title.en
    for indicator in extract.indicators if len(extract.indicators) == 1 else ():
        yield _label("cover_definition"), indicator.definition.vi, indicator.definition.en
    yield _alike("cover_rows", str(len(extract.lines)))
    yield _alike("cover_filters", extract.filters)
    yield _alike("cover_released", f"{day(extract.released)} ({extract.release_set})")
    if extract.pages:
        yield _label("cover_page"), extract.pages["vi"], extract.pages["en"]
    yield _alike("cover_permalink", extract.permalink)
    yield _alike("cover_licence", licences(extract))
    yield _label("cover_cite"), cited.vi, cited.en
    how = said("cover_how_text")
    yield _label("cover_how"), how.vi, how.en


def _alike(key: str, text: str) -> tuple[str, str, str]:
    """What reads the same in both languages."""
    return _label(key), text, text


def _label(key: str) -> str:
    text = said(key)
    return f"{text.vi}\n{text.en}"


def _data(sheet: Worksheet, extract: Extract) -> None:
    """Names of columns as in the CSV; numbers and dates are such, codes keep their zeros."""
    rows = [cells(line) for line in extract.lines]
    sheet.append([column.name for column in CELLS])
    for row in rows:
        sheet.append([native(safe(c), column.type) for c, column in zip(row, CELLS, strict=True)])
    for place, column in enumerate(CELLS, 1):
        letter = get_column_letter(place)
        longest = max([len(column.name) + 2, *(len(row[place - 1]) for row in rows)])
        sheet.column_dimensions[letter].width = min(WIDEST, max(NARROWEST, longest + 1))
        if column.type in ("date", "integer", "number"):
            form = DATE if column.type == "date" else "#,##0.##########"
            for cell in sheet[letter][1:]:
                cell.number_format = form if _fraction(cell) else "#,##0"
    _head(sheet)
    sheet.page_setup.orientation = "landscape"
    sheet.freeze_panes = "D2"  # the unit's name stays in sight
    sheet.auto_filter.ref = sheet.dimensions


def _fraction(cell: Cell) -> bool:
    """False for whole numbers: '#,##0.##' would print them with a lonely point."""
    return not (isinstance(cell.value, int | float) and float(cell.value).is_integer())


def _indicators(extract: Extract) -> tuple[Row, list[Row]]:
    head = ("indicator_id", "name_vi", "name_en", "unit", "definition_vi", "definition_en",
            "legal_basis", "reported_by_vi", "reported_by_en")  # fmt: skip
    return head, [
        (i.id, i.name.vi, i.name.en, i.unit, i.definition.vi, i.definition.en,
         i.legal_basis or "", *_texts(i.reported_by))
        for i in extract.indicators
    ]  # fmt: skip


def _texts(text: Text | None) -> tuple[str, str]:
    return (text.vi, text.en) if text else ("", "")


def _sources(extract: Extract) -> tuple[Row, list[Row]]:
    head = ("source_id", "publisher", "title", "published", "type", "url")
    return head, [
        (s.id, s.publisher or "", s.title, day(s.published), s.type, s.url or "")
        for s in extract.sources
    ]


def _notes(extract: Extract) -> tuple[Row, list[Row]]:
    return ("Lưu ý", "Notes"), [(note.vi, note.en) for note in notes(extract)]


def _columns(extract: Extract, collection: Collection) -> tuple[Row, list[Row]]:
    explained = dictionary(collection, extract.packages)
    return ("column", "type", "Ý nghĩa", "Meaning"), [
        (column.name, column.type, text.vi, text.en) for column, text in explained
    ]


def _table(sheet: Worksheet, head: Row, rows: list[Row]) -> None:
    """Texts under a head; long ones wrap."""
    sheet.append(list(head))
    for row in rows:
        sheet.append([safe(cell) or None for cell in row])
        _tall(sheet, sheet.max_row, row)
        for cell in sheet[sheet.max_row]:
            cell.alignment = WRAPPED
            _link(cell)
    for place in range(1, len(head) + 1):
        longest = max(len(row[place - 1]) for row in (head, *rows))
        width = min(TEXT_WIDTH, max(NARROWEST, longest + 3))
        sheet.column_dimensions[get_column_letter(place)].width = width
    _head(sheet)
    _printed(sheet)
    sheet.freeze_panes = "A2"


def _head(sheet: Worksheet) -> None:
    for cell in sheet[1]:
        cell.fill, cell.font, cell.alignment = HEAD, HEAD_FONT, Alignment(vertical="center")
    sheet.row_dimensions[1].height = 20
    sheet.print_title_rows = "1:1"


def _printed(sheet: Worksheet) -> None:
    """As wide as the paper, as many pages as it takes."""
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)


def _tall(sheet: Worksheet, row: int, texts: Sequence[str]) -> None:
    """Height for wrapped texts: LibreOffice and Excel do not find it for a file not theirs."""
    lines = max(-(-len(text) // LETTERS_A_LINE) + text.count("\n") for text in texts)
    sheet.row_dimensions[row].height = LINE_POINTS * max(lines, 1) + 3


def _link(cell: Cell | MergedCell) -> None:
    if (
        isinstance(cell, Cell)
        and isinstance(cell.value, str)
        and cell.value.startswith(("https://", "http://"))
    ):
        cell.hyperlink, cell.font = cell.value, LINK_FONT
