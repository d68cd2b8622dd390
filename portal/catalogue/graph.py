"""The whole catalogue as one graph, written as JSON-LD; Turtle is read from that."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from datasets import vocabulary
from datasets.collection import Collection
from portal.catalogue import entries, referred, terms
from portal.catalogue.entries import CONTACT, PUBLISHER, SERIES, Entry, holds_figures
from portal.catalogue.referred import LICENCE, NAME, t
from portal.catalogue.terms import Node, day, given, iri, same, text
from portal.views import coverage


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
        yield {
            "@id": f"{base}{SERIES}-period",
            "@type": "dct:PeriodOfTime",
            "dcat:startDate": day(span[0]),
            "dcat:endDate": day(span[1]),
        }
    yield from referred.people(base)
    yield from referred.world(collection, base)
    for entry in listed:
        yield from entries.nodes(entry, collection)
    yield from referred.sources(listed, collection, base)


def _catalogue(listed: Sequence[Entry], base: str) -> Node:
    return given(
        {
            "@id": f"{base}/du-lieu#catalog",
            "@type": "dcat:Catalog",
            "dct:title": same(NAME),
            "dct:description": text(t("about")),
            **_common(listed, base),
            "foaf:homepage": iri(f"{base}/"),
            "dcat:themeTaxonomy": iri(vocabulary.DATA_THEMES, f"{base}/chi-tieu#themes"),
            "dcat:dataset": [iri(f"{base}{SERIES}"), *(iri(entry.id) for entry in listed)],
            "dcat:service": iri(f"{base}/api#service"),
        }
    )


def _service(listed: Sequence[Entry], base: str) -> Node:
    return {
        "@id": f"{base}/api#service",
        "@type": "dcat:DataService",
        "dct:title": text(t("service_title")),
        "dct:description": text(t("about")),
        **_common(listed, base),
        "dcat:landingPage": iri(f"{base}/api"),
        "dcat:endpointURL": iri(f"{base}/api/v1"),
        "dcat:endpointDescription": iri(f"{base}/api/v1/openapi.json"),
        "dcat:servesDataset": [iri(entry.id) for entry in listed],
    }


def _series(listed: Sequence[Entry], base: str, *, has_period: bool) -> Node:
    members = [entry for entry in listed if holds_figures(entry.dataset)]
    return given(
        {
            "@id": f"{base}{SERIES}",
            "@type": "dcat:DatasetSeries",
            "dct:title": text(t("series_title")),
            "dct:description": text(t("series_about")),
            **_common(members, base),
            "dct:temporal": iri(f"{base}{SERIES}-period") if has_period else None,
            "dct:accrualPeriodicity": iri(vocabulary.IRREGULAR),
            "dcat:seriesMember": [iri(entry.id) for entry in members],
        }
    )


def _common(listed: Sequence[Entry], base: str) -> Node:
    days = [record.released for entry in listed for record, _ in entry.versions]
    return given(
        {
            "dct:publisher": iri(f"{base}{PUBLISHER}"),
            "dcat:contactPoint": iri(f"{base}{CONTACT}"),
            "dct:language": iri(*vocabulary.LANGUAGES),
            "dct:license": iri(LICENCE),
            "dct:spatial": iri(vocabulary.VIET_NAM),
            "dct:issued": day(min(days)) if days else None,
            "dct:modified": day(max(days)) if days else None,
        }
    )
