"""Release sets by day, and new releases without a restart."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from portal.integrity import damaged
from portal.library import CHECK_SECONDS, Library, today
from portal.page import NotFound
from portal.state import BadState
from tests.portal import ground

FIRST, BETWEEN = date(2026, 1, 10), date(2026, 2, 1)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return ground.whole(tmp_path)


def value(library: Library, asof: date | None = None) -> float:
    return float(library.collection(asof).observations["value"].iloc[0])


def test_latest_release_is_read(root: Path) -> None:
    """Without a day, the newest version of each package."""
    assert value(Library(root)) == 449529


@pytest.mark.parametrize("day", [FIRST, BETWEEN])
def test_day_gives_what_was_released_then(root: Path, day: date) -> None:
    """On a day between two releases the first one was in force."""
    assert value(Library(root), day) == 449528


def test_day_before_any_release(root: Path) -> None:
    """Nothing had been released: NotFound names the day."""
    with pytest.raises(NotFound, match="09/01/2026"):
        Library(root).collection(FIRST - timedelta(days=1))


def test_day_to_come(root: Path) -> None:
    """Nobody knows tomorrow's data."""
    with pytest.raises(BadState):
        Library(root).collection(today() + timedelta(days=1))


def test_collection_is_loaded_once_per_release_set(root: Path) -> None:
    """Two days of one release set share one collection."""
    library = Library(root)
    assert library.collection(FIRST) is library.collection(BETWEEN)


def test_new_release_is_seen_after_a_moment(root: Path) -> None:
    """No restart: the folder is looked at again, but not at every request."""
    now = [0.0]
    library = Library(root, clock=lambda: now[0])
    before = library.collection()
    ground.release(
        root, "identity", "1.1.0", "2026-03-01", observations=ground.observations("450000")
    )
    assert library.collection() is before
    now[0] = CHECK_SECONDS + 0.1
    assert value(library) == 450000


def test_release_in_the_making_is_not_seen(root: Path) -> None:
    """A folder without its record is nobody's release yet."""
    now = [0.0]
    library = Library(root, clock=lambda: now[0])
    known = library.collection().id
    (root / "releases/identity/.making-2.0.0").mkdir()
    now[0] = 60
    assert library.collection().id == known


def test_unreadable_release_leaves_the_last_good_one(
    root: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """A broken descriptor is logged and the site stays up with what it had."""
    now = [0.0]
    library = Library(root, clock=lambda: now[0])
    known = library.collection().id
    folder = ground.release(
        root, "identity", "1.2.0", "2026-03-01", observations=ground.observations("1")
    )
    (folder / "datapackage.json").write_text("{", encoding="utf-8")
    now[0] = 60
    assert library.collection().id == known
    assert "cannot be read" in caplog.text


@pytest.mark.parametrize(
    ("slug", "version"),
    [
        ("nothing", None),
        ("identity", "9.9.9"),
        ("../releases/identity", "1.0.0"),
        ("", None),
    ],
)
def test_unknown_dataset(root: Path, slug: str, version: str | None) -> None:
    """A slug or version from an address is only ever looked up, never joined into a path."""
    with pytest.raises(NotFound):
        Library(root).dataset(slug, version)


def test_old_version_stays_available(root: Path) -> None:
    """Any release can be had by its number."""
    assert Library(root).dataset("identity", "1.0.0").version == "1.0.0"


def test_whole_releases_are_not_damaged(root: Path) -> None:
    """Releases that are what they were pass the check at start."""
    assert damaged(root) is None


@pytest.mark.parametrize("name", ["observations.csv", "datapackage.json"])
def test_changed_release_is_damaged(root: Path, name: str) -> None:
    """One changed byte is named with its file and with the remedy."""
    path = root / "releases/identity/1.0.0" / name
    path.write_bytes(path.read_bytes() + b" ")
    sentence = damaged(root)
    assert sentence is not None
    assert f"identity 1.0.0 is damaged: {name}" in sentence and "git checkout" in sentence


def test_no_release_is_said(tmp_path: Path) -> None:
    """Without any release there is a sentence and what to do."""
    assert "publish release" in str(damaged(tmp_path))
