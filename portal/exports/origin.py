"""What must be said of an extract wherever it goes: how to cite it, its licence, what to heed."""

from __future__ import annotations

from collections.abc import Iterator

from datasets.model import COUNTRY, LANGS, Lang, Text
from portal import formats
from portal.exports.view import Extract
from portal.i18n import Translator, translator


def words(lang: Lang) -> Translator:
    return translator("export", lang)


def said(key: str) -> Text:
    """A text in both languages."""
    return Text(*(words(lang)(key) for lang in LANGS))


def citation(extract: Extract) -> Text:
    """How to name these rows so that others find the same ones."""
    return Text(*(_cited(extract, lang) for lang in LANGS))


def licences(extract: Extract) -> str:
    return ", ".join(f"{licence.name} {licence.url}".strip() for licence in extract.licences)


def notes(extract: Extract) -> Iterator[Text]:
    """What to heed about the rows: the flags that occur in them, what is no province, the gaps."""
    yield said("note_empty")
    if any(figure.unit.code == COUNTRY for figure, _ in extract.lines):
        yield said("note_country")
    for flag in extract.flags:
        texts = [words(lang)(f"flag_{flag}") for lang in LANGS]
        yield Text(*(f"{flag}: {text}" for text in texts))
    for indicator, unit in extract.missing:
        yield Text(*(
            words(lang)("note_missing", unit=unit.name.of(lang), code=unit.code,
                        name=indicator.name.of(lang))
            for lang in LANGS
        ))  # fmt: skip


def _cited(extract: Extract, lang: Lang) -> str:
    released = extract.released
    return words(lang)(
        "cited",
        year=released.year if released else "–",
        title=extract.title.of(lang),
        id=extract.release_set,
        date=formats.day(released) if released else "–",
        licence=", ".join(licence.name for licence in extract.licences),
        address=extract.pages.get(lang, extract.permalink),
    )
