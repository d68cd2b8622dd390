"""The machine interfaces over two releases of the real packages, without Dash."""

from __future__ import annotations

import csv
import json
import shutil
from datetime import date
from pathlib import Path

from flask import Flask, request

from datasets import history, release
from datasets.model import Text
from portal import failures
from portal.api import addresses as api
from portal.assets import Assets
from portal.cache import Shelf
from portal.catalogue import addresses as catalogue
from portal.config import Settings
from portal.exports import addresses as exports
from portal.feeds import addresses as feeds
from portal.library import Library
from portal.respond import Responder
from portal.routing import discover

PACKAGES = Path(__file__).resolve().parents[2] / "datasets" / "packages"
PORTAL_URL = "https://minhbach.example"
FIRST, SECOND = date(2026, 1, 10), date(2026, 2, 20)
CHANGED = "identity"
CATALOGUE = "https://data.example.vn"
PRIVATE, AGAIN = "2026-02-25", "2026-02-27"
WHY = Text("Sai số ở nguồn", "Wrong at the source")
NOTE = Text("Sửa một số & ghi lại < nguồn", "One number corrected & its < source")


def releases(root: Path) -> Path:
    """Every working package released on one day, one of them again later with a cell changed."""
    shutil.copytree(PACKAGES, root / "packages")
    shutil.copy(PACKAGES.parent / "observation.schema.json", root)
    for folder in sorted((root / "packages").iterdir()):
        _release(root, folder.name, Text("Phát hành lần đầu", "First release"), FIRST)
    correct(root)
    return root


def correct(root: Path, day: date = SECOND) -> None:
    """One more release: the last figure of a package plus one."""
    path = root / "packages" / CHANGED / "observations.csv"
    with path.open(encoding="utf-8", newline="") as lines:
        header, *rows = csv.reader(lines)
    place = header.index("value")
    rows[-1][place] = str(float(rows[-1][place]) + 1)
    with path.open("w", encoding="utf-8", newline="") as lines:
        csv.writer(lines, lineterminator="\n").writerows([header, *rows])
    _release(root, CHANGED, NOTE, day)


def withdraw(root: Path, *lines: tuple[str, str]) -> None:
    """Writes what `unpublish` and a later `apply --package` write: (day, doing)."""
    path = root / "releases" / CHANGED / history.WITHDRAWALS
    told = [
        {"date": day, "version": "1.0.1", "address": CATALOGUE, "doing": doing,
         "note": {"vi": WHY.vi, "en": WHY.en}}
        for day, doing in lines
    ]  # fmt: skip
    with path.open("a", encoding="utf-8") as file:
        file.writelines(json.dumps(line, ensure_ascii=False) + "\n" for line in told)


def server(root: Path, portal_url: str = PORTAL_URL, *, working: bool = False) -> Flask:
    """A Flask application with the interfaces and the failures, as the portal has them."""
    flask = Flask("machine", static_folder=None)
    settings = Settings(datasets_dir=root, portal_url=portal_url, working=working)
    library = Library(root, working=working)
    responder = Responder(settings, library, discover(), Assets(), "test")
    responder.shelf = Shelf(flask, None)
    api.register(flask, responder)
    catalogue.register(flask, responder)
    feeds.register(flask, responder)
    exports.register(flask, responder)
    failures.register(flask, responder)
    flask.add_url_rule("/", "front", lambda: responder.respond(request))
    flask.add_url_rule("/<path:path>", "page", lambda path: responder.respond(request))
    return flask


def _release(root: Path, slug: str, note: Text, day: date) -> None:
    release.write(root, release.draft(root, slug), note=note, day=day)
