"""The font of the pictures: every letter is there, is drawn, and is as wide as it is said to be."""

from __future__ import annotations

import unicodedata
from functools import cache
from itertools import pairwise

import pytest

from portal.exports import raster
from portal.figures import lettering
from tests.portal import pixels

VOWELS = "AĂÂEÊIOÔƠUƯY"
TONES = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
LETTERS = sorted(
    {unicodedata.normalize("NFC", v + t) for v in VOWELS + VOWELS.lower() for t in TONES}
    | set("BCDĐGHKLMNPQRSTVXFJWZ") | set("bcdđghklmnpqrstvxfjwz")
)  # fmt: skip
MARKS = "0123456789.,:;%()/–-…·&?=+“”‘’₫\u00a0"


@cache
def drawn(text: str, weight: int = 400, size: int = 40) -> pixels.Pixels:
    """The text alone in black on white, its origin 20 from the left."""
    width = round(40 + 0.8 * size * len(text))
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" font-family="{lettering.FAMILY}" '
        f'width="{width}" height="90">'
        f'<text x="20" y="60" font-size="{size}" font-weight="{weight}">{text}</text></svg>'
    )
    return pixels.read(raster.png(svg, width, 90, 1))


def test_all_letters_of_vietnamese() -> None:
    """The list is complete: 12 vowels in six tones and both cases, and the consonants."""
    assert len(LETTERS) == 12 * 6 * 2 + 2 * 21


@pytest.mark.parametrize("weight", lettering.FILES)
def test_font_has_every_letter(weight: int) -> None:
    """No letter, figure or mark that a picture uses falls back to another font."""
    have = lettering.font(weight).advances
    assert [letter for letter in (*LETTERS, *MARKS) if letter not in have] == []


def test_every_letter_is_drawn_and_differs() -> None:
    """Each letter puts ink on the paper, and no two are drawn alike: none is the empty box."""
    shapes = {letter: tuple(drawn(letter).inked()) for letter in LETTERS}
    assert [letter for letter, ink in shapes.items() if len(ink) < 20] == []
    assert len(set(shapes.values())) == len(LETTERS)


def test_marks_above_are_drawn() -> None:
    """Ấ stands higher than Â, which stands higher than A: no mark is cut or lost."""
    tops = [min(y for _, y in drawn(letter).inked()) for letter in "ẤÂA"]
    assert tops == sorted(set(tops))


@pytest.mark.parametrize("weight", lettering.FILES)
@pytest.mark.parametrize("text", ["Thứ hạng chuyển đổi số", "1.234.567 tài khoản", "IlMW"])
def test_measured_as_drawn(text: str, weight: int) -> None:
    """A line is as wide as measured, but for its blank ends and pairs of letters that close up."""
    right = max(x for x, _ in drawn(text, weight).inked())
    assert right - 20 == pytest.approx(lettering.width(text, 40, weight), abs=8)


def test_lines_fit() -> None:
    """No line is wider than its room, and nothing is lost."""
    text = "Tỷ lệ hồ sơ đã giải quyết tại trung tâm hành chính công cấp tỉnh, năm 2024"
    lines = lettering.wrapped(text, 24, 260, weight=600)
    assert " ".join(lines) == text
    assert all(lettering.width(line, 24, 600) <= 260 for line in lines)


def test_too_long_ends_in_an_ellipsis() -> None:
    """Beyond the lines that there is room for, whole words go, and the reader sees it."""
    lines = lettering.wrapped("một hai ba bốn năm sáu bảy tám chín mười", 20, 150, most=2)
    assert len(lines) == 2 and lines[-1].endswith(" …")
    assert lettering.width(lines[-1], 20) <= 150


def test_address_breaks_at_its_marks() -> None:
    """A long address goes on in the next line at ?, & or /, and can be put together again."""
    address = "https://minhbach.example/chi-tieu/dti_rank?vintage=2008&period=2022&view=map"
    lines = lettering.wrapped(address, 14, 240)
    assert "".join(lines) == address and len(lines) > 1
    assert all(line[0] == "&" or before[-1] in "/?" for before, line in pairwise(lines))


def test_no_picture_beyond_measure() -> None:
    """What would need more memory than any of our pictures is refused before it is drawn."""
    with pytest.raises(raster.TooBig):
        raster.png("<svg/>", 10_000, 10_000)
