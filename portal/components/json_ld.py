"""What search engines are told of a dataset, in the words of schema.org."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from datasets import history, vocabulary
from datasets.model import Dataset, Lang, Table
from portal.i18n import translator
from portal.page import Context
from portal.views import coverage

LEAST, MOST = 50, 5000  # characters of a description that Google's dataset search takes
BOX = "{SOUTH} {WEST} {NORTH} {EAST}".format(**vars(vocabulary))  # schema.org's order
MEDIA_TYPES = {
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
    "parquet": "application/vnd.apache.parquet",
}

Node = dict[str, Any]


def dataset_json_ld(dataset: Dataset, context: Context) -> Node:
    """Every property that Google's dataset search requires or recommends, but for a funder:
    nobody funds the data. The trail of pages stands beside it."""
    title = dataset.title.of(context.lang)
    trail = [(context.t("nav_datasets"), context.url("datasets")), (title, context.here())]
    return {
        "@context": "https://schema.org",
        "@graph": [_dataset(dataset, context), _breadcrumb(trail, context)],
    }


def catalogue_json_ld(datasets: Sequence[Dataset], context: Context) -> Node:
    """The catalogue with every dataset named."""
    t = translator("catalogue", context.lang)
    return {
        "@context": "https://schema.org",
        **_catalogue(context),
        "description": t("about"),
        "creator": _organisation(context),
        "license": sorted({licence.url for d in datasets for licence in d.licences}),
        "inLanguage": ["vi", "en"],
        "dataset": [_named(dataset, context) for dataset in datasets],
    }


def _dataset(dataset: Dataset, context: Context) -> Node:
    t = translator("catalogue", context.lang)
    other: Lang = "en" if context.lang == "vi" else "vi"
    # The view's dataset leaves its schemas out: what covers what is asked of the collection's.
    whole = context.collection.datasets[dataset.slug]
    day, span = dataset.released, coverage.span(context.collection, whole)
    first, *_ = [*history.of(whole), whole]
    read = bool(coverage.sources(context.collection, whole))  # from public pages, row by row
    node = {
        **_named(dataset, context),
        "alternateName": dataset.title.of(other),
        "sameAs": context.portal_url + context.here(other),
        "identifier": _id(dataset, context),
        "version": dataset.version,
        "keywords": list(dataset.keywords),
        "isAccessibleForFree": True,
        "creator": _organisation(context),
        "publisher": _organisation(context),
        "includedInDataCatalog": _catalogue(context),
        "isPartOf": {"@id": _catalogue(context)["@id"]},
        "inLanguage": ["vi", "en"],
        "datePublished": first.released.isoformat() if first.released else None,
        "dateModified": day.isoformat() if day else None,
        "temporalCoverage": f"{span[0]}/{span[1]}" if span else None,
        "spatialCoverage": {
            "@type": "Place",
            "name": t("place"),
            "geo": {"@type": "GeoShape", "box": BOX},
        },
        "variableMeasured": _variables(dataset, context),
        "measurementTechnique": t("technique" if read else "technique_register"),
        "citation": _citations(whole, context),
        "creditText": dataset.credit.of(context.lang) if dataset.credit else None,
        "distribution": _distributions(dataset, context),
    }
    return {name: value for name, value in node.items() if value not in (None, [])}


def _named(dataset: Dataset, context: Context) -> Node:
    """What every mention of a dataset needs to stand alone."""
    page = context.addresses["dataset"].path(context.lang, {"package": dataset.slug})
    return {
        "@type": "Dataset",
        "@id": _id(dataset, context),
        "name": dataset.title.of(context.lang),
        "description": description(dataset, context),
        "url": context.portal_url + page,
        "license": dataset.licences[0].url if dataset.licences else None,
    }


def description(dataset: Dataset, context: Context) -> str:
    """The dataset's own, made longer by its tables where it is too short for search engines."""
    lang = context.lang
    said = dataset.description.of(lang)
    for table in dataset.tables:
        if len(said) >= LEAST:
            break
        said = f"{said} {table.title.of(lang)}: {table.description.of(lang)}"
    return said[:MOST]


def _id(dataset: Dataset, context: Context) -> str:
    """As in the DCAT catalogue."""
    return f"{context.portal_url}/du-lieu/{dataset.slug}#dataset"


def _catalogue(context: Context) -> Node:
    return {
        "@type": "DataCatalog",
        "@id": f"{context.portal_url}/du-lieu#catalog",
        "name": context.t("site_name"),
        "url": context.portal_url + context.addresses["datasets"].path(context.lang, {}),
    }


def _organisation(context: Context) -> Node:
    return {
        "@type": "Organization",
        "@id": f"{context.portal_url}/gioi-thieu#publisher",
        "name": context.t("site_name"),
        "url": f"{context.portal_url}/",
    }


def _variables(dataset: Dataset, context: Context) -> list[Node]:
    """The theme's indicators with their units; of a register, its columns."""
    lang, collection = context.lang, context.collection
    indicators = [i for i in collection.indicators.values() if i.theme == dataset.slug]
    if indicators:
        return [
            {
                "@type": "PropertyValue",
                "name": indicator.name.of(lang),
                "unitText": collection.measures[indicator.unit].name.of(lang),
            }
            for indicator in indicators
        ]
    return [
        {"@type": "PropertyValue", "name": field.title.of(lang)}
        for field in dataset.tables[0].fields
    ]


def _citations(dataset: Dataset, context: Context) -> list[Node]:
    """The register of all sources where rows name theirs; else what the descriptor names."""
    if coverage.sources(context.collection, dataset):
        return [
            {
                "@type": "CreativeWork",
                "name": context.t("nav_sources"),
                "url": context.portal_url + context.addresses["sources"].path(context.lang, {}),
            }
        ]
    named: Any = dataset.descriptor.get("sources") or ()
    return [
        {
            "@type": "CreativeWork",
            "name": source["title"],
            **({"url": source["path"]} if source.get("path") else {}),
        }
        for source in named
    ]


def _distributions(dataset: Dataset, context: Context) -> list[Node]:
    files = f"{context.portal_url}/data/{dataset.slug}"
    whole = {
        "@type": "DataDownload",
        "name": context.t("download_zip"),
        "contentUrl": f"{files}.zip",
        "encodingFormat": "application/zip",
    }
    return [
        whole,
        *(
            _download(files, table, ending, context)
            for table in dataset.tables
            for ending in MEDIA_TYPES
        ),
    ]


def _download(files: str, table: Table, ending: str, context: Context) -> Node:
    return {
        "@type": "DataDownload",
        "name": f"{table.title.of(context.lang)} ({ending.upper()})",
        "contentUrl": f"{files}/{table.name}.{ending}",
        "encodingFormat": MEDIA_TYPES[ending],
    }


def _breadcrumb(trail: Sequence[tuple[str, str]], context: Context) -> Node:
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {
                "@type": "ListItem",
                "position": place,
                "name": name,
                "item": context.portal_url + address,
            }
            for place, (name, address) in enumerate(trail, 1)
        ],
    }
