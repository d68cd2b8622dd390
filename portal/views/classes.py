"""Quantile classes of a picture: which of at most five shades a value gets, with real limits."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

SHADES = {
    1: (4,),
    2: (2, 5),
    3: (1, 3, 5),
    4: (1, 2, 4, 5),
    5: (1, 2, 3, 4, 5),
}
"""Shades 1 (light) to 5 (dark) used for that many classes: few classes stand far apart."""


@dataclass(frozen=True, slots=True)
class Class:
    """One shade and the smallest and largest value that really occur in it."""

    shade: int  # 1 light .. 5 dark
    low: float
    high: float
    count: int


@dataclass(frozen=True, slots=True)
class Classes:
    """Light to dark. Dark is better; where neither end is better, dark is more."""

    classes: tuple[Class, ...]
    dark_is: str  # better | more

    def shade(self, value: float) -> int:
        """The shade of a value that was classified; LookupError for any other."""
        for entry in self.classes:
            if entry.low <= value <= entry.high:
                return entry.shade
        raise LookupError(f"{value} lies in none of {self.classes}")


def quantiles(values: Iterable[float], direction: str) -> Classes:
    """At most five classes of about equal size; equal values share one class."""
    ordered = sorted(values, reverse=direction == "lower_is_better")
    groups: dict[int, list[float]] = {}
    for value in ordered:
        # the place of a value's first occurrence decides, so that ties never part
        groups.setdefault(5 * ordered.index(value) // len(ordered), []).append(value)
    shades = SHADES[len(groups)] if groups else ()
    return Classes(
        tuple(
            Class(shade, min(group), max(group), len(group))
            for shade, group in zip(shades, groups.values(), strict=True)
        ),
        dark_is="more" if direction == "neutral" else "better",
    )
