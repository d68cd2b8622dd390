"""A ranking as horizontal bars: name, bar from zero, value."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from portal.figures import lettering
from portal.figures.drawing import INK, LINE, SHADES, SOFT, Drawing, NothingToDraw, tag
from portal.figures.scale import rounded

WIDTH = 420
ROW = 24
SIZE = 13  # of names and values
SPACE = 6
LEAST_BAR = 60  # left for the longest bar, however long the words on both sides


@dataclass(frozen=True, slots=True)
class Bar:
    """One line of the ranking; `value` sets the length, `written` is what is read."""

    name: str
    value: float
    written: str
    shade: int
    href: str | None = None


def bars(entries: Sequence[Bar], width: float = WIDTH) -> Drawing:
    """In the order given. Bars begin at zero, so that their lengths may be compared."""
    if not entries:
        raise NothingToDraw("no province has a value")
    names = max(lettering.width(bar.name, SIZE) for bar in entries) + SPACE
    values = max(lettering.width(bar.written, SIZE) for bar in entries) + SPACE
    right = max(width - values, names + LEAST_BAR)
    scale = rounded([bar.value for bar in entries], names, right, zero=True)
    height = ROW * len(entries)
    zero = tag("path", d=f"M{scale(0):.1f} 0v{height}", stroke=LINE)
    rows = Markup("").join(
        _row(bar, n * ROW, names - SPACE, scale(0), scale(bar.value))
        for n, bar in enumerate(entries)
    )
    return Drawing(width, height, tag("g", zero, rows, font_size=SIZE))


def _row(bar: Bar, y: float, name_ends: float, zero: float, end: float) -> Markup:
    name = tag("text", bar.name, x=name_ends, y=y + 16, text_anchor="end", fill=INK)
    return tag(
        "g",
        tag("a", name, href=bar.href, tabindex=-1) if bar.href else name,
        tag(
            "rect",
            x=min(zero, end),
            y=y + 4,
            width=max(abs(end - zero), 0.5),
            height=ROW - 8,
            fill=SHADES[bar.shade],
        ),
        tag("text", bar.written, x=max(zero, end) + SPACE - 1, y=y + 16, fill=SOFT),
    )
