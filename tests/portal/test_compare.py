"""The comparison: what it chooses, what it says about gaps, and that files hold the same."""

from __future__ import annotations

import csv
import io
import re

import pytest
from flask.testing import FlaskClient

from datasets.model import LANGS, Lang
from portal.page import NotFound
from tests.portal import real
from tests.portal.handmade import holding, row
from tests.portal.machine import FIRST

COUNT, SHARE, RANK = "id_cards_issued_count", "dossiers_online_pct", "dti_rank"
CITIES = {"vintage": "2008", "units": "01,79,48", "indicators": f"{RANK},id_applications_count"}


@pytest.mark.parametrize("lang", LANGS)
def test_every_chosen_cell_stands_in_the_table(lang: Lang) -> None:
    """Three provinces in two indicators: three rows; each figure leads to details and source."""
    path = real.path("compare", lang)
    page, view = real.read(path, None, **CITIES), real.view(path, None, **CITIES)
    assert len(page.rows) == 3 and [u.code for u in view.units] == ["01", "79", "48"]
    indicators = [real.path("indicator", lang, indicator_id=p.indicator.id) for p in view.panels]
    for place, links in enumerate(page.rows):
        shown = [e.figure for e in (p.entries[place] for p in view.panels) if e.figure]
        addresses = [address.split("?")[0] for address, _ in links]
        for figure in shown:
            assert real.path("source", lang, source_id=figure.source.id) in addresses
            assert real.path("indicator", lang, indicator_id=figure.indicator.id) in indicators


def test_missing_cell_says_what_there_is_instead() -> None:
    """Without a figure of the period, the cell is named missing and the other period's linked."""
    page = real.read("/so-sanh", holding(
        row(SHARE, "01", 40, "2024-12-31"), row(SHARE, "02", 50, "2024-12-31"),
        row(SHARE, "04", 60, "2023-12-31"),
    ), vintage="2008", units="01,02,04", indicators=SHARE)  # fmt: skip
    cell = page.row_texts[2]
    assert "chưa có số liệu" in cell and "60%" in cell and "31/12/2023" in cell


def test_missing_cell_without_any_figure_says_so() -> None:
    """A province that never reported is not left blank."""
    found = holding(row(SHARE, "01", 40, "2024-12-31"))
    page = real.read("/so-sanh", found, vintage="2008", units="01,02", indicators=SHARE)
    assert "Chưa tìm thấy số liệu công khai" in page.row_texts[1]


def test_period_is_where_most_of_the_chosen_report() -> None:
    """Two of the chosen report in 2022, one in 2023, all others in 2024: 2022 is shown."""
    found = holding(
        row(SHARE, "01", 1, "2022-12-31"), row(SHARE, "02", 2, "2022-12-31"),
        row(SHARE, "01", 3, "2023-12-31"),
        *(row(SHARE, code, 9, "2024-12-31") for code in ("04", "06", "08")),
    )  # fmt: skip
    (panel,) = real.view("/so-sanh", found, vintage="2008", units="01,02", indicators=SHARE).panels
    assert panel.snapshot.period == "2022"


def test_different_periods_are_said() -> None:
    """Two indicators of two years: the page says that they are not of one period."""
    rows = (row(SHARE, "01", 1, "2022-12-31"), row(COUNT, "01", 3, "2023-12-31"))
    chosen = {"vintage": "2008", "units": "01", "indicators": f"{SHARE},{COUNT}"}
    assert "không cùng một kỳ" in real.read("/so-sanh", holding(*rows), **chosen).text
    alone = {**chosen, "indicators": SHARE}
    assert "không cùng một kỳ" not in real.read("/so-sanh", holding(*rows), **alone).text


def test_vintages_are_never_mixed() -> None:
    """Code 24 is Bắc Giang of the 63 and Bắc Ninh of the 34: one of them, never both."""
    found = holding(
        row(SHARE, "24", 1, "2024-12-31"), row(SHARE, "24", 2, "2025-12-31", vintage="2025")
    )
    for vintage, value in (("2008", 1), ("2025", 2)):
        view = real.view("/so-sanh", found, vintage=vintage, units="24", indicators=SHARE)
        assert [(f.unit.vintage, f.value) for p in view.panels for f in p.figures] == [
            (vintage, value)
        ]


def test_restated_panel_says_so() -> None:
    """Of the 34, an indicator of the 63 alone is restated and marked; a gap has the reason."""
    found = holding(row(COUNT, "11", 5, "2024-12-31"), row(COUNT, "24", 6, "2024-12-31"))
    page = real.read("/so-sanh", found, vintage="2025", units="11,24", indicators=COUNT)
    assert "quy đổi từ 63 tỉnh, thành cũ; không phải số công bố" in page.text
    assert "không quy đổi được: Bắc Ninh (cũ) chưa có số liệu" in page.row_texts[1]


def test_other_vintage_keeps_the_land() -> None:
    """From Bắc Giang and Bắc Ninh of the 63 the way leads to the one Bắc Ninh of the 34."""
    page = real.read("/so-sanh", None, vintage="2008", units="24,27", indicators=RANK)
    assert f"/so-sanh?vintage=2025&units=24&indicators={RANK}" in page.addresses


@pytest.mark.parametrize("lang", LANGS)
def test_empty_choice_helps(lang: Lang) -> None:
    """Without a choice: examples that work, and a box for every province and indicator."""
    path = real.path("compare", lang)
    html, page = real.html(path), real.read(path)
    view = real.view(path)
    examples = [a for a in page.addresses if a.startswith(f"{path}?vintage=") and "units=" in a]
    assert len(examples) == 3
    for address in examples:
        query = dict(part.split("=", 1) for part in address.split("?")[1].split("&"))
        assert any(panel.figures for panel in real.view(path, None, **query).panels)
    boxes = re.findall(r'type="checkbox" name="(\w+)"', html)
    assert boxes.count("units") == len(view.unit_options) + 1
    assert boxes.count("indicators") == sum(len(i) for _, i in view.indicator_options)


@pytest.mark.parametrize(
    "query", [{"indicators": "nothing_such"}, {"units": "99"}, {"vintage": "2025", "units": "27"}]
)
def test_impossible_choice_is_not_found(query: dict[str, str]) -> None:
    """An unknown indicator, an unknown code, a code of the other vintage: 404 with a sentence."""
    with pytest.raises(NotFound):
        real.view("/so-sanh", None, **query)


def test_form_leads_to_the_canonical_address(robot: FlaskClient) -> None:
    """A form repeats the name for each box; the answer is the contract's comma form."""
    chosen = f"vintage=2008&units=24&units=38&indicators={RANK}&indicators={SHARE}"
    answer = robot.get(f"/so-sanh?{chosen}")
    assert answer.status_code == 308
    assert answer.headers["Location"] == (
        f"/so-sanh?vintage=2008&units=24,38&indicators={RANK},{SHARE}"
    )
    assert robot.get(answer.headers["Location"]).status_code == 200


@pytest.mark.parametrize("picture", ["table", "trend"])
@pytest.mark.parametrize("lang", LANGS)
def test_pictures_state_their_values(lang: Lang, picture: str) -> None:
    """Every small picture has a title and a text of its own, and no id stands twice."""
    html = real.html(real.path("compare", lang), None, **CITIES, view=picture)
    ids = re.findall(r'\sid="([^"]+)"', html)
    assert len(ids) == len(set(ids))
    assert [i for i in ids if i.endswith("-title")] != []
    assert len([i for i in ids if i.endswith("-title")]) == len(
        [i for i in ids if i.endswith("-desc")]
    )


@pytest.mark.parametrize("query", [
    CITIES,
    {"vintage": "2008", "units": "24,27", "indicators": f"{SHARE},{RANK}"},
    {"vintage": "2025", "units": "11,22", "indicators": "broadband_household_pct,dti_score"},
])  # fmt: skip
def test_files_hold_what_the_table_shows(robot: FlaskClient, query: dict[str, str]) -> None:
    """The CSV of the view has the table's cells, no more and no fewer."""
    view = real.view("/so-sanh", None, **query)
    answer = robot.get("/data/view.csv", query_string={**query, "asof": str(FIRST)})
    text = answer.get_data().decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    taken = {(r["vintage"], r["unit_code"], r["indicator_id"], float(r["value"])) for r in rows}
    shown = {(*f.unit.key, f.indicator.id, f.value) for panel in view.panels for f in panel.figures}
    assert shown and taken == shown
