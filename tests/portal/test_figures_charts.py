"""Bars and lines: lengths, order, axes; and what interactive charts are told."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from xml.etree import ElementTree

import pytest

from portal.figures.bars import Bar, bars
from portal.figures.drawing import Drawing, NothingToDraw
from portal.figures.interactive import (
    Told,
    interactive_bars,
    interactive_lines,
    interactive_map,
)
from portal.figures.lines import LABEL, Line, Point, lines
from portal.figures.outline import outline
from portal.figures.scale import rounded
from portal.views import geography
from tests.portal import real


def elements(drawing: Drawing, name: str) -> list[ElementTree.Element]:
    return ElementTree.fromstring(f"<svg>{drawing.marks}</svg>").findall(f".//{name}")


def line(name: str, *values: float, strong: bool = False) -> Line:
    points = (Point(date(2020 + n, 7, 1), v, f"{v}") for n, v in enumerate(values))
    return Line(name, tuple(points), strong)


def test_bars_are_proportional() -> None:
    """Twice the value, twice the length: bars begin at zero."""
    drawn = bars([Bar("A", 50.0, "50", 5), Bar("B", 25.0, "25", 1)])
    widths = [float(rect.get("width") or 0) for rect in elements(drawn, "rect")]
    assert widths[0] == pytest.approx(2 * widths[1], abs=0.2)


def test_negative_bar_goes_left() -> None:
    """A place lost lies on the other side of zero than a place gained."""
    drawn = bars([Bar("A", 3.0, "3", 5), Bar("B", -3.0, "-3", 1)])
    up, down = elements(drawn, "rect")
    assert float(down.get("x") or 0) + float(down.get("width") or 0) == float(up.get("x") or 0)


@pytest.mark.parametrize("draw", [
    lambda: bars([]),
    lambda: lines([], str, ranks=False, zero=True),
    lambda: interactive_bars([], "vi"),
    lambda: interactive_lines([], "vi", ranks=False, zero=True),
    lambda: interactive_map([], {}, {}, "vi"),
])  # fmt: skip
def test_nothing_is_not_drawn(draw: object) -> None:
    """No figure function returns an empty picture."""
    assert callable(draw)
    with pytest.raises(NothingToDraw):
        draw()


def test_first_rank_is_at_the_top() -> None:
    """Of ranks, 1 lies above 10."""
    drawn = lines([line("A", 1, 10)], str, ranks=True, zero=False)
    first, second = (float(c.get("cy") or 0) for c in elements(drawn, "circle"))
    assert first < second


def test_time_is_to_scale() -> None:
    """Two years lie twice as far apart as one."""
    points = tuple(Point(date(y, 7, 1), 1.0, "") for y in (2020, 2021, 2023))
    drawn = lines([Line("A", points)], str, ranks=False, zero=True)
    a, b, c = (float(circle.get("cx") or 0) for circle in elements(drawn, "circle"))
    assert (c - b) / (b - a) == pytest.approx(2, rel=0.02)


def test_names_do_not_overlap() -> None:
    """Eight lines that end at one value keep readable names inside the picture."""
    drawn = lines([line(f"U{n}", 5, 7) for n in range(8)], str, ranks=False, zero=True)
    ends = sorted(
        float(text.get("y") or 0)
        for text in elements(drawn, "text")
        if (text.text or "").startswith("U")
    )
    assert all(b - a >= LABEL - 0.1 for a, b in pairwise(ends))
    assert ends[-1] <= drawn.height


@pytest.mark.parametrize("values", [[0.0], [5.0, 5.0], [-3.0, 4.0], [0.4, 0.71], [1e9, 3e6]])
def test_scale_holds_all_values(values: list[float]) -> None:
    """First and last tick enclose the values; there are few of them and they are round."""
    scale = rounded(values, 0, 100, zero=False)
    assert scale.low <= min(values) and max(values) <= scale.high
    assert 2 <= len(scale.ticks) <= 7


def test_outline_follows_relative_moves() -> None:
    """Each ring of a path begins relative to the start of the one before."""
    xs, ys = outline("m1 2 3 0 0 4zm10 10 1-1 .5.5z")
    assert (xs, ys) == (
        [1, 4, 4, 1, None, 11, 12, 12.5, 11],
        [2, 2, 6, 2, None, 12, 11, 11.5, 12],
    )


def test_outline_refuses_other_commands() -> None:
    """A path in another grammar is not drawn wrong but refused."""
    with pytest.raises(ValueError, match="unexpected"):
        outline("M1 2 3 4z")


@pytest.mark.parametrize("vintage", ["2008", "2025"])
def test_every_boundary_has_an_outline(vintage: str) -> None:
    """All shapes of the package lie within the picture."""
    for shape in geography.shapes(real.collection(), vintage):
        xs, ys = outline(shape.path)
        assert all(x is None or 0 <= x <= geography.WIDTH for x in xs), shape.label.en
        assert all(y is None or 0 <= y <= geography.HEIGHT for y in ys), shape.label.en


def test_no_other_host() -> None:
    """The interactive map uses no geo axis, which would fetch a base map from elsewhere."""
    shapes = geography.shapes(real.collection(), "2025")
    told = {s.code: Told(s.label.vi, 1.0, 3, s.label.vi) for s in shapes if s.kind == "unit"}
    drawn = interactive_map(shapes, told, {}, "vi")
    assert {trace["type"] for trace in drawn["data"]} == {"scatter"}
    assert not any(key.startswith(("geo", "map")) for key in drawn["layout"])
