"""Every figure has an address of its own, with all that is known about it."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest

from datasets import observations
from datasets.model import COUNTRY, LANGS, Lang
from portal.page import NotFound
from portal.state import State
from portal.views.focus import focus
from tests.portal import real
from tests.portal.handmade import holding, row

ROWS = real.collection().observations
BY_INDICATOR = sorted(set(ROWS["indicator_id"]))
COUNT = "id_cards_issued_count"


def query(row: dict[str, Any]) -> dict[str, str]:
    return {
        "vintage": row["vintage"],
        "period": str(row["period_end"].date()),
        "units": row["unit_code"],
    }


@pytest.mark.parametrize("indicator_id", BY_INDICATOR)
def test_every_observation_has_its_details(indicator_id: str) -> None:
    """At the figure's own address stand: as printed, the source's page and its own address on
    the web, the release that brought it, a citation with the permalink."""
    own = ROWS[ROWS["indicator_id"] == indicator_id]
    path = real.path("indicator", "vi", indicator_id=indicator_id)
    for _, cell in own.groupby(["vintage", "unit_code", "period_end"]):
        rows = cell.to_dict("records")
        page = real.read(path, None, **query(rows[0]))
        for one in rows:
            source = real.collection().sources[one["source_id"]]
            assert one["as_stated"] in page.text
            assert real.path("source", "vi", source_id=source.id) in page.addresses
            assert source.url is None or source.url in page.addresses
        assert "đưa vào bộ dữ liệu" in page.text
        assert f"{real.PORTAL_URL}{path}?vintage={rows[0]['vintage']}" in page.text


@pytest.mark.parametrize("lang", LANGS)
def test_numbers_lead_to_details(lang: Lang) -> None:
    """On a province's page every number leads to its details, and beside it stands its source."""
    page = real.read(real.path("province", lang, slug="dien-bien"))
    for links in page.rows:
        own = [address for address, _ in links if "units=" in address and "period=" in address]
        assert own and any("/sources/" in a or a.startswith("/nguon/") for a, _ in links)
        found = urlsplit(own[0])
        assert real.view(found.path, None, **dict(parse_qsl(found.query))).focus.cells


def test_other_sources_of_the_cell_are_named() -> None:
    """Where two sources fill one cell, the page of the figure names both, and the rule."""
    every = ROWS[ROWS["unit_code"] != COUNTRY]
    counts = every.groupby(list(observations.CELL), dropna=False)["source_id"].transform("nunique")
    one = every[counts > 1].to_dict("records")[0]
    path = real.path("indicator", "vi", indicator_id=one["indicator_id"])
    page, view = real.read(path, None, **query(one)), real.view(path, None, **query(one))
    cell = next(c for c in view.focus.cells if c.others)
    for figure in (cell.shown, *cell.others):
        assert figure.as_stated in page.text
        assert real.path("source", "vi", source_id=figure.source.id) in page.addresses
    assert observations.RULE.vi in page.text


def test_other_dates_are_linked() -> None:
    """The same province's figure of another year is one step away."""
    page = real.read("/chi-tieu/dti_rank", None, vintage="2008", period="2022-12-31", units="24")
    assert "/chi-tieu/dti_rank?vintage=2008&period=2020-12-31&units=24" in page.addresses


def test_year_shows_all_of_the_unit() -> None:
    """With a year for a period, each figure of the unit in that year stands by itself."""
    rows = (row(COUNT, "11", 1, "2024-03-31"), row(COUNT, "11", 2, "2024-12-31"))
    shown = real.view(
        f"/chi-tieu/{COUNT}", holding(*rows), vintage="2008", period="2024", units="11"
    ).focus
    assert [cell.shown.value for cell in shown.cells] == [2, 1]


def test_gap_is_said_in_words() -> None:
    """A cell without any figure is a page that says so, not an error."""
    page = real.read("/chi-tieu/dti_rank", None, vintage="2008", period="1999", units="24")
    assert "Ô trống không có nghĩa là bằng 0" in page.text


def test_unknown_unit_is_not_found() -> None:
    """A code that the vintage lacks is a 404 with a sentence."""
    with pytest.raises(NotFound):
        real.view("/chi-tieu/dti_rank", None, vintage="2025", period="2024", units="27")


def test_several_units_are_no_single_figure() -> None:
    """Only exactly one unit and a period narrow the page down."""
    indicator = real.collection().indicators["dti_rank"]
    for state in (
        State(units=("24", "27"), period="2022"),
        State(units=("24",)),
        State(period="2022"),
    ):
        assert focus(real.collection(), indicator, state) is None
