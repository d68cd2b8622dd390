"""The Atom feeds (RFC 4287): every release, and what it changed, in both languages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit
from xml.etree import ElementTree as xml

from flask import Flask, Response, request

from datasets import history
from datasets.collection import Collection
from datasets.model import LANGS, Dataset, Lang, Text
from portal.components import versions
from portal.i18n import Translator, translator
from portal.library import today
from portal.page import Context, NotFound
from portal.rendered import Rendered
from portal.respond import FRESH, Responder
from portal.routing import Match
from portal.state import State
from portal.views.dataset import Version

ATOM = "http://www.w3.org/2005/Atom"
XHTML = "http://www.w3.org/1999/xhtml"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
LICENCE = "https://creativecommons.org/licenses/by/4.0/"
MOST_ENTRIES = 50
MOST_CHANGES = 20
NAMED_SINCE = "2026"  # part of every tag (RFC 4151): it must never change
MIDNIGHT = "T00:00:00+07:00"  # releases have a day, by the calendar of Hà Nội

xml.register_namespace("", ATOM)
xml.register_namespace("xhtml", XHTML)


@dataclass(frozen=True, slots=True)
class Item:
    """One release, with its page's context in each language."""

    release: Dataset
    version: Version
    contexts: dict[Lang, Context]


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
    page = f"/du-lieu/{package}" if package else "/thay-doi"
    updated = max((item.version.released for item in items), default=today())
    feed = xml.Element(f"{{{ATOM}}}feed", {XML_LANG: "vi"})
    _add(feed, "id", _tag(base, f"feed/{package}" if package else "feed"))
    _add(feed, "title", f"{t('site_name')}: {name}")
    _add(feed, "subtitle", t("feed_subtitle"))
    _add(feed, "updated", _moment(updated))
    _add(
        feed,
        "link",
        rel="self",
        type="application/atom+xml",
        href=f"{base}{path}{state.to_query()}",
    )
    _add(feed, "link", rel="alternate", type="text/html", href=f"{base}{page}{state.to_query()}")
    _add(feed, "link", rel="license", href=LICENCE)
    author = _add(feed, "author")
    _add(author, "name", t("site_name"))
    _add(author, "uri", f"{base}/")
    _add(feed, "rights", t("footer_licence"))
    for item in items:
        feed.append(_entry(base, item))
    return feed


def _entry(base: str, item: Item) -> xml.Element:
    release, t = item.release, translator("feed", "vi")
    entry = xml.Element(f"{{{ATOM}}}entry")
    _add(entry, "id", _tag(base, f"{release.slug}/{release.version}"))
    _add(entry, "title", t("entry_title", name=release.title.vi, version=release.version))
    _add(entry, "updated", _moment(item.version.released))
    _add(entry, "published", _moment(item.version.released))
    for lang, context in item.contexts.items():
        _add(
            entry,
            "link",
            rel="alternate",
            type="text/html",
            hreflang=lang,
            href=base + context.here(),
        )
    _add(
        entry,
        "link",
        rel="enclosure",
        type="application/zip",
        href=f"{base}/data/{release.slug}/{release.version}/{release.slug}.zip",
    )
    _add(entry, "category", term=release.slug, label=release.title.vi)
    _add(entry, "summary", " ".join(_sentences(item, "vi")))
    content = _add(entry, "content", type="xhtml")
    whole = xml.SubElement(content, f"{{{XHTML}}}div")
    for lang in LANGS:
        _told(xml.SubElement(whole, f"{{{XHTML}}}div", {"lang": lang, XML_LANG: lang}), item, lang)
    return entry


def _sentences(item: Item, lang: Lang) -> Iterator[str]:
    """What changed and why, as the dataset's page says it."""
    if item.version.note:
        yield item.version.note.of(lang)
    yield f"({versions.changes(item.version, item.contexts[lang])})"


def _told(parent: xml.Element, item: Item, lang: Lang) -> None:
    t = translator("feed", lang)
    title = item.release.title.of(lang)
    _say(parent, "p", t("entry_title", name=title, version=item.release.version))
    _say(parent, "p", " ".join(_sentences(item, lang)))
    if not item.version.first:
        _changes(parent, item.release, t)


def _changes(parent: xml.Element, release: Dataset, t: Translator) -> None:
    """The first changes, cell by cell; a first release is all new and needs no list."""
    changes = history.changes(release)
    if not changes:
        return
    listed = _say(parent, "ul", "")
    for change in changes[:MOST_CHANGES]:
        place = " · ".join(filter(None, (change.resource, change.row_key, change.field)))
        values = {"place": place, "old": change.old, "new": change.new}
        _say(listed, "li", t(f"change_{change.change}", **values).strip())
    if (rest := len(changes) - MOST_CHANGES) > 0:
        _say(parent, "p", t("change_more", count=rest))


def _add(parent: xml.Element, name: str, text: str | None = None, **attributes: str) -> xml.Element:
    child = xml.SubElement(parent, f"{{{ATOM}}}{name}", attributes)
    child.text = text
    return child


def _say(parent: xml.Element, name: str, text: str) -> xml.Element:
    child = xml.SubElement(parent, f"{{{XHTML}}}{name}")
    child.text = text
    return child


def _tag(base: str, name: str) -> str:
    """A name for ever, also when the portal's scheme or port changes."""
    return f"tag:{urlsplit(base).hostname},{NAMED_SINCE}:{name}"


def _moment(day: date) -> str:
    return f"{day.isoformat()}{MIDNIGHT}"
