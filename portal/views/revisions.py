"""How a printed figure changed from release to release."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from datasets import history
from datasets.collection import Collection
from datasets.model import Dataset, Text
from portal.views.figure import Figure

KEPT_RELEASES = 64  # a release's list of changes, keyed by row, takes some 100 kB


@dataclass(frozen=True, slots=True)
class Revision:
    """One line of a release's list of changes about the figure's row."""

    package: str
    version: str
    released: date
    change: str  # added | changed | removed
    field: str
    old: str
    new: str
    note: Text | None  # why, in the release's own words
    first: bool  # of the package: its note only counts rows


def revisions(collection: Collection, figure: Figure) -> tuple[Revision, ...]:
    """Oldest first, up to the release that is shown; () of packages that are being edited."""
    key = row_key(figure)
    found: list[Revision] = []
    for release in history.of(collection.datasets[figure.package]):
        record = history.record(release)
        found += [
            Revision(
                figure.package, release.version, record.released,
                change.change, change.field, change.old, change.new, record.note,
                record.previous is None,
            )
            for change in _by_row(release).get(key, ())
        ]  # fmt: skip
    return tuple(found)


def row_key(figure: Figure) -> str:
    """The row's primary key as changes.csv writes it."""
    start = figure.period_start.isoformat() if figure.period_start else ""
    return "|".join((
        *figure.unit.key, figure.indicator.id, figure.kind, start,
        figure.period_end.isoformat(), figure.source.id,
    ))  # fmt: skip


@lru_cache(maxsize=KEPT_RELEASES)
def _by_row(release: Dataset) -> Mapping[str, tuple[history.Change, ...]]:
    """A release never changes: its list is read once."""
    found: dict[str, list[history.Change]] = {}
    for change in history.changes(release):
        if change.resource == "observations":
            found.setdefault(change.row_key, []).append(change)
    return {key: tuple(changes) for key, changes in found.items()}
