"""Cells that several sources fill: what each says, which is shown, which step of the rule chose."""

from __future__ import annotations

from dataclasses import dataclass

from datasets import observations
from datasets.collection import Collection
from datasets.observations import CELL, SOURCE_RANK
from portal.views.figure import Figure, figures


@dataclass(frozen=True, slots=True)
class Contested:
    """Different numbers on one cell. `decided`: kind of source | newest | alphabet."""

    shown: Figure
    others: tuple[Figure, ...]
    decided: str


@dataclass(frozen=True, slots=True)
class Several:
    """All cells with more than one source, and those where the numbers differ."""

    cells: int
    agreeing: int
    contested: tuple[Contested, ...]


def several(collection: Collection) -> Several:
    rows = collection.observations
    if rows.empty:
        return Several(0, 0, ())
    shared = rows[rows.duplicated(list(CELL), keep=False)]
    groups = [group for _, group in shared.groupby(list(CELL), dropna=False, sort=False)]
    contested = []
    for group in groups:
        if len(group[["value", "value_high"]].drop_duplicates()) > 1:
            shown = figures(collection, observations.preferred(group))[0]
            others = tuple(f for f in figures(collection, group) if f != shown)
            contested.append(Contested(shown, others, _decided(shown, others)))
    newest = sorted(contested, key=lambda c: c.shown.period_end, reverse=True)
    return Several(len(groups), len(groups) - len(contested), tuple(newest))


def _decided(shown: Figure, others: tuple[Figure, ...]) -> str:
    """The step of the rule that put `shown` before the next best."""
    rank = SOURCE_RANK.get
    rivals = [o for o in others if rank(o.source.type) == rank(shown.source.type)]
    if not rivals:
        return "kind"
    if all(o.source.published != shown.source.published for o in rivals):
        return "newest"
    return "alphabet"
