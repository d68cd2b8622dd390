"""One dataset in the catalogue: itself, and each of its versions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from datasets import vocabulary
from datasets.collection import Collection
from datasets.history import Recorded
from datasets.model import Dataset
from portal.catalogue import distributions, terms
from portal.catalogue.distributions import Edition
from portal.catalogue.terms import Node, day, given, iri, text
from portal.views import coverage

PUBLISHER = "/gioi-thieu#publisher"
CONTACT = "/gioi-thieu#contact"
SERIES = "/du-lieu#series"


@dataclass(frozen=True, slots=True)
class Entry:
    """A dataset, the edition that is always its newest, and its versions, oldest first."""

    latest: Edition
    versions: Sequence[tuple[Recorded, Edition]]  # none of a working package

    @property
    def dataset(self) -> Dataset:
        return self.latest.dataset

    @property
    def page(self) -> str:
        return f"{self.latest.base}/du-lieu/{self.dataset.slug}"

    @property
    def id(self) -> str:
        return f"{self.page}#dataset"

    def version_id(self, version: str) -> str:
        return f"{self.page}#v{version}"


def nodes(entry: Entry, collection: Collection) -> Iterator[Node]:
    span, period = coverage.span(collection, entry.dataset), f"{entry.id}-period"
    shared = _shared(entry, collection)
    if span:
        yield {
            "@id": period,
            "@type": "dct:PeriodOfTime",
            "dcat:startDate": day(span[0]),
            "dcat:endDate": day(span[1]),
        }
        shared["dct:temporal"] = iri(period)
    if entry.dataset.credit:
        yield {
            "@id": f"{entry.id}-credit",
            "@type": "dct:RightsStatement",
            "rdfs:label": text(entry.dataset.credit),
        }
        shared["dct:rights"] = iri(f"{entry.id}-credit")
    yield _dataset(entry, collection, shared)
    yield from distributions.nodes(entry.latest)
    for record, edition in entry.versions:
        yield _version(entry, record, edition, shared)
        yield from distributions.nodes(edition)


def _shared(entry: Entry, collection: Collection) -> Node:
    """What holds of the dataset and of each of its versions alike."""
    dataset, base = entry.dataset, entry.latest.base
    theme = [f"{base}/chi-tieu#{dataset.slug}"] if dataset.slug in collection.themes else []
    return {
        "@type": "dcat:Dataset",
        "dcat:keyword": [terms.keyword(k) for k in dataset.keywords] or text(dataset.title),
        "dcat:theme": iri(vocabulary.GOVERNMENT, *theme),
        "dct:publisher": iri(f"{base}{PUBLISHER}"),
        "dct:creator": iri(f"{base}{PUBLISHER}"),
        "dcat:contactPoint": iri(f"{base}{CONTACT}"),
        "dct:spatial": iri(vocabulary.VIET_NAM),
        "dct:language": iri(*vocabulary.LANGUAGES),
        "dct:accessRights": iri(vocabulary.PUBLIC),
        "dct:accrualPeriodicity": iri(vocabulary.IRREGULAR),
        "dct:conformsTo": iri(terms.DATA_PACKAGE),
        "dcat:landingPage": iri(entry.page),
    }


def _dataset(entry: Entry, collection: Collection, shared: Node) -> Node:
    days = [record.released for record, _ in entry.versions]
    versions = [entry.version_id(record.dataset.version) for record, _ in entry.versions]
    return given(
        {
            **_named(entry.id, entry.latest, shared),
            "dct:issued": day(days[0]) if days else None,
            "dct:modified": day(days[-1]) if days else None,
            "dcat:inSeries": iri(f"{entry.latest.base}{SERIES}")
            if holds_figures(entry.dataset)
            else None,
            "dcat:hasVersion": [iri(version) for version in versions],
            "dcat:hasCurrentVersion": iri(versions[-1]) if versions else None,
            "prov:wasDerivedFrom": [
                iri(f"{entry.latest.base}/nguon/{source.id}#source")
                for source in coverage.sources(collection, entry.dataset)
            ],
        }
    )


def _version(entry: Entry, record: Recorded, edition: Edition, shared: Node) -> Node:
    previous = iri(entry.version_id(record.previous)) if record.previous else None
    return given(
        {
            **_named(entry.version_id(record.dataset.version), edition, shared),
            "dct:issued": day(record.released),
            "dct:modified": day(record.released),
            "adms:versionNotes": text(record.note) if record.note else None,
            "dcat:isVersionOf": iri(entry.id),
            "dcat:previousVersion": previous,
            "prov:wasRevisionOf": previous,
        }
    )


def _named(identity: str, edition: Edition, shared: Node) -> Node:
    """What the edition's own descriptor says."""
    dataset = edition.dataset
    return {
        "@id": identity,
        **shared,
        "dct:identifier": terms.same(identity),
        "dct:title": text(dataset.title),
        "dct:description": text(dataset.description),
        "dct:license": iri(*(licence.url for licence in dataset.licences)),
        "dcat:version": terms.same(dataset.version),
        "dcat:distribution": [iri(distribution) for distribution in edition.ids()],
    }


def holds_figures(dataset: Dataset) -> bool:
    return any(table.name == "observations" for table in dataset.tables)
