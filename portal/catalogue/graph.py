"""The whole catalogue as one graph, written as JSON-LD; Turtle is read from that."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from datasets.collection import Collection
from datasets.model import Text
from portal.catalogue import entries, terms
from portal.catalogue.entries import CONTACT, PUBLISHER, SERIES, Entry, holds_figures
from portal.catalogue.terms import Node, day, given, iri, same, text
from portal.views import coverage

NAME = "Minh Bạch 06"
ABOUT = Text(
    "Số liệu mở về Đề án 06 ở từng tỉnh, thành Việt Nam: căn cước, định danh điện tử, dịch vụ "
    "công trực tuyến, số hóa, xếp hạng; mỗi con số dẫn tới nguồn.",
    "Open data on Viet Nam's Project 06 province by province: ID cards, e-ID, online public "
    "services, digitisation, rankings; every figure leads to its source.",
)
SERIES_TITLE = Text("Số liệu Đề án 06 theo lĩnh vực", "Project 06 figures by theme")
SERIES_ABOUT = Text(
    "Các bộ số liệu có cùng một dạng bảng: mỗi dòng là một con số in trong một nguồn.",
    "Datasets of one and the same shape: one row per number printed in one source.",
)
API = Text("Giao diện lập trình của Minh Bạch 06", "Programming interface of Minh Bạch 06")

# The land and both archipelagos, in degrees: Trường Sa reaches 6.5 N and 117.3 E.
BOX = "POLYGON((102.1 6.5, 117.4 6.5, 117.4 23.4, 102.1 23.4, 102.1 6.5))"
MIDDLE = "POINT(106.3 16.6)"
LICENCE = "https://creativecommons.org/licenses/by/4.0/"


def json_ld(listed: Sequence[Entry], collection: Collection, base: str) -> bytes:
    document = {"@context": terms.CONTEXT, "@graph": list(_nodes(listed, collection, base))}
    return json.dumps(document, ensure_ascii=False, indent=1).encode()


def turtle(document: bytes) -> bytes:
    """The same graph as in the JSON-LD, with the same prefixes."""
    from rdflib import Graph  # only the catalogue needs it: it is slow to import

    graph = Graph(bind_namespaces="none")
    for prefix, namespace in terms.CONTEXT.items():
        graph.bind(prefix, namespace)
    graph.parse(data=document, format="json-ld")
    return graph.serialize(format="turtle", encoding="utf-8")


def _nodes(listed: Sequence[Entry], collection: Collection, base: str) -> Iterator[Node]:
    span = coverage.of_all(collection)
    yield _catalogue(listed, base)
    yield _service(listed, base)
    yield _series(listed, base, has_period=span is not None)
    if span:
        yield {"@id": f"{base}{SERIES}-period", "@type": "dct:PeriodOfTime",
               "dcat:startDate": day(span[0]), "dcat:endDate": day(span[1])}
    yield from _people(base)
    yield from _world(collection, base)
    for entry in listed:
        yield from entries.nodes(entry, collection)
    yield from _sources(listed, collection, base)


def _catalogue(listed: Sequence[Entry], base: str) -> Node:
    return given({
        "@id": f"{base}/du-lieu#catalog",
        "@type": "dcat:Catalog",
        "dct:title": same(NAME),
        "dct:description": text(ABOUT),
        **_common(listed, base),
        "foaf:homepage": iri(f"{base}/"),
        "dcat:themeTaxonomy": iri(terms.DATA_THEMES, f"{base}/chi-tieu#themes"),
        "dcat:dataset": [iri(f"{base}{SERIES}"), *(iri(entry.id) for entry in listed)],
        "dcat:service": iri(f"{base}/api#service"),
    })


def _service(listed: Sequence[Entry], base: str) -> Node:
    return {
        "@id": f"{base}/api#service",
        "@type": "dcat:DataService",
        "dct:title": text(API),
        "dct:description": text(ABOUT),
        **_common(listed, base),
        "dcat:landingPage": iri(f"{base}/api"),
        "dcat:endpointURL": iri(f"{base}/api/v1"),
        "dcat:endpointDescription": iri(f"{base}/api/v1/openapi.json"),
        "dcat:servesDataset": [iri(entry.id) for entry in listed],
    }


def _series(listed: Sequence[Entry], base: str, *, has_period: bool) -> Node:
    members = [entry for entry in listed if holds_figures(entry.dataset)]
    return given({
        "@id": f"{base}{SERIES}",
        "@type": "dcat:DatasetSeries",
        "dct:title": text(SERIES_TITLE),
        "dct:description": text(SERIES_ABOUT),
        **_common(members, base),
        "dct:temporal": iri(f"{base}{SERIES}-period") if has_period else None,
        "dct:accrualPeriodicity": iri(terms.IRREGULAR),
        "dcat:seriesMember": [iri(entry.id) for entry in members],
    })


def _common(listed: Sequence[Entry], base: str) -> Node:
    days = [record.released for entry in listed for record, _ in entry.versions]
    return given({
        "dct:publisher": iri(f"{base}{PUBLISHER}"),
        "dcat:contactPoint": iri(f"{base}{CONTACT}"),
        "dct:language": iri(*terms.LANGUAGES),
        "dct:license": iri(LICENCE),
        "dct:spatial": iri(terms.VIET_NAM),
        "dct:issued": day(min(days)) if days else None,
        "dct:modified": day(max(days)) if days else None,
    })


def _people(base: str) -> Iterator[Node]:
    yield {
        "@id": f"{base}{PUBLISHER}",
        "@type": ["foaf:Agent", "foaf:Organization"],
        "foaf:name": same(NAME),
        "foaf:homepage": iri(f"{base}/"),
        "dct:type": iri(terms.NOT_GOVERNMENT),
    }
    yield {
        "@id": f"{base}{CONTACT}",
        "@type": ["vcard:Kind", "vcard:Organization"],
        "vcard:fn": same(NAME),
        "vcard:hasURL": iri(f"{base}/gioi-thieu"),
    }


def _world(collection: Collection, base: str) -> Iterator[Node]:
    """The place, the licences, the standards and the themes that entries refer to."""
    yield {
        "@id": terms.VIET_NAM,
        "@type": "dct:Location",
        "skos:prefLabel": text(Text("Việt Nam", "Viet Nam")),
        "dcat:bbox": terms.wkt(BOX),
        "dcat:centroid": terms.wkt(MIDDLE),
    }
    licences: dict[str, Any] = {
        licence.url: licence for d in collection.datasets.values() for licence in d.licences
    }
    for url in {LICENCE, *licences}:
        title = licences[url].title if url in licences else "CC BY 4.0"
        yield {"@id": url, "@type": "dct:LicenseDocument", "dct:title": same(title),
               "dct:type": iri(terms.ATTRIBUTION)}
    for address, title in terms.STANDARDS.items():
        yield {"@id": address, "@type": "dct:Standard", "dct:title": text(title)}
    yield {"@id": terms.DATA_THEMES, "@type": "skos:ConceptScheme",
           "dct:title": {"@value": "Data theme", "@language": "en"}}
    yield {"@id": terms.GOVERNMENT, "@type": "skos:Concept",
           "skos:prefLabel": text(Text("Nhà nước và khu vực công",
                                       "Government and public sector")),
           "skos:inScheme": iri(terms.DATA_THEMES)}
    yield {"@id": f"{base}/chi-tieu#themes", "@type": "skos:ConceptScheme",
           "dct:title": text(Text("Lĩnh vực của Đề án 06", "Themes of Project 06"))}
    for theme in collection.themes.values():
        yield {"@id": f"{base}/chi-tieu#{theme.slug}", "@type": "skos:Concept",
               "skos:prefLabel": text(theme.name), "skos:inScheme": iri(f"{base}/chi-tieu#themes")}


def _sources(listed: Sequence[Entry], collection: Collection, base: str) -> Iterator[Node]:
    used = {s.id: s for e in listed for s in coverage.sources(collection, e.dataset)}
    for source in used.values():
        yield given({
            "@id": f"{base}/nguon/{source.id}#source",
            "@type": "prov:Entity",
            "dct:title": {"@value": source.title, "@language": source.language},
            "dct:issued": day(source.published) if source.published else None,
            "foaf:page": iri(source.url) if source.url else None,
        })
