"""How figures moved: one line a unit, named at its end instead of in a legend."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from portal.figures.drawing import INK, LINE, SHADES, SOFT, Drawing, NothingToDraw, tag
from portal.figures.scale import Scale, rounded

WIDTH, HEIGHT = 420, 270
LEFT, RIGHT, TOP, BOTTOM = 6, 122, 22, 26
SHADES_OF_LINES = (SHADES[5], SHADES[4], SHADES[3])  # neighbours differ; the names tell for sure
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
        date(min(p.day for p in points).year, 1, 1).toordinal(),
        date(max(p.day for p in points).year + 1, 1, 1).toordinal(),
        LEFT + 16,
        WIDTH - RIGHT,
    )
    ends = (TOP, HEIGHT - BOTTOM) if ranks else (HEIGHT - BOTTOM, TOP)
    values = rounded([p.value for p in points], *ends, zero=zero)
    marks = [
        _values_axis(values, [t for t in values.ticks if t >= 1 or not ranks], write),
        _years_axis(days),
        *(
            _line(line, days, values, SHADES_OF_LINES[n % len(SHADES_OF_LINES)])
            for n, line in enumerate(entries)
        ),
        _names(entries, days, values),
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
    """A year's number stands in the middle of the year, a tick where the year begins."""
    first, last = (date.fromordinal(int(d)).year for d in (days.low, days.high))
    years = range(first, last)
    stride = 1 + len(years) // 8
    ticks = "".join(
        f"M{days(date(y, 1, 1).toordinal()):.1f} {HEIGHT - BOTTOM}v5"
        for y in range(first, last + 1)
    )
    names = (
        tag("text", y, x=days(date(y, 7, 2).toordinal()), y=HEIGHT - BOTTOM + 17)
        for y in years[::stride]
    )
    return tag("g", tag("path", d=ticks, stroke=SOFT), *names, text_anchor="middle", fill=SOFT)


def _line(line: Line, days: Scale, values: Scale, shade: str) -> Markup:
    places = [(days(p.day.toordinal()), values(p.value), p.title) for p in line.points]
    path = "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y, _ in places)
    colour = INK if line.strong else shade
    return tag(
        "g",
        tag("path", d=path, fill="none", stroke=colour, stroke_width=3 if line.strong else 1.8),
        *(tag("circle", tag("title", t), cx=x, cy=y, r=3.5, fill=colour) for x, y, t in places),
    )


def _names(entries: Sequence[Line], days: Scale, values: Scale) -> Markup:
    """Each name beside its line, pushed apart where two would overlap, with a dotted leader."""
    ends = sorted(
        (
            values(line.points[-1].value),
            days(line.points[-1].day.toordinal()),
            line.name,
            line.strong,
        )
        for line in entries
    )
    placed: list[Markup] = []
    leaders, floor, x = "", 0.0, WIDTH - RIGHT + 8
    spare = HEIGHT - 4 - LABEL * (len(ends) - 1)
    for n, (y, end, name, strong) in enumerate(ends):
        floor = max(floor, min(y + 4, spare + LABEL * n))
        leaders += f"M{end + 5:.1f} {y:.1f}L{x - 3} {floor - 4:.1f}"
        placed.append(tag("text", name, x=x, y=floor, font_weight=700 if strong else None))
        floor += LABEL
    dotted = tag("path", d=leaders, stroke=SOFT, stroke_width=0.8, stroke_dasharray="1 3")
    return tag("g", dotted, *placed, fill=INK)
