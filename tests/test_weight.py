"""What a page weighs on the line, whole, before a touch: whoever reads it may pay by the byte."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from datasets.model import LANGS
from portal import app, rendered
from portal.config import Settings
from tests.site.examples import STATES, pages, path

HOME = Path(__file__).resolve().parent.parent
MOST_BYTES = 14_000  # what a server sends before it first waits for the reader's answer
WITH_MAP_BYTES = 25_000  # the shapes of 63 provinces and two archipelagos
MAPS = ("overview", "indicator")
ADDRESSES = [
    (path(page, lang) + state, WITH_MAP_BYTES if page.name in MAPS else MOST_BYTES)
    for page in pages().values()
    for lang in LANGS
    for state in ("", *STATES.get(page.name, ()))
]


BEST = rendered.BEST_BROTLI  # read before any other test saves time with a lower one


@pytest.fixture
def client(site: FlaskClient) -> Iterator[FlaskClient]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(rendered, "BEST_BROTLI", BEST)
        yield site


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    build = tmp_path_factory.mktemp("build")
    settings = Settings(datasets_dir=HOME / "datasets", build_dir=build)
    return app.create(settings).server.test_client()


@pytest.mark.parametrize(("address", "most"), ADDRESSES, ids=[a for a, _ in ADDRESSES])
def test_page_is_light(client: FlaskClient, address: str, most: int) -> None:
    """Compressed, a page stays within 14 kB, with a map within 25 kB."""
    answer = client.get(address, headers={"Accept-Encoding": "br"})
    assert answer.headers["Content-Encoding"] == "br"
    assert len(answer.data) <= most
