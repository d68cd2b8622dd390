"""What the pages of indicators show, checked against the tables and on small made-up ones."""

from __future__ import annotations

import pickle
from dataclasses import replace
from datetime import date
from typing import Any

import pandas as pd
import pytest

from datasets.collection import Collection
from datasets.model import COUNTRY, VINTAGES
from portal.page import NotFound
from portal.state import State
from portal.views import indicator, overview
from portal.views.indicator import IndicatorView
from tests.portal import real

RANK, SHARE, COUNT = "dti_rank", "dossiers_online_pct", "dossiers_received_count"


def made(*rows: dict[str, Any]) -> Collection:
    """The real registers with these observations only; every column has a plain default."""
    shape = real.collection().observations
    plain = {
        **dict.fromkeys(shape.columns, None),
        "vintage": "2008", "indicator_id": SHARE, "kind": "result", "period_end": "2024-12-31",
        "date_basis": "stated", "qualifier": "exact", "as_stated": "x", "package": "x",
        "source_id": next(iter(real.collection().sources)), "source_type": "press",
    }  # fmt: skip
    frame = pd.DataFrame([{**plain, **row} for row in rows], columns=shape.columns)
    frame = frame.astype({c: d for c, d in shape.dtypes.items() if not str(d).startswith("date")})
    for column in ("period_start", "period_end", "source_published"):
        frame[column] = pd.to_datetime(frame[column])
    return replace(real.collection(), observations=frame)


def shown(found: Collection, indicator_id: str = SHARE, **query: str) -> IndicatorView:
    return indicator.view(found, State.from_query(query), indicator_id=indicator_id)


def places(found: IndicatorView) -> list[tuple[str, int | None, bool]]:
    return [(p.figure.unit.code, p.place, p.tied) for p in found.snapshot.places]


def test_ties_share_a_place() -> None:
    """1, 2, 2, 4: the next place after a tie counts all before it."""
    found = made(
        *(
            {"unit_code": code, "value": v}
            for code, v in (("01", 50), ("02", 90), ("04", 70), ("06", 70))
        )
    )
    assert places(shown(found)) == [
        ("02", 1, False), ("06", 2, True), ("04", 2, True), ("01", 4, False)
    ]  # fmt: skip


def test_lowest_rank_first() -> None:
    """Of ranks the smallest stands first, darkest on the map."""
    found = shown(
        made(
            *(
                {"unit_code": c, "value": v, "rank_of": 63, "indicator_id": RANK}
                for c, v in (("01", 24), ("48", 1))
            )
        ),
        RANK,
    )
    assert [p.figure.unit.code for p in found.snapshot.places] == ["48", "01"]
    assert found.snapshot.classes.shade(1) > found.snapshot.classes.shade(24)


def test_unlike_periods_get_no_places() -> None:
    """Flows of a quarter and of a year are listed, never ranked."""
    found = shown(
        made(
            {"unit_code": "01", "value": 9, "indicator_id": COUNT, "period_start": "2024-01-01"},
            {"unit_code": "02", "value": 5, "indicator_id": COUNT, "period_start": "2024-10-01"},
        ),
        COUNT,
    )
    assert not found.snapshot.comparable
    assert {p.place for p in found.snapshot.places} == {None}


def test_counts_get_no_places() -> None:
    """More dossiers in a larger province are no better result."""
    found = shown(
        made(
            *(
                {"unit_code": c, "value": v, "indicator_id": COUNT, "period_start": "2024-01-01"}
                for c, v in (("01", 9), ("02", 5))
            )
        ),
        COUNT,
    )
    assert {p.place for p in found.snapshot.places} == {None}
    assert found.snapshot.classes.dark_is == "more"


def test_widest_year_is_the_default() -> None:
    """Without a choice the year in which most provinces report is shown, not the newest."""
    found = made(
        {"unit_code": "01", "value": 1, "period_end": "2023-12-31"},
        {"unit_code": "02", "value": 2, "period_end": "2023-06-30"},
        {"unit_code": "01", "value": 3, "period_end": "2024-12-31"},
    )
    assert shown(found).snapshot.period == "2023"


def test_latest_figure_of_the_year_counts() -> None:
    """A unit with two dates in a year shows the later one."""
    found = shown(
        made(
            {"unit_code": "01", "value": 1, "period_end": "2024-06-30"},
            {"unit_code": "01", "value": 3, "period_end": "2024-12-31"},
        )
    )
    assert [f.value for f in found.snapshot.figures] == [3]


def test_targets_are_not_results() -> None:
    """A target beside a result is a row of the table, never a value of the picture."""
    found = shown(
        made(
            {"unit_code": "01", "value": 40},
            {"unit_code": "01", "value": 60, "kind": "target"},
            {"unit_code": "02", "value": 60, "kind": "target"},
        )
    )
    assert [f.value for f in found.snapshot.figures] == [40]
    assert sorted(row.figure.kind for row in found.rows) == ["result", "target", "target"]


def test_second_source_is_a_row() -> None:
    """Two sources of one cell: one is shown, both are listed, the other one marked."""
    first, second, *_ = real.collection().sources
    found = shown(
        made(
            {"unit_code": "01", "value": 40, "source_id": first},
            {"unit_code": "01", "value": 41, "source_id": second, "source_type": "official"},
        )
    )
    assert [f.value for f in found.snapshot.figures] == [41]
    assert sorted((r.figure.value, r.other_source) for r in found.rows) == [(40, True), (41, False)]


def test_missing_are_named() -> None:
    """Reporting and missing provinces together are the vintage."""
    found = shown(made({"unit_code": "01", "value": 40})).snapshot
    assert (len(found.places), len(found.missing), found.units) == (1, 62, 63)


def test_days_of_the_figures() -> None:
    """The caption's dates run from the earliest to the latest day that a figure stands for."""
    found = shown(
        made(
            {"unit_code": "01", "value": 40, "period_end": "2024-12-31"},
            {"unit_code": "02", "value": 50, "period_end": "2024-03-31"},
            {"unit_code": "04", "value": 60, "period_end": "2024-06-30"},
        )
    ).snapshot
    assert found.days == (date(2024, 3, 31), date(2024, 12, 31))


@pytest.mark.parametrize(("code", "national"), [(COUNTRY, True), ("01", False)])
def test_reported_for_the_country_only(code: str, national: bool) -> None:
    """The page says that no province ever reported exactly where none did."""
    assert shown(made({"unit_code": code, "value": 40})).snapshot.national_only is national


def test_year_without_figures_is_empty_not_another() -> None:
    """Asked for a year that has none, no other year's values are shown in its place."""
    found = shown(made({"unit_code": "01", "value": 40}), period="2019").snapshot
    assert (found.period, found.places) == ("2019", ())


def test_vintage_without_figures_is_not_filled_silently() -> None:
    """Asked for the 34, what the 63 reported is shown only as restated, and only where it can."""
    found = shown(
        made({"unit_code": "01", "value": 40}, {"unit_code": "27", "value": 50}), vintage="2025"
    ).snapshot
    assert (found.vintage, found.restated) == ("2025", True)
    assert [(f.unit.key, f.flags[0]) for f in found.figures] == [(("2025", "01"), "carried_over")]


def test_a_quarter_beside_a_year_is_no_fall() -> None:
    """A line joins only flows of one length."""
    year = {"unit_code": "01", "indicator_id": COUNT}
    found = shown(
        made(
            {**year, "value": 90, "period_start": "2022-01-01", "period_end": "2022-12-31"},
            {**year, "value": 99, "period_start": "2023-01-01", "period_end": "2023-12-31"},
            {**year, "value": 20, "period_start": "2024-01-01", "period_end": "2024-03-31"},
        ),
        COUNT,
    )
    assert [[f.value for f in s.figures] for s in found.trend.series] == [[90, 99]]


def test_year_figure_stands_within_its_year() -> None:
    """The figure of 2022 is drawn in 2022, not on the border to 2023."""
    found = shown(
        made(
            *(
                {
                    "unit_code": "01",
                    "value": v,
                    "period_start": f"{y}-01-01",
                    "period_end": f"{y}-12-31",
                }
                for y, v in ((2022, 1), (2023, 2))
            )
        )
    )
    assert [(d.year, d.month) for d in found.trend.series[0].days] == [(2022, 7), (2023, 7)]


def test_unknown_indicator_is_not_found() -> None:
    """An id that the catalogue lacks is a 404 with a sentence."""
    with pytest.raises(NotFound):
        shown(real.collection(), "nothing_of_the_kind")


def test_overview_refuses_unknown_indicator() -> None:
    """The chooser's parameter is untrusted input."""
    with pytest.raises(NotFound):
        overview.view(real.collection(), State(indicators=("nothing_of_the_kind",)))


@pytest.mark.parametrize("vintage", VINTAGES)
@pytest.mark.parametrize("indicator_id", real.collection().indicators)
def test_picture_holds_one_vintage(indicator_id: str, vintage: str) -> None:
    """Every shown value is a row of the table in that vintage, kind and year, or is made of such
    rows of the 63 and says so; none is doubled."""
    found = real.view(real.path("indicator", "vi", indicator_id=indicator_id), vintage=vintage)
    rows = real.collection().observations
    rows = rows[(rows["indicator_id"] == indicator_id) & (rows["kind"] == found.snapshot.kind)]
    known = {
        (r["vintage"], r["unit_code"], float(r["value"]), str(r["period_end"].year))
        for r in rows.to_dict("records")
        if r["unit_code"] != COUNTRY
    }
    figures, restated = found.snapshot.figures, found.snapshot.restated
    year = (found.snapshot.period or "")[:4]
    printed = [part for f in figures for part in (f.parts or (f,))]
    assert {(f.unit.vintage, f.unit.code, f.value, year) for f in printed} <= known
    assert {f.unit.vintage for f in figures} <= {vintage}
    assert all(bool(f.parts) == restated for f in figures)
    assert all({"restated_here", "carried_over"} & set(f.flags) for f in figures if f.parts)
    assert len({f.unit.code for f in figures}) == len(figures)
    reporting = rows[(rows["vintage"] == vintage) & (rows["unit_code"] != COUNTRY)]
    assert (bool(figures) and not restated) == bool(len(reporting))


@pytest.mark.parametrize("page", ["/", "/chi-tieu", f"/chi-tieu/{RANK}"])
def test_views_can_be_kept(page: str) -> None:
    """A view survives the cache unchanged."""
    found = real.view(page)
    assert pickle.loads(pickle.dumps(found)) == found


def test_overview_offers_what_is_worth_a_map() -> None:
    """Indicators that at least three provinces report, and the one in sight however few do."""
    offered = {
        option.indicator.id: option.coverage.reported
        for _, options in overview.view(real.collection(), State()).options
        for option in options
    }
    assert min(offered.values()) == overview.MAPPED and len(offered) > 30
    rows = real.collection().observations
    local = rows[(rows["unit_code"] != "VN") & (rows["kind"] == "result")]
    rare = next(i for i in local["indicator_id"] if i not in offered)
    shown = overview.view(real.collection(), State(indicators=(rare,)))
    assert rare in {o.indicator.id for _, options in shown.options for o in options}
