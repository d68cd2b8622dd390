"""SVG path data read into areas, and areas written as the shortest path data."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry
from svg.path import Close, Line, Move, parse_path

CURVE_STEPS = 8  # points per Bézier curve


def read(path: str) -> BaseGeometry:
    """The area inside SVG path data; self-crossing rings are repaired."""
    rings: list[list[tuple[float, float]]] = []
    for segment in parse_path(path):
        if isinstance(segment, Move):
            rings.append([])
        steps = 1 if isinstance(segment, Move | Line | Close) else CURVE_STEPS
        points = (segment.point(step / steps) for step in range(1, steps + 1))
        rings[-1].extend((point.real, point.imag) for point in points)
    return areas(shapely.Polygon(ring) for ring in rings if len(ring) > 3)


def areas(shapes: Iterable[BaseGeometry]) -> BaseGeometry:
    """The union of shapes without the lines and points that repairs leave behind."""
    parts = shapely.get_parts(shapely.get_parts(shapely.make_valid(list(shapes))))
    return shapely.union_all([part for part in parts if part.geom_type == "Polygon"])


def write(area: BaseGeometry) -> str:
    """Relative path data with one decimal; rounding happens here, so it cannot add up."""
    text, at = "", np.zeros(2, dtype=int)
    for polygon in shapely.get_parts(area):
        for ring in (polygon.exterior, *polygon.interiors):
            points = np.rint(np.array(ring.coords)[:-1] * 10).astype(int)
            steps = np.diff(points, axis=0, prepend=[at])
            text += "m" + numbers(steps.ravel()) + "z"
            at = points[0]  # closing a ring returns to its first point
    return text


def numbers(tenths: Iterable[int]) -> str:
    """Tenths as decimals; a separator stands only where two numbers would run together."""
    text, dotted = "", False
    for tenth in tenths:
        number = f"{tenth / 10:g}"
        if abs(tenth) < 10:
            number = number.replace("0.", ".", 1)
        apart = number.startswith("-") or (number.startswith(".") and dotted)
        text += number if apart or not text else f" {number}"
        dotted = "." in number
    return text
