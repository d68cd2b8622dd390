"""Hostile addresses: impossible values are refused with a sentence, and nothing ever breaks."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from datasets.model import LANGS
from tests.site import examples

IMPOSSIBLE = {  # parameter -> values that every page refuses
    "vintage": ("1999", "2008,2025", "0x7d8", "2008 ", "２００８", "null", "[]", "2025\n"),
    "period": (
        "22",
        "2022-13-01",
        "2022-02-30",
        "0000-00-00",
        "99999",
        "-2022",
        "2022-1-1",
        "20220825",
        "2022-W01-1",
        "२०२२",
        "2022-08-25T00:00",
    ),
    "units": (
        "24;38",
        "../../etc/passwd",
        "2",
        "XX",
        "24,38,ABC",
        "' OR 1=1--",
        "{}",
        "VN\x00",
        ",".join(str(code) for code in range(10, 99)) * 3,
    ),
    "indicators": (
        "Dti_Rank",
        "__proto__ ",
        "dti rank",
        "a" * 200,
        "dti_rank;drop table",
        "${7*7}",
        "{{7*7}}",
        "../x",
        "9abc",
        "é",
    ),
    "asof": (
        "today",
        "2026-02-30",
        "9999-12-31",
        "0000-01-01",
        "20260110",
        "2026-1-1",
        "-1",
        "2026-01-10'--",
        "٢٠٢٦-٠١-١٠",
    ),
    "view": ("MAP", "pie", "table,map", "../map", "%00", "<script>"),
}
ODD = (  # nothing a page must refuse, and nothing that may break it
    "",
    "?",
    "&&&=&=",
    "vintage=",
    "units=,,,",
    "indicators=",
    "a=1&a=2",
    "vintage=2008&vintage=1",
    "constructor=1&__class__=2&self=3",
    "lang=xx",
    "collection=1&state=2&context=3&view=",
    "slug=ha-noi",
    "indicator_id=x&package=y&source_id=z",
    "q=" + "a" * 100,
    "q=%00%01%02",
    "q=%F0%9F%98%80",
    "q=%27%22%3E%3Cscript%3Ealert(1)%3C/script%3E",
    "q=%E2%80%AE%D8%A7",
    "q=(((((((((",
    "q=.*.*.*.*",
    "q=%5C%5C%5C",
    "%FF%FE=%FD",
    "vintage%00=2008",
    "x=" + "y" * 4000,
    "=".join("abcdefghijklmnopqrstuvwxyz"),
    "&".join(f"k{i}=v" for i in range(300)),
    ";vintage=2008",
)
MACHINES = (
    "/data/view.csv",
    "/data/view.xlsx",
    "/data/view.json",
    "/chart/dti_rank.svg",
    "/chart/dti_rank.png",
    "/embed/dti_rank",
    "/card/chi-tieu/dti_rank.png",
    "/data/identity.zip",
    "/data/identity/observations.csv",
    "/feed.atom",
    "/feed/identity.atom",
    "/catalog.jsonld",
    "/catalog.ttl",
    "/sitemap.xml",
    "/api/v1/observations",
    "/api/v1/indicators",
    "/api/v1/units",
    "/api/v1/sources",
    "/api/v1/packages",
    "/api/v1/changes",
)
NUMBERS = (
    "0",
    "-1",
    "1001",
    "9" * 400,
    "1e3",
    "0x10",
    "NaN",
    "٣",
    "1;2",
    " ",
    "\x00",
    "\r\nX-A: 1",
)
ASKED = {  # parameter of the interface -> values that it refuses
    "limit": NUMBERS,
    "cursor": ("-1", "W10", "bnVsbA", "WyJhIiwiYiIsMWU5OTld", "[" * 3000, "\x00", "é"),
    "format": ("xml", "CSV", "json,csv", "\x00"),
    "lang": ("fr", "VI", "\x00"),
}
PATHS = (  # after the prefix of a kind of address
    "%00",
    "%FF%FE",
    "..%5c..%5cetc",
    "%2e%2e%2fapp",
    "%E2%80%AE",
    "%F0%9F%98%80",
    "a" * 3000,
    "%0d%0aX-A:1",
)
MARK = "<script>alert(1)</script>"


@pytest.mark.parametrize("parameter", IMPOSSIBLE)
def test_impossible_values(client: FlaskClient, parameter: str) -> None:
    """Every page answers 400 (404 for a day before all releases), names the parameter and stands
    in the site."""
    for name, page in examples.pages().items():
        for lang in LANGS:
            for value in IMPOSSIBLE[parameter]:
                address = f"{examples.path(page, lang)}?{parameter}={quote(value)}"
                answer = client.get(address)
                assert answer.status_code in {400, 404}, address
                told = answer.get_data(as_text=True)
                assert "<h1" in told and "Traceback" not in told, address
                assert parameter in told or answer.status_code == 404, (name, value)


@pytest.mark.parametrize("query", ODD, ids=lambda query: query[:30] or "empty")
def test_odd_queries(client: FlaskClient, query: str) -> None:
    """Whatever else stands in a query, every page answers, and not with its own fault."""
    for page in examples.pages().values():
        for lang in LANGS:
            address = f"{examples.path(page, lang)}?{query}"
            assert client.get(address).status_code in {200, 308, 400, 404}, address


@pytest.mark.parametrize("address", MACHINES)
def test_machines_refuse(client: FlaskClient, address: str) -> None:
    """The addresses for machines answer hostile queries with 200, or with 400 or 404 and a
    sentence; those of the interface with a problem."""
    queries = [f"{name}={quote(value)}" for name, values in IMPOSSIBLE.items() for value in values]
    queries += [f"indicator={quote(value)}" for value in IMPOSSIBLE["indicators"]]
    queries += [f"{name}={quote(value)}" for name, values in ASKED.items() for value in values]
    broken = {}
    for query in (*queries, *ODD):
        answer = client.get(f"{address}?{query}")
        if answer.status_code != 200 and not _told(address, answer):
            broken[query] = answer.status_code
    assert broken == {}


@pytest.mark.parametrize("name", ASKED)
def test_interface_refuses(client: FlaskClient, name: str) -> None:
    """Every table of the interface refuses what its own parameters cannot be."""
    for table in (address for address in MACHINES if address.startswith("/api/")):
        for value in ASKED[name]:
            answer = client.get(f"{table}?{name}={quote(value)}")
            assert answer.status_code == 400, (table, value)
            assert answer.get_json()["status"] == 400, (table, value)


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path[:20])
def test_odd_paths(client: FlaskClient, path: str) -> None:
    """Names that nothing has are not found, whatever letters they are made of."""
    kinds = (
        "/data/{}.zip", "/data/{}/observations.csv", "/data/identity/{}", "/data/view.{}",
        "/data/identity/{}/observations.csv", "/chart/{}.svg", "/chart/dti_rank.{}", "/embed/{}",
        "/card/{}.png", "/feed/{}.atom", "/api/v1/{}", "/catalog.{}",
    )  # fmt: skip
    for kind in kinds:
        address = kind.format(path)
        answer = client.get(address)
        assert answer.status_code == 404 and _told(address, answer), address


def _told(address: str, answer: TestResponse) -> bool:
    """Whether it is refused with words, in the form that the address promises."""
    if answer.status_code not in {400, 404} or "X-A" in answer.headers:
        return False
    if address.startswith("/api/v1/"):
        return answer.mimetype == "application/problem+json" and bool(answer.get_json()["detail"])
    return len(answer.get_data(as_text=True).strip()) > 20


@pytest.mark.parametrize("name", examples.pages())
def test_nothing_is_echoed_raw(client: FlaskClient, name: str) -> None:
    """A script in any parameter, or in the path, comes back as text or not at all."""
    page = examples.pages()[name]
    for parameter in (*IMPOSSIBLE, *page.asks, "utm_source"):
        address = f"{examples.path(page, 'vi')}?{parameter}={quote(MARK)}"
        assert MARK not in client.get(address).get_data(as_text=True), parameter
    assert MARK not in client.get(f"{examples.path(page, 'vi')}/{quote(MARK)}").get_data(
        as_text=True
    )
