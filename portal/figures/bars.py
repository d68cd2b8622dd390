"""A ranking as horizontal bars: name, bar from zero, value."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from portal.figures.drawing import INK, LINE, SHADES, SOFT, Drawing, NothingToDraw, tag
from portal.figures.scale import rounded

WIDTH = 420
ROW = 24
NAME = 128  # room for 'Bà Rịa - Vũng Tàu'
VALUE = 84  # room for '12.345.678'


@dataclass(frozen=True, slots=True)
class Bar:
    """One line of the ranking; `value` sets the length, `written` is what is read."""

    name: str
    value: float
    written: str
    shade: int
    href: str | None = None


def bars(entries: Sequence[Bar]) -> Drawing:
    """In the order given. Bars begin at zero, so that their lengths may be compared."""
    if not entries:
        raise NothingToDraw("no province has a value")
    scale = rounded([bar.value for bar in entries], NAME, WIDTH - VALUE, zero=True)
    height = ROW * len(entries)
    zero = tag("path", d=f"M{scale(0):.1f} 0v{height}", stroke=LINE)
    rows = Markup("").join(
        _row(bar, n * ROW, scale(0), scale(bar.value)) for n, bar in enumerate(entries)
    )
    return Drawing(WIDTH, height, tag("g", zero, rows, font_size=13))


def _row(bar: Bar, y: float, zero: float, end: float) -> Markup:
    name = tag("text", bar.name, x=NAME - 6, y=y + 16, text_anchor="end", fill=INK)
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
        tag("text", bar.written, x=max(zero, end) + 5, y=y + 16, fill=SOFT),
    )
