"""The portal over its releases, in this process, and one walk through all of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from portal import app as site
from portal import rendered
from portal.config import Settings
from portal.dash_site import Portal
from tests.site import walk as crawler
from tests.site.walk import Walk

DATASETS = Path(__file__).resolve().parents[2] / "datasets"
BASE = "https://minhbach.example"


@pytest.fixture(scope="session")
def portal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Portal]:
    build = tmp_path_factory.mktemp("build")
    settings = Settings(datasets_dir=DATASETS, portal_url=BASE, build_dir=build)
    with pytest.MonkeyPatch.context() as patch:
        # nobody reads these answers compressed, and level 11 takes half of the walk's time
        patch.setattr(rendered, "BEST_BROTLI", 1)
        yield site.create(settings)


@pytest.fixture(scope="session")
def client(portal: Portal) -> FlaskClient:
    return portal.server.test_client()


@pytest.fixture(scope="session")
def walk(client: FlaskClient) -> Walk:
    return crawler.walk(client, BASE)
