"""Parameters of a page's own beside the state: read, bounded, kept apart, carried along."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask, request
from flask.testing import FlaskClient

from portal import app, crawlers, failures, i18n
from portal.assets import Assets
from portal.cache import Shelf
from portal.config import Settings
from portal.library import Library
from portal.page import LONGEST
from portal.respond import Responder
from portal.routing import Routes, discover
from portal.state import State
from tests.portal import machine

SEARCH = discover().pages["search"]


@pytest.fixture(scope="module")
def visitor(released: Path) -> Iterator[FlaskClient]:
    """Somebody who reads the pages, without Dash."""
    server = Flask("pages", static_folder=None)
    settings = Settings(datasets_dir=released, portal_url=machine.PORTAL_URL)
    responder = Responder(settings, Library(released), discover(), Assets(), "test")
    responder.shelf = Shelf(server, None)
    crawlers.register(server, responder)
    failures.register(server, responder)
    server.add_url_rule("/<path:path>", "page", lambda path: responder.respond(request))
    yield server.test_client()


def test_address_holds_own_parameters_before_the_state() -> None:
    """The words come first, escaped; then what the state says."""
    address = SEARCH.address("vi", {"q": "cần thơ & cccd"}, State(vintage="2008"))
    assert address == "/tim?q=c%E1%BA%A7n+th%C6%A1+%26+cccd&vintage=2008"


def test_address_without_own_parameters() -> None:
    """Nothing asked, nothing in the address."""
    assert SEARCH.address("en", {}, State()) == "/en/search"
    assert SEARCH.address("en", {}, State(vintage="2008")) == "/en/search?vintage=2008"


def test_only_its_own_parameters_are_read() -> None:
    """A page reads what it asks for, in single spaces, and nothing else."""
    assert SEARCH.asked({"q": "  bac \n giang ", "utm_source": "x"}) == {"q": "bac giang"}
    assert discover().pages["overview"].asked({"q": "bac giang"}) == {}


@pytest.mark.parametrize(("length", "status"), [(LONGEST, 200), (LONGEST + 1, 400)])
def test_length_is_bounded(visitor: FlaskClient, length: int, status: int) -> None:
    """As long as the box allows is answered; longer is refused with a sentence in a page."""
    answer = visitor.get("/tim", query_string={"q": "a" * length})
    assert answer.status_code == status
    assert (f"nhiều nhất {LONGEST} ký tự" in answer.text) == (status == 400)


def test_other_words_other_page(visitor: FlaskClient) -> None:
    """What is kept of one search is not shown for another."""
    first = visitor.get("/tim?q=tphcm").text
    second = visitor.get("/tim?q=can+tho").text
    assert "“tphcm”" in first and "“can tho”" in second
    assert visitor.get("/tim?q=tphcm").text == first


def test_results_are_not_indexed(visitor: FlaskClient) -> None:
    """Search engines are asked to leave results out, and the sitemap does not name them."""
    assert '<meta name="robots" content="noindex">' in visitor.get("/tim?q=hue").text
    assert '<meta name="robots"' not in visitor.get("/thay-doi").text
    sitemap = visitor.get("/sitemap.xml").text
    assert "/thay-doi</loc>" in sitemap and "/tim</loc>" not in sitemap


def test_unknown_package_is_not_found(visitor: FlaskClient) -> None:
    """A filter that names nothing answers 404, with the site around it."""
    answer = visitor.get("/thay-doi?package=nothing")
    assert answer.status_code == 404 and "<header" in answer.text


def test_page_without_words_for_its_link_stops_the_start(tmp_path: Path) -> None:
    """Forgotten words are named when the portal starts, not by every page that would show them."""
    forgotten = replace(SEARCH, name="forgotten", nav=9, foot=9)
    with pytest.raises(i18n.MissingText, match="'foot_forgotten', 'nav_forgotten'"):
        app.create(Settings(build_dir=tmp_path), Routes([forgotten]))
