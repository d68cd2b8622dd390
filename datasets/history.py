"""What became of a package: each release's record and changes, and where it was taken back."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from pathlib import Path

from datasets import catalog, freeze
from datasets.catalog import DescriptorError
from datasets.model import Dataset, Text

WITHDRAWALS = "withdrawals.jsonl"  # beside a package's releases, which are never edited themselves


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


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """On that day `version` was made private, deleted or published again at a catalogue."""

    day: date
    version: str
    address: str
    doing: str  # private | deleted | again
    note: Text


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


def withdrawals(home: Path) -> tuple[Withdrawal, ...]:
    """Of the package whose releases stand in `home`, oldest first. Raises DescriptorError."""
    path = home / WITHDRAWALS
    if not path.is_file():
        return ()
    # A withdrawal that was cut off and repeated left its line twice.
    return tuple(line for line, _ in groupby(_withdrawals(path)))


def _withdrawals(path: Path) -> Iterator[Withdrawal]:
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        try:
            told = json.loads(line)
            note = Text(vi=str(told["note"]["vi"]), en=str(told["note"]["en"]))
            day, doing = date.fromisoformat(told["date"]), told["doing"]
            if doing not in ("private", "deleted", "again"):
                raise ValueError(doing)
            yield Withdrawal(day, str(told["version"]), str(told["address"]), doing, note)
        except (ValueError, KeyError, TypeError):
            reason = Text(f"không đọc được dòng {number}", f"line {number} cannot be read")
            raise DescriptorError(path, reason) from None
