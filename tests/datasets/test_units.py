"""Units over time, and figures carried from the 63 over to the 34."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from datasets import catalog, collection, units
from datasets.collection import Collection
from datasets.restating import Restated
from tests.fixtures import small

OBSERVATIONS = "tasks/observations.csv"
YEAR_END = date(2024, 12, 31)


def load(world: Path) -> Collection:
    return collection.load(catalog.working(world))


def restate(world: Path, indicator: str) -> Restated:
    return units.restate(load(world), indicator, YEAR_END)


def value(made: Restated, code: str) -> float:
    return float(made.rows.set_index("unit_code").loc[code, "value"])


def reason(made: Restated, code: str) -> tuple[str, str]:
    (hit,) = (r.reason for r in made.refusals if r.unit.code == code)
    return hit.vi, hit.en


@pytest.mark.parametrize(
    ("day", "vintage"),
    [
        ("2008-08-01", "2008"),
        ("2025-06-30", "2008"),
        ("2025-07-01", "2025"),
        ("2030-01-01", "2025"),
    ],
)
def test_in_force(world: Path, day: str, vintage: str) -> None:
    """The 63 were in force to 2025-06-30, the 34 from the day after."""
    assert vintage == units.in_force(load(world), date.fromisoformat(day))


def test_nothing_in_force_before_2008(world: Path) -> None:
    """Before the first set of provinces there is none."""
    with pytest.raises(LookupError, match="2008-07-31"):
        units.in_force(load(world), date(2008, 7, 31))


def test_successor(world: Path) -> None:
    """Bắc Giang became part of Bắc Ninh."""
    assert units.successor(load(world), "24").name.vi == "Bắc Ninh"


def test_predecessors(world: Path) -> None:
    """Bắc Ninh of today was Bắc Giang and Bắc Ninh."""
    names = [u.name.vi for u in units.predecessors(load(world), "24")]
    assert names == ["Bắc Giang", "Bắc Ninh"]


def test_the_country_succeeds_itself(world: Path) -> None:
    """VN stays VN."""
    loaded = load(world)
    assert units.successor(loaded, "VN").key == ("2025", "VN")
    assert [u.key for u in units.predecessors(loaded, "VN")] == [("2008", "VN")]


@pytest.mark.parametrize("ask", [units.successor, units.predecessors])
def test_unknown_code_raises(world: Path, ask: object) -> None:
    """An unknown code is an error, not an empty answer."""
    assert callable(ask)
    with pytest.raises(KeyError, match="99"):
        ask(load(world), "99")


def test_sum_adds_up(world: Path) -> None:
    """24 + 20 tasks."""
    assert value(restate(world, "tasks_done"), "24") == 44


def test_unchanged_territory_keeps_the_printed_figure(world: Path) -> None:
    """Điện Biên did not merge: its shown figure stands, from its preferred source."""
    made = restate(world, "tasks_done")
    row = made.rows.set_index("unit_code").loc["11"]
    assert (row["value"], row["source_ids"], row["parts"]) == (34, "tinh-2024", "11")


def test_precision_word_of_a_sum(world: Path) -> None:
    """ "24" plus "over 20" is over 44."""
    row = restate(world, "tasks_done").rows.set_index("unit_code").loc["24"]
    assert (row["qualifier"], row["parts"]) == ("over", "24 27")


def test_opposite_precision_words_are_about(world: Path) -> None:
    """ "Over" plus "nearly" is neither."""
    small.edit(world, OBSERVATIONS, 4, qualifier="under")
    row = restate(world, "tasks_done").rows.set_index("unit_code").loc["24"]
    assert row["qualifier"] == "about"


def test_ratio_is_recomputed(world: Path) -> None:
    """(100549 + 50) / (101996 + 100), not the mean of 98.58 and 50."""
    assert value(restate(world, "ontime_pct"), "24") == pytest.approx(100 * 100599 / 102096)


def test_ratio_from_its_own_indicators(world: Path) -> None:
    """Where a rate was printed without its parts, the two counts of the same day serve."""
    small.edit(world, OBSERVATIONS, 7, numerator="", denominator="")
    for indicator, number in (("dossiers_ontime", "60"), ("dossiers", "120")):
        cells = {"indicator_id": indicator, "value": number, "unit_code": "27"}
        small.add(world, OBSERVATIONS, 4, **cells)
    assert value(restate(world, "ontime_pct"), "24") == pytest.approx(100 * 100609 / 102116)


def test_ratio_without_parts_is_refused(world: Path) -> None:
    """A bare percentage cannot be merged."""
    small.edit(world, OBSERVATIONS, 7, numerator="", denominator="")
    vi, en = reason(restate(world, "ontime_pct"), "24")
    assert vi == "Bắc Ninh: Bắc Ninh (cũ) chỉ có tỷ lệ, không có tử số và mẫu số để tính lại"
    assert en.startswith("Bac Ninh: former Bac Ninh printed only the ratio")


def test_missing_predecessor_is_named(world: Path) -> None:
    """A sum of one part of two would be a lie: the missing one is named."""
    small.drop(world, OBSERVATIONS, 4)
    vi, en = reason(restate(world, "tasks_done"), "24")
    assert vi == "Bắc Ninh: Bắc Giang chưa có số liệu cho năm 2024"
    assert en == "Bac Ninh: Bac Giang has no figure for 2024"


def test_other_day_is_no_figure(world: Path) -> None:
    """A figure of the day before does not fill in."""
    small.edit(world, OBSERVATIONS, 4, period_end="2024-12-30")
    assert "Bắc Giang chưa có" in reason(restate(world, "tasks_done"), "24")[0]


def test_other_period_is_refused(world: Path) -> None:
    """A year's flow and a cumulative figure do not add up."""
    small.edit(world, OBSERVATIONS, 4, period_start="2024-01-01")
    vi, _ = reason(restate(world, "tasks_done"), "24")
    assert vi == "Bắc Ninh: Bắc Giang, Bắc Ninh (cũ) báo cáo kỳ số liệu khác nhau"


def test_shared_period_is_found(world: Path) -> None:
    """Where one province reports two periods, the one that both report counts."""
    small.edit(world, OBSERVATIONS, 5, period_start="2024-01-01")
    small.add(world, OBSERVATIONS, 4, period_start="2024-01-01", value="11")
    made = restate(world, "tasks_done")
    row = made.rows.set_index("unit_code").loc["24"]
    assert (31, pd.Timestamp("2024-01-01")) == (row["value"], row["period_start"])


def test_cumulative_figures_go_before_a_years(world: Path) -> None:
    """Where all report both an open and a closed period, the open, cumulative one counts."""
    for row, number in ((4, "11"), (5, "20")):
        small.add(world, OBSERVATIONS, row, period_start="2024-01-01", value=number)
    row = restate(world, "tasks_done").rows.set_index("unit_code").loc["24"]
    assert row["value"] == 44 and pd.isna(row["period_start"])


def test_what_does_not_add_up_is_refused(world: Path) -> None:
    """An indicator without aggregation has no figure for two merged provinces, and says why."""
    small.edit(world, "indicators/indicators.csv", 2, aggregation="none")
    made = restate(world, "tasks_done")
    assert reason(made, "24")[1] == "Bac Ninh: this indicator does not add up"
    assert list(made.rows["unit_code"]) == ["11"]


def test_ranges_are_refused(world: Path) -> None:
    """A printed range has no sum."""
    small.edit(world, OBSERVATIONS, 4, value_high="30")
    assert "một khoảng" in reason(restate(world, "tasks_done"), "24")[0]


def test_ranks_are_never_restated(world: Path) -> None:
    """Not even for a province that did not merge: the field was another."""
    small.add(world, OBSERVATIONS, 8, unit_code="11")
    made = restate(world, "dti_rank")
    assert made.rows.empty and {"11", "24"} == {r.unit.code for r in made.refusals}


def test_every_unit_is_answered(world: Path) -> None:
    """Every unit of today has a figure or a reason."""
    made = restate(world, "ontime_pct")
    answered = {*made.rows["unit_code"], *(r.unit.code for r in made.refusals)}
    assert {"11", "24"} == answered


def test_original_figures_stay(world: Path) -> None:
    """Restating changes nothing in the observations."""
    loaded = load(world)
    before = loaded.observations.copy(deep=True)
    units.restate(loaded, "tasks_done", YEAR_END)
    pd.testing.assert_frame_equal(before, loaded.observations)
