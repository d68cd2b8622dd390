"""One release as an entry: what it is, why it was made, what it changed, in both languages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree import ElementTree as xml

from datasets import history
from datasets.model import LANGS, Dataset, Lang
from portal.components import versions
from portal.feeds import atom
from portal.i18n import Translator, translator
from portal.page import Context
from portal.views.dataset import Version

MOST_CHANGES = 20


@dataclass(frozen=True, slots=True)
class Item:
    """One release, with its page's context in each language."""

    release: Dataset
    version: Version
    contexts: dict[Lang, Context]


def entry(base: str, item: Item) -> xml.Element:
    release, t = item.release, translator("feed", "vi")
    made = atom.element("entry")
    atom.add(made, "id", atom.tag(base, f"{release.slug}/{release.version}"))
    atom.add(made, "title", t("entry_title", name=release.title.vi, version=release.version))
    atom.add(made, "updated", atom.moment(item.version.released))
    atom.add(made, "published", atom.moment(item.version.released))
    for lang, context in item.contexts.items():
        atom.add(
            made,
            "link",
            rel="alternate",
            type="text/html",
            hreflang=lang,
            href=base + context.here(),
        )
    atom.add(
        made,
        "link",
        rel="enclosure",
        type="application/zip",
        href=f"{base}/data/{release.slug}/{release.version}/{release.slug}.zip",
    )
    atom.add(made, "category", term=release.slug, label=release.title.vi)
    atom.add(made, "summary", " ".join(_sentences(item, "vi")))
    content = atom.add(made, "content", type="xhtml")
    whole = xml.SubElement(content, f"{{{atom.XHTML}}}div")
    for lang in LANGS:
        _told(
            xml.SubElement(whole, f"{{{atom.XHTML}}}div", {"lang": lang, atom.LANG: lang}),
            item,
            lang,
        )
    return made


def _sentences(item: Item, lang: Lang) -> Iterator[str]:
    """What changed and why, as the dataset's page says it."""
    if item.version.note:
        yield item.version.note.of(lang)
    yield f"({versions.changes(item.version, item.contexts[lang])})"


def _told(parent: xml.Element, item: Item, lang: Lang) -> None:
    t = translator("feed", lang)
    title = item.release.title.of(lang)
    atom.say(parent, "p", t("entry_title", name=title, version=item.release.version))
    atom.say(parent, "p", " ".join(_sentences(item, lang)))
    if not item.version.first:
        _changes(parent, item.release, t)


def _changes(parent: xml.Element, release: Dataset, t: Translator) -> None:
    """The first changes, cell by cell; a first release is all new and needs no list."""
    changes = history.changes(release)
    if not changes:
        return
    listed = atom.say(parent, "ul", "")
    for change in changes[:MOST_CHANGES]:
        place = " · ".join(filter(None, (change.resource, change.row_key, change.field)))
        values = {"place": place, "old": change.old, "new": change.new}
        atom.say(listed, "li", t(f"change_{change.change}", **values).strip())
    if (rest := len(changes) - MOST_CHANGES) > 0:
        atom.say(parent, "p", t("change_more", count=rest))
