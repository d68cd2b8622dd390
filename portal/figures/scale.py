"""From values to places on paper, with round numbers on the axis."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

STEPS = (1, 2, 2.5, 5, 10)


@dataclass(frozen=True, slots=True)
class Scale:
    """Maps [low, high] onto [start, end] of the paper; `ticks` are round and within reach."""

    low: float
    high: float
    start: float
    end: float
    ticks: tuple[float, ...] = ()

    def __call__(self, value: float) -> float:
        if self.high == self.low:
            return (self.start + self.end) / 2
        share = (value - self.low) / (self.high - self.low)
        return self.start + share * (self.end - self.start)


def rounded(values: Sequence[float], start: float, end: float, *, zero: bool) -> Scale:
    """A scale over all values whose ends are ticks; `zero` makes it begin (or end) at 0."""
    low, high = min(values), max(values)
    if zero:
        low, high = min(low, 0.0), max(high, 0.0)
    step = _step((high - low) or abs(high) or 1.0)
    first, last = math.floor(low / step), math.ceil(high / step)
    ticks = tuple(round(n * step, 10) for n in range(first, max(last, first + 1) + 1))
    return Scale(ticks[0], ticks[-1], start, end, ticks)


def _step(span: float, most: int = 5) -> float:
    """The smallest round step that needs no more than `most` of them."""
    rough = span / most
    magnitude: float = 10.0 ** math.floor(math.log10(rough))
    return next(s * magnitude for s in STEPS if s * magnitude >= rough * 0.9999)
