"""A working package made into a frozen release."""

from __future__ import annotations

import errno
import fcntl
import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from datasets import catalog, checks, diff, freeze, version
from datasets.checks.ground import build
from datasets.diff import Diff
from datasets.model import Dataset, Problem, Text
from datasets.version import Level

MAKING = ".making-"
"""Prefix of a release's folder until it is whole; readers pass over names with a dot."""


class Tampered(Exception):
    """A frozen release no longer matches its hashes."""

    def __init__(self, release: Dataset, files: list[str]) -> None:
        super().__init__(f"{release.slug} {release.version}: {', '.join(files)}")
        self.release = release
        self.files = files


class Backdated(Exception):
    """The new release would be dated before the one it follows."""

    def __init__(self, slug: str, day: date, previous: date) -> None:
        super().__init__(f"{slug}: {day} is before {previous}")
        self.slug, self.day, self.previous = slug, day, previous


class Moved(Exception):
    """A table was edited between its check and its release."""

    def __init__(self, slug: str, file: str) -> None:
        super().__init__(f"{slug}: {file} changed meanwhile")
        self.slug, self.file = slug, file


class Unstamped(OSError):
    """The release is whole, but the working descriptor could not be told of it."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A release about to be written; `version` and `level` are None when nothing changed."""

    dataset: Dataset
    previous: Dataset | None
    diff: Diff
    level: Level | None
    version: str | None


def today() -> date:
    """The day a release is dated: today, or that of SOURCE_DATE_EPOCH (reproducible builds)."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    return datetime.fromtimestamp(int(epoch), UTC).date() if epoch else date.today()


def draft(root: Path, slug: str) -> Draft:
    """The working package against its latest release. Raises DescriptorError, Tampered."""
    known = catalog.releases(root, slug)
    for release in known:
        if files := freeze.tampered(release):
            raise Tampered(release, files)
    dataset = catalog.read(catalog.folders(root)[slug])
    previous = known[-1] if known else None
    changes = diff.between(previous, dataset)
    weight = version.level(changes)
    following = version.following(changes.previous, weight) if weight else None
    return Draft(dataset, previous, changes, weight, following)


def problems(root: Path, slugs: Iterable[str], day: date | None = None) -> list[Problem]:
    """What speaks against releasing these packages: judged before the registers as released.

    Every law on the packages themselves, and on all others the laws of references, so that no
    release leaves another package pointing at a row that is gone.
    """
    working = {slug: catalog.read(catalog.folders(root)[slug]) for slug in slugs}
    together = {**catalog.release_set(root).datasets, **working}
    ground = build(together, day or date.today())
    return [
        problem
        for slug, dataset in together.items()
        for problem in checks.of_dataset(
            dataset, ground, checks.LAWS if slug in working else checks.REFERENCES
        )
    ]


def write(root: Path, made: Draft, *, note: Text, day: date) -> Path:
    """Freezes the draft and stamps the working descriptor; returns the release's folder.

    The folder appears in one rename: killed at any moment, there is no release or a whole one.
    Raises Backdated, Moved, OSError (FileExistsError: somebody else released meanwhile);
    Unstamped when only the last step failed.
    """
    if made.version is None or made.level is None:
        raise ValueError(f"{made.dataset.slug}: nothing to release")
    if made.previous and made.previous.released and day < made.previous.released:
        raise Backdated(made.dataset.slug, day, made.previous.released)
    home = root / "releases" / made.dataset.slug
    content = freeze.files(
        made.dataset,
        version=made.version,
        day=day.isoformat(),
        level=made.level,
        diff=made.diff,
        note=note,
    )
    for table in made.dataset.tables:
        name = table.path.relative_to(made.dataset.folder).as_posix()
        if freeze.sha256(content[name]) != table.sha256:
            raise Moved(made.dataset.slug, name)
    with _alone(home):
        _clear(home)
        making, final = home / f"{MAKING}{made.version}", home / made.version
        if final.exists():
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(final))
        try:
            for name, data in content.items():
                _put(making / name, data)
            _settle(making)
            os.rename(making, final)
        except BaseException:  # an interrupt too leaves nothing half-written
            shutil.rmtree(making, ignore_errors=True)
            raise
        _settle(home)
    stamp(made.dataset, made.version)
    return final


def stamp(dataset: Dataset, number: str) -> bool:
    """Writes version, hash and bytes into the working descriptor; False when they stood there.

    Raises Unstamped.
    """
    path = catalog.descriptor_path(dataset.folder)
    old = catalog.load_descriptor(dataset.folder)
    if not (new := _stamped(dataset, old, number)):
        return False
    beside = path.with_name(f".{path.name}.new")
    try:
        _put(beside, _serialised(path, new))
        os.replace(beside, path)
    except OSError as error:
        raise Unstamped(error.errno, error.strerror, str(path)) from error
    return True


def _stamped(dataset: Dataset, old: dict[str, Any], number: str) -> dict[str, Any] | None:
    """The descriptor with its stamps, every key where its author put it; None when it has them."""
    tables = {t.name: freeze.stamps(t) for t in dataset.tables}
    resources = [{**r, **tables[r["name"]]} for r in old["resources"]]
    new: dict[str, Any] = {}
    for key, value in old.items():
        if key == "resources" and "version" not in old:
            new["version"] = number
        new[key] = resources if key == "resources" else value
    new["version"] = number
    return None if new == old else new


def _serialised(path: Path, content: dict[str, Any]) -> bytes:
    if path.suffix == ".json":
        return freeze.as_json(content)
    import yaml  # only where a curator chose YAML: it is slow to import

    text: str = yaml.safe_dump(content, allow_unicode=True, sort_keys=False, width=100)
    return text.encode()


@contextmanager
def _alone(home: Path) -> Iterator[None]:
    """Holds the package's releases for this process; another waits its turn."""
    home.mkdir(parents=True, exist_ok=True)
    handle = os.open(home, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _clear(home: Path) -> None:
    """Removes what a killed run left behind."""
    for path in home.glob(f"{MAKING}*"):
        shutil.rmtree(path)


def _put(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _settle(folder: Path) -> None:
    """Makes the names in `folder` survive a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
