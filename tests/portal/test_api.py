"""The tables of the interface: rows, filters, formats, pages, problems."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from datasets import catalog, collection, observations
from datasets.collection import Collection
from portal.api import cursor
from portal.api.cursor import Cursor
from portal.api.problem import Refusal
from portal.exports.sheet import safe
from portal.views import interface
from portal.views.interface import RESOURCES
from tests.portal import machine

TABLES = sorted(RESOURCES)
BOM = b"\xef\xbb\xbf"


@pytest.fixture(scope="session")
def ground(released: Path) -> Collection:
    return collection.load(catalog.release_set(released).datasets)


def get(robot: FlaskClient, path: str, **headers: str) -> dict[str, Any]:
    response = robot.get(f"/api/v1/{path}", headers=headers)
    assert response.status_code == 200, response.get_data(as_text=True)
    return json.loads(response.data)


def everything(robot: FlaskClient, path: str) -> list[dict[str, Any]]:
    """All rows, page after page, as a client would follow them."""
    rows, address = [], f"/api/v1/{path}"
    while address:
        page = json.loads(robot.get(address).data)
        rows += page["data"]
        address = (page["links"]["next"] or "").removeprefix(machine.PORTAL_URL)
    return rows


@pytest.mark.parametrize("table", TABLES)
def test_answer_has_one_shape(robot: FlaskClient, table: str) -> None:
    """Every table answers meta, data and links, and counts what it sends."""
    page = get(robot, f"{table}?limit=3")
    assert list(page) == ["meta", "data", "links"]
    assert page["meta"]["count"] == len(page["data"]) == min(3, page["meta"]["total"])
    assert page["links"]["self"] == f"{machine.PORTAL_URL}/api/v1/{table}?limit=3"


@pytest.mark.parametrize("table", TABLES)
def test_rows_have_the_declared_columns(robot: FlaskClient, ground: Collection, table: str) -> None:
    """Rows hold exactly the columns that the interface declares, in that order."""
    names = [column.name for column in interface.columns(RESOURCES[table], ground)]
    assert {tuple(row) for row in get(robot, f"{table}?limit=1000")["data"]} == {tuple(names)}


def test_every_observation_is_served(robot: FlaskClient, ground: Collection) -> None:
    """The keys of all pages together are those of all released observations, each once."""
    rows = everything(robot, "observations?limit=700")
    assert len({row["key"] for row in rows}) == len(rows) == len(ground.observations)


def test_values_are_those_released(robot: FlaskClient, ground: Collection) -> None:
    """Value, printed text and source of every observation come out as they were released."""
    wanted = ground.observations[["value", "as_stated", "source_id"]].values.tolist()
    rows = everything(robot, "observations?limit=1000")
    assert [[r["value"], r["as_stated"], r["source_id"]] for r in rows] == wanted


def test_preferred_is_the_shown_figure(robot: FlaskClient, ground: Collection) -> None:
    """preferred=true gives one row per cell: as many as the rule of the pages leaves."""
    total = get(robot, "observations?preferred=true&limit=1")["meta"]["total"]
    assert total == len(observations.preferred(ground.observations)) < len(ground.observations)


@pytest.mark.parametrize(
    ("query", "column", "values"),
    [
        ("vintage=2025", "vintage", {"2025"}),
        ("units=24,VN", "unit_code", {"24", "VN"}),
        ("kind=target", "kind", {"target"}),
        ("package=identity", "package", {"identity"}),
        ("source=seed-bacgiang-2024-03-06", "source_id", {"seed-bacgiang-2024-03-06"}),
        ("indicators=tasks_assigned_count", "indicator_id", {"tasks_assigned_count"}),
    ],
)
def test_filter(robot: FlaskClient, query: str, column: str, values: set[str]) -> None:
    """A filter keeps all rows that it names, and no other."""
    rows = everything(robot, "observations?limit=1000")
    kept = everything(robot, f"observations?limit=1000&{query}")
    assert kept == [row for row in rows if row[column] in values] != []


def test_period_is_a_year_or_a_day(robot: FlaskClient) -> None:
    """period=2024 keeps ends in that year, a day only that day."""
    year = {row["period_end"] for row in everything(robot, "observations?period=2024&limit=1000")}
    day = {row["period_end"] for row in everything(robot, "observations?period=2024-12-31")}
    assert {end[:4] for end in year} == {"2024"} and len(year) > 1
    assert day == {"2024-12-31"}


def test_filters_work_together(robot: FlaskClient) -> None:
    """Several filters keep what all of them keep."""
    rows = everything(robot, "observations?units=24&vintage=2008&kind=result")
    assert {(r["unit_code"], r["vintage"], r["kind"]) for r in rows} == {("24", "2008", "result")}


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("units", ("24", "VN")),
        ("indicators", ("dti_rank", "dti_score")),
        ("package", ("identity", "tasks")),
    ],
)
def test_lists_may_be_repeated(robot: FlaskClient, name: str, values: tuple[str, ...]) -> None:
    """A client that repeats a name gets all that it names, never the first alone."""
    once = get(robot, f"observations?{name}={','.join(values)}")
    again = get(robot, "observations?" + "&".join(f"{name}={value}" for value in values))
    assert again == once
    column = {"units": "unit_code", "indicators": "indicator_id"}.get(name, name)
    rows = everything(robot, f"observations?limit=1000&{name}={','.join(values)}")
    assert {row[column] for row in rows} == set(values)


def test_root_leads_to_the_description(robot: FlaskClient) -> None:
    """The address that the catalogue names as the service's end point is not empty."""
    answer = robot.get("/api/v1")
    assert (answer.status_code, answer.headers["Location"]) == (308, "/api/v1/openapi.json")


def test_unknown_parameters_are_ignored(robot: FlaskClient) -> None:
    """utm_source and its like change nothing, not even the address of the answer."""
    assert get(robot, "units?utm_source=x&vintage=") == get(robot, "units")


@pytest.mark.parametrize(
    "query",
    [
        "vintage=2010",
        "period=24",
        "period=2024-13-01",
        "units=Hanoi",
        "indicators=A;B",
        "kind=plan",
        "package=../etc",
        "source=%00",
        "preferred=1",
        "asof=yesterday",
        "asof=2999-01-01",
        "limit=0",
        "limit=1001",
        "limit=ten",
        "limit=%D9%A3",
        "format=xml",
        "lang=fr",
        "cursor=x",
        "cursor=WzEsMl0",
        "cursor=W10",
    ],
)
def test_impossible_value(robot: FlaskClient, query: str) -> None:
    """An impossible value answers 400 as a problem that names the parameter."""
    response = robot.get(f"/api/v1/observations?{query}")
    problem = json.loads(response.data)
    assert (response.status_code, problem["status"]) == (400, 400)
    assert response.mimetype == "application/problem+json"
    assert query.partition("=")[0] in problem["detail"]


@pytest.mark.parametrize(
    "path",
    [
        "nothing",
        "observations/1",
        "observations?units=99",
        "observations?indicators=no_such",
        "observations?package=no-such",
        "observations?source=no-such",
        "units?asof=2020-01-01",
    ],
)
def test_what_is_not_there(robot: FlaskClient, path: str) -> None:
    """Unknown tables, codes and days before the first release answer 404 as a problem."""
    response = robot.get(f"/api/v1/{path}")
    assert response.status_code == 404
    assert json.loads(response.data)["type"] == f"{machine.PORTAL_URL}/api#not-found"


@pytest.mark.parametrize(
    ("headers", "query", "lang"),
    [
        ({}, "", "vi"),
        ({"Accept-Language": "en-GB,en;q=0.9"}, "", "en"),
        ({"Accept-Language": "fr, vi;q=0.5"}, "", "vi"),
        ({"Accept-Language": "en"}, "&lang=vi", "vi"),
    ],
)
def test_problem_speaks_the_clients_language(
    robot: FlaskClient, headers: dict[str, str], query: str, lang: str
) -> None:
    """?lang decides, then Accept-Language, then Vietnamese."""
    response = robot.get(f"/api/v1/units?vintage=1{query}", headers=headers)
    titles = {"vi": "Giá trị không hợp lệ", "en": "Impossible value"}
    assert response.headers["Content-Language"] == lang
    assert json.loads(response.data)["title"] == titles[lang]
    assert "Accept-Language" in response.headers["Vary"]


def test_problem_has_all_members(robot: FlaskClient) -> None:
    """RFC 9457: type, title, status, detail, and the instance that went wrong."""
    problem = json.loads(robot.get("/api/v1/units?vintage=1&lang=en").data)
    assert problem == {
        "type": f"{machine.PORTAL_URL}/api#impossible-value",
        "title": "Impossible value",
        "status": 400,
        "detail": "Parameter vintage=1 is not possible: use 2008 or 2025.",
        "instance": "/api/v1/units?vintage=1&lang=en",
    }


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_nothing_can_be_written(robot: FlaskClient, method: str) -> None:
    """Other methods answer 405 as a problem that says which are allowed."""
    response = robot.open("/api/v1/units", method=method)
    assert response.status_code == 405 and "GET" in response.headers["Allow"]
    problem = json.loads(response.data)
    assert problem["status"] == 405 and "GET" in problem["detail"]


def test_unexpected_failure_is_a_problem(
    robot: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A fault in the server answers 500 and tells nothing of its inside."""

    def broken(*_: object) -> None:
        raise RuntimeError("a secret of the server")

    monkeypatch.setattr("portal.api.answer.take", broken)
    response = robot.get("/api/v1/units")
    assert response.status_code == 500 and "secret" not in response.get_data(as_text=True)
    assert response.mimetype == "application/problem+json"


# Pages


@pytest.mark.parametrize("day", ["", f"asof={machine.FIRST}", f"asof={machine.SECOND}"])
@pytest.mark.parametrize("table", TABLES)
def test_pages_join_without_gap(robot: FlaskClient, table: str, day: str) -> None:
    """Following next gives every row of every table once, whatever the size of a page, on every
    day: as many as are announced, and in the same order."""
    whole = everything(robot, f"{table}?limit=1000&{day}")
    total = get(robot, f"{table}?limit=1&{day}")["meta"]["total"]
    size = max(1, total // 7 - 1)  # eight pages, the last one smaller
    assert everything(robot, f"{table}?limit={size}&{day}") == whole
    assert len({json.dumps(row) for row in whole}) == len(whole) == total > 0


def test_next_stands_in_the_link_header(robot: FlaskClient) -> None:
    """Link: rel=next is the address in the body; the last page has none."""
    first = robot.get("/api/v1/units?limit=90")
    following = json.loads(first.data)["links"]["next"]
    last = robot.get(following.removeprefix(machine.PORTAL_URL))
    assert f'<{following}>; rel="next"' in first.headers["Link"]
    assert 'rel="next"' not in last.headers["Link"]
    assert json.loads(last.data)["links"]["next"] is None


def test_cursor_belongs_to_its_filters(robot: FlaskClient) -> None:
    """A cursor of other filters is refused, not read as a place in other rows."""
    mark = get(robot, "units?limit=1")["links"]["next"].partition("cursor=")[2]
    assert robot.get(f"/api/v1/units?vintage=2025&cursor={mark}").status_code == 400


@pytest.mark.parametrize("place", [0, -1, True])
def test_cursor_names_a_row_further_on(place: int) -> None:
    """A cursor that somebody wrote by hand does not read the table from behind."""
    with pytest.raises(Refusal) as refused:
        cursor.offset(Cursor("bo", "loc", place).written(), "bo", "loc")
    assert refused.value.status == 400


def test_cursor_of_an_older_release_is_stale(tmp_path: Path) -> None:
    """After a new release the next page answers 410 and says what to do; with asof it goes on."""
    machine.releases(tmp_path)
    robot = machine.server(tmp_path).test_client()
    pinned = f"units?limit=1&asof={machine.SECOND}"
    pages = {p: get(robot, p)["links"]["next"] for p in ("units?limit=1", pinned)}
    machine.correct(tmp_path, machine.SECOND.replace(day=21))
    robot = machine.server(tmp_path).test_client()
    answers = {p: robot.get(a.removeprefix(machine.PORTAL_URL)) for p, a in pages.items()}
    assert answers["units?limit=1"].status_code == 410
    assert "asof" in json.loads(answers["units?limit=1"].data)["detail"]
    assert answers[pinned].status_code == 200


def test_asof_is_the_data_of_that_day(robot: FlaskClient) -> None:
    """On the day before the correction the old number stands, its links lead to that day too."""
    now = get(robot, "observations?package=identity&limit=1000")
    then = get(robot, f"observations?package=identity&limit=1000&asof={machine.FIRST}")
    assert now["data"][-1]["value"] == then["data"][-1]["value"] + 1
    assert now["meta"]["release_set"] != then["meta"]["release_set"]
    assert then["data"][0]["source_page"].endswith(f"?asof={machine.FIRST}")


# Formats


def csv_rows(response: TestResponse) -> list[dict[str, str]]:
    assert response.data.startswith(BOM)
    return list(csv.DictReader(io.StringIO(response.data[3:].decode(), newline="")))


def written(value: Any) -> str:
    if value is None:
        return ""
    return str(value).lower() if isinstance(value, bool) else safe(f"{value}")


@pytest.mark.parametrize("table", TABLES)
def test_csv_holds_the_rows_of_json(robot: FlaskClient, table: str) -> None:
    """CSV: byte order mark, the same columns in order, the same rows."""
    rows = get(robot, f"{table}?limit=1000")["data"]
    response = robot.get(f"/api/v1/{table}?limit=1000&format=csv")
    wanted = [{name: written(value) for name, value in row.items()} for row in rows]
    assert csv_rows(response) == wanted
    assert response.data.count(b"\r\n") >= len(rows) + 1
    assert f'filename="minhbach06-{table}.csv"' in response.headers["Content-Disposition"]


@pytest.mark.parametrize(
    ("accept", "query", "mimetype"),
    [
        (None, "", "application/json"),
        ("*/*", "", "application/json"),
        ("application/json", "", "application/json"),
        ("text/csv", "", "text/csv"),
        ("text/csv;q=0.5, application/json", "", "application/json"),
        ("text/html,application/xhtml+xml,*/*;q=0.8", "", "application/json"),
        ("text/csv; charset=utf-8", "", "text/csv"),
        ("application/json;charset=UTF-8, text/csv;q=0.3", "", "application/json"),
        ("text/csv;header=present;q=0.2, application/json;q=0", "", "text/csv"),
        ("application/json", "?format=csv", "text/csv"),
        ("text/csv", "?format=json", "application/json"),
    ],
)
def test_format(robot: FlaskClient, accept: str | None, query: str, mimetype: str) -> None:
    """?format decides, then Accept, then JSON."""
    headers = {"Accept": accept} if accept else {}
    assert robot.get(f"/api/v1/units{query}", headers=headers).mimetype == mimetype


def test_unknown_format_is_refused(robot: FlaskClient) -> None:
    """A client that takes neither JSON nor CSV is told so."""
    assert robot.get("/api/v1/units", headers={"Accept": "image/png"}).status_code == 406


# Headers


@pytest.mark.parametrize("path", ["units", "units?vintage=1", "nothing", "openapi.json"])
def test_any_site_may_read(robot: FlaskClient, path: str) -> None:
    """Answers and problems alike are open to scripts of other sites."""
    response = robot.get(f"/api/v1/{path}", headers={"Origin": "https://example.org"})
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert "Link" in response.headers["Access-Control-Expose-Headers"]


@pytest.mark.parametrize(
    "path", ["/api/v1/units", "/data/identity.zip", "/data/view.csv", "/chart/dti_rank.svg"]
)
def test_preflight_allows_reading_only(robot: FlaskClient, path: str) -> None:
    """OPTIONS names GET and HEAD, and no method that writes."""
    response = robot.options(path, headers={"Access-Control-Request-Method": "GET"})
    assert response.status_code in (200, 204)
    assert response.headers["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"


@pytest.mark.parametrize("path", ["units", "units?format=csv", "openapi.json"])
def test_unchanged_answer_is_304(robot: FlaskClient, path: str) -> None:
    """With the ETag sent back there is no body, and the validator is the same."""
    first = robot.get(f"/api/v1/{path}")
    again = robot.get(f"/api/v1/{path}", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    assert again.headers["ETag"] == first.headers["ETag"]


def test_etag_differs_between_answers(robot: FlaskClient) -> None:
    """Two questions, and two formats of one, never share a validator."""
    paths = (
        "units",
        "units?vintage=2025",
        "units?format=csv",
        "units?limit=5",
        "sources",
        f"units?asof={machine.FIRST}",
    )
    tags = [robot.get(f"/api/v1/{path}").headers["ETag"] for path in paths]
    assert len(set(tags)) == len(paths)


def test_head_has_the_headers_of_get(robot: FlaskClient) -> None:
    """HEAD answers without a body, with GET's length and validator."""
    got, headed = robot.get("/api/v1/units"), robot.head("/api/v1/units")
    assert headed.data == b""
    assert headed.headers["Content-Length"] == got.headers["Content-Length"]
    assert headed.headers["ETag"] == got.headers["ETag"]


# Links and changes


def test_links_lead_to_pages(robot: FlaskClient) -> None:
    """Every page that an observation links to is an address of the site."""
    from portal.routing import discover

    routes = discover()
    rows = everything(robot, "observations?limit=1000")
    addresses = {row[n] for row in rows for n in ("unit_page", "indicator_page", "source_page")}
    paths = {a.removeprefix(machine.PORTAL_URL).partition("?")[0] for a in addresses}
    assert len(paths) > 100
    assert [path for path in paths if routes.match(path) is None] == []


def test_lang_chooses_the_linked_pages(robot: FlaskClient) -> None:
    """lang=en leads to the English pages, the data being the same."""
    row = get(robot, "units?units=24&vintage=2008&lang=en")["data"][0]
    assert row["page"] == f"{machine.PORTAL_URL}/en/provinces/bac-giang"


def test_changes_tell_the_correction_first(robot: FlaskClient) -> None:
    """The newest change: which cell, old to new, in which release and why."""
    newest = get(robot, "changes?limit=1")["data"][0]
    observed = get(robot, "observations?package=identity&limit=1000")["data"][-1]
    assert newest["row_key"] == observed["key"]
    assert (newest["version"], newest["previous"]) == ("1.0.1", "1.0.0")
    assert float(newest["new"]) == float(newest["old"]) + 1 == observed["value"]
    assert newest["note_en"] == machine.NOTE.en
