"""What the list of sources shows: every source by type, with how much was taken from it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

from datasets.collection import Collection
from datasets.model import Source
from datasets.observations import SOURCE_RANK
from portal.state import State


@dataclass(frozen=True, slots=True)
class Group:
    """The sources of one type, the newest first, those without a date last."""

    type: str
    sources: tuple[tuple[Source, int], ...]  # with the number of figures from each


@dataclass(frozen=True, slots=True)
class SourcesView:
    groups: tuple[Group, ...]  # in the order in which sources are trusted
    sources: int
    figures: int


def view(collection: Collection, state: State) -> SourcesView:
    counts = Counter(collection.observations["source_id"].tolist())
    by_type: dict[str, list[Source]] = {}
    for source in collection.sources.values():
        by_type.setdefault(source.type, []).append(source)
    order = sorted(by_type, key=lambda kind: (SOURCE_RANK.get(kind, len(SOURCE_RANK)), kind))
    groups = tuple(
        Group(kind, tuple((source, counts[source.id]) for source in _newest(by_type[kind])))
        for kind in order
    )
    return SourcesView(groups, len(collection.sources), counts.total())


def _newest(sources: list[Source]) -> list[Source]:
    by_title = sorted(sources, key=lambda source: source.title)
    return sorted(by_title, key=lambda source: source.published or date.min, reverse=True)
