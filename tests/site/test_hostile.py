"""Hostile addresses: impossible values are refused with a sentence, and nothing ever breaks."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from flask.testing import FlaskClient

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
    "/feed.atom",
    "/catalog.ttl",
    "/sitemap.xml",
    "/api/v1/observations",
    "/api/v1/changes",
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
    """The addresses for machines answer hostile queries with 200, 400 or 404, never with 500."""
    queries = [f"{name}={quote(value)}" for name, values in IMPOSSIBLE.items() for value in values]
    queries += [f"indicator={quote(value)}" for value in IMPOSSIBLE["indicators"]]
    broken = {
        query: answer.status_code
        for query in (*queries, *ODD)
        if (answer := client.get(f"{address}?{query}")).status_code not in {200, 400, 404}
    }
    assert broken == {}


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
