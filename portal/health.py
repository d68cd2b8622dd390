"""The two addresses by which a machine knows that the portal lives and has its data."""

from __future__ import annotations

import logging

from flask import Flask, Response

from portal.library import Library

log = logging.getLogger(__name__)


def register(server: Flask, library: Library) -> None:
    server.add_url_rule("/healthz", "healthz", lambda: _plain("ok", 200))
    server.add_url_rule("/readyz", "readyz", lambda: _ready(library))


def _ready(library: Library) -> Response:
    try:
        loaded = library.collection()
    except Exception:  # of whatever kind: not ready is the answer, and the log says why
        log.exception("The data cannot be loaded")
        return _plain("The data is not loaded.", 503)
    return _plain(f"ready {loaded.id}", 200)


def _plain(text: str, status: int) -> Response:
    return Response(f"{text}\n", status=status, content_type="text/plain; charset=utf-8")
