"""The addresses that people and programs rely on: each answers, in both languages, as promised."""

from __future__ import annotations

import json

import pytest
from flask.testing import FlaskClient

from datasets.model import LANGS
from tests.site import examples

# The public contract. A line changed here breaks somebody's bookmark or program.
PAGES = {
    "/": "/en",
    "/tinh": "/en/provinces",
    "/tinh/<slug>": "/en/provinces/<slug>",
    "/chi-tieu": "/en/indicators",
    "/chi-tieu/<indicator_id>": "/en/indicators/<indicator_id>",
    "/so-sanh": "/en/compare",
    "/du-lieu": "/en/datasets",
    "/du-lieu/<package>": "/en/datasets/<package>",
    "/nguon": "/en/sources",
    "/nguon/<source_id>": "/en/sources/<source_id>",
    "/chat-luong": "/en/quality",
    "/thay-doi": "/en/changes",
    "/phuong-phap": "/en/methods",
    "/gioi-thieu": "/en/about",
    "/tro-nang": "/en/accessibility",
    "/tim": "/en/search",
    "/api": "/en/api",
}
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
VIEW = "?indicator=dti_rank&vintage=2008&period=2022"
FILES = {
    "/data/<package>.zip": "application/zip",
    "/data/<package>/observations.csv": "text/csv",
    "/data/<package>/observations.xlsx": XLSX,
    "/data/<package>/observations.json": "application/json",
    "/data/<package>/observations.parquet": "application/vnd.apache.parquet",
    "/data/<package>/datapackage.json": "application/json",
    "/data/<package>/1.0.0/observations.csv": "text/csv",
    "/data/<package>/1.0.0/datapackage.json": "application/json",
    f"/data/view.csv{VIEW}": "text/csv",
    f"/data/view.xlsx{VIEW}": XLSX,
    f"/data/view.json{VIEW}": "application/json",
    "/chart/<indicator_id>.svg": "image/svg+xml",
    "/chart/<indicator_id>.png": "image/png",
    "/embed/<indicator_id>": "text/html",
    "/api/v1/observations": "application/json",
    "/api/v1/indicators": "application/json",
    "/api/v1/units": "application/json",
    "/api/v1/sources": "application/json",
    "/api/v1/packages": "application/json",
    "/api/v1/changes": "application/json",
    "/api/v1/openapi.json": "application/json",
    "/catalog.jsonld": "application/ld+json",
    "/catalog.ttl": "text/turtle",
    "/feed.atom": "application/atom+xml",
    "/feed/<package>.atom": "application/atom+xml",
    "/sitemap.xml": "application/xml",
    "/robots.txt": "text/plain",
    "/healthz": "text/plain",
    "/readyz": "text/plain",
}
STATES = (
    "vintage=2008",
    "vintage=2025",
    "period=2022",
    "period=2022-08-25",
    "units=24,38",
    "indicators=dti_rank,dti_score",
    "view=map",
    "view=tiles",
    "view=table",
    "view=trend",
    "utm_source=x&fbclid=y",
)
NOWHERE = (
    "/khong-co",
    "/en/not-there",
    "/tinh/khong-co",
    "/en/provinces/not-there",
    "/tinh/dien-bien/x",
    "/chi-tieu/khong_co",
    "/du-lieu/khong-co",
    "/nguon/khong-co",
    "/data/khong-co.zip",
    "/data/identity/khong-co.csv",
    "/data/identity/9.9.9/observations.csv",
    "/data/view.exe",
    "/chart/khong_co.svg",
    "/chart/khong_co.png",
    "/chart/dti_rank.exe",
    "/embed/khong_co",
    "/feed/khong-co.atom",
    "/assets/khong-co.css",
    "/assets/../portal/app.py",
    "/index.php",
    "/.env",
    "/.git/config",
    "/wp-login.php",
    "/tinh/%00",
    "/tinh/" + "x" * 3000,
)


def filled(pattern: str) -> str:
    """The address of an example."""
    for name, value in examples.ARGUMENTS.items():
        pattern = pattern.replace(f"<{name}>", value)
    return pattern


@pytest.mark.parametrize("vi", PAGES)
def test_page_answers_in_both_languages(client: FlaskClient, vi: str) -> None:
    """Each page answers GET with complete HTML in the language of its address."""
    for lang, address in (("vi", filled(vi)), ("en", filled(PAGES[vi]))):
        answer = client.get(address)
        assert (answer.status_code, answer.mimetype) == (200, "text/html"), address
        assert answer.headers["Content-Language"] == lang
        assert answer.data.rstrip().endswith(b"</html>")


@pytest.mark.parametrize("vi", PAGES)
def test_page_answers_head(client: FlaskClient, vi: str) -> None:
    """HEAD says what GET would: status, type, validator and length, without a body."""
    for address in (filled(vi), filled(PAGES[vi])):
        full, head = client.get(address), client.head(address)
        assert head.data == b""
        for name in ("Content-Type", "ETag", "Content-Length"):
            assert head.headers.get(name) == full.headers.get(name), (address, name)


@pytest.mark.parametrize("pattern", FILES)
def test_file_answers(client: FlaskClient, pattern: str) -> None:
    """Each address for machines answers GET and HEAD with the type that its ending promises."""
    address = filled(pattern)
    full, head = client.get(address), client.head(address)
    assert (full.status_code, full.mimetype) == (200, FILES[pattern])
    assert (head.status_code, head.mimetype, head.data) == (200, FILES[pattern], b"")
    assert full.data


def test_contract_is_whole() -> None:
    """No page stands outside the contract: what is added is added here."""
    known = {page.vi: page.en for page in examples.pages().values()}
    assert {vi: en for vi, en in known.items() if PAGES.get(vi) != en} == {}


@pytest.mark.parametrize("state", STATES)
def test_state_is_read_everywhere(client: FlaskClient, state: str) -> None:
    """Every page takes every parameter of the contract: what does not concern it is ignored, and
    a period or place without figures is a 404 with a sentence at most."""
    for page in examples.pages().values():
        for lang in LANGS:
            address = f"{examples.path(page, lang)}?{state}"
            assert client.get(address).status_code in {200, 404}, address


@pytest.mark.parametrize("name", examples.pages())
def test_asof_before_everything(client: FlaskClient, name: str) -> None:
    """A day before the first release is answered with a 404 that says so, inside the site."""
    for lang in LANGS:
        answer = client.get(f"{examples.path(examples.pages()[name], lang)}?asof=2020-01-01")
        assert answer.status_code == 404
        assert b"<main" in answer.data and b"<nav" in answer.data


@pytest.mark.parametrize("address", NOWHERE, ids=lambda a: a[:40])
def test_nothing_there(client: FlaskClient, address: str) -> None:
    """Where nothing stands the answer is 404; for people with the site around it."""
    answer = client.get(address)
    assert answer.status_code == 404
    if answer.mimetype == "text/html":
        assert b"<h1" in answer.data and b'href="/' in answer.data


def test_nothing_there_for_programs(client: FlaskClient) -> None:
    """An unknown address of the API is told as problem JSON."""
    answer = client.get("/api/v1/khong-co")
    assert (answer.status_code, answer.mimetype) == (404, "application/problem+json")
    assert json.loads(answer.data)["status"] == 404


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "TRACE"])
def test_nothing_can_be_written(client: FlaskClient, method: str) -> None:
    """No address takes a writing method."""
    for address in ("/", "/tinh/dien-bien", "/data/identity.zip", "/feed.atom", "/khong-co"):
        assert client.open(address, method=method).status_code in {404, 405}, address
