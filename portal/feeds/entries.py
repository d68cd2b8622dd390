"""One release or withdrawal as an entry: what it is, why, what it changed, in both languages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from xml.etree import ElementTree as xml

from datasets import history
from datasets.model import LANGS, Dataset, Lang
from portal.components import versions, withdrawn
from portal.feeds import atom
from portal.i18n import Translator, translator
from portal.page import Context
from portal.views.changes import TakenBack
from portal.views.dataset import Version

MOST_CHANGES = 20


@dataclass(frozen=True, slots=True)
class Item:
    """One release, with its page's context in each language."""

    release: Dataset
    version: Version
    contexts: dict[Lang, Context]


def of_release(base: str, item: Item) -> xml.Element:
    release, t = item.release, translator("feed", "vi")
    title = t("entry_title", name=release.title.vi, version=release.version)
    made = _begun(base, f"{release.slug}/{release.version}", title, item.version.released)
    _alternates(made, base, item.contexts)
    atom.add(
        made,
        "link",
        rel="enclosure",
        type="application/zip",
        href=f"{base}/data/{release.slug}/{release.version}/{release.slug}.zip",
    )
    atom.add(made, "category", term=release.slug, label=release.title.vi)
    atom.add(made, "summary", " ".join(_sentences(item, "vi")))
    for lang, part in _parts(made):
        _told(part, item, lang)
    return made


def of_withdrawal(base: str, back: TakenBack, contexts: Mapping[Lang, Context]) -> xml.Element:
    """What became of a package in another catalogue; its releases here stay."""
    name = f"{back.package}/withdrawals/{back.number}"
    made = _begun(base, name, _headline(back, "vi"), back.told.day)
    _alternates(made, base, contexts)
    atom.add(made, "category", term=back.package, label=back.title.vi)
    atom.add(made, "summary", withdrawn.sentences(back, "vi"))
    for lang, part in _parts(made):
        atom.say(part, "p", _headline(back, lang))
        atom.say(part, "p", withdrawn.sentences(back, lang))
    return made


def _headline(back: TakenBack, lang: Lang) -> str:
    t = translator("feed", lang)
    name = t("entry_title", name=back.title.of(lang), version=back.told.version)
    return t(f"entry_{back.told.doing}", name=name)


def _begun(base: str, name: str, title: str, day: date) -> xml.Element:
    made = atom.element("entry")
    atom.add(made, "id", atom.tag(base, name))
    atom.add(made, "title", title)
    atom.add(made, "updated", atom.moment(day))
    atom.add(made, "published", atom.moment(day))
    return made


def _alternates(made: xml.Element, base: str, contexts: Mapping[Lang, Context]) -> None:
    for lang, context in contexts.items():
        href = base + context.here()
        atom.add(made, "link", rel="alternate", type="text/html", hreflang=lang, href=href)


def _parts(made: xml.Element) -> Iterator[tuple[Lang, xml.Element]]:
    """The content: one division, and in it one for each language."""
    content = atom.add(made, "content", type="xhtml")
    whole = xml.SubElement(content, f"{{{atom.XHTML}}}div")
    for lang in LANGS:
        marks: dict[str, str] = {"lang": lang, atom.LANG: lang}
        yield lang, xml.SubElement(whole, f"{{{atom.XHTML}}}div", marks)


def _sentences(item: Item, lang: Lang) -> Iterator[str]:
    """What changed and why, as the dataset's page says it."""
    if item.version.note and not item.version.first:  # a first one only repeats the counts
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
