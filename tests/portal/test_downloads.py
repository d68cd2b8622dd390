"""Files of the releases and rows of a view."""

from __future__ import annotations

import csv
import io
import zipfile
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest
from flask.testing import FlaskClient
from frictionless import Package

from portal.exports import released
from portal.exports.sheet import Column, Sheet, as_csv, safe, typed
from portal.exports.table_book import as_xlsx
from tests.portal import real


def rows(client: FlaskClient, address: str) -> list[dict[str, str]]:
    text = client.get(address).data.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_csv_is_for_excel_and_for_machines(client: FlaskClient) -> None:
    """UTF-8 with a byte order mark, CRLF, every row and column of the release."""
    response = client.get("/data/identity/observations.csv")
    assert response.content_type == "text/csv; charset=utf-8"
    assert response.data.startswith(b"\xef\xbb\xbfvintage,") and response.data.endswith(b"\r\n")
    assert [r["value"] for r in rows(client, "/data/identity/observations.csv")] == ["449529"]


@pytest.mark.parametrize("cell", ["=1+1", "@SUM(A1)", "+cmd", "-cmd", "-", "+", "\t=1", "-1-1"])
def test_no_cell_is_a_formula(cell: str) -> None:
    """What a spreadsheet would run gets an apostrophe."""
    assert safe(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["-5", "+7", "-0.5", "-3,2", "-12%", "a=b", "Điện Biên", ""])
def test_numbers_and_texts_stay(cell: str) -> None:
    """Negative numbers and ordinary text are not touched."""
    assert safe(cell) == cell


def test_formula_in_a_release_is_disarmed(client: FlaskClient) -> None:
    """A source title that begins with = is text in the download."""
    assert rows(client, "/data/sources/sources.csv")[0]["title"] == "'=Tiêu đề lạ"


def test_json_has_types_and_origin(client: FlaskClient) -> None:
    """Numbers are numbers, missing is null, package, version and licence are said."""
    document = client.get("/data/identity/observations.json").get_json()
    assert (document["package"], document["version"]) == ("identity", "1.0.1")
    assert document["licence"].startswith("CC-BY-4.0")
    row = document["rows"][0]
    assert (row["value"], row["value_high"], row["as_stated"]) == (449529.0, None, "449529")


def test_xlsx_opens_with_numbers(client: FlaskClient) -> None:
    """The workbook has the rows and a sheet that says where they come from."""
    response = client.get("/data/identity/observations.xlsx")
    book = openpyxl.load_workbook(io.BytesIO(response.data))
    header, first = list(book["data"].values)
    assert dict(zip(header, first, strict=True))["value"] == 449529
    assert dict(book["about"].values)["version"] == "1.0.1"


@pytest.mark.parametrize("slug", sorted(real.collection().datasets))
def test_xlsx_is_the_table(slug: str) -> None:
    """Of every released table: its rows as the CSV has them, a meaning for every column in both
    languages, and the same bytes whenever it is written."""
    dataset = real.collection().datasets[slug]
    for table in dataset.tables:
        shown = released.sheet(dataset, table)
        body = as_xlsx(shown)
        book = openpyxl.load_workbook(io.BytesIO(body))
        written = [[_text(cell) for cell in row] for row in list(book["data"].values)[1:]]
        assert written == [[_text(typed(c, k.type)) for c, k in _cells(shown, row)]
                           for row in shown.rows], table.name  # fmt: skip
        meanings = list(book["columns"].values)[1:]
        assert [row[0] for row in meanings] == [column.name for column in shown.columns]
        assert all(row[2] and row[3] for row in meanings), table.name
        assert book.properties.modified.date() == dataset.released


def _cells(shown: Sheet, row: tuple[str, ...]) -> list[tuple[str, Column]]:
    return [(safe(cell), column) for cell, column in zip(row, shown.columns, strict=True)]


def _text(cell: object) -> str:
    """As the CSV would have it, but for zeros behind the point."""
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    return "" if cell is None else f"{cell:.15g}" if isinstance(cell, int | float) else str(cell)


def test_xlsx_runs_no_formula() -> None:
    """A text beginning with = is a text cell."""
    sheet = Sheet((Column("a", "string"),), (("=1+1",),), {"b": "=2"})
    book = openpyxl.load_workbook(io.BytesIO(as_xlsx(sheet)))
    assert book["data"]["A2"].data_type == book["about"]["B1"].data_type == "s"


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("/data/identity.zip", "identity-1.0.1.zip"),
        ("/data/identity/observations.csv", "identity-1.0.1-observations.csv"),
        ("/data/identity/1.0.0/observations.csv", "identity-1.0.0-observations.csv"),
        ("/data/view.csv?indicator=id_cards", "minhbach06-id_cards.csv"),
    ],
)
def test_file_names(client: FlaskClient, address: str, name: str) -> None:
    """Downloads are called by package, version and table, in ASCII."""
    assert client.get(address).headers["Content-Disposition"] == f'attachment; filename="{name}"'


def test_zip_holds_the_released_bytes(client: FlaskClient, datasets: Path) -> None:
    """Unpacked, every file is byte for byte the frozen one."""
    archive = zipfile.ZipFile(io.BytesIO(client.get("/data/identity.zip").data))
    frozen = datasets / "releases/identity/1.0.1"
    for path in frozen.iterdir():
        assert archive.read(f"identity-1.0.1/{path.name}") == path.read_bytes()


def test_old_version_is_kept_for_ever(client: FlaskClient) -> None:
    """A frozen version may be kept by everybody; the latest only for a moment."""
    old = client.get("/data/identity/1.0.0/observations.csv")
    assert "immutable" in old.headers["Cache-Control"]
    assert "max-age=60" in client.get("/data/identity/observations.csv").headers["Cache-Control"]
    assert [r["value"] for r in rows(client, "/data/identity/1.0.0/observations.csv")] == ["449528"]


def test_version_has_its_zip_and_descriptor(client: FlaskClient) -> None:
    """Whatever the latest release offers, every version offers under its number."""
    assert client.get("/data/identity/1.0.0/identity.zip").mimetype == "application/zip"
    document = client.get("/data/identity/1.0.0/datapackage.json").get_json()
    assert document["version"] == "1.0.0"


def test_descriptor_fits_the_files_beside_it(client: FlaskClient, tmp_path: Path) -> None:
    """Fetched together, descriptor and tables are a valid package, hash and size included."""
    for name in ("datapackage.json", "units.csv"):
        (tmp_path / name).write_bytes(client.get(f"/data/units/{name}").data)
    report = Package(str(tmp_path / "datapackage.json")).validate()
    assert report.valid, report.flatten(["message"])


def test_unchanged_file_answers_304(client: FlaskClient) -> None:
    """Known again by its validator, in every format."""
    for ending in ("csv", "json", "xlsx"):
        address = f"/data/identity/observations.{ending}"
        etag = client.get(address).headers["ETag"]
        assert client.get(address, headers={"If-None-Match": etag}).status_code == 304


def test_data_is_open_to_other_sites(client: FlaskClient) -> None:
    """A script of another site may read the files."""
    response = client.get("/data/identity/observations.json")
    assert response.headers["Access-Control-Allow-Origin"] == "*"


def test_view_says_where_from(client: FlaskClient) -> None:
    """Each row carries source, filters and a permalink that pins the day of the release."""
    (row,) = rows(client, "/data/view.csv?indicator=id_cards&vintage=2008")
    assert row["source_url"] == "https://example.vn/bai"
    assert (row["source_publisher"], row["source_title"]) == ("Báo Thử", "'=Tiêu đề lạ")
    assert row["filters"] == "vintage=2008&indicators=id_cards"
    assert row["permalink"] == (
        "https://minhbach.example/data/view.csv?vintage=2008&indicators=id_cards&asof=2026-02-20"
    )


def test_permalink_gives_the_same_rows(client: FlaskClient) -> None:
    """The pinned address answers with the same figures."""
    (row,) = rows(client, "/data/view.csv?indicator=id_cards")
    (again,) = rows(client, row["permalink"].removeprefix("https://minhbach.example"))
    assert again["value"] == row["value"] == "449529"


def test_view_of_an_earlier_day(client: FlaskClient) -> None:
    """asof gives the figures as they were released then."""
    (row,) = rows(client, "/data/view.csv?indicator=id_cards&asof=2026-02-01")
    assert row["value"] == "449528"


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("units=11", 1),
        ("units=11&vintage=2025", 0),
        ("units=11&period=2024", 1),
        ("units=11&period=2023", 0),
        ("units=VN", 0),
        ("indicator=id_cards&units=VN", 0),
    ],
)
def test_filters(client: FlaskClient, query: str, count: int) -> None:
    """Units, vintage and period choose the rows."""
    assert len(rows(client, f"/data/view.csv?{query}")) == count


@pytest.mark.parametrize("name", ["units", "indicator", "indicators"])
def test_lists_may_be_repeated(robot: FlaskClient, name: str) -> None:
    """A form that repeats a name gets all that it names, never the first alone."""
    values = ("24", "38") if name == "units" else ("dti_rank", "dti_score")
    once = robot.get(f"/data/view.json?{name}={','.join(values)}").get_json()
    again = robot.get("/data/view.json?" + "&".join(f"{name}={value}" for value in values))
    assert again.get_json() == once
    column = "unit_code" if name == "units" else "indicator_id"
    assert {row[column] for row in once["rows"]} == set(values)


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("", 400),
        ("indicator=nothing_such", 404),
        ("indicator=Bad-Id", 400),
        ("indicator=id_cards&vintage=1999", 400),
        ("units=11&asof=2020-01-01", 404),
        ("units=99", 404),
        ("indicator=id_cards&units=11,99", 404),
    ],
)
def test_impossible_views(client: FlaskClient, query: str, status: int) -> None:
    """400 or 404 with a sentence in both languages, as plain text."""
    response = client.get(f"/data/view.json?{query}")
    assert (response.status_code, response.mimetype) == (status, "text/plain")
    assert len(response.get_data(as_text=True).strip().splitlines()) == 2


def test_cells_with_line_breaks_and_quotes_survive() -> None:
    """RFC 4180: what is written is what a CSV reader reads."""
    cell = 'một "hai"\nba, bốn'
    text = as_csv(Sheet((Column("a", "string"),), ((cell,),), {})).decode("utf-8-sig")
    assert list(csv.reader(io.StringIO(text, newline="")))[1] == [cell]


@pytest.mark.parametrize(
    ("cell", "kind", "value"),
    [
        ("", "number", None),
        ("0", "integer", 0),
        ("0.50", "number", 0.5),
        ("01", "string", "01"),
        ("2024-06-30", "date", "2024-06-30"),
    ],
)
def test_types(cell: str, kind: str, value: object) -> None:
    """Codes keep their zeros, missing stays missing, zero stays zero."""
    assert typed(cell, kind) == value
