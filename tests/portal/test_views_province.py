"""Provinces across the merger, and comparisons worked out by hand."""

from __future__ import annotations

import pickle
from typing import Any

import pytest

from datasets.model import COUNTRY, Unit
from portal.page import NotFound
from portal.state import State
from portal.views import province, provinces, territory
from portal.views.comparison import Comparison, Standing, compare
from portal.views.figure import figures
from tests.portal import real
from tests.portal.handmade import holding, row

SHARE = "dossiers_online_pct"  # a share, higher is better
COUNT = "id_cards_issued_count"  # a stock that adds up
FLOW = "dossiers_received_count"
RANK = "dti_rank"
UNITS = [unit for unit in real.collection().units.values() if unit.code != COUNTRY]


def compared(*rows: dict[str, Any]) -> Comparison:
    """The first row's figure against all of them."""
    found = holding(*rows)
    figure = figures(found, found.observations.head(1))[0]
    return compare(found, figure, [figure.unit.key])


def shares(*values: float, end: str = "2024-12-31") -> list[dict[str, Any]]:
    """The same share in as many provinces as there are values, Điện Biên (11) first."""
    codes = ["11", "12", "14", "15", "17", "19", "20"]
    return [row(SHARE, code, value, end) for code, value in zip(codes, values, strict=False)]


def placed(*rows: dict[str, Any]) -> Standing:
    standing = compared(*rows).standing
    assert standing is not None
    return standing


def test_rank_counts_only_better_provinces() -> None:
    """50 among 50, 70, 70, 90, 40: three are better, so fourth of five; the median is 70."""
    standing = placed(*shares(50, 70, 70, 90, 40))
    expected = Standing(year=2024, vintage="2008", units=63, reporting=5, median=70, rank=4, tied=0)
    assert standing == expected


def test_equal_values_share_a_rank() -> None:
    """70 beside another 70 below 90: both are second, each tied with one."""
    standing = placed(*shares(70, 50, 70, 90, 40))
    assert (standing.rank, standing.tied) == (2, 1)


def test_median_of_an_even_field() -> None:
    """Of 10, 20, 30, 40, 50, 60 the median lies half-way between 30 and 40."""
    assert placed(*shares(10, 20, 30, 40, 50, 60)).median == 35


def test_four_reporting_are_too_few() -> None:
    """With four provinces reporting no rank is given."""
    assert compared(*shares(50, 70, 70, 90)).standing is None


def test_other_years_do_not_count() -> None:
    """A fifth province that reports for another year does not make a field of five."""
    assert (
        compared(*shares(50, 70, 70, 90), *shares(1, 2, 3, 4, 99, end="2023-12-31")[4:]).standing
        is None
    )


def test_other_vintage_does_not_count() -> None:
    """A unit of the 34 stands in another field than the 63."""
    fifth = row(SHARE, "12", 80, "2024-12-31", vintage="2025")
    assert compared(*shares(50, 70, 70, 90), fifth).standing is None


def test_country_is_no_province() -> None:
    """The country's own share does not make a field of five."""
    fifth = row(SHARE, COUNTRY, 80, "2024-12-31")
    assert compared(*shares(50, 70, 70, 90), fifth).standing is None


def test_counts_are_not_ranked() -> None:
    """More ID cards in a bigger province say nothing: no rank, no median."""
    rows = [row(COUNT, code, 10, "2024-12-31") for code in ("11", "12", "14", "15", "17")]
    assert compared(*rows).standing is None


def test_mean_of_merged_provinces_is_not_ranked() -> None:
    """A figure that was not measured does not compete."""
    first, *others = shares(50, 70, 70, 90, 40)
    assert compared({**first, "flags": "derived_mean"}, *others).standing is None


def test_share_beside_the_nearest_of_the_country() -> None:
    """Of the country's shares in June 2024 and January 2025 the latter is nearer to December."""
    country = [row(SHARE, COUNTRY, 40, "2024-06-30"), row(SHARE, COUNTRY, 45, "2025-01-31")]
    found = compared(row(SHARE, "11", 50, "2024-12-31"), *country).country
    assert found is not None and found.value == 45


def test_country_of_another_time_is_left_out() -> None:
    """A country's share three years away is no comparison."""
    far = row(SHARE, COUNTRY, 40, "2021-06-30")
    assert compared(row(SHARE, "11", 50, "2024-12-31"), far).country is None


@pytest.mark.parametrize(("day", "shown"), [("2024-12-20", True), ("2024-10-01", False)])
def test_total_beside_the_total_of_about_that_day(day: str, shown: bool) -> None:
    """A number of cards stands beside the country's of the same weeks only."""
    country = row(COUNT, COUNTRY, 80_000_000, day)
    assert bool(compared(row(COUNT, "11", 400_000, "2024-12-31"), country).country) is shown


@pytest.mark.parametrize(("start", "shown"), [("2024-01-01", True), ("2024-07-01", False)])
def test_flow_beside_the_same_stretch_of_time(start: str, shown: bool) -> None:
    """Dossiers of a year stand beside the country's of that year, not of half of it."""
    own = row(FLOW, "11", 100, "2024-12-31", period_start="2024-01-01")
    country = row(FLOW, COUNTRY, 900, "2024-12-31", period_start=start)
    assert bool(compared(own, country).country) is shown


def test_flow_before_is_the_same_stretch_of_another_year() -> None:
    """The first half of 2023 comes before the first half of 2024; the whole of 2023 does not."""
    own = row(FLOW, "11", 100, "2024-06-30", period_start="2024-01-01")
    whole = row(FLOW, "11", 500, "2023-12-31", period_start="2023-01-01")
    half = row(FLOW, "11", 80, "2023-06-30", period_start="2023-01-01")
    earlier = compared(own, whole, half).earlier
    assert earlier is not None and earlier.value == 80


def test_before_is_the_same_province() -> None:
    """What another province reported the year before is not this one's past."""
    other = row(SHARE, "12", 90, "2023-12-31")
    assert compared(row(SHARE, "11", 50, "2024-12-31"), other).earlier is None


def test_rank_before_is_in_the_same_field() -> None:
    """6th of 34 is not set beside 35th of 63."""
    now = row(RANK, "11", 6, "2024-12-31", rank_of=34)
    before = row(RANK, "11", 35, "2022-12-31", rank_of=63)
    assert compared(now, before).earlier is None


def test_own_target_goes_before_the_national_one() -> None:
    """Where a province has a target of its own, the country's is not shown beside it."""
    own = row(SHARE, "11", 80, "2024-12-31", kind="target")
    national = row(SHARE, COUNTRY, 50, "2024-12-31", kind="target")
    found = compared(row(SHARE, "11", 60, "2024-12-31"), own, national)
    assert found.target is not None and found.target.value == 80
    assert found.country_target is None


def test_result_is_not_compared_with_what_was_assigned() -> None:
    """An assigned amount is of another kind than a result."""
    assigned = row(SHARE, "11", 90, "2023-12-31", kind="assigned")
    assert compared(row(SHARE, "11", 60, "2024-12-31"), assigned).earlier is None


def land(slug: str, **state: str) -> territory.Territory:
    return territory.find(real.collection(), slug, State.from_query(state))


def test_merged_unit_keeps_apart_from_its_predecessors() -> None:
    """Bắc Ninh of today came from Bắc Giang and Bắc Ninh; only its own figures are its own."""
    found = land("bac-ninh")
    assert [u.slug for u in found.predecessors] == ["bac-giang", "bac-ninh"]
    assert found.keys == (("2025", "24"),)


def test_unchanged_unit_carries_its_figures_on() -> None:
    """Điện Biên did not merge: its page joins the figures of both vintages."""
    assert land("dien-bien").keys == (("2025", "11"), ("2008", "11"))


def test_old_unit_shows_its_own_figures() -> None:
    """The page of 2008's Điện Biên does not show what came after."""
    assert land("dien-bien", vintage="2008").keys == (("2008", "11"),)


def test_renamed_unit_is_unchanged() -> None:
    """Huế is Thừa Thiên Huế on the same land, under another slug."""
    twin = land("hue").twin
    assert twin is not None and twin.slug == "thua-thien-hue"


def test_old_unit_names_its_successor() -> None:
    """Bắc Giang went into Bắc Ninh together with the old Bắc Ninh."""
    found = land("bac-giang")
    assert found.successor is not None and found.successor.key == ("2025", "24")
    assert [u.key for u in found.merged_with] == [("2008", "27")]


@pytest.mark.parametrize(
    ("slug", "state"),
    [
        ("bac-giang", {"vintage": "2025"}),
        ("hue", {"vintage": "2008"}),
        ("viet-nam", {}),
        ("atlantis", {}),
    ],
)
def test_unit_that_is_not_there(slug: str, state: dict[str, str]) -> None:
    """A slug that the vintage does not have, and the country, are no province."""
    with pytest.raises(NotFound):
        land(slug, **state)


@pytest.mark.parametrize("unit", UNITS, ids=lambda u: f"{u.slug}-{u.vintage}")
def test_view_of_every_unit(unit: Unit) -> None:
    """Every unit has a view that pickles whole and counts each headline indicator once: as
    reported or as missing."""
    found = province.view(real.collection(), State(vintage=unit.vintage), slug=unit.slug)
    assert pickle.loads(pickle.dumps(found)) == found
    reported = {h.figure.indicator.id for h in found.headlines}
    assert reported.isdisjoint(i.id for i in found.missing)
    headline = {i.id for i in real.collection().indicators.values() if i.headline is not None}
    assert headline <= reported | {i.id for i in found.missing}


def test_list_of_today() -> None:
    """Today's list holds 34 units: 23 merged, 11 unchanged, 63 predecessors in all."""
    found = provinces.view(real.collection(), State())
    listed = [p for region in found.regions for p in region.provinces]
    assert (len(listed), found.merged, found.unchanged) == (34, 23, 11)
    assert sum(len(p.predecessors) for p in listed) == 63


def test_counts_of_the_list_are_those_of_the_pages() -> None:
    """The number beside a province is the number of figures on its page."""
    found = provinces.view(real.collection(), State())
    listed = [p for region in found.regions for p in region.provinces]
    pages = [province.view(real.collection(), State(), slug=p.unit.slug).count for p in listed]
    assert [p.count for p in listed] == pages
