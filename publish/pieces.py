"""The resources of a dataset: its tables with their dictionary, and the files made from it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any

from datasets import freeze, vocabulary
from datasets.catalog import DESCRIPTOR
from datasets.model import Dataset, Table, Text
from publish.faults import TEXTS
from publish.record import short
from publish.wanted import Column, Piece, Shape, Wanted

TYPES = {"integer": "int8", "number": "numeric", "date": "date", "boolean": "bool"}
TYPES |= {"datetime": "timestamp", "year": "int4"}  # anything else is text

FORM = "1"  # raise when a generated file or a table's loading changes its form

Links = Callable[[str], str]
"""Resource key -> the address its file has in the catalogue ('' while unknown)."""


def of(release: Dataset) -> Iterable[Piece]:
    for table in release.tables:
        yield _table(release, table)
    files = {
        path.relative_to(release.folder).as_posix(): freeze.sha256(path.read_bytes())
        for path in sorted(release.folder.rglob("*"))
        if path.is_file()
    }
    whole = json.dumps([FORM, release.version, files])
    yield _made(release, "workbook", f"{release.slug}.xlsx", "XLSX", XLSX, whole)
    yield _made(release, "archive", f"{release.slug}.zip", "ZIP", "application/zip", whole)
    content = json.dumps(descriptor(release, lambda key: ""), ensure_ascii=False)
    yield _made(release, "descriptor", DESCRIPTOR, "JSON", "application/json", content)


def linked(whole: Wanted, links: Links) -> Wanted:
    """The same once addresses are known: the descriptor names them, so its content follows."""
    content = short(json.dumps(descriptor(whole.release, links), ensure_ascii=False))
    pieces = (replace(p, content=content) if p.key == "descriptor" else p for p in whole.pieces)
    return replace(whole, pieces=tuple(pieces))


XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _made(
    release: Dataset, key: str, file_name: str, form: str, mediatype: str, content: str
) -> Piece:
    name, about = TEXTS(f"piece.{key}"), TEXTS(f"piece.{key}_about")
    return Piece(
        key, file_name, mediatype, _texts(release, name, about, form, mediatype), short(content)
    )


def _texts(release: Dataset, name: Text, about: Text, form: str, mediatype: str) -> dict[str, str]:
    return {
        "name": name.vi,
        "name_en": name.en,
        "description": about.vi,
        "description_en": about.en,
        "format": form,
        # Left empty: CKAN takes the type of a download from the file's name, and ckanext-dcat would
        # print a plain "text/csv" where DCAT wants an IANA address.
        "mimetype": "",
        "media_type": mediatype,
        "availability": vocabulary.STABLE,
        "license": release.licences[0].url if release.licences else "",
    }


def _table(release: Dataset, table: Table) -> Piece:
    return Piece(
        key=f"table:{table.name}",
        file_name=table.path.name,
        mediatype="text/csv",
        fields=_texts(release, table.title, table.description, "CSV", "text/csv"),
        content=short(table.sha256),
        table=table,
        shape=_shape(table),
    )


def _shape(table: Table) -> Shape:
    raw: Any = table.schema.get("fields") or ()
    columns = tuple(_column(f) for f in raw)
    required = {f["name"] for f in raw if (f.get("constraints") or {}).get("required")}
    # CKAN's key is a unique index, and PostgreSQL takes two missing cells for different ones.
    key = table.primary_key if set(table.primary_key) <= required else ()
    form = [FORM, key, [[c.id, c.type, dict(c.info)] for c in columns]]
    return Shape(
        table, columns, key, short(json.dumps(form, ensure_ascii=False)), short(table.sha256)
    )


def _column(raw: Mapping[str, Any]) -> Column:
    """CKAN shows `label` and `notes`; the English beside them is for readers of the API."""
    titles, texts = raw.get("titles") or {}, raw.get("descriptions") or {}
    allowed = (raw.get("constraints") or {}).get("enum") or ()
    info = {
        "label": titles.get("vi") or raw.get("title") or raw["name"],
        "label_en": titles.get("en", ""),
        "notes": texts.get("vi") or raw.get("description") or "",
        "notes_en": texts.get("en", ""),
        "unit": str(raw.get("unit") or ""),
        "values": ", ".join(map(str, allowed)),
    }
    return Column(
        raw["name"], TYPES.get(raw.get("type", ""), "text"), {k: v for k, v in info.items() if v}
    )


def descriptor(release: Dataset, links: Links) -> dict[str, Any]:
    """The release's descriptor with every table's path as its address in the catalogue."""
    listed: Any = release.descriptor["resources"]
    resources = [{**r, "path": links(f"table:{r['name']}") or r["path"]} for r in listed]
    return {**release.descriptor, "resources": resources}
