"""Files of a view hold the numbers of the page: every indicator in both vintages."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import subprocess
import zipfile
from datetime import datetime
from functools import cache
from html import unescape
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from datasets.model import COUNTRY, VINTAGES
from portal.exports import files, view
from portal.exports.columns import ABOUT, CELLS
from portal.exports.view import Extract
from portal.i18n import translator
from tests.portal import real
from tests.portal.ranking import NUMBER, caption, shows, table, text

FLAGGED = "eid_accounts_activated_count"
MOVED = "papi_egov_portal_score"
RANKS = "dti_rank"

pytestmark = pytest.mark.xdist_group("ranking")  # with the other readers of those pages


@cache
def extract(**query: str) -> Extract:
    pages = real.routes().pages
    return view.extract(real.collection(), view.asked(query), real.PORTAL_URL, pages)


@cache
def written(ending: str, **query: str) -> bytes:
    return files.WRITERS[ending][0](extract(**query), real.collection())


def csv_rows(**query: str) -> list[dict[str, str]]:
    text = written("csv", **query).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def json_document(**query: str) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(written("json", **query))
    return document


def book(**query: str) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(written("xlsx", **query)))


def sheet_rows(**query: str) -> list[dict[str, Any]]:
    """The sheet of data as the names of its columns say it."""
    sheet = next(s for s in book(**query) if s.title.endswith("- Data"))
    header, *rows = sheet.values
    return [dict(zip(header, row, strict=True)) for row in rows]


def as_text(cell: object) -> str:
    """A cell of JSON or of a workbook as the CSV has it."""
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    return f"{cell:.15g}" if isinstance(cell, int | float) else str(cell)


@pytest.mark.parametrize("vintage", VINTAGES)
def test_csv_is_the_table_of_the_page(vintage: str) -> None:
    """Province by province in the same order: number, rank and day as the page prints them."""
    words, common = translator("picture", "vi"), translator("figures_table", "vi")
    name, place = words("column_province"), words("column_place")
    number, when = common("column_value"), common("column_date")
    compared = 0
    for indicator_id in real.collection().indicators:
        shown = table(indicator_id, vintage)
        rows = csv_rows(indicator=indicator_id, vintage=vintage)
        local = [row for row in rows if row["unit_code"] != COUNTRY]
        assert [text(row[name]).removeprefix("TP ") for row in shown] == [
            row["unit_vi"] for row in local
        ], indicator_id
        for cell, row in zip(shown, local, strict=True):
            assert shows(text(cell[number]), float(row["value"])), (indicator_id, row)
            if when in cell:
                day = re.search(r'datetime="([^"]+)"', cell[when])
                assert day and day[1] == row["period_end"], (indicator_id, row)
            else:  # one year for all, said once
                year = row["period_end"].removesuffix("-12-31")
                assert f"năm {year}" in caption(indicator_id, vintage), (indicator_id, row)
            if place in cell:
                assert NUMBER.match(text(cell[place]))[0] == row["place"], (indicator_id, row)
            compared += 1
    assert compared > 150


@pytest.mark.parametrize("vintage", VINTAGES)
def test_json_and_xlsx_hold_the_cells_of_the_csv(vintage: str) -> None:
    """Cell by cell, over every indicator."""
    names = [column.name for column in CELLS]
    for indicator_id in real.collection().indicators:
        query = {"indicator": indicator_id, "vintage": vintage}
        expected = [[row[name] for name in names] for row in csv_rows(**query)]
        document = json_document(**query)["rows"]
        assert [[as_text(r[name]) for name in names] for r in document] == expected, indicator_id
        if not expected:
            continue  # the workbook has its head alone
        sheet = sheet_rows(**query)
        assert [[as_text(r[name]) for name in names] for r in sheet] == expected, indicator_id


def test_province_takes_all_its_figures() -> None:
    """The file that a province's page links holds as many rows as the page counts."""
    compared = 0
    for unit in list(real.collection().units.values())[::3]:
        if unit.code == COUNTRY:
            continue
        path, query = f"/tinh/{unit.slug}", {"vintage": unit.vintage}
        count = real.view(path, **query).count
        link = re.search(r'"/data/view\.csv\?([^"]+)"', real.html(path, **query))
        assert (link is not None) == (count > 0), path
        if link is not None:
            asked = dict(part.split("=") for part in unescape(link[1]).split("&"))
            assert len(extract(**asked).lines) == count, link[0]
            compared += 1
    assert compared > 10


def test_trend_takes_the_drawn_series() -> None:
    """`view=trend` gives the dated values of the lines, and nothing else."""
    series = real.view(f"/chi-tieu/{MOVED}", vintage="2008", view="trend").trend.series
    drawn = [(f.unit.code, f.period_end.isoformat(), f.value) for s in series for f in s.figures]
    rows = csv_rows(indicator=MOVED, vintage="2008", view="trend")
    assert [(r["unit_code"], r["period_end"], float(r["value"])) for r in rows] == drawn
    assert rows[0]["filters"].endswith("view=trend")


def test_csv_says_what_it_is_on_every_row() -> None:
    """Definition, filters, release, licence and permalink stand beside the figure."""
    rows = csv_rows(indicator=FLAGGED, vintage="2008", period="2023")
    collection = real.collection()
    for row in rows:
        assert row["definition_vi"] == collection.indicators[FLAGGED].definition.vi
        assert row["filters"] == f"vintage=2008&period=2023&indicators={FLAGGED}"
        assert (row["release_set"], row["licence"][:9]) == (collection.id, "CC-BY-4.0")
        assert row["permalink"].startswith(f"{real.PORTAL_URL}/data/view.csv?vintage=2008")
        assert f"&asof={row['released']}" in row["permalink"]
    assert [*rows[0]] == [*(column.name for column in CELLS), *ABOUT]


def test_json_names_those_without_a_figure() -> None:
    """Rows and missing provinces together are the whole field."""
    document = json_document(indicator=FLAGGED, vintage="2008", period="2023")
    codes = [row["unit_code"] for row in (*document["rows"], *document["missing"])]
    assert len([code for code in codes if code != COUNTRY]) == len(set(codes) - {COUNTRY}) == 63
    assert document["indicators"][0]["definition"]["en"] and document["citation"]["vi"]


def test_country_of_another_year_stays_out() -> None:
    """A file filtered by a year has no row of another one."""
    rows = csv_rows(indicator=FLAGGED, vintage="2008", period="2023")
    assert {row["period_end"][:4] for row in rows} == {"2023"}


def test_workbook_has_its_sheets() -> None:
    """Cover, data, indicators, sources, notes, columns: in both languages, none empty."""
    made = book(indicator=FLAGGED, vintage="2008", period="2023")
    assert [name.partition(" - ")[2] for name in made.sheetnames] == [
        "About", "Data", "Indicators", "Sources", "Notes", "Columns",
    ]  # fmt: skip
    assert all(sheet.max_row > 1 for sheet in made)
    said = {row[0].split("\n")[-1]: row[1:] for row in made.worksheets[0].values}
    found = extract(indicator=FLAGGED, vintage="2008", period="2023")
    assert said["Minh Bạch 06"] == (found.title.vi, found.title.en)
    assert said["Definition"][1] == real.collection().indicators[FLAGGED].definition.en
    assert said["Filters"][0] == found.filters and found.permalink in said["Retrieved from"]
    assert "CC-BY-4.0" in said["Licence"][0] and found.release_set in said["How to cite"][1]
    assert made["Lưu ý - Notes"].max_row > 1 + len(found.missing)


def test_workbook_explains_every_column() -> None:
    """The dictionary has a meaning in both languages for each column of the data."""
    rows = list(book(indicator=RANKS)["Các cột - Columns"].values)[1:]
    assert [row[0] for row in rows] == [column.name for column in CELLS]
    assert [row[0] for row in rows if row[2] in (None, row[0]) or row[3] in (None, row[0])] == []


def test_workbook_cells_have_their_kinds() -> None:
    """Numbers are numbers, days are days, codes keep their zeros, the head stays in sight."""
    sheet = book(indicator=RANKS, vintage="2008")["Số liệu - Data"]
    rows = sheet_rows(indicator=RANKS, vintage="2008")
    assert {type(row["value"]) for row in rows} == {int}
    assert all(isinstance(row["period_end"], datetime) for row in rows)
    assert "01" in {row["unit_code"] for row in rows}
    assert sheet.freeze_panes == "D2" and sheet.auto_filter.ref == sheet.dimensions
    assert all(cell.font.bold for cell in sheet[1])


def test_workbook_computes_nothing() -> None:
    """No cell of any sheet is a formula, and none would become one in a CSV."""
    for indicator_id in (RANKS, FLAGGED, MOVED):
        for sheet in book(indicator=indicator_id):
            for cell in (cell for row in sheet.iter_rows() for cell in row):
                assert cell.data_type != "f", cell
                assert not str(cell.value or "").startswith(("=", "@", "+")), cell


def test_workbook_cuts_nothing() -> None:
    """Every text wraps in a row that is tall enough for it, or is a link that shrinks; printed on
    A4 with the head on every page."""
    for sheet in book(units="24"):
        assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
        for row in sheet.iter_rows(min_row=2):
            for cell in (cell for cell in row if isinstance(cell.value, str)):
                if cell.hyperlink:
                    assert cell.alignment.shrink_to_fit, cell
                    continue
                width = sheet.column_dimensions[cell.column_letter].width
                height = sheet.row_dimensions[cell.row].height
                assert cell.alignment.wrap_text, cell
                assert height / 15 * width >= len(cell.value), cell
    assert all(sheet.print_title_rows for sheet in book(units="24").worksheets[1:])


def test_workbook_is_dated_by_its_release() -> None:
    """Its bytes follow from the data alone: nothing in it tells when it was written."""
    found = extract(indicator=RANKS)
    body = files.WRITERS["xlsx"][0](found, real.collection())
    with zipfile.ZipFile(io.BytesIO(body)) as parts:
        assert {entry.date_time[0] for entry in parts.infolist()} == {1980}
    told = openpyxl.load_workbook(io.BytesIO(body)).properties
    assert told.created.date() == told.modified.date() == found.released


def test_computed_figure_names_its_parts() -> None:
    """A figure carried over to the 34 says from which former provinces, and all their sources."""
    rows = (
        (row, figure)
        for indicator_id in real.collection().indicators
        for row, (figure, _) in zip(
            csv_rows(indicator=indicator_id, vintage="2025"),
            extract(indicator=indicator_id, vintage="2025").lines,
            strict=True,
        )
        if row["computed_from"]
    )
    found = list(rows)
    assert found
    for row, figure in found:
        assert row["computed_from"].split() == [part.unit.code for part in figure.parts]
        assert all((source.url or "") in row["source_url"] for source in figure.sources)
        assert {"restated_here", "carried_over"} & set(row["flags"].split())


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_reads_the_same(tmp_path: Path) -> None:
    """Opened and written again by LibreOffice, the data are the CSV's."""
    path = tmp_path / "view.xlsx"
    path.write_bytes(written("xlsx", indicator=RANKS, vintage="2008"))
    second = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,2"
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless",
         "--convert-to", second, "--outdir", str(tmp_path), str(path)],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    made = next(tmp_path.glob("view-*Data.csv"))
    with made.open(encoding="utf-8", newline="") as lines:
        read = list(csv.DictReader(lines))
    names = [column.name for column in CELLS]
    expected = [{n: row[n] for n in names} for row in csv_rows(indicator=RANKS, vintage="2008")]
    assert read == expected
