"""The version number of a release, derived from its diff by a list of small rules."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from datasets.catalog import version_key
from datasets.diff import Diff

Level = Literal["first", "major", "minor", "patch"]

FIRST = "1.0.0"


def licence_changed(diff: Diff) -> bool:
    """Reusers are bound by other terms than before."""
    return any(c.what == "licence" for c in diff.changes)


def columns_lost(diff: Diff) -> bool:
    """A table or column is gone, or means another type: programs that read it break."""
    lost = diff.count("table", "removed") or diff.count("field", "removed")
    return bool(lost or diff.count("type", "changed"))


def key_changed(diff: Diff) -> bool:
    """Rows are told apart by other columns: joins and change lists break."""
    return bool(diff.count("key", "changed"))


def columns_gained(diff: Diff) -> bool:
    """There is a new table or column."""
    return bool(diff.count("table", "added") or diff.count("field", "added"))


def rows_moved(diff: Diff) -> bool:
    """Rows came or went. A withdrawn row breaks no program, but totals and lists are others, so
    it weighs as much as a new one."""
    return bool(diff.count("row", "added") or diff.count("row", "removed"))


def anything_changed(diff: Diff) -> bool:
    """Values or texts were corrected."""
    return bool(diff.changes)


RULES: tuple[tuple[Level, Callable[[Diff], bool]], ...] = (
    ("major", licence_changed),
    ("major", columns_lost),
    ("major", key_changed),
    ("minor", columns_gained),
    ("minor", rows_moved),
    ("patch", anything_changed),
)
"""The first rule that holds decides."""


def level(diff: Diff) -> Level | None:
    """How much the diff weighs; None when there is nothing to release."""
    if diff.previous is None:
        return "first"
    return next((weight for weight, holds in RULES if holds(diff)), None)


def following(previous: str | None, weight: Level) -> str:
    """The version after `previous` by that weight."""
    if previous is None or weight == "first":
        return FIRST
    major, minor, patch = version_key(previous)
    if weight == "major":
        return f"{major + 1}.0.0"
    if weight == "minor":
        return f"{major}.{minor + 1}.0"
    return f"{major}.{minor}.{patch + 1}"
