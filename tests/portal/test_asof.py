"""The data as it was released on a day: on every page, in every file, in every answer."""

from __future__ import annotations

import csv
import io
import re
from html import unescape
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest
from flask.testing import FlaskClient

from datasets.model import LANGS, Lang
from tests.portal import machine, real
from tests.portal.machine import CHANGED, FIRST, SECOND

BEFORE = "2026-01-09"
DAY = "2026-02-01"  # between the two releases
FOLLOWED = 2  # addresses of one kind are followed so often
HREF = re.compile(r'<a [^>]*?href="([^"]+)"')
FREE = re.compile(r"/(assets|feed|sitemap|robots|catalog|api/v1/openapi)|.*/\d+\.\d+\.\d+/")
"""Addresses that hold no figures of a day, or name their version themselves."""


def corrected(robot: FlaskClient) -> tuple[dict[str, str], str, str]:
    """The row that the second release changed, and its value before and after."""

    def rows(day: str) -> list[dict[str, str]]:
        answer = robot.get(
            "/api/v1/observations",
            query_string={"package": CHANGED, "asof": day, "format": "csv", "limit": 1000},
        )
        return list(csv.DictReader(io.StringIO(answer.get_data().decode("utf-8-sig"))))

    ((old, new),) = [
        (a, b)
        for a, b in zip(rows(str(FIRST)), rows(str(SECOND)), strict=True)
        if a["value"] != b["value"]
    ]
    return old, old["value"], new["value"]


def links(robot: FlaskClient, address: str) -> list[str]:
    found = map(unescape, HREF.findall(robot.get(address).get_data(as_text=True)))
    return [a for a in found if a.startswith("/") and not a.startswith("//")]


@pytest.mark.parametrize("lang", LANGS)
def test_every_link_keeps_the_day(robot: FlaskClient, lang: Lang) -> None:
    """A reader of an earlier day stays there: on each kind of page every inner link names the
    day, but for one way back to the same page of today."""
    start = real.path("provinces", lang) + f"?asof={DAY}"
    seen, waiting, kinds, astray = {start}, [start], dict[str, int](), set[str]()
    while waiting:
        address = waiting.pop()
        answer = robot.get(address)
        if not (answer.content_type or "").startswith("text/html"):
            continue
        assert answer.status_code == 200, address
        for found in links(robot, address):
            parts = urlsplit(found)
            query = dict(parse_qsl(parts.query))
            if FREE.match(parts.path) or "asof" not in query:
                back = {**dict(parse_qsl(urlsplit(address).query))}
                back.pop("asof", None)
                same = parts.path == urlsplit(address).path and query == back
                if not FREE.match(parts.path) and not same:
                    astray.add(f"{address} leads to {found}")
                continue
            match = real.routes().match(parts.path)
            kind = f"{match.page.name} {match.lang}" if match else parts.path.split("/")[1]
            if found in seen or kinds.get(kind, 0) >= FOLLOWED:
                continue
            seen.add(found)
            kinds[kind] = kinds.get(kind, 0) + 1
            waiting.append(found)
    assert sorted(astray) == []
    assert len({kind.split()[0] for kind in kinds}) >= 10


@pytest.mark.parametrize("lang", LANGS)
def test_banner_names_the_day_and_leads_back(robot: FlaskClient, lang: Lang) -> None:
    """On a past day a banner stands above everything, with the same page of today as a link."""
    for name in ("indicators", "compare", "sources"):
        path = real.path(name, lang)
        html = robot.get(f"{path}?asof={DAY}").get_data(as_text=True)
        assert 'class="asof"' in html and "01/02/2026" in html
        assert f'href="{path}"' in html
        assert 'class="asof"' not in robot.get(path).get_data(as_text=True)


def test_page_shows_the_figure_of_the_day(robot: FlaskClient) -> None:
    """The corrected figure's own page shows the old value before, the new one after, and the
    correction among its revisions only when it had happened."""
    row, old, new = corrected(robot)
    query = {"vintage": row["vintage"], "period": row["period_end"], "units": row["unit_code"]}
    path = real.path("indicator", "en", indicator_id=row["indicator_id"])
    before = robot.get(path, query_string={**query, "asof": DAY}).get_data(as_text=True)
    after = robot.get(path, query_string=query).get_data(as_text=True)
    assert f"{float(old):,.10g}" in before and f"{float(new):,.10g}" in after
    assert f"<ins>{new}" not in before
    assert "<del>" in after and "One number corrected" in unescape(after)


@pytest.mark.parametrize("ending", ["csv", "json"])
def test_files_hold_the_data_of_the_day(robot: FlaskClient, ending: str) -> None:
    """The same address with the day of the first release holds the first value."""
    row, old, new = corrected(robot)
    query = {
        "indicators": row["indicator_id"],
        "units": row["unit_code"],
        "vintage": row["vintage"],
        "period": row["period_end"],
    }
    before = robot.get(f"/data/view.{ending}", query_string={**query, "asof": DAY})
    after = robot.get(f"/data/view.{ending}", query_string=query)
    values = [
        re.search(rf"(?<!\d){re.escape(v.removesuffix('.0'))}(?!\d)", answer.get_data(as_text=True))
        for answer, v in ((before, old), (after, new))
    ]
    assert all(values)


@pytest.mark.parametrize(
    "path", ["/tinh", "/en/compare", "/chi-tieu/dti_rank", "/data/view.csv", "/api/v1/observations"]
)
def test_before_the_first_release_there_is_nothing(robot: FlaskClient, path: str) -> None:
    """A day before anything was released: 404 with a sentence, never an empty page."""
    answer = robot.get(path, query_string={"asof": BEFORE, "indicators": "dti_rank"})
    assert answer.status_code == 404
    assert "09/01/2026" in answer.get_data(as_text=True)


def test_a_day_to_come_is_impossible(robot: FlaskClient) -> None:
    """Nobody knows what will be released."""
    assert robot.get("/tinh?asof=2999-01-01").status_code == 400


def test_package_files_are_those_of_the_day(robot: FlaskClient) -> None:
    """Without a version in the address, the day chooses the release; the bytes are its own."""
    name = f"/data/{CHANGED}/observations.csv"
    then, now = robot.get(f"{name}?asof={DAY}").data, robot.get(name).data
    assert then == robot.get(f"/data/{CHANGED}/1.0.0/observations.csv").data
    assert then != now


CITED = (  # what readers keep: addresses that name a day or a version
    "/data/view.csv?indicators=dti_rank&vintage=2008&asof={day}",
    "/data/view.xlsx?units=24&asof={day}",
    "/data/view.json?units=24&asof={day}",
    "/data/identity.zip?asof={day}",
    "/data/identity/1.0.1/observations.csv",
    "/data/identity/1.0.1/observations.xlsx",
    "/data/identity/1.0.1/observations.json",
    "/data/identity/1.0.1/observations.parquet",
    "/data/identity/1.0.1/identity.zip",
    "/data/identity/1.0.1/datapackage.json",
    "/api/v1/observations?package=identity&limit=1000&asof={day}",
    "/api/v1/changes?asof={day}",
    "/catalog.jsonld?asof={day}",
    "/feed.atom?asof={day}",
    "/en/datasets/identity?asof={day}",
    "/chi-tieu/eid_accounts_activated_count?vintage=2008&asof={day}",
    "/chi-tieu/eid_accounts_activated_count?vintage=2008&period=2023-07-14&units=11&asof={day}",
    "/tinh/dien-bien?asof={day}",
    "/thay-doi?asof={day}",
)


def test_what_is_cited_stays(tmp_path: Path) -> None:
    """After a newer release every cited address answers what it answered, byte for byte, while
    the same addresses without a day have moved on."""
    machine.releases(tmp_path)
    addresses = [address.format(day=SECOND) for address in CITED]
    latest = f"/data/{CHANGED}/observations.csv"

    def answers() -> dict[str, bytes]:
        asking = machine.server(tmp_path).test_client()
        found = {address: asking.get(address) for address in (*addresses, latest)}
        assert {a: r.status_code for a, r in found.items() if r.status_code != 200} == {}
        return {address: answer.data for address, answer in found.items()}

    before = answers()
    machine.correct(tmp_path, SECOND.replace(day=21))
    after = answers()
    assert [address for address in addresses if before[address] != after[address]] == []
    assert before[latest] != after[latest]
