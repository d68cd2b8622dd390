"""What each release of a package changed: its record and its list of changes, read back."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from datasets import catalog, freeze
from datasets.model import Dataset, Text


@dataclass(frozen=True, slots=True)
class Change:
    """One line of a release's changes.csv; a row's own coming and going has no field."""

    resource: str  # a table's name, or the descriptor's file name for a text
    change: str  # added | changed | removed
    row_key: str  # the row's primary key, its parts joined by |
    field: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Recorded:
    """One release as its own files tell of it."""

    dataset: Dataset
    released: date
    previous: str | None  # the version before; None of a first release
    level: str  # first | major | minor | patch
    note: Text | None
    counts: Mapping[str, int]  # "row added" -> 12


def of(dataset: Dataset) -> tuple[Dataset, ...]:
    """The releases up to and with this one, oldest first; () of a package that is not released.

    On an earlier day the later ones did not exist: a past release set has a past history.
    """
    if dataset.released is None:
        return ()
    root = dataset.folder.parents[2]  # <root>/releases/<package>/<version>
    newest = catalog.version_key(dataset.version)
    known = catalog.releases(root, dataset.slug)
    return tuple(d for d in known if catalog.version_key(d.version) <= newest)


def record(release: Dataset) -> Recorded:
    """Raises DescriptorError when release.json cannot be read."""
    told = catalog.load_object(release.folder / freeze.RECORD)
    note = told.get("note") or {}
    assert release.released is not None, f"{release.slug} {release.version} is no release"
    return Recorded(
        dataset=release,
        released=release.released,
        previous=told.get("previous"),
        level=str(told.get("level") or "first"),
        note=Text(note["vi"], note["en"]) if note.get("vi") and note.get("en") else None,
        counts=dict(told.get("counts") or {}),
    )


def changes(release: Dataset) -> tuple[Change, ...]:
    """In the order of the file; in a first release everything is new."""
    path = release.folder / freeze.CHANGES
    if not path.is_file():
        return ()
    with path.open(encoding="utf-8", newline="") as lines:
        return tuple(
            Change(*(row[column] for column in freeze.CHANGE_COLUMNS))
            for row in csv.DictReader(lines)
        )
