"""DCAT 3 of a static folder's datasets as JSON-LD, for other catalogues to harvest."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from datasets import vocabulary
from publish.faults import TEXTS
from publish.record import extra

CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcatap": "http://data.europa.eu/r5r/",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "geo": "http://www.opengis.net/ont/geosparql#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "spdx": "http://spdx.org/rdf/terms#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}

Package = Mapping[str, Any]
Node = dict[str, Any]


def catalog(packages: Iterable[Package], base_url: str) -> str:
    """With `base_url` all addresses are absolute, as harvesters need them."""
    at = base_url.rstrip("/") + "/" if base_url else ""
    listed = list(packages)
    graph = {
        "@context": CONTEXT,
        "@id": f"{at}catalog.jsonld",
        "@type": "dcat:Catalog",
        "dct:title": _text("title"),
        "dct:description": _text("about"),
        "dct:publisher": _agent("Minh Bạch 06"),
        "dct:language": [{"@id": address} for address in vocabulary.LANGUAGES],
        "dct:spatial": _vietnam(vocabulary.VIET_NAM),
        "dct:license": _licence(listed[0]) if listed else None,
        "dct:issued": _typed(min((_day(p, "issued") for p in listed), default=""), "date"),
        "dct:modified": _typed(max((_day(p, "modified") for p in listed), default=""), "date"),
        "foaf:homepage": {"@id": at or "./", "@type": "foaf:Document"},
        "dcat:themeTaxonomy": {
            "@id": vocabulary.DATA_THEMES,
            "@type": "skos:ConceptScheme",
            "dct:title": _text("themes"),
        },
        "dcat:dataset": [_dataset(package, at) for package in listed],
    }
    return json.dumps(_given(graph), ensure_ascii=False, indent=2) + "\n"


def _dataset(package: Package, at: str) -> Node:
    home = f"{at}{package['name']}/"
    page = package.get("url") or f"{at}index.html#{package['name']}"
    return _given(
        {
            "@id": home,
            "@type": "dcat:Dataset",
            "dct:identifier": package["name"],
            "dct:title": _both(package["title"], extra(package, "title_en")),
            "dct:description": _both(package["notes"], extra(package, "notes_en")),
            "dct:issued": _typed(_day(package, "issued"), "date"),
            "dct:modified": _typed(_day(package, "modified"), "date"),
            "dct:language": [{"@id": address} for address in vocabulary.LANGUAGES],
            "dcat:version": package.get("version"),
            "dcat:keyword": [{"@value": t["name"]} for t in package.get("tags") or ()],
            "dcat:theme": {
                "@id": vocabulary.GOVERNMENT,
                "@type": "skos:Concept",
                "skos:prefLabel": _text("government"),
            },
            "dct:publisher": _agent(package.get("maintainer") or "Minh Bạch 06"),
            "dcat:contactPoint": {
                "@type": ["vcard:Kind", "vcard:Organization"],
                "vcard:fn": package.get("maintainer") or "Minh Bạch 06",
                "vcard:hasURL": {"@id": page},
            },
            "dct:spatial": _vietnam(str(extra(package, "spatial_uri"))),
            "dct:temporal": _period(package),
            "dcat:landingPage": {"@id": page},
            "dcat:distribution": [_distribution(package, r, home) for r in package["resources"]],
        }
    )


def _distribution(package: Package, resource: Mapping[str, Any], home: str) -> Node:
    file = f"{home}{resource['url']}"
    return {
        "@id": file,
        "@type": "dcat:Distribution",
        "dct:title": _both(resource["name"], resource["name_en"]),
        "dct:description": _both(resource["description"], resource["description_en"]),
        "dcat:downloadURL": {"@id": file},
        "dcat:accessURL": {"@id": home},
        "dct:format": {"@id": f"{vocabulary.FILE_TYPES}/{resource['format']}"},
        "dcat:mediaType": {"@id": f"{vocabulary.MEDIA_TYPES}/{resource['media_type']}"},
        "dcatap:availability": {"@id": vocabulary.STABLE},
        "dcat:byteSize": _typed(str(resource["size"]), "nonNegativeInteger"),
        "dct:license": _licence(package),
        "spdx:checksum": {
            "@type": "spdx:Checksum",
            "spdx:algorithm": {"@id": vocabulary.SHA256},
            "spdx:checksumValue": _typed(resource["sha256"], "hexBinary"),
        },
    }


def _given(node: Node) -> Node:
    return {name: value for name, value in node.items() if value}


def _text(key: str) -> list[Node]:
    text = TEXTS(f"static.{key}")
    return _both(text.vi, text.en)


def _both(vi: str, en: str | None) -> list[Node]:
    texts = ({"@value": vi, "@language": "vi"}, {"@value": en, "@language": "en"})
    return [text for text in texts if text["@value"]]


def _typed(value: str, kind: str) -> Node | None:
    return {"@value": value, "@type": f"xsd:{kind}"} if value else None


def _day(package: Package, key: str) -> str:
    return extra(package, key) or ""


def _agent(name: str) -> Node:
    return {
        "@type": "foaf:Agent",
        "foaf:name": name,
        "dct:type": {"@id": vocabulary.NOT_GOVERNMENT},
    }


def _licence(package: Package) -> Node | None:
    url = extra(package, "licence_url")
    kind = {"@type": "dct:LicenseDocument", "dct:type": {"@id": vocabulary.ATTRIBUTION}}
    return {"@id": url, **kind} if url else None


def _vietnam(uri: str) -> Node:
    return {
        "@id": uri,
        "@type": "dct:Location",
        "dcat:bbox": {"@value": vocabulary.BOX, "@type": "geo:wktLiteral"},
        "dcat:centroid": {"@value": vocabulary.MIDDLE, "@type": "geo:wktLiteral"},
    }


def _period(package: Package) -> Node | None:
    start, end = _day(package, "temporal_start"), _day(package, "temporal_end")
    if not (start and end):
        return None
    return {
        "@type": "dct:PeriodOfTime",
        "dcat:startDate": _typed(start, "date"),
        "dcat:endDate": _typed(end, "date"),
    }
