"""Tables as typed frames."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from datasets import catalog, tables
from tests.fixtures import small


def read(world: Path, slug: str, name: str) -> pd.DataFrame:
    return tables.read(catalog.working(world)[slug], name)


@pytest.mark.parametrize(
    ("column", "dtype"),
    [
        ("unit_code", "string"),
        ("value", "Float64"),
        ("rank_of", "Int64"),
        ("period_end", "datetime64[ns]"),
        ("period_start", "datetime64[ns]"),
    ],
)
def test_types_follow_the_schema(world: Path, column: str, dtype: str) -> None:
    """A column has the type its schema declares, also where it is all empty."""
    assert dtype == str(read(world, "tasks", "observations")[column].dtype)


def test_codes_keep_their_zero(world: Path) -> None:
    """A code is text: 01 does not become 1."""
    small.edit(world, "tasks/observations.csv", 2, unit_code="01")
    assert read(world, "tasks", "observations")["unit_code"].iloc[0] == "01"


def test_empty_is_missing(world: Path) -> None:
    """An empty cell is missing, not an empty text or zero."""
    frame = read(world, "tasks", "observations")
    assert frame["rank_of"].isna().iloc[0] and frame["note_vi"].isna().iloc[0]


def test_na_is_a_word(world: Path) -> None:
    """Only the empty cell is missing: "NA" and "null" stay what they are."""
    small.edit(world, "tasks/observations.csv", 2, note_vi="NA", note_en="null")
    assert list(read(world, "tasks", "observations")[["note_vi", "note_en"]].iloc[0]) == [
        "NA",
        "null",
    ]


def test_wrong_cell_raises(world: Path) -> None:
    """A cell that its type does not allow is an error, never a silent gap."""
    small.edit(world, "tasks/observations.csv", 2, value="nhiều")
    with pytest.raises(ValueError, match="nhiều"):
        read(world, "tasks", "observations")
