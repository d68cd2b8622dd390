"""Puts the portal together from its parts."""

from __future__ import annotations

import hashlib
from pathlib import Path

from flask import Response, request

from portal import crawlers, failures, guard, health, i18n, security
from portal.api import addresses as api
from portal.assets import Assets
from portal.cache import Shelf
from portal.catalogue import addresses as catalogue
from portal.components import shell
from portal.config import Settings
from portal.dash_site import KEPT, Portal
from portal.exports import addresses as exports
from portal.exports import pictures
from portal.feeds import addresses as feeds
from portal.library import Library
from portal.page import NotFound
from portal.rendered import Rendered
from portal.respond import Responder
from portal.routing import Routes, discover

ROOMS = ("portal", "datasets", "assets")  # what an answer's bytes follow from, besides the data
PLAIN_ASSET = "public, max-age=3600, stale-while-revalidate=86400"


def create(settings: Settings, routes: Routes | None = None) -> Portal:
    """The whole portal; `routes` in place of the pages of `portal.pages` is for tests."""
    routes = routes or discover()
    i18n.check_all()
    i18n.check_keys("common", shell.link_keys(routes.pages.values()))
    assets = Assets()
    library = Library(settings.datasets_dir, working=settings.working)
    responder = Responder(settings, library, routes, assets, _version(settings))
    app = Portal(responder)
    server = app.server
    server.extensions["portal"] = responder  # callbacks find the views here
    responder.shelf = Shelf(server, settings.cache_url)
    server.add_url_rule("/assets/<path:name>", "assets", lambda name: _asset(assets))
    health.register(server, library)
    crawlers.register(server, responder)
    exports.register(server, responder)
    pictures.register(server, responder)
    api.register(server, responder)
    catalogue.register(server, responder)
    feeds.register(server, responder)
    failures.register(server, responder)
    security.protect(server, settings, assets)
    guard.stand(server, guard.callbacks(app.stand_up()))
    return app


def _asset(assets: Assets) -> Response:
    found = assets.at(request.path)
    if found is None:
        raise NotFound(failures.NO_SUCH_FILE)
    asset, fingerprinted = found
    rendered = Rendered.build(asset.body, asset.content_type)
    return rendered.response(request, KEPT if fingerprinted else PLAIN_ASSET)


def _version(settings: Settings) -> str:
    """A hash of the code, texts and files, so that no cache outlives the code that filled it."""
    digest = hashlib.sha256(f"{settings.portal_url} {settings.working}".encode())
    root = Path(__file__).parent.parent
    for room in ROOMS:
        for path in sorted((root / room).rglob("*")):
            if path.suffix in (".py", ".toml", ".css", ".js", ".svg", ".woff2", ".ttf"):
                digest.update(path.read_bytes())
    return digest.hexdigest()[:12]
