"""Quantile classes: what shade a value gets."""

from __future__ import annotations

import pytest

from portal.views.classes import quantiles


def test_five_classes_of_equal_size() -> None:
    """Ten different values fall two by two into five shades."""
    found = quantiles(range(1, 11), "higher_is_better").classes
    assert [(c.shade, c.low, c.high) for c in found] == [
        (1, 1, 2), (2, 3, 4), (3, 5, 6), (4, 7, 8), (5, 9, 10)
    ]  # fmt: skip


def test_dark_is_better_when_lower_is_better() -> None:
    """Of ranks, the smallest number gets the darkest shade."""
    classes = quantiles(range(1, 64), "lower_is_better")
    assert (classes.shade(1), classes.shade(63), classes.dark_is) == (5, 1, "better")


def test_dark_is_more_without_direction() -> None:
    """Where neither end is better the legend may only say 'more'."""
    assert quantiles([1, 2], "neutral").dark_is == "more"


def test_ties_share_a_class() -> None:
    """Equal values never get two shades."""
    found = quantiles([1, 2, 2, 2, 5, 6, 7, 8, 9, 10], "higher_is_better").classes
    assert [(c.low, c.high, c.count) for c in found][:2] == [(1, 2, 4), (5, 6, 2)]


@pytest.mark.parametrize("values", [[7.0], [3.0, 3.0], [1.0, 2.0], list(range(34))])
def test_every_value_has_a_shade(values: list[float]) -> None:
    """Limits are values that occur, and each value lies within exactly one class."""
    classes = quantiles(values, "higher_is_better")
    assert all(sum(c.low <= v <= c.high for c in classes.classes) == 1 for v in values)
    assert {c.low for c in classes.classes} | {c.high for c in classes.classes} <= set(values)


def test_no_values_no_classes() -> None:
    """An empty table has no legend."""
    assert quantiles([], "higher_is_better").classes == ()


def test_unknown_value_raises() -> None:
    """A value that was not classified is a mistake, not a gap."""
    with pytest.raises(LookupError):
        quantiles([1.0, 2.0], "neutral").shade(1.5)
