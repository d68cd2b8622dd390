"""How figures moved: one line a unit, named at its end instead of in a legend."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from portal.figures.drawing import INK, LINE, SOFT, Drawing, NothingToDraw, tag
from portal.figures.scale import Scale, rounded

WIDTH, HEIGHT = 420, 270
LEFT, RIGHT, TOP, BOTTOM = 6, 106, 22, 26
LABEL = 14  # least distance between two names


@dataclass(frozen=True, slots=True)
class Point:
    """One dated value; `title` is what a pointer reads."""

    day: date
    value: float
    title: str


@dataclass(frozen=True, slots=True)
class Line:
    """One unit's points in the order of their days; `strong` is the country."""

    name: str
    points: tuple[Point, ...]
    strong: bool = False


def lines(
    entries: Sequence[Line], write: Callable[[float], str], *, ranks: bool, zero: bool
) -> Drawing:
    """Time runs by the calendar, not by the number of the point. Of ranks, 1 is at the top."""
    points = [point for line in entries for point in line.points]
    if not points:
        raise NothingToDraw("no unit has a series")
    days = Scale(
        min(p.day for p in points).toordinal(),
        max(p.day for p in points).toordinal(),
        LEFT + 12,
        WIDTH - RIGHT - 8,
    )
    ends = (TOP, HEIGHT - BOTTOM) if ranks else (HEIGHT - BOTTOM, TOP)
    values = rounded([p.value for p in points], *ends, zero=zero)
    marks = [
        _values_axis(values, [t for t in values.ticks if t >= 1 or not ranks], write),
        _years_axis(days),
        *(_line(line, days, values) for line in entries),
        _names(entries, values),
    ]
    return Drawing(WIDTH, HEIGHT, tag("g", *marks, font_size=12))


def _values_axis(values: Scale, ticks: Sequence[float], write: Callable[[float], str]) -> Markup:
    return tag(
        "g",
        *(
            Markup("").join(
                [
                    tag("path", d=f"M{LEFT} {values(t):.1f}H{WIDTH - RIGHT}", stroke=LINE),
                    tag("text", write(t), x=LEFT, y=values(t) - 3, fill=SOFT),
                ]
            )
            for t in ticks
        ),
    )


def _years_axis(days: Scale) -> Markup:
    """A tick at each 1 January within the span; the first and last day's years otherwise."""
    first, last = date.fromordinal(int(days.low)), date.fromordinal(int(days.high))
    years = [date(y, 1, 1) for y in range(first.year + 1, last.year + 1)] or [first]
    stride = 1 + len(years) // 7
    return tag(
        "g",
        *(
            Markup("").join(
                [
                    tag(
                        "path",
                        d=f"M{days(d.toordinal()):.1f} {HEIGHT - BOTTOM}v4",
                        stroke=SOFT,
                    ),
                    tag("text", d.year, x=days(d.toordinal()), y=HEIGHT - BOTTOM + 17),
                ]
            )
            for d in years[::stride]
        ),
        text_anchor="middle",
        fill=SOFT,
    )


def _line(line: Line, days: Scale, values: Scale) -> Markup:
    places = [(days(p.day.toordinal()), values(p.value), p.title) for p in line.points]
    path = "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y, _ in places)
    colour = INK if line.strong else "#267896"
    return tag(
        "g",
        tag("path", d=path, fill="none", stroke=colour, stroke_width=3 if line.strong else 1.8),
        *(tag("circle", tag("title", t), cx=x, cy=y, r=3.5, fill=colour) for x, y, t in places),
    )


def _names(entries: Sequence[Line], values: Scale) -> Markup:
    """Each name beside its line's last point, pushed apart where they would overlap."""
    ends = sorted((values(line.points[-1].value), line.name, line.strong) for line in entries)
    placed: list[Markup] = []
    floor = 0.0
    spare = HEIGHT - 4 - LABEL * (len(ends) - 1)
    for n, (y, name, strong) in enumerate(ends):
        floor = max(floor, min(y + 4, spare + LABEL * n))
        placed.append(
            tag("text", name, x=WIDTH - RIGHT + 4, y=floor, font_weight=700 if strong else None)
        )
        floor += LABEL
    return tag("g", *placed, fill=INK)
