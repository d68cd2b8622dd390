"""What the list of sources shows: every source by type, with how much was taken from it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

from datasets.collection import Collection
from datasets.model import Source, Text
from datasets.observations import SOURCE_RANK
from portal.page import NotFound
from portal.state import State

SECOND_HAND = ("repost", "machine_translation")
"""Copies of what others published: shown on pages of their own, after those who first said it."""


@dataclass(frozen=True, slots=True)
class Group:
    """The sources of one type, the newest first, those without a date last."""

    type: str
    sources: tuple[tuple[Source, int], ...]  # with the number of figures from each


@dataclass(frozen=True, slots=True)
class SourcesView:
    groups: tuple[Group, ...]  # all, in the order in which sources are trusted
    shown: tuple[Group, ...]  # those whose sources are named on this page
    sources: int
    figures: int

    @property
    def apart(self) -> tuple[Group, ...]:
        """Those that have a page of their own."""
        return tuple(group for group in self.groups if group not in self.shown)


def view(collection: Collection, state: State, type: str = "") -> SourcesView:
    """All types but the second-hand ones, or the one asked for; NotFound where there is none."""
    counts = Counter(collection.observations["source_id"].tolist())
    by_type: dict[str, list[Source]] = {}
    for source in collection.sources.values():
        by_type.setdefault(source.type, []).append(source)
    if type and type not in by_type:
        raise NotFound(
            Text(
                f"Không có loại nguồn “{type[:60]}”.", f"There is no type of source “{type[:60]}”."
            )
        )
    known = list(SOURCE_RANK)
    order = sorted(by_type, key=lambda kind: known.index(kind) if kind in known else len(known))
    groups = tuple(
        Group(kind, tuple((source, counts[source.id]) for source in _newest(by_type[kind])))
        for kind in order
    )
    return SourcesView(
        groups=groups,
        shown=tuple(g for g in groups if (g.type == type if type else g.type not in SECOND_HAND)),
        sources=len(collection.sources),
        figures=counts.total(),
    )


def _newest(sources: list[Source]) -> list[Source]:
    by_title = sorted(sources, key=lambda source: source.title)
    return sorted(by_title, key=lambda source: source.published or date.min, reverse=True)
