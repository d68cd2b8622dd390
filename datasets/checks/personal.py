"""The law that personal data never enters any cell of any table.

What is looked for, and how a plain figure is told from a person:

- Identity numbers: 12 digits (card since 2016) or 9 digits (before), standing alone. A number
  that continues with a separator and more digits ("123456789,5", "1.234.567.890") is a quantity.
  Written in groups, only a number that begins with 0 is taken for one: quantities do not.
- Telephone numbers: 0, 84 or +84 and then a mobile prefix (3, 5, 7, 8, 9) with eight more digits,
  or a landline (02..) with nine, spaces, dots and hyphens between them allowed.
- E-mail addresses.
- A full date after words such as "ngày sinh", "sinh ngày", "born on". "Khai sinh ngày",
  "phát sinh ngày" and the like are other words. A bare year ("sinh năm 2010") names nobody.
- Columns whose name announces such data.

Where it is not looked for: columns typed number, integer or date hold quantities, so only a
leading zero gives a number away there; web addresses and ids of sources carry the page's digits,
so there only an id that is nothing but digits counts; a number in `as_stated` that is the row's
own value, numerator or denominator is the figure itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from datasets.checks.ground import Case, word
from datasets.model import Problem
from datasets.sheets import Row, Sheet

STARTS = r"(?<!\d)(?<!\d[.,/-])"
ENDS = r"(?!\d)(?![.,/-]\d)"
IDENTITY = r"(?:\d{12}|\d{9}|0\d{2}(?:[ .]\d{3}){3}|0\d{2}(?:[ .]\d{3}){2})"
PHONE = r"(?:\(?\+84\)?[ .-]?|84|0)(?:[35789](?:[ .-]?\d){8}|2(?:[ .-]?\d){9})"
OTHER_WORDS = ("khai", "phát", "học", "thí", "vệ", "sản", "an", "giáo", "nữ")
BORN = (
    r"(?:ngày,? (?:tháng,? năm )?sinh|"
    + "".join(f"(?<!{word} )" for word in OTHER_WORDS)
    + r"\bsinh ngày|date of birth|\bDOB\b|\bborn(?: on)?)"
)
DAY = r"(?:\d{1,4}[/.-]\d{1,2}[/.-]\d{2,4}|\d{1,2} tháng \d{1,2} năm \d{4})"

PATTERNS = {
    "identity": re.compile(STARTS + IDENTITY + ENDS),
    "phone": re.compile(STARTS + PHONE + ENDS),
    "email": re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"),
    "birth": re.compile(BORN + r"\W{0,4}(?:ngày )?" + DAY, re.IGNORECASE),
}
PERSONAL_COLUMNS = re.compile(
    r"(^|_)(cccd|cmnd|id_number|identity_number|phone|telephone|mobile|dien_thoai|sdt|email|"
    r"ngay_sinh|birth_?date|date_of_birth|dob|ho_ten|full_name)(_|$)"
)
QUANTITIES = ("number", "integer", "date")
LEADING_ZERO = re.compile(r"0\d{8,11}")
WEB_ADDRESS = re.compile(r"https?://\S+")


def no_personal_data(case: Case) -> Iterator[Problem]:
    """No cell holds what identifies a person."""
    for sheet in case.sheets:
        for row in sheet.rows:
            for column, value in row.cells.items():
                for kind in found(sheet, row, column, value):
                    yield case.at("personal-data", sheet, row, column, what=word(kind))


def no_personal_columns(case: Case) -> Iterator[Problem]:
    """No column is made for what identifies a person."""
    for sheet in case.sheets:
        for column in sheet.header:
            if PERSONAL_COLUMNS.search(column.lower()):
                yield case.at("personal-column", sheet, None, column)


def found(sheet: Sheet, row: Row, column: str, value: str) -> Iterator[str]:
    """The kinds of personal data in one cell: identity, phone, email, birth."""
    if sheet.types.get(column) in QUANTITIES:
        if LEADING_ZERO.fullmatch(value):
            yield "identity" if len(value) in (9, 12) else "phone"
        return
    if column.endswith("_id"):
        if value.isdecimal() and len(value) >= 9:
            yield "identity"
        return
    text = WEB_ADDRESS.sub(" ", value)
    figures = _figures(row) if column == "as_stated" else frozenset()
    for kind, pattern in PATTERNS.items():
        if any(match.group() not in figures for match in pattern.finditer(text)):
            yield kind


def _figures(row: Row) -> frozenset[str]:
    return frozenset(row[c] for c in ("value", "value_high", "numerator", "denominator"))


LAWS = (no_personal_data, no_personal_columns)
