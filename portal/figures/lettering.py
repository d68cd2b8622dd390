"""How wide a text is in the font that pictures are set in, so that lines break where they must."""

from __future__ import annotations

import re
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FONTS = Path(__file__).resolve().parents[2] / "assets" / "fonts"
FAMILY = "Be Vietnam Pro"  # OFL 1.1; made for Vietnamese: two marks on one letter do not collide
FILES = {400: FONTS / "BeVietnamPro-Regular.ttf", 600: FONTS / "BeVietnamPro-SemiBold.ttf"}
ELLIPSIS = "…"
_MARK = re.compile(r"(?<=[/?])|(?=&)")


@dataclass(frozen=True, slots=True)
class Font:
    """The advance of every letter, in parts of the letter size."""

    advances: Mapping[str, float]
    widest: float

    def width(self, text: str, size: float) -> float:
        """Of one line; a letter that the font lacks counts as wide as its widest."""
        return size * sum(self.advances.get(letter, self.widest) for letter in text)


def width(text: str, size: float, weight: int = 400) -> float:
    return font(weight).width(text, size)


def wrapped(
    text: str, size: float, room: float, *, weight: int = 400, most: int | None = None
) -> list[str]:
    """The text in lines no wider than `room`; beyond `most` lines it ends in an ellipsis."""
    lines: list[str] = []
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and width(longer, size, weight) <= room:
            lines[-1] = longer
        else:
            lines += _broken(word, size, room, weight)
    if most is not None and len(lines) > most:
        kept = lines[most - 1]
        while " " in kept and width(f"{kept} {ELLIPSIS}", size, weight) > room:
            kept = kept.rpartition(" ")[0]
        lines = [*lines[: most - 1], f"{kept.rstrip(' ,;:')} {ELLIPSIS}"]
    return lines


def _broken(word: str, size: float, room: float, weight: int) -> list[str]:
    """A word in pieces that fit. Only addresses are longer than a line: they break at a mark."""
    if width(word, size, weight) <= room:
        return [word]
    pieces = [""]
    for part in _MARK.split(word):
        if pieces[-1] and width(pieces[-1] + part, size, weight) > room:
            pieces.append("")
        pieces[-1] += part
    return pieces


@cache
def font(weight: int) -> Font:
    """Read from the font file: tables cmap (format 4) and hmtx of the OpenType specification."""
    data = FILES[weight].read_bytes()
    count = struct.unpack_from(">H", data, 4)[0]
    entries = (struct.unpack_from(">4sIII", data, 12 + 16 * n) for n in range(count))
    tables = {name.decode(): data[start : start + size] for name, _, start, size in entries}
    units: int = struct.unpack_from(">H", tables["head"], 18)[0]
    metrics: int = struct.unpack_from(">H", tables["hhea"], 34)[0]
    wide = [struct.unpack_from(">H", tables["hmtx"], 4 * n)[0] / units for n in range(metrics)]
    glyphs = _glyphs(tables["cmap"])
    return Font({chr(c): wide[min(g, metrics - 1)] for c, g in glyphs.items()}, max(wide))


def _glyphs(cmap: bytes) -> dict[int, int]:
    """From code points to glyphs, of the Unicode subtable for the basic plane."""
    count = struct.unpack_from(">H", cmap, 2)[0]
    records = [struct.unpack_from(">HHI", cmap, 4 + 8 * n) for n in range(count)]
    start = next(at for platform, encoding, at in records if (platform, encoding) == (3, 1))
    form, double = (struct.unpack_from(">H", cmap, start + offset)[0] for offset in (0, 6))
    if form != 4:
        raise ValueError(f"cmap format {form} is not read here")
    segments = double // 2
    ends, starts, deltas, offsets = (
        struct.unpack_from(f">{segments}H", cmap, start + 14 + shift)
        for shift in (0, double + 2, 2 * double + 2, 3 * double + 2)
    )
    found: dict[int, int] = {}
    for n in range(segments):
        for code in range(starts[n], min(ends[n], 0xFFFE) + 1):
            if offsets[n]:
                place = start + 16 + 3 * double + 2 * n + offsets[n] + 2 * (code - starts[n])
                glyph = struct.unpack_from(">H", cmap, place)[0]
                glyph = (glyph + deltas[n]) % 65536 if glyph else 0
            else:
                glyph = (code + deltas[n]) % 65536
            if glyph:
                found[code] = glyph
    return found
