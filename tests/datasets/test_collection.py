"""The registers of a release set, typed and keyed."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from datasets import catalog, collection, observations
from datasets.model import Text


def test_units_are_keyed_by_vintage_and_code(world: Path) -> None:
    """Code 24 is Bắc Giang in 2008 and Bắc Ninh in 2025."""
    units = collection.load(catalog.working(world)).units
    assert (units["2008", "24"].name.vi, units["2025", "24"].name.vi) == ("Bắc Giang", "Bắc Ninh")


def test_slug_means_the_unit_of_today(world: Path) -> None:
    """A slug that both vintages know is the unit of today, unless the old one is asked for."""
    loaded = collection.load(catalog.working(world))
    assert loaded.by_slug("bac-ninh").code == "24"
    assert loaded.by_slug("bac-ninh", "2008").code == "27"


def test_slug_of_a_former_unit(world: Path) -> None:
    """A province that is gone keeps its slug."""
    assert collection.load(catalog.working(world)).by_slug("bac-giang").vintage == "2008"


def test_unknown_slug(world: Path) -> None:
    """An unknown slug raises."""
    with pytest.raises(KeyError, match="atlantis"):
        collection.load(catalog.working(world)).by_slug("atlantis")


def test_observations_of_all_packages(world: Path) -> None:
    """Rows of all packages stand together, each with its package and its source's kind."""
    frame = collection.load(catalog.working(world)).observations
    assert dict(frame["package"].value_counts()) == {"tasks": 9, "targets": 1}


def test_source_of_a_row_gives_kind_and_date(world: Path) -> None:
    """`source_type` and `source_published` come from the register of sources."""
    frame = collection.load(catalog.working(world)).observations
    row = frame[frame["source_id"] == "tinh-2024"].iloc[0]
    assert ("official", date(2024, 12, 20)) == (row.source_type, row.source_published.date())


def test_texts_are_pairs(world: Path) -> None:
    """A source's note has both languages, or is none."""
    sources = collection.load(catalog.working(world)).sources
    assert Text("Bản dịch máy", "Machine translation") == sources["dich-2024"].note
    assert sources["bao-2024"].note is None


def test_registers_are_read_only(world: Path) -> None:
    """Nobody adds a unit at run time."""
    units: Any = collection.load(catalog.working(world)).units
    with pytest.raises(TypeError):
        units["2025", "99"] = units["2025", "24"]


def test_absent_packages_are_empty(world: Path) -> None:
    """Without the lists package there are no lists, and no error."""
    datasets = {k: v for k, v in catalog.working(world).items() if k != "lists"}
    assert collection.load(datasets).memberships.empty


def test_id_is_that_of_the_release_set(world: Path) -> None:
    """The portal caches by one id: collection and release set agree on it."""
    datasets = catalog.working(world)
    assert catalog.identity(datasets) == collection.load(datasets).id


def test_nothing_released_yet() -> None:
    """Without any package there are no observations, but all their columns, and nothing fails."""
    rows = collection.load({}).observations
    assert observations.preferred(rows).empty
    assert {"value", "package", "source_type", "source_published"} <= set(rows.columns)
