"""SVG path data of the boundaries as points, for charts that take no paths."""

from __future__ import annotations

import re

_NUMBER = re.compile(r"-?(?:\d+\.?\d*|\.\d+)")

Points = tuple[list[float | None], list[float | None]]
"""x and y; None lifts the pen between two rings."""


def outline(path: str) -> Points:
    """The rings of a path of relative moves and closings (m, z), the grammar the package uses.

    Raises ValueError for any other command.
    """
    xs: list[float | None] = []
    ys: list[float | None] = []
    start = (0.0, 0.0)
    for ring in filter(None, path.split("z")):
        if not ring.startswith("m") or "m" in ring[1:]:
            raise ValueError(f"unexpected command in path {ring[:20]!r}")
        numbers = [float(n) for n in _NUMBER.findall(ring)]
        x, y = start
        for place, (dx, dy) in enumerate(zip(numbers[::2], numbers[1::2], strict=True)):
            x, y = x + dx, y + dy
            if not place:
                start = (x, y)
            xs.append(round(x, 1))
            ys.append(round(y, 1))
        xs += [start[0], None]
        ys += [start[1], None]
    return xs[:-1], ys[:-1]
