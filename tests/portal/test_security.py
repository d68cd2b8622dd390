"""The headers of every kind of answer."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from portal import security
from portal.assets import Assets, csp_hash, minified
from portal.config import Settings

PATHS = (
    "/",
    "/mau",
    "/khong-co",
    "/data/units/units.csv",
    "/healthz",
    "/assets/icon.svg",
    "/_dash-layout",
    "/?view=pie",
)


def policy(client: FlaskClient, path: str) -> dict[str, str]:
    header = client.get(path).headers["Content-Security-Policy"]
    return {name: rest for name, _, rest in (part.partition(" ") for part in header.split("; "))}


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize(
    ("header", "value"),
    [
        ("X-Content-Type-Options", "nosniff"),
        ("Referrer-Policy", "strict-origin-when-cross-origin"),
        ("Strict-Transport-Security", "max-age=31536000; includeSubDomains"),
    ],
)
def test_every_answer_carries(client: FlaskClient, path: str, header: str, value: str) -> None:
    """Pages, files, errors and Dash's answers alike."""
    assert client.get(path).headers[header] == value


@pytest.mark.parametrize("path", ["/", "/mau", "/khong-co", "/?view=pie"])
def test_every_page_has_a_strict_policy(client: FlaskClient, path: str) -> None:
    """Nothing is allowed that is not named; no frames, no base, no other host, no eval."""
    parts = policy(client, path)
    assert parts["default-src"] == parts["frame-ancestors"] == parts["base-uri"] == "'none'"
    assert not re.search(r"https?:|\*|unsafe-eval", str(parts))
    assert "unsafe" not in parts["script-src"]
    assert client.get(path).headers["Cross-Origin-Opener-Policy"] == "same-origin"


@pytest.mark.parametrize("path", ["/data/units/units.csv", "/healthz", "/assets/icon.svg"])
def test_files_allow_nothing(client: FlaskClient, path: str) -> None:
    """A file opened by itself runs nothing and stands in no frame."""
    assert policy(client, path) == {"default-src": "'none'", "frame-ancestors": "'none'"}


@pytest.mark.parametrize("feature", ["camera", "microphone", "geolocation", "browsing-topics"])
def test_features_are_off(client: FlaskClient, feature: str) -> None:
    """The site asks the device for nothing."""
    assert f"{feature}=()" in client.get("/").headers["Permissions-Policy"]


def test_still_pages_allow_their_own_style_only(client: FlaskClient) -> None:
    """The hash in the policy is that of the style element in the page."""
    style = re.search(r"<style>(.*?)</style>", client.get("/").get_data(as_text=True), re.S)
    assert style is not None
    assert policy(client, "/")["style-src"] == f"'self' {csp_hash(style[1])}"


def test_still_pages_allow_no_inline_script(client: FlaskClient) -> None:
    """Where there is no loader, not even its hash is allowed."""
    assert policy(client, "/")["script-src"] == "'self'"


def test_island_pages_allow_the_loader(client: FlaskClient) -> None:
    """Files from here and exactly one inline script; inline styles as dcc sets them."""
    parts = policy(client, "/mau")
    assert parts["script-src"] == f"'self' {csp_hash(Assets().loader)}"
    assert parts["style-src"] == "'self' 'unsafe-inline'"


def test_no_hsts_without_https() -> None:
    """On a plain address the browser is not told to insist on https."""
    server = Flask("plain")
    security.protect(server, Settings(portal_url="http://127.0.0.1:8050"), Assets())
    server.add_url_rule("/", "root", lambda: "x")
    assert "Strict-Transport-Security" not in server.test_client().get("/").headers


def test_errors_are_not_kept(client: FlaskClient) -> None:
    """An error must not outlive its cause in any cache."""
    assert client.get("/khong-co").headers["Cache-Control"] == "no-store"


def test_fingerprinted_files_are_kept_for_ever(client: FlaskClient) -> None:
    """The address follows from the content, so that it may be immutable; the plain one may not."""
    address = Assets().url("icon.svg")
    assert "immutable" in client.get(address).headers["Cache-Control"]
    assert "immutable" not in client.get("/assets/icon.svg").headers["Cache-Control"]


def test_style_loses_only_comments_and_space() -> None:
    """Minifying keeps selectors with spaces, calc() and values of several words."""
    css = "/* x */ a  b { color : red ; margin: 0 auto; }\n c > d { width: calc(1px + 2px) }"
    assert minified(css) == "a b{color : red;margin: 0 auto}c>d{width: calc(1px + 2px)}"
