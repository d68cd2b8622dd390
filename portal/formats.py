"""How numbers, dates and periods are written for people in either language."""

from __future__ import annotations

from datetime import date

from datasets.model import Lang

_NARROW = "\u00a0"  # no-break space: a number and its unit stay on one line


def number(value: float, lang: Lang, decimals: int | None = None) -> str:
    """1234.5 as '1.234,5' (vi) or '1,234.5' (en); without `decimals`, as many as the value has."""
    if decimals is None:
        text = f"{value:,.10f}".rstrip("0").rstrip(".") if value % 1 else f"{value:,.0f}"
    else:
        text = f"{value:,.{decimals}f}"
    return text.translate(str.maketrans(",.", ".,")) if lang == "vi" else text


def with_symbol(text: str, symbol: str) -> str:
    """A written number with its unit: no space before % in English and in Vietnamese print."""
    if not symbol:
        return text
    return f"{text}%" if symbol == "%" else f"{text}{_NARROW}{symbol}"


def big_money(value: float, lang: Lang) -> str:
    """Vietnamese dong as people say it: '21 tỷ đồng', 'VND 21 billion'."""
    for size, vi, en in ((1e9, "tỷ", "billion"), (1e6, "triệu", "million")):
        if abs(value) >= size:
            written = f"{number(value / size, lang)}{_NARROW}{vi if lang == 'vi' else en}"
            break
    else:
        written = number(value, lang)
    return f"{written}{_NARROW}đồng" if lang == "vi" else f"VND{_NARROW}{written}"


def day(value: date) -> str:
    """dd/mm/yyyy in both languages, as the site's rule has it."""
    return value.strftime("%d/%m/%Y")


def period(start: date | None, end: date, lang: Lang) -> str:
    """A period in words: a whole year, a quarter, from-to, or a day."""
    if start is None:
        return day(end)
    if (start.month, start.day, end.month, end.day) == (1, 1, 12, 31) and start.year == end.year:
        return f"năm {start.year}" if lang == "vi" else str(start.year)
    if start == end:
        return day(end)
    return f"{day(start)} – {day(end)}"


def compact(value: float, lang: Lang) -> str:
    """A number for an axis: 2500000 as '2,5 tr' (vi) or '2.5m' (en); below 10000 in full."""
    for size, vi, en in (
        (1e9, f"{_NARROW}tỷ", "bn"),
        (1e6, f"{_NARROW}tr", "m"),
        (1e3, f"{_NARROW}ng", "k"),
    ):
        if abs(value) >= max(size, 1e4):
            return number(round(value / size, 2), lang) + (vi if lang == "vi" else en)
    return number(value, lang)
