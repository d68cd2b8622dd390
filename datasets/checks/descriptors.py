"""Laws on the descriptor: Data Package v2, texts in both languages, a licence."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from typing import Any

from datasets.checks.ground import Case
from datasets.model import LANGS, Problem

VERSION = re.compile(r"\d+\.\d+\.\d+")
PACKAGE_KEYS = ("name", "title", "description", "licenses", "contributors", "keywords")
"""What a Data Package v2 of ours says of itself; `sources` and `version` have their own laws."""

RESOURCE = {
    "type": "table",
    "format": "csv",
    "mediatype": "text/csv",
    "encoding": "utf-8",
}


def package_described(case: Case) -> Iterator[Problem]:
    """The package says what it is: every key of PACKAGE_KEYS, and its folder's name."""
    descriptor = case.dataset.descriptor
    for key in PACKAGE_KEYS:
        if not descriptor.get(key):
            yield case.in_descriptor("descriptor-missing", key)
    name = descriptor.get("name")
    if name and name != case.dataset.slug:
        yield case.in_descriptor("descriptor-name", "name", value=name)


def package_versioned(case: Case) -> Iterator[Problem]:
    """A release has a version; a working package shows that of its latest release, if any."""
    version = case.dataset.descriptor.get("version")
    if version is None and case.dataset.released:
        yield case.in_descriptor("descriptor-missing", "version")
    if version is not None and not VERSION.fullmatch(str(version)):
        yield case.in_descriptor("descriptor-version", "version", value=version)


def package_sourced(case: Case) -> Iterator[Problem]:
    """The package names what it was compiled from, each with a title."""
    sources = case.dataset.descriptor.get("sources")
    if not isinstance(sources, list) or not sources:
        yield case.in_descriptor("descriptor-missing", "sources")
        return
    for at, source in enumerate(sources):
        if not (isinstance(source, dict) and source.get("title")):
            yield case.in_descriptor("descriptor-missing", f"sources[{at}].title")


def package_licensed(case: Case) -> Iterator[Problem]:
    """Every licence has a name, a title and an address."""
    licences = case.dataset.descriptor.get("licenses")
    for at, licence in enumerate(licences if isinstance(licences, list) else ()):
        for key in ("name", "title", "path"):
            if not (isinstance(licence, dict) and licence.get(key)):
                yield case.in_descriptor("descriptor-missing", f"licenses[{at}].{key}")


def resources_described(case: Case) -> Iterator[Problem]:
    """Every resource is a UTF-8 CSV table with a schema that has fields."""
    resources = list(_resources(case))
    if not resources:
        yield case.in_descriptor("descriptor-missing", "resources")
    for place, resource in resources:
        for key in ("name", "path", "schema"):
            if not resource.get(key):
                yield case.in_descriptor("descriptor-missing", f"{place}.{key}")
        for key, wanted in RESOURCE.items():
            if resource.get(key) != wanted:
                yield case.in_descriptor(
                    "descriptor-value", f"{place}.{key}", value=resource.get(key), wanted=wanted
                )
    for table in case.dataset.tables:
        if not table.fields:
            yield case.in_descriptor("descriptor-missing", f"{table.name}.schema.fields")


def texts_bilingual(case: Case) -> Iterator[Problem]:
    """Package, resources and fields carry title and description in both languages."""
    for place, owner in _described(case):
        for key in ("titles", "descriptions"):
            pair = owner.get(key)
            for lang in LANGS:
                text = pair.get(lang) if isinstance(pair, dict) else None
                if not (isinstance(text, str) and text.strip()):
                    yield case.in_descriptor("descriptor-text", f"{place}{key}.{lang}")


def optional_texts_bilingual(case: Case) -> Iterator[Problem]:
    """Notes and credit, where there are any, stand in both languages."""
    for key in ("notes", "credit"):
        pair = case.dataset.descriptor.get(key)
        for lang in LANGS if pair is not None else ():
            if not (isinstance(pair, dict) and pair.get(lang)):
                yield case.in_descriptor("descriptor-text", f"{key}.{lang}")


def titles_agree(case: Case) -> Iterator[Problem]:
    """`title` and `description` repeat the Vietnamese text, for readers of plain Data Packages."""
    descriptor = case.dataset.descriptor
    for key in ("title", "description"):
        pair = descriptor.get(f"{key}s")
        vi = pair.get("vi") if isinstance(pair, dict) else None
        if vi and descriptor.get(key) and descriptor[key] != vi:
            yield case.in_descriptor("descriptor-title", key, value=descriptor[key])


def texts_composed(case: Case) -> Iterator[Problem]:
    """The descriptor's texts are NFC too."""
    for place, text in _strings(case.dataset.descriptor, ""):
        if not unicodedata.is_normalized("NFC", text):
            yield case.in_descriptor("not-composed", place, value=text)


def _resources(case: Case) -> Iterator[tuple[str, Mapping[str, Any]]]:
    resources = case.dataset.descriptor.get("resources")
    for at, resource in enumerate(resources if isinstance(resources, list) else ()):
        yield f"resources[{at}]", resource if isinstance(resource, dict) else {}


def _described(case: Case) -> Iterator[tuple[str, Mapping[str, Any]]]:
    yield "", case.dataset.descriptor
    for place, resource in _resources(case):
        yield f"{place}.", resource
    for table in case.dataset.tables:
        fields = table.schema.get("fields")
        for field in fields if isinstance(fields, list) else ():
            if isinstance(field, dict):
                yield f"{table.name}.schema.{field.get('name')}.", field


def _strings(node: object, place: str) -> Iterator[tuple[str, str]]:
    if isinstance(node, str):
        yield place, node
    elif isinstance(node, Mapping):
        for key, child in node.items():
            yield from _strings(child, f"{place}.{key}" if place else str(key))
    elif isinstance(node, list):
        for at, child in enumerate(node):
            yield from _strings(child, f"{place}[{at}]")


LAWS = (
    package_described,
    package_versioned,
    package_sourced,
    package_licensed,
    resources_described,
    texts_bilingual,
    optional_texts_bilingual,
    titles_agree,
    texts_composed,
)
