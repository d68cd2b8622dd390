"""The interface's OpenAPI 3.1 description, written from the declarations that also serve it."""

from __future__ import annotations

from typing import Any

from datasets.collection import Collection
from datasets.model import Lang
from portal.api.answer import LICENCE, NOTE
from portal.api.problem import CONTENT_TYPE, KINDS, PREFIX
from portal.views import interface
from portal.views.interface import RESOURCES, Column, Resource
from portal.views.parameters import PARAMETERS

VERSION = "1.0.0"
Schema = dict[str, Any]
FAILURES = ("400", "404", "406", "410", "500")


def document(collection: Collection, lang: Lang, portal_url: str) -> Schema:
    """Texts in one language, as OpenAPI has no room for two."""
    name, url = LICENCE
    return {
        "openapi": "3.1.1",
        "info": {
            "title": "Minh Bạch 06",
            "version": VERSION,
            "description": NOTE.of(lang),
            "license": {"name": name, "url": url},
        },
        "servers": [{"url": portal_url}],
        "externalDocs": {"url": f"{portal_url}/api"},
        "paths": {
            f"{PREFIX}/{resource.name}": {"get": _operation(resource, lang)}
            for resource in RESOURCES.values()
        },
        "components": {
            "schemas": {
                **{r.name: _row(r, collection, lang) for r in RESOURCES.values()},
                **{f"{r.name}-page": _page(r) for r in RESOURCES.values()},
                "meta": META,
                "links": LINKS,
                "problem": PROBLEM,
            },
            "parameters": {p.name: _parameter(p.name, lang) for p in PARAMETERS.values()},
            "responses": {
                str(status): {
                    "description": title.of(lang),
                    "content": {CONTENT_TYPE: {"schema": _ref("schemas", "problem")}},
                }
                for status, (_, title) in KINDS.items()
            },
        },
    }


def _operation(resource: Resource, lang: Lang) -> Schema:
    return {
        "operationId": resource.name,
        "summary": resource.about.of(lang),
        "parameters": [_ref("parameters", p.name) for p in resource.parameters],
        "responses": {
            "200": {
                "description": resource.about.of(lang),
                "headers": {
                    "Link": {"schema": {"type": "string"}},
                    "ETag": {"schema": {"type": "string"}},
                },
                "content": {
                    "application/json": {"schema": _ref("schemas", f"{resource.name}-page")},
                    "text/csv": {"schema": {"type": "string"}},
                },
            },
            **{status: _ref("responses", status) for status in FAILURES},
        },
    }


def _parameter(name: str, lang: Lang) -> Schema:
    parameter = PARAMETERS[name]
    told = {
        "name": name,
        "in": "query",
        "description": parameter.about.of(lang),
        "schema": dict(parameter.schema),
    }
    return {**told, "example": parameter.example} if parameter.example else told


def _row(resource: Resource, collection: Collection, lang: Lang) -> Schema:
    columns = interface.columns(resource, collection)
    return {
        "type": "object",
        "description": resource.about.of(lang),
        "properties": {column.name: _column(column, lang) for column in columns},
        "required": [column.name for column in columns],
        "additionalProperties": False,
    }


def _column(column: Column, lang: Lang) -> Schema:
    kind = "string" if column.kind == "date" else column.kind
    schema: Schema = {"type": kind if column.required else [kind, "null"]}
    if column.kind == "date":
        schema["format"] = "date"
    if column.values:
        schema["enum"] = [*column.values, *([] if column.required else [None])]
    return {**schema, "description": column.about.of(lang)}


def _page(resource: Resource) -> Schema:
    return _closed(
        {
            "meta": _ref("schemas", "meta"),
            "data": {"type": "array", "items": _ref("schemas", resource.name)},
            "links": _ref("schemas", "links"),
        }
    )


def _ref(kind: str, name: str) -> Schema:
    return {"$ref": f"#/components/{kind}/{name}"}


def _closed(properties: Schema) -> Schema:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


_TEXT: Schema = {"type": "string"}
_ADDRESS: Schema = {"type": "string", "format": "uri"}
_COUNT: Schema = {"type": "integer", "minimum": 0}
_DAY: Schema = {"type": ["string", "null"], "format": "date"}
META = _closed(
    {
        "release_set": {"type": "string", "pattern": "^[0-9a-f]{12}$"},
        "asof": _DAY,
        "released": _DAY,
        "total": _COUNT,
        "count": _COUNT,
        "limit": _COUNT,
        "licence": _closed({"name": _TEXT, "url": _ADDRESS}),
        "source_note": _closed({"vi": _TEXT, "en": _TEXT}),
    }
)
LINKS = _closed(
    {
        "self": _ADDRESS,
        "next": {"type": ["string", "null"], "format": "uri"},
        "csv": _ADDRESS,
        "docs": _ADDRESS,
    }
)
PROBLEM = _closed(
    {
        "type": _ADDRESS,
        "title": _TEXT,
        "status": {"type": "integer"},
        "detail": _TEXT,
        "instance": {"type": "string", "format": "uri-reference"},
    }
)
