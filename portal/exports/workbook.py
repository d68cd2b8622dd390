"""A view's extract as a workbook for people: cover, rows, sources, notes, columns explained."""

from __future__ import annotations

from collections.abc import Iterator

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from datasets.collection import Collection
from datasets.model import Text
from portal.exports import worksheet
from portal.exports.columns import CELLS, cells, day, dictionary
from portal.exports.origin import citation, licences, notes, said
from portal.exports.sheet import native, safe
from portal.exports.view import Extract
from portal.exports.worksheet import FONT, LINE_POINTS, TEXT_WIDTH, Row

TITLE_FONT = Font(FONT, 15, bold=True)
LABEL_FONT = Font(FONT, 11, bold=True)
DATE = "yyyy-mm-dd"  # reads the same under every locale
LABEL_WIDTH, DATA_WIDTH = 18, 32
ALL_WIDTH = 200  # of a sheet of texts on one page: more would print too small to read
PAGES_WIDE = 3


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
    return worksheet.saved(book, extract.released)


def _name(key: str) -> str:
    """Both languages on the tab: a workbook travels further than its address."""
    text = said(key)
    return f"{text.vi} - {text.en}"


def _cover(sheet: Worksheet, extract: Extract) -> None:
    sheet.title = _name("sheet_cover")
    sheet.sheet_view.showGridLines = False
    widths = (LABEL_WIDTH, TEXT_WIDTH, TEXT_WIDTH)
    for letter, width in zip("ABC", widths, strict=True):
        sheet.column_dimensions[letter].width = width
    for label, vi, en in _said(extract):
        sheet.append([label, safe(vi), safe(en)])
        place = sheet.max_row
        worksheet.dress(sheet[place])
        worksheet.tall(sheet, place, (label, vi, en), widths)
        sheet[place][0].font = LABEL_FONT
        if vi == en:  # what reads the same in both languages stands once
            sheet[place][2].value = None
            sheet.merge_cells(start_row=place, end_row=place, start_column=2, end_column=3)
    for cell in sheet[1]:
        cell.font = TITLE_FONT
    sheet.row_dimensions[1].height = 3 * LINE_POINTS
    worksheet.paper(sheet)


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
    names = [column.name for column in CELLS]
    sheet.append(names)
    for row in rows:
        sheet.append([native(safe(c), column.type) for c, column in zip(row, CELLS, strict=True)])
        worksheet.dress(sheet[sheet.max_row])
    worksheet.fit(sheet, [names, *rows], DATA_WIDTH)
    for place, column in enumerate(CELLS, 1):
        if column.type in ("date", "integer", "number"):
            form = DATE if column.type == "date" else "#,##0.##########"
            for cell in sheet[get_column_letter(place)][1:]:
                cell.number_format = form if _fraction(cell) else "#,##0"
    worksheet.head(sheet)
    worksheet.paper(sheet, PAGES_WIDE)
    sheet.print_title_cols = "A:C"
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
        worksheet.dress(sheet[sheet.max_row])
    worksheet.fit(sheet, [head, *rows], min(TEXT_WIDTH, ALL_WIDTH // len(head)))
    worksheet.head(sheet)
    worksheet.paper(sheet)
    sheet.freeze_panes = "A2"
