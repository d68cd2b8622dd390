"""What entries of the catalogue refer to: who, where, under which licence, from which sources."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from datasets import vocabulary
from datasets.collection import Collection
from datasets.model import Text
from portal.catalogue import terms
from portal.catalogue.entries import CONTACT, PUBLISHER, Entry
from portal.catalogue.terms import Node, day, given, iri, same, text
from portal.components import source_title
from portal.i18n import texts
from portal.views import coverage

NAME = "Minh Bạch 06"
LICENCE = "https://creativecommons.org/licenses/by/4.0/"


def t(key: str) -> Text:
    return texts("catalogue")[key]


def people(base: str) -> Iterator[Node]:
    yield {
        "@id": f"{base}{PUBLISHER}",
        "@type": ["foaf:Agent", "foaf:Organization"],
        "foaf:name": same(NAME),
        "foaf:homepage": iri(f"{base}/"),
        "dct:type": iri(vocabulary.NOT_GOVERNMENT),
    }
    yield {
        "@id": f"{base}{CONTACT}",
        "@type": ["vcard:Kind", "vcard:Organization"],
        "vcard:fn": same(NAME),
        "vcard:hasURL": iri(f"{base}/gioi-thieu"),
    }


def world(collection: Collection, base: str) -> Iterator[Node]:
    """The place, the licences, the standards and the themes that entries refer to."""
    yield {
        "@id": vocabulary.VIET_NAM,
        "@type": "dct:Location",
        "skos:prefLabel": text(t("place")),
        "dcat:bbox": terms.wkt(vocabulary.BOX),
        "dcat:centroid": terms.wkt(vocabulary.MIDDLE),
    }
    licences: dict[str, Any] = {
        licence.url: licence for d in collection.datasets.values() for licence in d.licences
    }
    for url in {LICENCE, *licences}:
        title = licences[url].title if url in licences else "CC BY 4.0"
        yield {
            "@id": url,
            "@type": "dct:LicenseDocument",
            "dct:title": same(title),
            "dct:type": iri(vocabulary.ATTRIBUTION),
        }
    for address, title in terms.STANDARDS.items():
        yield {"@id": address, "@type": "dct:Standard", "dct:title": text(title)}
    yield {
        "@id": vocabulary.DATA_THEMES,
        "@type": "skos:ConceptScheme",
        "dct:title": {"@value": "Data theme", "@language": "en"},
    }
    yield {
        "@id": vocabulary.GOVERNMENT,
        "@type": "skos:Concept",
        "skos:prefLabel": text(t("theme_government")),
        "skos:inScheme": iri(vocabulary.DATA_THEMES),
    }
    yield {
        "@id": f"{base}/chi-tieu#themes",
        "@type": "skos:ConceptScheme",
        "dct:title": text(t("themes")),
    }
    for theme in collection.themes.values():
        yield {
            "@id": f"{base}/chi-tieu#{theme.slug}",
            "@type": "skos:Concept",
            "skos:prefLabel": text(theme.name),
            "skos:inScheme": iri(f"{base}/chi-tieu#themes"),
        }


def sources(listed: Sequence[Entry], collection: Collection, base: str) -> Iterator[Node]:
    used = {s.id: s for e in listed for s in coverage.sources(collection, e.dataset)}
    for source in used.values():
        yield given(
            {
                "@id": f"{base}/nguon/{source.id}#source",
                "@type": "prov:Entity",
                "dct:title": {"@value": source.title, "@language": source_title.language(source)},
                "dct:issued": day(source.published) if source.published else None,
                "foaf:page": iri(source.url) if source.url else None,
            }
        )
