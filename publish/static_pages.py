"""The pages of a static folder about all its datasets: an index for people, DCAT for machines."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from htpy import (
    a,
    body,
    dd,
    dl,
    dt,
    h1,
    h2,
    head,
    html,
    li,
    main,
    meta,
    p,
    section,
    style,
    title,
    ul,
)

from publish.faults import TEXTS
from publish.record import extra

CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "spdx": "http://spdx.org/rdf/terms#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
MEDIA_TYPES = "https://www.iana.org/assignments/media-types/"
LOOK = (
    "body{font:1rem/1.5 system-ui,sans-serif;margin:0}"
    "main{max-width:46rem;margin:auto;padding:1rem}a{color:#0b5c8a}"
    "dt{font-weight:600}dd{margin:0 0 .5rem}"
)

Package = Mapping[str, Any]


def index(packages: Iterable[Package]) -> str:
    """One page with every dataset and its files, readable without scripts."""
    name = TEXTS("static.title")
    page = html(lang="vi")[
        head[
            meta(charset="utf-8"),
            meta(name="viewport", content="width=device-width, initial-scale=1"),
            title[name.vi],
            style[LOOK],
        ],
        body[
            main[
                h1[name.vi],
                p(lang="en")[name.en],
                (_section(package) for package in packages),
                p[a(href="catalog.jsonld")["catalog.jsonld (DCAT)"]],
            ]
        ],
    ]
    return f"<!doctype html>{page}\n"


def _section(package: Package) -> Any:
    facts = (
        (TEXTS("static.version").vi, package.get("version")),
        (TEXTS("static.licence").vi, extra(package, "licence_title")),
        (TEXTS("static.released").vi, extra(package, "modified")),
    )
    return section(id=package["name"])[
        h2[package["title"]],
        p(lang="en")[extra(package, "title_en")],
        (p[line] for line in str(package["notes"]).split("\n\n")),
        dl[((dt[label], dd[value]) for label, value in facts if value)],
        ul[
            (
                li[
                    a(href=f"{package['name']}/{r['url']}")[r["name"]],
                    f" ({r['format']}, {r['size']} B)",
                ]
                for r in package["resources"]
            )
        ],
    ]


def catalog(packages: Iterable[Package], base_url: str) -> str:
    """DCAT 3 as JSON-LD; with `base_url` all addresses are absolute, as harvesters need them."""
    at = base_url.rstrip("/") + "/" if base_url else ""
    name = TEXTS("static.title")
    graph = {
        "@context": CONTEXT,
        "@id": f"{at}catalog.jsonld",
        "@type": "dcat:Catalog",
        "dct:title": _both(name.vi, name.en),
        "dct:description": _both(TEXTS("static.about").vi, TEXTS("static.about").en),
        "dct:publisher": _agent("Minh Bạch 06"),
        "dcat:dataset": [_dataset(package, at) for package in packages],
    }
    return json.dumps(graph, ensure_ascii=False, indent=2) + "\n"


def _dataset(package: Package, at: str) -> dict[str, Any]:
    home = f"{at}{package['name']}/"
    found = {
        "@id": home,
        "@type": "dcat:Dataset",
        "dct:identifier": package["name"],
        "dct:title": _both(package["title"], extra(package, "title_en") or ""),
        "dct:description": _both(package["notes"], extra(package, "notes_en") or ""),
        "dct:issued": _typed(extra(package, "issued"), "date"),
        "dct:modified": _typed(extra(package, "modified"), "date"),
        "dcat:version": package.get("version"),
        "dcat:keyword": [{"@value": t["name"]} for t in package.get("tags") or ()],
        "dct:publisher": _agent(package.get("maintainer") or "Minh Bạch 06"),
        "dct:spatial": {"@id": extra(package, "spatial_uri")},
        "dct:temporal": _period(package),
        "dcat:landingPage": {"@id": package["url"]} if package.get("url") else None,
        "dcat:distribution": [_distribution(package, r, home) for r in package["resources"]],
    }
    return {key: value for key, value in found.items() if value}


def _distribution(package: Package, resource: Mapping[str, Any], home: str) -> dict[str, Any]:
    return {
        "@id": f"{home}{resource['url']}",
        "@type": "dcat:Distribution",
        "dct:title": _both(resource["name"], resource["name_en"]),
        "dct:description": _both(resource["description"], resource["description_en"]),
        "dcat:downloadURL": {"@id": f"{home}{resource['url']}"},
        "dcat:accessURL": {"@id": home},
        "dcat:mediaType": {"@id": MEDIA_TYPES + resource["mimetype"]},
        "dcat:byteSize": _typed(str(resource["size"]), "nonNegativeInteger"),
        "dct:license": {"@id": extra(package, "licence_url")},
        "spdx:checksum": {
            "@type": "spdx:Checksum",
            "spdx:algorithm": {"@id": "spdx:checksumAlgorithm_sha256"},
            "spdx:checksumValue": _typed(resource["sha256"], "hexBinary"),
        },
    }


def _both(vi: str, en: str) -> list[dict[str, str]]:
    texts = ({"@value": vi, "@language": "vi"}, {"@value": en, "@language": "en"})
    return [text for text in texts if text["@value"]]


def _typed(value: str | None, kind: str) -> dict[str, str] | None:
    return {"@value": value, "@type": f"xsd:{kind}"} if value else None


def _agent(name: str) -> dict[str, str]:
    return {"@type": "foaf:Agent", "foaf:name": name}


def _period(package: Package) -> dict[str, Any] | None:
    start, end = extra(package, "temporal_start"), extra(package, "temporal_end")
    if not (start and end):
        return None
    return {
        "@type": "dct:PeriodOfTime",
        "dcat:startDate": _typed(start, "date"),
        "dcat:endDate": _typed(end, "date"),
    }
