"""The releases that the portal reads, loaded once per release set."""

from __future__ import annotations

import hashlib
import logging
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TypeVar

from datasets import catalog, collection, history
from datasets.catalog import DescriptorError, ReleaseSet
from datasets.collection import Collection
from datasets.model import Dataset, Text
from portal import formats
from portal.page import NotFound
from portal.state import BadState

log = logging.getLogger(__name__)

KEPT_COLLECTIONS = 6  # a release set of today's size takes some 3 MB
NAMED = 60  # characters of an unknown name that its refusal repeats
KEPT_DAYS = 256
CHECK_SECONDS = 2.0
VIETNAM_HOURS = 7  # today is what the calendar says in Hà Nội, wherever the server stands

Stamp = tuple[tuple[str, int], ...]
K = TypeVar("K")
V = TypeVar("V")


class Library:
    """Release sets by day; a release that appears on disk is seen within a few seconds.

    Every worker looks for itself, so they need not talk to each other. With `working` it reads
    the packages that are being edited, and there is no past.
    """

    def __init__(
        self, root: Path, *, working: bool = False, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self.root = root
        self.working = working
        self._clock = clock
        self._lock = threading.RLock()
        self._checked: float | None = None
        self._stamp: Stamp = ()
        self.taken_back = ""  # changes with what was taken back, of which no release tells
        self._sets: OrderedDict[date | None, ReleaseSet] = OrderedDict()
        self._collections: OrderedDict[str, Collection] = OrderedDict()

    def release_set(self, asof: date | None = None) -> ReleaseSet:
        """The release set of that day. Raises BadState (a day to come), NotFound (before any)."""
        if asof is not None and asof > today():
            raise BadState(
                "asof", asof.isoformat(), Text("ngày này chưa tới", "that day has not come yet")
            )
        with self._lock:
            self._look()
            if asof not in self._sets:
                self._sets[asof] = self._read(asof)
                _trim(self._sets, KEPT_DAYS)
            self._sets.move_to_end(asof)
            return self._sets[asof]

    def collection(self, asof: date | None = None) -> Collection:
        """The collection of that day's release set; raises as `release_set` does."""
        with self._lock:
            chosen = self.release_set(asof)
            if chosen.id not in self._collections:
                self._collections[chosen.id] = collection.load(chosen.datasets)
                _trim(self._collections, KEPT_COLLECTIONS)
            self._collections.move_to_end(chosen.id)
            return self._collections[chosen.id]

    def dataset(self, slug: str, version: str | None = None, asof: date | None = None) -> Dataset:
        """One package: its latest release (on that day), or the one of that version.
        Raises NotFound, and BadState for a day to come."""
        if version is None:
            found = self.release_set(asof).datasets.get(slug)
        else:
            # The slug comes from an address: only known names may become a folder.
            known = () if slug not in self.release_set().datasets else self.releases(slug)
            found = next((d for d in known if d.version == version), None)
        if found is None:
            name = (slug if version is None else f"{slug} {version}")[:NAMED]
            raise NotFound(Text(f"Không có bộ dữ liệu {name}.", f"There is no dataset {name}."))
        return found

    def releases(self, slug: str) -> tuple[Dataset, ...]:
        """All versions of a known package, oldest first."""
        if self.working:
            return (self.release_set().datasets[slug],)
        return catalog.releases(self.root, slug)

    def _look(self) -> None:
        now = self._clock()
        if self._checked is not None and now - self._checked < CHECK_SECONDS:
            return
        self._checked = now
        stamp = _files(self.root / "packages") if self.working else _releases(self.root)
        if stamp == self._stamp:
            return
        try:
            latest = self._read(None)
        except (DescriptorError, OSError) as error:
            if None not in self._sets:
                raise
            log.error("A new release cannot be read; the last good one stays: %s", error)
        else:
            self._sets = OrderedDict({None: latest})
            self.taken_back = _taken_back(self.root)
        self._stamp = stamp

    def _read(self, asof: date | None) -> ReleaseSet:
        if self.working:
            packages = catalog.working(self.root)
            return ReleaseSet(id=catalog.identity(packages), asof=asof, datasets=packages)
        chosen = catalog.release_set(self.root, asof)
        if not chosen.datasets:
            raise NotFound(_nothing_yet(asof))
        return chosen


def today() -> date:
    return (datetime.now(UTC) + timedelta(hours=VIETNAM_HOURS)).date()


def _nothing_yet(asof: date | None) -> Text:
    if asof is None:
        return Text("Chưa có bộ dữ liệu nào được phát hành.", "No dataset has been released yet.")
    day = formats.day(asof)
    return Text(
        f"Đến ngày {day} chưa có bộ dữ liệu nào được phát hành.",
        f"No dataset had been released by {day}.",
    )


def _releases(root: Path) -> Stamp:
    """The names of all finished releases, whose content never changes; withdrawals with sizes,
    as lines are only added."""
    found = root.glob("releases/[!._]*/[!._]*/release.json")
    finished = tuple((path.parent.as_posix(), 0) for path in sorted(found))
    return finished + tuple((p.as_posix(), p.stat().st_size) for p in _withdrawals(root))


def _withdrawals(root: Path) -> list[Path]:
    return sorted(root.glob(f"releases/[!._]*/{history.WITHDRAWALS}"))


def _taken_back(root: Path) -> str:
    """Twelve hex digits from all withdrawals; the same on every machine that shares a cache."""
    content = ((p.parent.name.encode(), p.read_bytes()) for p in _withdrawals(root))
    return hashlib.sha256(repr(list(content)).encode()).hexdigest()[:12]


def _files(packages: Path) -> Stamp:
    found = sorted(packages.glob("*/*"))
    return tuple((path.as_posix(), path.stat().st_mtime_ns) for path in found)


def _trim(kept: OrderedDict[K, V], most: int) -> None:
    while len(kept) > most:
        kept.popitem(last=False)
