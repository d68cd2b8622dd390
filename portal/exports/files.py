"""A view's extract as CSV and JSON; the workbook has a module of its own."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from datasets.collection import Collection
from datasets.model import LANGS, Indicator, Text
from portal.exports.columns import ABOUT, CELLS, cells, day
from portal.exports.origin import citation, licences
from portal.exports.sheet import Column, Sheet, as_csv, typed
from portal.exports.view import Extract
from portal.exports.workbook import as_workbook
from portal.exports.writers import WRITERS as TABLES

CONTENT_TYPES = {ending: content_type for ending, (_, content_type) in TABLES.items()}


def flat(extract: Extract) -> Sheet:
    """All rows with all that must be said about them, for readers of one table."""
    licence, released = licences(extract), day(extract.released)
    rows = (
        (
            *cells(line),
            line[0].indicator.definition.vi,
            line[0].indicator.definition.en,
            extract.filters,
            extract.release_set,
            released,
            licence,
            extract.permalink,
        )
        for line in extract.lines
    )
    columns = (
        *CELLS,
        *(Column(name, "date" if name == "released" else "string") for name in ABOUT),
    )
    return Sheet(columns=columns, rows=tuple(rows), about={})


def as_document(extract: Extract) -> bytes:
    """One JSON object: where it comes from, what is measured, the rows, and who is missing."""
    document = {
        "title": _both(extract.title),
        "filters": extract.filters,
        "release_set": extract.release_set,
        "released": day(extract.released) or None,
        "permalink": extract.permalink,
        "pages": dict(extract.pages),
        "licence": licences(extract),
        "citation": _both(citation(extract)),
        "indicators": [_indicator(indicator) for indicator in extract.indicators],
        "fields": [{"name": column.name, "type": column.type} for column in CELLS],
        "rows": [
            {c.name: typed(cell, c.type) for c, cell in zip(CELLS, cells(line), strict=True)}
            for line in extract.lines
        ],
        "missing": [
            {
                "indicator_id": indicator.id,
                "vintage": unit.vintage,
                "unit_code": unit.code,
                "unit_vi": unit.name.vi,
                "unit_en": unit.name.en,
            }
            for indicator, unit in extract.missing
        ],
    }
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()


def _indicator(indicator: Indicator) -> dict[str, Any]:
    return {
        "indicator_id": indicator.id,
        "name": _both(indicator.name),
        "definition": _both(indicator.definition),
        "unit_of_measure": indicator.unit,
        "measure": indicator.measure,
        "direction": indicator.direction,
    }


def _both(text: Text) -> dict[str, str]:
    return {lang: text.of(lang) for lang in LANGS}


WRITERS: Mapping[str, tuple[Callable[[Extract, Collection], bytes], str]] = {
    "csv": (lambda extract, collection: as_csv(flat(extract)), CONTENT_TYPES["csv"]),
    "json": (lambda extract, collection: as_document(extract), CONTENT_TYPES["json"]),
    "xlsx": (as_workbook, CONTENT_TYPES["xlsx"]),
}
