"""What search engines and browsers ask for about the whole site."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from xml.sax.saxutils import escape

from flask import Flask, Response, request

from datasets.collection import Collection
from datasets.model import COUNTRY, LANGS
from portal import security
from portal.page import Page
from portal.rendered import Rendered
from portal.respond import Responder
from portal.routing import argument_names

DAY = "public, max-age=3600, stale-while-revalidate=86400"


def register(server: Flask, responder: Responder) -> None:
    server.add_url_rule("/robots.txt", "robots", lambda: _robots(responder.settings.portal_url))
    server.add_url_rule("/sitemap.xml", "sitemap", lambda: _sitemap(responder))
    server.add_url_rule(security.SPECULATION, "speculation", _speculation)


def addresses(page: Page, collection: Collection) -> Iterator[dict[str, str]]:
    """The arguments of every address that the page has; KeyError for an argument unknown here."""
    names = argument_names(page)
    for values in product(*(_values(name, collection) for name in names)):
        yield dict(zip(names, values, strict=True))


def _values(argument: str, collection: Collection) -> list[str]:
    known = {
        "slug": {u.slug: 0 for u in collection.units.values() if u.code != COUNTRY},
        "indicator_id": collection.indicators,
        "package": collection.datasets,
        "source_id": collection.sources,
    }
    return sorted(known[argument])


def _robots(portal_url: str) -> Response:
    text = f"User-agent: *\nDisallow: /_dash-\n\nSitemap: {portal_url}/sitemap.xml\n"
    return _kept(text, "text/plain; charset=utf-8")


def _sitemap(responder: Responder) -> Response:
    collection = responder.library.collection()
    key = (collection.id, responder.version)
    rendered = responder.shelf.get("sitemap", key, lambda: _build(responder, collection))
    return rendered.response(request, DAY)


def _build(responder: Responder, collection: Collection) -> Rendered:
    """One entry per page and language, each naming its twin (sitemaps.org, hreflang)."""
    base = responder.settings.portal_url
    entries = []
    for page in (page for page in responder.routes.pages.values() if page.indexed):
        for arguments in addresses(page, collection):
            paths = {lang: escape(base + page.path(lang, arguments)) for lang in LANGS}
            twins = "".join(
                f'<xhtml:link rel="alternate" hreflang="{lang}" href="{path}"/>'
                for lang, path in paths.items()
            )
            entries += [f"<url><loc>{path}</loc>{twins}</url>" for path in paths.values()]
    text = (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
        ' xmlns:xhtml="http://www.w3.org/1999/xhtml">\n' + "\n".join(entries) + "\n</urlset>\n"
    )
    return Rendered.build(text.encode(), "application/xml; charset=utf-8")


def _speculation() -> Response:
    return _kept(security.RULES, "application/speculationrules+json")


def _kept(text: str, content_type: str) -> Response:
    return Rendered.build(text.encode(), content_type).response(request, DAY)
