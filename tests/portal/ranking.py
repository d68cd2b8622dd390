"""The ranking of an indicator's page, read back from the HTML as a reader sees it."""

from __future__ import annotations

import re
from functools import cache
from html import unescape

from tests.portal import real

NUMBER = re.compile(r"-?\d[\d.]*(?:,\d+)?")
SCALES = {"tỷ": 1e9, "triệu": 1e6}


def caption(indicator_id: str, vintage: str) -> str:
    """What stands above the table."""
    html = real.html(f"/chi-tieu/{indicator_id}", vintage=vintage)
    _, _, found = html.partition('<div class="rank">')
    return text(found[found.index("<caption") : found.index("</caption>")])


@cache
def table(indicator_id: str, vintage: str) -> list[dict[str, str]]:
    """Row by row: HTML of each cell under its head; [] where no province has a figure."""
    html = real.html(f"/chi-tieu/{indicator_id}", vintage=vintage)
    start = html.find('<div class="rank">')
    if start < 0:
        return []
    found = html[start : html.index("</table>", start)]
    head = [text(cell) for cell in re.findall(r"<th scope=\"col\"[^>]*>(.*?)</th>", found)]
    rows = re.findall(r"<tr>(.*?)</tr>", found.partition("<tbody>")[2], re.S)
    cells = (re.findall(r"<(?:th|td)[^>]*>(.*?)</(?:th|td)>", row, re.S) for row in rows)
    return [dict(zip(head, row, strict=True)) for row in cells]


def text(html: str) -> str:
    return unescape(re.sub(r"<[^>]+>", "", html)).strip()


def printed(words: str) -> tuple[float, int, float]:
    """The first number of a Vietnamese text, its decimals, and what a word after it multiplies."""
    found = NUMBER.search(words)
    assert found is not None, words
    whole, _, decimals = found[0].partition(",")
    after = words[found.end() :].split()[:1]
    number = float(f"{whole.replace('.', '')}.{decimals or 0}")
    return number, len(decimals), SCALES.get(after[0], 1) if after else 1


def shows(words: str, value: float) -> bool:
    """Whether the text is that value, to the decimals that it prints."""
    number, decimals, scale = printed(words)
    return abs(round(value / scale, decimals) - number) < 1e-9
