"""A released dataset put into the words of a catalogue: fields, resources, dictionary."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from datasets import sheets, vocabulary
from datasets.model import Dataset, Text
from publish import pieces
from publish.faults import TEXTS
from publish.wanted import Group, Wanted

PREFIX = "minh-bach-06-"
"""Before every dataset's and group's name: a catalogue has one space of names for everybody."""

LICENCES = {
    "CC-BY-4.0": ("cc-by-4.0", "cc-by"),
    "CC-BY-SA-4.0": ("cc-by-sa-4.0", "cc-by-sa"),
    "CC0-1.0": ("cc0-1.0", "cc-zero"),
    "ODC-BY-1.0": ("odc-by-1.0", "odc-by"),
    "ODbL-1.0": ("odbl-1.0", "odc-odbl"),
}
"""Our licence -> the ids it has in lists of CKAN catalogues, best first."""

NO_MATCH = "other-at"  # attribution asked for; the exact licence stands in the extras


@dataclass(frozen=True, slots=True)
class Setting:
    """What the mapping needs beside the release."""

    organization: str
    portal_url: str | None = None
    licences: frozenset[str] = frozenset()  # ids the catalogue knows
    themes: Mapping[str, Text] = field(default_factory=dict)  # slug -> name
    indicator_themes: Mapping[str, str] = field(default_factory=dict)


def wanted(release: Dataset, setting: Setting, first: date | None) -> Wanted:
    """The dataset as it should stand; `first` is the day of its first release."""
    return Wanted(
        slug=release.slug,
        name=PREFIX + release.slug,
        version=release.version,
        fields=_fields(release, setting, first),
        pieces=tuple(pieces.of(release)),
        release=release,
    )


def groups_of(release: Dataset, setting: Setting) -> tuple[Group, ...]:
    """The themes of a dataset: its own, or those of the indicators it has figures of."""
    slugs = {release.slug} & set(setting.themes)
    for table in release.tables if not slugs else ():
        if any(f.name == "indicator_id" for f in table.fields):
            rows = sheets.read(release, table).rows
            slugs |= {setting.indicator_themes.get(r["indicator_id"], "") for r in rows}
    return tuple(Group(PREFIX + s, setting.themes[s]) for s in sorted(slugs & set(setting.themes)))


def setting_of(
    datasets: Mapping[str, Dataset],
    organization: str,
    portal_url: str | None,
    licences: Iterable[str],
) -> Setting:
    """The setting for one release set; its themes stand in the package of indicators."""
    themes: dict[str, Text] = {}
    indicator_themes: dict[str, str] = {}
    if register := datasets.get("indicators"):
        for row in _rows(register, "themes"):
            themes[row["theme"]] = Text(row["name_vi"], row["name_en"])
        indicator_themes = {r["indicator_id"]: r["theme"] for r in _rows(register, "indicators")}
    return Setting(organization, portal_url, frozenset(licences), themes, indicator_themes)


def _rows(dataset: Dataset, name: str) -> tuple[sheets.Row, ...]:
    known = [t for t in dataset.tables if t.name == name]
    return sheets.read(dataset, known[0]).rows if known else ()


def _fields(release: Dataset, setting: Setting, first: date | None) -> dict[str, str]:
    licence = release.licences[0] if release.licences else None
    pages = Text("", "")
    if setting.portal_url:
        at = setting.portal_url.rstrip("/")
        pages = Text(f"{at}/du-lieu/{release.slug}", f"{at}/en/datasets/{release.slug}")
    notes = _notes(release, pages)
    start, end = _temporal(release)
    publisher = _person(release, "publisher")
    extras = {
        "title_en": release.title.en,
        "notes_en": notes.en,
        "credit": release.credit.vi if release.credit else "",
        "credit_en": release.credit.en if release.credit else "",
        "licence_title": licence.title if licence else "",
        "licence_url": licence.url if licence else "",
        "portal_page": pages.vi,
        "portal_page_en": pages.en,
        "identifier": pages.vi or release.slug,
        "issued": first.isoformat() if first else "",
        "modified": release.released.isoformat() if release.released else "",
        "temporal_start": start,
        "temporal_end": end,
        **_for_harvesters(publisher, setting),
    }
    return {
        "title": release.title.vi,
        "notes": notes.vi,
        "version": release.version,
        "license_id": licence_id(licence.name if licence else "", setting.licences),
        "url": pages.vi,
        "author": _person(release, "author"),
        "maintainer": publisher,
        "owner_org": setting.organization,
        "tags": ", ".join(tags(release.keywords)),
        "groups": ", ".join(g.name for g in groups_of(release, setting)),
        "private": "false",
        **{f"extras.{key}": value for key, value in extras.items()},
    }


def _for_harvesters(publisher: str, setting: Setting) -> dict[str, str]:
    """What ckanext-dcat reads from extras, under the names that it gives them."""
    at = setting.portal_url.rstrip("/") if setting.portal_url else ""
    return {
        "language": json.dumps(vocabulary.LANGUAGES),
        "theme": json.dumps([vocabulary.GOVERNMENT]),
        "spatial_text": "Việt Nam",
        "spatial_uri": vocabulary.VIET_NAM,
        "spatial_bbox": vocabulary.BOX,
        "spatial_centroid": vocabulary.MIDDLE,
        "publisher_name": publisher,
        "publisher_type": vocabulary.NOT_GOVERNMENT if publisher else "",
        # the name that the portal's own catalogue gives its publisher
        "publisher_uri": f"{at}/gioi-thieu#publisher" if publisher and at else "",
    }


def _notes(release: Dataset, pages: Text) -> Text:
    parts = [release.description]
    if release.notes:
        parts.append(TEXTS("notes.curator", text=release.notes))
    if release.credit:
        parts.append(release.credit)
    if pages.vi:
        parts.append(TEXTS("notes.page", url=pages))
    return Text("\n\n".join(p.vi for p in parts), "\n\n".join(p.en for p in parts))


def licence_id(name: str, known: frozenset[str]) -> str:
    """The id in the catalogue's own list; `known` empty means any id is taken."""
    by_lower = {k.lower(): k for k in known}
    for candidate in (name.lower(), *LICENCES.get(name, ())):
        if candidate in by_lower:
            return by_lower[candidate]
    return NO_MATCH if known else name


def tags(keywords: Iterable[str]) -> list[str]:
    """Keywords as tags: letters, digits, spaces, - _ and . only, 2 to 100 characters, sorted."""
    plain = (unicodedata.normalize("NFC", re.sub(r"[^\w .\-]+", " ", k)) for k in keywords)
    cut = (" ".join(k.split())[:100].strip() for k in plain)
    return sorted({k for k in cut if len(k) >= 2})


def _person(release: Dataset, role: str) -> str:
    listed: Any = release.descriptor.get("contributors") or ()
    named = [c["title"] for c in listed if role in (c.get("roles") or [c.get("role")])]
    return ", ".join(named)


def _temporal(release: Dataset) -> tuple[str, str]:
    """First and last day that any figure is about; ('', '') when there are no periods."""
    days = sorted(
        row[column]
        for table in release.tables
        if any(f.name == "period_end" for f in table.fields)
        for row in sheets.read(release, table).rows
        for column in ("period_start", "period_end")
        if row[column]
    )
    return (days[0], days[-1]) if days else ("", "")
