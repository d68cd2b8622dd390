"""The stub site over the small releases: one app for the session, as Dash wants it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from portal import app as site
from portal import respond, routing
from portal.config import Settings
from portal.dash_site import Portal
from tests.portal import ground, machine, stub


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
        routing.discover()  # so that the callbacks of the real pages are under test too
        yield site.create(settings, stub.routes())


@pytest.fixture
def client(app: Portal) -> FlaskClient:
    return app.server.test_client()


@pytest.fixture(scope="session")
def released(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return machine.releases(tmp_path_factory.mktemp("released"))


@pytest.fixture(scope="session")
def withdrawn(released: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same releases, one package taken back from a catalogue and published there again."""
    root = tmp_path_factory.mktemp("withdrawn") / "data"
    shutil.copytree(released, root)
    # a withdrawal that was cut off and repeated left its line twice
    told = (machine.PRIVATE, "private"), (machine.PRIVATE, "private"), (machine.AGAIN, "again")
    machine.withdraw(root, *told)
    return root


@pytest.fixture(scope="session")
def machine_server(released: Path) -> Flask:
    return machine.server(released)


@pytest.fixture
def robot(machine_server: Flask) -> FlaskClient:
    """A program that asks the machine interfaces."""
    return machine_server.test_client()
