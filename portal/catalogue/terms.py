"""The words of the catalogue: namespaces, authority lists, and how values are written."""

from __future__ import annotations

from datetime import date
from typing import Any

from werkzeug.urls import iri_to_uri

from datasets.model import LANGS, Text

Node = dict[str, Any]

CONTEXT = {
    "adms": "http://www.w3.org/ns/adms#",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcatap": "http://data.europa.eu/r5r/",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "geo": "http://www.opengis.net/ont/geosparql#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "spdx": "http://spdx.org/rdf/terms#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}

DATA_PACKAGE = "https://datapackage.org/standard/data-package/"
RFC4180 = "https://www.rfc-editor.org/rfc/rfc4180"
STANDARDS = {
    DATA_PACKAGE: Text("Data Package, phiên bản 2", "Data Package, version 2"),
    RFC4180: Text("CSV theo RFC 4180", "CSV by RFC 4180"),
}


def iri(*addresses: str) -> Node | list[Node]:
    """References; addresses with letters outside ASCII are written as URIs."""
    nodes: list[Node] = [{"@id": iri_to_uri(address)} for address in addresses]
    return nodes[0] if len(nodes) == 1 else nodes


def text(told: Text) -> list[Node]:
    return [{"@value": told.of(lang), "@language": lang} for lang in LANGS]


def same(word: str) -> Node:
    """A name that is the same in every language."""
    return {"@value": word}


def day(value: date) -> Node:
    return {"@value": value.isoformat(), "@type": "xsd:date"}


def count(value: int) -> Node:
    return {"@value": str(value), "@type": "xsd:nonNegativeInteger"}


def wkt(shape: str) -> Node:
    return {"@value": shape, "@type": "geo:wktLiteral"}


def keyword(word: str) -> Node:
    """Keywords stand in one list; letters outside ASCII tell the Vietnamese ones."""
    return {"@value": word, "@language": "en" if word.isascii() else "vi"}


def given(node: Node) -> Node:
    """The node without the properties that have no value."""
    return {name: value for name, value in node.items() if value not in (None, [], "")}
