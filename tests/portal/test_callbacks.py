"""Every id that a callback names stands in a layout, once: web.md's check in place of Dash's own,
which would put all layouts into every page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from dash.development.base_component import Component
from flask.testing import FlaskClient

from datasets.model import LANGS, Lang
from portal.crawlers import addresses
from portal.i18n import translator
from portal.page import Context, Page
from portal.routing import discover
from portal.state import State
from tests.portal import real, stub

ROUTES = discover()
LIVE = [page for page in ROUTES.pages.values() if page.island]
OURS = "_pages_"  # Dash's own ids, which its page container brings


def ids(page: Page, lang: Lang) -> tuple[list[str], list[str]]:
    """(ids of the live part, ids of the static page) at the page's first address."""
    arguments = next(addresses(page, real.collection()))
    path = page.path(lang, arguments)
    around = Context(
        lang=lang,
        t=translator(page.name, lang),
        state=State(),
        collection=real.collection(),
        addresses=ROUTES.pages,
        page=page,
        arguments=arguments,
        portal_url=real.PORTAL_URL,
    )
    assert page.island is not None
    live = page.island(real.view(path), around)
    return [*_live(live)], re.findall(r'\sid="([^"]+)"', real.html(path))


def _live(component: Any) -> Iterator[str]:
    for part in component if isinstance(component, list | tuple) else [component]:
        if isinstance(part, Component):
            if getattr(part, "id", None):
                yield str(part.id)
            yield from _live(getattr(part, "children", None))


def callbacks(client: FlaskClient) -> list[set[str]]:
    """The ids of each callback of the real pages."""
    stubs = set(_live(stub.live_island(stub.Said(""), None)))
    found = []
    for dependency in client.get("/_dash-dependencies").get_json():
        named = {part["id"] for part in (*dependency["inputs"], *dependency["state"])}
        outputs = dependency["output"].strip(".").split("...")
        named |= {output.rpartition(".")[0] for output in outputs}
        if not named & stubs and not all(i.startswith(OURS) for i in named):
            found.append(named)
    return found


def test_there_are_live_pages(client: FlaskClient) -> None:
    """The checks below have something to look at."""
    assert LIVE and callbacks(client)


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("page", LIVE, ids=lambda page: page.name)
def test_ids_stand_once(page: Page, lang: Lang) -> None:
    """No id stands twice, neither in the live part nor beside it in the static page."""
    live, still = ids(page, lang)
    assert [i for i, n in Counter(live + still).items() if n > 1] == []


def test_every_callback_has_its_ids(client: FlaskClient) -> None:
    """Each callback finds all its ids together in at least one layout."""
    layouts = [set(ids(page, "vi")[0]) for page in LIVE]
    homeless = [c for c in callbacks(client) if not any(c <= layout for layout in layouts)]
    assert homeless == []


@pytest.mark.parametrize("page", LIVE, ids=lambda page: page.name)
def test_no_callback_finds_half_its_ids(client: FlaskClient, page: Page) -> None:
    """A layout that has one id of a callback has all of them: Dash would fail in the browser."""
    layout = set(ids(page, "vi")[0])
    assert [c for c in callbacks(client) if c & layout and not c <= layout] == []
