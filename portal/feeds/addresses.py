"""The addresses of the feeds: of all releases, and of one package."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree import ElementTree as xml

from flask import Flask, Response, request

from datasets import history
from datasets.collection import Collection
from datasets.model import LANGS, Text
from portal.feeds import atom, entries
from portal.feeds.entries import Item
from portal.i18n import translator
from portal.library import today
from portal.page import NotFound
from portal.rendered import Rendered
from portal.respond import FRESH, Responder
from portal.routing import Match
from portal.state import State

LICENCE = "https://creativecommons.org/licenses/by/4.0/"
MOST_ENTRIES = 50


def register(server: Flask, responder: Responder) -> None:
    def send(package: str | None) -> Response:
        state = State(asof=State.from_query(request.args).asof)
        collection = responder.library.collection(state.asof)
        if package is not None and package not in collection.datasets:
            raise NotFound(
                Text(f"Không có bộ dữ liệu {package[:60]}.", f"There is no dataset {package[:60]}.")
            )
        key = (responder.version, collection.id, package, state.to_query())
        rendered = responder.shelf.get(
            "feed", key, lambda: _build(responder, collection, state, package)
        )
        return rendered.response(request, FRESH)

    server.add_url_rule("/feed.atom", "feed", lambda: send(None))
    server.add_url_rule("/feed/<package>.atom", "feed-package", send)


def _build(
    responder: Responder, collection: Collection, state: State, package: str | None
) -> Rendered:
    slugs = [package] if package else list(collection.datasets)
    items = [item for slug in slugs for item in _items(responder, collection, state, slug)]
    items.sort(key=lambda item: item.version.released, reverse=True)
    feed = _feed(responder, collection, state, package, items[:MOST_ENTRIES])
    body: bytes = xml.tostring(feed, encoding="utf-8", xml_declaration=True)
    return Rendered.build(body, "application/atom+xml; charset=utf-8")


def _items(responder: Responder, collection: Collection, state: State, slug: str) -> Iterator[Item]:
    page = responder.routes.pages["dataset"]
    arguments = {"package": slug}
    contexts = {
        lang: responder.context(Match(page, lang, arguments), state, collection) for lang in LANGS
    }
    told = {v.version: v for v in responder.view(page, arguments, state).versions}
    for release in reversed(history.of(collection.datasets[slug])):
        yield Item(release, told[release.version], contexts)


def _feed(
    responder: Responder,
    collection: Collection,
    state: State,
    package: str | None,
    items: list[Item],
) -> xml.Element:
    base, t = responder.settings.portal_url, translator("feed", "vi")
    name = collection.datasets[package].title.vi if package else t("all_releases")
    path = f"/feed/{package}.atom" if package else "/feed.atom"
    page = f"{base}/du-lieu/{package}" if package else f"{base}/thay-doi"
    updated = max((item.version.released for item in items), default=today())
    feed = atom.element("feed", **{atom.LANG: "vi"})
    atom.add(feed, "id", atom.tag(base, f"feed/{package}" if package else "feed"))
    atom.add(feed, "title", f"{t('site_name')}: {name}")
    atom.add(feed, "subtitle", t("feed_subtitle"))
    atom.add(feed, "updated", atom.moment(updated))
    atom.add(
        feed,
        "link",
        rel="self",
        type="application/atom+xml",
        href=f"{base}{path}{state.to_query()}",
    )
    atom.add(
        feed, "link", rel="alternate", type="text/html", href=f"{base}{page}{state.to_query()}"
    )
    atom.add(feed, "link", rel="license", href=LICENCE)
    author = atom.add(feed, "author")
    atom.add(author, "name", t("site_name"))
    atom.add(author, "uri", f"{base}/")
    atom.add(feed, "rights", t("footer_licence"))
    for item in items:
        feed.append(entries.entry(base, item))
    return feed
