"""Printed ranks as places on a line from the first to the last of the field."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from portal.figures import lettering
from portal.figures.bars import ROW, SIZE, SPACE, WIDTH
from portal.figures.drawing import INK, LINE, SHADES, SOFT, Drawing, NothingToDraw, tag
from portal.figures.scale import Scale

DOT = 6


@dataclass(frozen=True, slots=True)
class Ranked:
    """One unit's place in a field of `of`; `written` is what is read."""

    name: str
    rank: float
    of: int
    written: str


def places(entries: Sequence[Ranked], width: float = WIDTH) -> Drawing:
    """In the order given, place 1 at the left: bars would give the best the shortest."""
    if not entries:
        raise NothingToDraw("no unit has a rank")
    left = max(lettering.width(entry.name, SIZE) for entry in entries) + SPACE + DOT
    right = width - max(lettering.width(entry.written, SIZE) for entry in entries) - SPACE - DOT
    rows = Markup("").join(
        _row(entry, n * ROW, left, max(right, left + DOT)) for n, entry in enumerate(entries)
    )
    return Drawing(width, ROW * len(entries), tag("g", rows, font_size=SIZE))


def _row(entry: Ranked, y: float, left: float, right: float) -> Markup:
    at = Scale(1, max(entry.of, 2), left, right)(entry.rank)
    return tag(
        "g",
        tag("text", entry.name, x=left - SPACE - DOT, y=y + 16, text_anchor="end", fill=INK),
        tag("path", d=f"M{left:.1f} {y + 12}H{right:.1f}", stroke=LINE, stroke_width=2),
        tag("circle", cx=at, cy=y + 12, r=DOT, fill=SHADES[5]),
        tag("text", entry.written, x=right + SPACE + DOT, y=y + 16, fill=SOFT),
    )
