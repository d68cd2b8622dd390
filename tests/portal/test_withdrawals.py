"""A package taken back from a catalogue, as programs and readers of the feeds hear of it."""

from __future__ import annotations

import csv
import io
import json
import shutil
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as xml

import pytest
from flask.testing import FlaskClient
from jsonschema import Draft202012Validator

from portal import library
from tests.portal import machine
from tests.portal.test_feeds import ENTRY, TAG, A, check_counts, text

FEEDS = ("/feed.atom", f"/feed/{machine.CHANGED}.atom")


@pytest.fixture(scope="module")
def told(withdrawn: Path) -> FlaskClient:
    """A program that asks a portal which knows of two withdrawals."""
    return machine.server(withdrawn).test_client()


def entries(client: FlaskClient, path: str) -> list[xml.Element]:
    return xml.fromstring(client.get(path).data).findall(f"{A}entry")


def rows(client: FlaskClient, query: str = "") -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(client.get(f"/api/v1/changes{query}").data)["data"]
    return found


def withdrawals(client: FlaskClient, query: str = "") -> list[tuple[str, str]]:
    return [(r["released"], r["change"]) for r in rows(client, query) if r["catalogue"]]


@pytest.mark.parametrize("path", FEEDS)
def test_feed_tells_it_first(told: FlaskClient, path: str) -> None:
    """The newest entries are the return and the withdrawal, in words, with place and reason."""
    again, back, release = entries(told, path)[:3]
    name = "Căn cước và định danh điện tử, bản 1.0.1"
    assert text(again, "title") == f"{name}: công bố lại trên một danh mục"
    assert text(back, "summary") == (
        f"Đã rút khỏi danh mục {machine.CATALOGUE}: không còn công khai ở đó. "
        "Các bản đã phát hành vẫn đọc và tải được trên trang này. Lý do: Sai số ở nguồn"
    )
    assert machine.WHY.en in "".join(back.itertext())
    days = [text(entry, "updated")[:10] for entry in (again, back, release)]
    assert days == [machine.AGAIN, machine.PRIVATE, machine.SECOND.isoformat()]


@pytest.mark.parametrize("path", FEEDS)
def test_feed_stays_atom(told: FlaskClient, path: str) -> None:
    """Its entries have the elements of the standard, and names of their own."""
    listed = entries(told, path)
    for entry in listed:
        check_counts(entry, ENTRY)
    names = [text(entry, "id") for entry in listed]
    assert len(set(names)) == len(names) and all(TAG.fullmatch(name) for name in names)


def test_feed_leads_to_the_page(told: FlaskClient) -> None:
    """The entry links to that dataset's changes, in both languages, and both answer."""
    links = entries(told, FEEDS[1])[0].findall(f"{A}link")
    addresses = [(e.get("href") or "").removeprefix(machine.PORTAL_URL) for e in links]
    query = f"?package={machine.CHANGED}"
    assert addresses == [f"/thay-doi{query}", f"/en/changes{query}"]
    assert [told.get(address).status_code for address in addresses] == [200, 200]


def test_feed_of_another_package(told: FlaskClient) -> None:
    """What became of one package is no news of another."""
    assert len(entries(told, "/feed/units.atom")) == 1


def test_interface_tells_it_first(told: FlaskClient) -> None:
    """`changes` begins with the return and the withdrawal: where, which version, why."""
    again, back = rows(told, "?limit=2")
    assert (again["change"], back["change"]) == ("again", "private")
    assert {name: back[name] for name in ("package", "version", "released", "catalogue")} == {
        "package": machine.CHANGED,
        "version": "1.0.1",
        "released": machine.PRIVATE,
        "catalogue": machine.CATALOGUE,
    }
    assert (back["note_vi"], back["note_en"]) == (machine.WHY.vi, machine.WHY.en)


def test_interface_keeps_to_its_description(told: FlaskClient) -> None:
    """Rows of withdrawals are as OpenAPI has them; its schema names the catalogue's address."""
    document = json.loads(told.get("/api/v1/openapi.json").data)
    schema = document["components"]["schemas"]["changes"]
    assert schema["properties"]["catalogue"]["type"] == ["string", "null"]
    law = Draft202012Validator(schema)
    assert [e.message for row in rows(told, "?limit=3") for e in law.iter_errors(row)] == []


def test_interface_as_csv(told: FlaskClient) -> None:
    """The CSV has the same rows."""
    body = told.get("/api/v1/changes?format=csv&limit=2").data.decode("utf-8-sig")
    told_rows = list(csv.DictReader(io.StringIO(body)))
    assert [row["change"] for row in told_rows] == ["again", "private"]
    assert [row["level"] for row in told_rows] == ["", ""]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        (f"?package={machine.CHANGED}&limit=1000", 2),
        ("?package=units&limit=1000", 0),
        (f"?period={machine.PRIVATE}", 1),
        ("?period=2026-02-26", 0),
        ("?asof=2026-02-26", 1),
        (f"?asof={machine.SECOND}", 0),
    ],
)
def test_filters(told: FlaskClient, query: str, found: int) -> None:
    """Filters find withdrawals by package and day; a past day knows no later one."""
    assert len(withdrawals(told, query)) == found


@pytest.mark.parametrize("path", FEEDS)
def test_feed_of_a_past_day(told: FlaskClient, path: str) -> None:
    """The feed of a day between knows of the withdrawal and not yet of the return."""
    titles = [text(entry, "title") for entry in entries(told, f"{path}?asof=2026-02-26")]
    assert "rút khỏi" in titles[0] and not [title for title in titles if "công bố lại" in title]


def test_seen_without_a_restart(
    released: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Feed and interface tell of a new withdrawal at once, and a reader's ETag is no longer good;
    a page that goes on from before is refused, one of a fixed day is not."""
    root = tmp_path / "data"
    shutil.copytree(released, root)
    monkeypatch.setattr(library, "CHECK_SECONDS", 0)
    client = machine.server(root).test_client()
    day = f"&asof={machine.SECOND}"
    nexts = [
        json.loads(client.get(f"/api/v1/changes?limit=1{more}").data)["links"]["next"]
        for more in ("", day)
    ]
    tags = {path: client.get(path).headers["ETag"] for path in (*FEEDS, "/api/v1/changes")}
    machine.withdraw(root, (machine.PRIVATE, "deleted"))
    for path, tag in tags.items():
        assert client.get(path, headers={"If-None-Match": tag}).status_code == 200
    assert rows(client)[0]["change"] == "deleted"
    assert "xóa khỏi" in text(entries(client, FEEDS[0])[0], "title")
    going_on = [client.get(address.removeprefix(machine.PORTAL_URL)) for address in nexts]
    assert [answer.status_code for answer in going_on] == [410, 200]


@pytest.mark.parametrize("path", ["/thay-doi", "/en/changes"])
def test_page_tells_it_without_a_restart(
    path: str, released: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A page that was read before a withdrawal tells of it when it is read again."""
    root = tmp_path / "data"
    shutil.copytree(released, root)
    monkeypatch.setattr(library, "CHECK_SECONDS", 0)
    client = machine.server(root).test_client()
    before = client.get(path).get_data(as_text=True)
    machine.withdraw(root, (machine.PRIVATE, "deleted"))
    after = client.get(path).get_data(as_text=True)
    assert (machine.CATALOGUE in before, machine.CATALOGUE in after) == (False, True)
