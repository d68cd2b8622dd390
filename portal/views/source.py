"""What a source's page shows: the source, and everything that was taken from it."""

from __future__ import annotations

from dataclasses import dataclass

from datasets.collection import Collection
from datasets.model import COUNTRY, Source, Text
from portal.page import NotFound
from portal.state import State
from portal.views.figure import Figure, figures
from portal.views.listed import Deadline, Listed, deadlines_from, memberships_from


@dataclass(frozen=True, slots=True)
class SourceView:
    source: Source
    figures: tuple[Figure, ...]  # the country's first, then by province and indicator
    lists: tuple[Listed, ...]
    deadlines: tuple[Deadline, ...]


def view(collection: Collection, state: State, source_id: str) -> SourceView:
    """Raises NotFound for a source that the register does not hold."""
    source = collection.sources.get(source_id)
    if source is None:
        shown = source_id[:80]
        raise NotFound(Text(f"Không có nguồn “{shown}”.", f"There is no source “{shown}”."))
    rows = collection.observations
    found = figures(collection, rows[rows["source_id"] == source_id])
    place = {indicator: at for at, indicator in enumerate(collection.indicators)}
    ordered = sorted(
        found,
        key=lambda f: (
            f.unit.code != COUNTRY,
            f.unit.vintage,
            f.unit.slug,
            place[f.indicator.id],
            f.period_end,
        ),
    )
    return SourceView(
        source=source,
        figures=tuple(ordered),
        lists=memberships_from(collection, source_id),
        deadlines=deadlines_from(collection, source_id),
    )
