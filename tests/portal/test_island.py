"""The island's markup and scripts, as the server sends them."""

from __future__ import annotations

import re

from flask.testing import FlaskClient

from portal.assets import Assets


def scripts(client: FlaskClient) -> list[str]:
    return re.findall(r'<script src="([^"]+)"', client.get("/mau").get_data(as_text=True))


def test_page_without_island_has_no_script(client: FlaskClient) -> None:
    """A page that only shows something carries no script element and no template."""
    html = client.get("/").get_data(as_text=True)
    assert not re.findall(r"<script(?! type=\"application/ld)|<template", html)


def test_static_part_is_complete(client: FlaskClient) -> None:
    """Form, choices and heading stand in the HTML before any script."""
    html = client.get("/mau").get_data(as_text=True)
    assert "<h1>Chọn màu</h1>" in html and html.count("<option>") == 3


def test_scripts_sleep_in_a_template(client: FlaskClient) -> None:
    """Outside the template only the inline loader is a script: nothing loads before a touch."""
    html = client.get("/mau").get_data(as_text=True)
    awake = re.sub(r"<template>.*</template>", "", html, flags=re.S)
    assert re.findall(r"<script.*?</script>", awake, re.S) == [
        f"<script>{Assets().loader}</script>"
    ]


def test_loader_is_small() -> None:
    """The inline loader stays under 600 bytes."""
    assert len(Assets().loader.encode()) < 600


def test_scripts_answer_compressed_and_for_ever(client: FlaskClient) -> None:
    """The scripts of the template exist, in brotli, immutable, with content in their address."""
    addresses = scripts(client)
    assert len(addresses) == 3
    for address in addresses:
        response = client.get(address, headers={"Accept-Encoding": "br"})
        assert response.status_code == 200
        assert response.headers["Content-Encoding"] == "br"
        assert "immutable" in response.headers["Cache-Control"]


def test_bundle_leaves_out_what_is_not_used(client: FlaskClient) -> None:
    """Neither the polyfill nor dash_table is in the libraries."""
    body = client.get(scripts(client)[1]).get_data(as_text=True)
    assert "core-js" not in body and "DataTable" not in body


def test_config_tells_nothing_of_the_server(client: FlaskClient) -> None:
    """No Python version, no random id: the script's address stays the same."""
    start = client.get(scripts(client)[2]).get_data(as_text=True)
    assert "_dash-config" in start
    assert not re.search("python_version|end_id|dash_version_url", start)


def test_waking_answers_can_be_kept(client: FlaskClient) -> None:
    """Layout and dependencies have a validator and a life, so that a prefetch is worth it."""
    for path in ("/_dash-layout", "/_dash-dependencies"):
        response = client.get(path)
        assert response.headers["ETag"].startswith('W/"')
        assert "max-age=600" in response.headers["Cache-Control"]
        again = client.get(path, headers={"If-None-Match": response.headers["ETag"]})
        assert again.status_code == 304
