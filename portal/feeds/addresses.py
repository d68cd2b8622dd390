"""The addresses of the feeds: of all releases, and of one package."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from xml.etree import ElementTree as xml

from flask import Flask, Response, request

from datasets import history
from datasets.collection import Collection
from datasets.model import LANGS, Lang, Text
from portal.feeds import atom, entries
from portal.feeds.entries import Item
from portal.i18n import translator
from portal.library import today
from portal.page import Context, NotFound
from portal.rendered import Rendered
from portal.respond import FRESH, Responder
from portal.routing import Match
from portal.state import State
from portal.views import changes

LICENCE = "https://creativecommons.org/licenses/by/4.0/"
MOST_ENTRIES = 50

Entry = tuple[date, xml.Element]


def register(server: Flask, responder: Responder) -> None:
    def send(package: str | None) -> Response:
        state = State(asof=State.from_query(request.args).asof)
        collection = responder.library.collection(state.asof)
        if package is not None and package not in collection.datasets:
            raise NotFound(
                Text(f"Không có bộ dữ liệu {package[:60]}.", f"There is no dataset {package[:60]}.")
            )
        known = (collection.id, responder.library.taken_back)
        key = (responder.version, *known, package, state.to_query())
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
    listed = [e for slug in slugs for e in _entries(responder, collection, state, slug)]
    listed.sort(key=lambda entry: entry[0], reverse=True)
    feed = _feed(responder, collection, state, package, listed[:MOST_ENTRIES])
    body: bytes = xml.tostring(feed, encoding="utf-8", xml_declaration=True)
    return Rendered.build(body, "application/atom+xml; charset=utf-8")


def _entries(
    responder: Responder, collection: Collection, state: State, slug: str
) -> Iterator[Entry]:
    base, dataset = responder.settings.portal_url, collection.datasets[slug]
    contexts = _contexts(responder, collection, state, "changes", slug)
    for back in changes.taken_back([dataset], state.asof):
        yield back.told.day, entries.of_withdrawal(base, back, contexts)
    contexts = _contexts(responder, collection, state, "dataset", slug)
    page = responder.routes.pages["dataset"]
    told = {v.version: v for v in responder.view(page, {"package": slug}, state).versions}
    for release in reversed(history.of(dataset)):
        version = told[release.version]
        yield version.released, entries.of_release(base, Item(release, version, contexts))


def _contexts(
    responder: Responder, collection: Collection, state: State, page: str, slug: str
) -> dict[Lang, Context]:
    """A page about that package, in each language."""
    chosen, arguments = responder.routes.pages[page], {"package": slug}
    return {
        lang: responder.context(Match(chosen, lang, arguments), state, collection) for lang in LANGS
    }


def _feed(
    responder: Responder,
    collection: Collection,
    state: State,
    package: str | None,
    listed: Sequence[Entry],
) -> xml.Element:
    base, t = responder.settings.portal_url, translator("feed", "vi")
    name = collection.datasets[package].title.vi if package else t("all_releases")
    path = f"/feed/{package}.atom" if package else "/feed.atom"
    page = f"/du-lieu/{package}" if package else "/thay-doi"
    updated = max((day for day, _ in listed), default=today())
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
    feed.extend(entry for _, entry in listed)
    return feed
