"""The stub site over the small releases: one app for the session, as Dash wants it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from portal import app as site
from portal import respond
from portal.config import Settings
from portal.dash_site import Portal
from tests.portal import ground, stub


@pytest.fixture(scope="session")
def datasets(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return ground.whole(tmp_path_factory.mktemp("datasets"))


@pytest.fixture(scope="session")
def app(datasets: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Portal]:
    settings = Settings(
        datasets_dir=datasets,
        portal_url="https://minhbach.example",
        build_dir=tmp_path_factory.mktemp("build"),
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(respond, "translator", stub.translator)
        yield site.create(settings, stub.routes())


@pytest.fixture
def client(app: Portal) -> FlaskClient:
    return app.server.test_client()
