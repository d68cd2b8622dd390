"""Ranks that move and values that stand out."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pandas as pd
import pytest

from datasets import catalog, notable
from datasets.checks import ground
from datasets.notable import Outlier, RankChange
from tests.datasets.offences import OBS
from tests.fixtures import small

DIRECTIONS: Mapping[str, Mapping[str, str]] = {
    "up": {"direction": "higher_is_better", "measure": "ratio"},
    "down": {"direction": "lower_is_better", "measure": "ratio"},
    "plain": {"direction": "neutral", "measure": "stock"},
    "place": {"direction": "lower_is_better", "measure": "rank"},
}


def frame(indicator: str, values: Mapping[str, float], day: str = "2024-12-31") -> pd.DataFrame:
    return pd.DataFrame(
        {
            "vintage": "2008",
            "unit_code": list(values),
            "indicator_id": indicator,
            "kind": "result",
            "period_start": pd.NaT,
            "period_end": pd.Timestamp(day),
            "value": list(values.values()),
        }
    ).astype({"period_start": "datetime64[ns]"})


def moves(indicator: str, old: Mapping[str, float], new: Mapping[str, float]) -> list[RankChange]:
    return list(notable.rank_changes(frame(indicator, old), frame(indicator, new), DIRECTIONS))


def places(found: list[RankChange]) -> list[tuple[str, int, int]]:
    return [(m.unit_code, m.old, m.new) for m in found]


def test_two_units_change_places() -> None:
    """Both units whose place moved are named, with old and new place."""
    found = moves("up", {"11": 90, "24": 80, "27": 70}, {"11": 90, "24": 80, "27": 85})
    assert places(found) == [("27", 3, 2), ("24", 2, 3)]


def test_lower_is_better() -> None:
    """Where less is better the smallest value leads."""
    assert places(moves("down", {"11": 1, "24": 2}, {"11": 3, "24": 2})) == [
        ("24", 2, 1),
        ("11", 1, 2),
    ]


def test_neutral_has_no_ranks() -> None:
    """Without a direction nobody leads."""
    assert moves("plain", {"11": 1, "24": 2}, {"11": 3, "24": 2}) == []


def test_ties_share_the_better_place() -> None:
    """Catching up is no loss for the one caught up with."""
    assert places(moves("up", {"11": 9, "24": 8}, {"11": 9, "24": 9})) == [("24", 2, 1)]


def test_the_country_is_not_ranked() -> None:
    """VN is not one of the provinces."""
    assert moves("up", {"VN": 99, "11": 9}, {"VN": 1, "11": 9}) == []


def outliers(old: pd.DataFrame, new: pd.DataFrame) -> list[Outlier]:
    return list(notable.outliers(old, new, DIRECTIONS))


@pytest.mark.parametrize(("value", "named"), [(500, True), (499, False), (20, True), (21, False)])
def test_value_moves_by_a_factor(value: float, named: bool) -> None:
    """Five times as much or as little as before is named, less is not."""
    found = outliers(frame("plain", {"11": 100}), frame("plain", {"11": value}))
    assert [(o.why, o.against) for o in found] == ([("moved", 100)] if named else [])


def test_new_period_against_the_last_one() -> None:
    """A new row is held to the period before it."""
    old = frame("plain", {"11": 100}, "2023-12-31")
    new = pd.concat([old, frame("plain", {"11": 1000})], ignore_index=True)
    assert [(o.why, o.value, o.against) for o in outliers(old, new)] == [("moved", 1000, 100)]


def test_far_from_the_other_provinces() -> None:
    """A share of 9.4 among shares of about 94 is named."""
    values = {f"{n:02}": 90.0 + n for n in range(1, 10)}
    new = frame("up", values | {"11": 9.4})
    assert [(o.unit_code, o.why) for o in outliers(new.iloc[:0], new)] == [("11", "far")]


def test_few_provinces_have_no_middle() -> None:
    """With fewer than eight values nothing is far."""
    new = frame("up", {"01": 90, "02": 91, "03": 92, "11": 9.4})
    assert outliers(new.iloc[:0], new) == []


def test_ranks_are_no_outliers() -> None:
    """A rank from 60 to 2 is a rank change, not a slip."""
    assert outliers(frame("place", {"11": 60}), frame("place", {"11": 2})) == []


def test_unchanged_values_are_not_named_again() -> None:
    """What was released before has been looked at before."""
    same = frame("plain", {"11": 100, "24": 100_000})
    assert outliers(same, same) == []


def test_shown_observation_counts(world: Path) -> None:
    """Of two sources on a cell the shown one is compared."""
    datasets = catalog.working(world)
    registers = ground.build(datasets, pd.Timestamp("2026-01-01").date())
    sources = {key: row.cells for key, row in registers.sources.items()}
    frame_ = notable.observations(datasets["tasks"], sources)
    assert len(small.rows(world, OBS)) - 1 == len(frame_)
