"""Which of several sources is shown on a cell."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from datasets import catalog, collection, observations
from tests.fixtures import small

CELL = ("2008", "11", "tasks_done", "result", None, pd.Timestamp("2024-12-31"))


def frame(world: Path) -> pd.DataFrame:
    return collection.load(catalog.working(world)).observations


def shown(world: Path) -> str:
    best = observations.preferred(observations.cell(frame(world), CELL))
    assert len(best) == 1
    return str(best["source_id"].iloc[0])


def test_official_before_press(world: Path) -> None:
    """The official page is shown although the newspaper is newer."""
    assert shown(world) == "tinh-2024"


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        ("official", "press"),
        ("index_report", "press"),
        ("press", "repost"),
        ("repost", "machine_translation"),
    ],
)
def test_order_of_kinds(world: Path, better: str, worse: str) -> None:
    """Kinds of sources have one order, whatever their dates."""
    small.edit(world, "sources/sources.csv", 2, source_type=worse, published="2025-06-01")
    small.edit(world, "sources/sources.csv", 3, source_type=better, published="2024-01-01")
    assert shown(world) == "bao-2024"


def test_newest_of_one_kind(world: Path) -> None:
    """Between two newspapers the newer one is shown."""
    small.edit(world, "sources/sources.csv", 2, source_type="press")
    assert shown(world) == "bao-2024"


def test_undated_counts_as_oldest(world: Path) -> None:
    """A source without a date is shown only when there is no other of its kind."""
    small.edit(world, "sources/sources.csv", 2, source_type="press")
    small.edit(world, "sources/sources.csv", 3, published="")
    assert shown(world) == "tinh-2024"


def test_source_id_decides_a_tie(world: Path) -> None:
    """Equal kind and date: the id that comes first in the alphabet."""
    small.edit(world, "sources/sources.csv", 2, source_type="press", published="2025-01-10")
    assert shown(world) == "bao-2024"


def test_one_row_a_cell_in_order(world: Path) -> None:
    """Every cell keeps one row, in the order of the table."""
    rows = frame(world)
    best = observations.preferred(rows)
    assert len(rows) - 1 == len(best) == len(best.drop_duplicates(list(observations.CELL)))
    assert list(best.index) == sorted(best.index)


def test_cell_gives_all_sources(world: Path) -> None:
    """Both sources of the cell are there to be listed."""
    found = observations.cell(frame(world), CELL)
    assert sorted(found["source_id"]) == ["bao-2024", "tinh-2024"]


def test_cell_tells_open_periods_from_started_ones(world: Path) -> None:
    """A cell with a start of period is another cell."""
    started = (*CELL[:4], pd.Timestamp("2024-01-01"), CELL[5])
    assert observations.cell(frame(world), started).empty


def test_frames_are_not_changed(world: Path) -> None:
    """Choosing rows leaves the shared frame as it was."""
    rows = frame(world)
    before = rows.copy(deep=True)
    observations.preferred(rows)
    pd.testing.assert_frame_equal(before, rows)
