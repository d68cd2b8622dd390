"""What addresses answer: status, language, encoding, validators, errors."""

from __future__ import annotations

import gzip
import shutil
from datetime import timedelta
from pathlib import Path

import brotli
import pytest
from flask.testing import FlaskClient

from datasets.model import LANGS, Lang
from portal import library
from portal.dash_site import Portal
from portal.i18n import translator
from portal.rendered import Rendered
from portal.routing import Match
from portal.state import State
from tests.portal import machine, stub


@pytest.mark.parametrize(("path", "lang"), [("/", "vi"), ("/en", "en"), ("/thu/mot", "vi")])
def test_page_is_complete_html(client: FlaskClient, path: str, lang: str) -> None:
    """GET gives the whole document in the address's language, once with a doctype."""
    response = client.get(path)
    html = response.get_data(as_text=True)
    assert response.status_code == 200
    assert html.count("<!doctype html>") == 1 and f'<html lang="{lang}">' in html
    assert response.headers["Content-Language"] == lang


def test_head_has_the_headers_of_get(client: FlaskClient) -> None:
    """HEAD answers without a body and with the length that GET has."""
    got, headed = client.get("/"), client.head("/")
    assert headed.data == b""
    assert headed.headers["Content-Length"] == got.headers["Content-Length"]
    assert headed.headers["ETag"] == got.headers["ETag"]


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [
        ("br, gzip", "br"),
        ("gzip", "gzip"),
        ("", None),
        ("br;q=0, gzip", "gzip"),
    ],
)
def test_encodings(client: FlaskClient, accepted: str, encoding: str | None) -> None:
    """The best encoding that the client takes; one weak validator for all of them."""
    plain = client.get("/")
    response = client.get("/", headers={"Accept-Encoding": accepted})
    unpack = {"br": brotli.decompress, "gzip": gzip.decompress, None: bytes}[encoding]
    assert response.headers.get("Content-Encoding") == encoding
    assert unpack(response.data) == plain.data
    assert response.headers["ETag"] == plain.headers["ETag"]
    assert response.headers["Vary"] == "Accept-Encoding"


def test_unchanged_page_answers_304(client: FlaskClient) -> None:
    """A visitor who has the page gets no body again."""
    etag = client.get("/").headers["ETag"]
    response = client.get("/", headers={"If-None-Match": etag})
    assert (response.status_code, response.data) == (304, b"")
    assert "stale-while-revalidate" in response.headers["Cache-Control"]


@pytest.mark.parametrize("path", ["/khong-co", "/en/nothing", "/thu/missing", "/robots.html"])
def test_unknown_address_is_404_with_the_site_around(client: FlaskClient, path: str) -> None:
    """Navigation and a sentence stand on the page of an address where nothing is."""
    response = client.get(path)
    assert response.status_code == 404
    assert "<nav" in response.get_data(as_text=True)


def test_not_found_says_what(client: FlaskClient) -> None:
    """The sentence of NotFound is shown in the language of the address."""
    assert "There is no such thing." in client.get("/en/things/missing").get_data(as_text=True)


def test_impossible_state_is_400(client: FlaskClient) -> None:
    """The page says which parameter is wrong, escaped."""
    response = client.get("/?view=<script>alert(1)</script>")
    html = response.get_data(as_text=True)
    assert response.status_code == 400
    assert "Tham số view=" in html and "<script>alert" not in html


def test_failure_is_500_without_a_trace(
    client: FlaskClient, caplog: pytest.LogCaptureFixture
) -> None:
    """An unexpected error shows a plain sentence; the log has the trace."""
    response = client.get("/thu/broken")
    html = response.get_data(as_text=True)
    assert response.status_code == 500
    assert "secret" not in html and "Traceback" not in html
    assert "a secret of the server" in caplog.text


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
def test_pages_are_only_read(client: FlaskClient, method: str) -> None:
    """Any writing method is 405 and says what is allowed."""
    response = client.open("/thu/mot", method=method)
    assert response.status_code == 405
    assert {"GET", "HEAD"} <= {part.strip() for part in response.headers["Allow"].split(",")}


def test_final_slash_redirects_for_good(client: FlaskClient) -> None:
    """308 to the canonical address, the query kept."""
    response = client.get("/thu/mot/?period=2024&x=%C4%91")
    assert (response.status_code, response.headers["Location"]) == (
        308,
        "/thu/mot?period=2024&x=%C4%91",
    )


def test_stray_parameters_share_one_page(client: FlaskClient) -> None:
    """A tracker or a ?slug= in the address neither fails nor builds the page anew."""
    client.get("/thu/chung")
    built = len(stub.BUILT)
    response = client.get("/thu/chung?utm_source=x&slug=khac")
    assert response.status_code == 200 and "chung" in response.get_data(as_text=True)
    assert len(stub.BUILT) == built


def test_view_is_built_once_for_both_languages(client: FlaskClient) -> None:
    """Views are free of language: the twin page reuses the view."""
    client.get("/thu/sinh-doi")
    client.get("/en/things/sinh-doi")
    assert stub.BUILT.count("sinh-doi") == 1


def test_new_release_shows_without_a_restart(
    released: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A page that was read before a release shows the new version when it is read again."""
    root = tmp_path / "data"
    shutil.copytree(released, root)
    monkeypatch.setattr(library, "CHECK_SECONDS", 0)
    robot, path = machine.server(root).test_client(), f"/du-lieu/{machine.CHANGED}"
    before = robot.get(path).get_data(as_text=True)
    machine.correct(root, machine.SECOND + timedelta(days=1))
    after = robot.get(path).get_data(as_text=True)
    assert ("1.0.2" in before, "1.0.2" in after) == (False, True)


@pytest.mark.parametrize("working", [True, False])
@pytest.mark.parametrize("lang", LANGS)
def test_preview_says_that_it_is_one(released: Path, lang: Lang, working: bool) -> None:
    """Over figures that are being edited stands a notice, and over no others."""
    robot = machine.server(released, working=working).test_client()
    html = robot.get({"vi": "/nguon", "en": "/en/sources"}[lang]).get_data(as_text=True)
    assert (translator("error", lang)("preview") in html) is working


def test_page_that_fails_does_not_keep_the_others_from_being_built(
    app: Portal, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Before the first visitor every page of the navigation is tried, whatever another one does."""
    tried: list[tuple[str, Lang]] = []

    def failing(match: Match, state: State) -> Rendered:
        tried.append((match.page.name, match.lang))
        raise RuntimeError(match.page.name)

    monkeypatch.setattr(app.responder, "rendered", failing)
    app.responder.build_ahead()
    listed = {name for name, page in app.responder.routes.pages.items() if page.nav is not None}
    assert listed and sorted(tried) == sorted((name, lang) for name in listed for lang in LANGS)


def test_asof_before_any_release(client: FlaskClient) -> None:
    """A day before the first release is 404 with a sentence, not an empty page."""
    response = client.get("/?asof=2020-01-01")
    assert response.status_code == 404
    assert "01/01/2020" in response.get_data(as_text=True)


def test_asof_to_come(client: FlaskClient) -> None:
    """A day that has not come is an impossible value."""
    assert client.get("/en?asof=2999-01-01").status_code == 400


def test_dash_index_is_never_served(client: FlaskClient) -> None:
    """No address gives Dash's own page with its entry point at the top."""
    for path in ("/", "/khong-co", "/_dash", "/assets"):
        assert "react-entry-point" not in client.get(path).get_data(as_text=True)


@pytest.mark.parametrize(
    "path",
    [
        "/_dash-component-suites/none/x.js",
        "/_dash-component-suites/dash/../../app.py",
        "/_dash-component-suites/dash/dcc/none.js",
        "/assets/none.css",
        "/data/none.zip",
        "/data/units/none.csv",
        "/data/units/9.9.9/units.csv",
        "/data/view.pdf?indicator=id_cards",
    ],
)
def test_missing_files_are_404(client: FlaskClient, path: str) -> None:
    """A file that does not exist is 404 with a short answer, never 500."""
    response = client.get(path)
    assert response.status_code == 404 and len(response.data) < 400


def test_speculation_rules(client: FlaskClient) -> None:
    """The header's address serves rules in the type that browsers ask for."""
    address = client.get("/").headers["Speculation-Rules"].strip('"')
    response = client.get(address)
    assert response.content_type == "application/speculationrules+json"
    assert {"prefetch", "prerender"} == response.get_json(force=True).keys()


def test_sitemap_lists_both_languages(client: FlaskClient, app: Portal) -> None:
    """Every page that has no argument unknown here stands in the sitemap, in both languages."""
    text = client.get("/sitemap.xml").get_data(as_text=True)
    base = app.responder.settings.portal_url
    assert f"<loc>{base}/mau</loc>" in text and f"<loc>{base}/en/colours</loc>" in text
    assert f"<loc>{base}/thu/dien-bien</loc>" in text and "viet-nam" not in text


def test_robots_names_the_sitemap(client: FlaskClient) -> None:
    """robots.txt is plain text, not a page."""
    response = client.get("/robots.txt")
    assert response.mimetype == "text/plain"
    assert "Sitemap: https://minhbach.example/sitemap.xml" in response.get_data(as_text=True)


def test_health_and_readiness(client: FlaskClient) -> None:
    """Both say so in plain text, never kept by a cache."""
    for path in ("/healthz", "/readyz"):
        response = client.get(path)
        assert (response.status_code, response.headers["Cache-Control"]) == (200, "no-store")
