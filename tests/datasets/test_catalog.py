"""Packages and releases on disk as datasets."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
import yaml

from datasets import catalog, release
from datasets.model import Text
from tests.fixtures import small

NOTE = Text("ghi chú", "note")


def freeze(world: Path, slug: str, day: date) -> None:
    release.write(world, release.draft(world, slug), note=NOTE, day=day)


def test_working_holds_every_package(world: Path) -> None:
    """Every folder under packages/ is a dataset under its own name."""
    assert sorted(small.TABLES) == sorted(catalog.working(world))


def test_texts_in_both_languages(world: Path) -> None:
    """Titles come from `titles`."""
    assert Text("Gói tasks", "Gói tasks (en)") == catalog.working(world)["tasks"].title


def test_key_of_table(world: Path) -> None:
    """A table knows the columns of its key."""
    assert catalog.working(world)["units"].table("units").primary_key == ("vintage", "code")


def test_unknown_table_names_what_there_is(world: Path) -> None:
    """A wrong table name is answered with the right ones."""
    with pytest.raises(KeyError, match=r"tasks has no table 'x'.*observations"):
        catalog.working(world)["tasks"].table("x")


def test_yaml_descriptor(world: Path) -> None:
    """A descriptor may be YAML."""
    content = small.read_descriptor(world, "lists")
    folder = world / "packages" / "lists"
    (folder / "datapackage.json").unlink()
    (folder / "datapackage.yaml").write_text(
        yaml.safe_dump(content, allow_unicode=True), encoding="utf-8"
    )
    assert catalog.read(folder).title.vi == "Gói lists"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"{", "invalid JSON at line:column 1:2"),
        (b"[]", "must be an object { ... }"),
        (b"\xff{}", "not UTF-8 (byte 1)"),
    ],
)
def test_broken_descriptor(world: Path, content: bytes, reason: str) -> None:
    """A descriptor that cannot be read is refused with the reason."""
    (world / "packages" / "tasks" / "datapackage.json").write_bytes(content)
    with pytest.raises(catalog.DescriptorError) as caught:
        catalog.working(world)
    assert reason == caught.value.reason.en


def test_no_releases(world: Path) -> None:
    """A package that was never released has none."""
    assert catalog.releases(world, "tasks") == ()


def test_releases_in_order_of_version(world: Path) -> None:
    """1.10.0 comes after 1.9.0."""
    for name in ("1.9.0", "1.10.0", "1.2.0"):
        folder = world / "releases" / "lists" / name
        folder.mkdir(parents=True)
        (folder / "datapackage.json").write_text(f'{{"version": "{name}"}}', encoding="utf-8")
    assert [d.version for d in catalog.releases(world, "lists")] == ["1.2.0", "1.9.0", "1.10.0"]


def test_release_in_the_making_is_nobodys(world: Path) -> None:
    """A folder that begins with a dot is no release."""
    freeze(world, "lists", date(2025, 1, 1))
    home = world / "releases" / "lists"
    (home / "1.0.0").rename(home / ".making-1.0.0")
    assert catalog.releases(world, "lists") == ()


def test_release_set_as_of_a_day(world: Path) -> None:
    """On a day between two releases the first is the latest."""
    freeze(world, "lists", date(2025, 1, 1))
    small.edit(world, "lists/lists.csv", 2, name_vi="Trễ")
    freeze(world, "lists", date(2025, 3, 1))
    known = catalog.release_set(world, date(2025, 2, 1))
    assert known.datasets["lists"].version == "1.0.0"
    assert catalog.release_set(world).datasets["lists"].version == "1.0.1"


def test_release_set_before_everything(world: Path) -> None:
    """Before the first release there is nothing."""
    freeze(world, "lists", date(2025, 1, 1))
    assert dict(catalog.release_set(world, date(2024, 12, 31)).datasets) == {}


def test_identity_follows_the_releases(world: Path) -> None:
    """The id is 12 hex digits, stays while nothing is released and changes when something is."""
    freeze(world, "lists", date(2025, 1, 1))
    first, again = catalog.release_set(world).id, catalog.release_set(world).id
    small.edit(world, "lists/lists.csv", 2, name_vi="Trễ")
    freeze(world, "lists", date(2025, 3, 1))
    assert first == again != catalog.release_set(world).id
    assert len(first) == 12 and int(first, 16)


def test_release_knows_its_rows(world: Path) -> None:
    """A released table tells its rows, size and hash without being read."""
    freeze(world, "tasks", date(2025, 1, 1))
    table = catalog.releases(world, "tasks")[0].table("observations")
    path = world / "packages" / "tasks" / "observations.csv"
    assert (9, path.stat().st_size) == (table.rows, table.size_bytes)
