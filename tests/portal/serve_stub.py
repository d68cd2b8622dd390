"""Serves the stub site for browser tests: python -m tests.portal.serve_stub DATASETS BUILD PORT."""

from __future__ import annotations

import sys
from pathlib import Path

from werkzeug.serving import make_server

from portal import app as site
from portal import respond
from portal.config import Settings
from tests.portal import stub


def main(datasets: str, build: str, port: str) -> None:
    respond.translator = stub.translator
    settings = Settings(
        datasets_dir=Path(datasets), build_dir=Path(build), portal_url=f"http://127.0.0.1:{port}"
    )
    app = site.create(settings, stub.routes())
    make_server("127.0.0.1", int(port), app.server, threaded=True).serve_forever()


if __name__ == "__main__":
    main(*sys.argv[1:])
