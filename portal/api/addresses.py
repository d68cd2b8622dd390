"""The addresses under /api/v1: one per table, and the description of them all."""

from __future__ import annotations

import hashlib
import json
from functools import partial

from flask import Flask, Response, redirect, request

from datasets.collection import Collection
from portal.api import answer, openapi, problem, query
from portal.api.problem import PREFIX, Refusal
from portal.api.query import Asked
from portal.api.rows import Row, rows
from portal.page import Context
from portal.rendered import Rendered
from portal.respond import FRESH, Responder
from portal.routing import Match
from portal.state import State
from portal.views.interface import RESOURCES, Resource

OPEN = (PREFIX, "/catalog.", "/feed", "/data/", "/chart/")
METHODS = "GET, HEAD, OPTIONS"
A_DAY = "86400"


def register(server: Flask, responder: Responder) -> None:
    for resource in RESOURCES.values():
        server.add_url_rule(
            f"{PREFIX}/{resource.name}",
            f"api-{resource.name}",
            partial(_table, resource, responder),
        )
    server.add_url_rule(PREFIX, "api-root", lambda: redirect(f"{PREFIX}/openapi.json", 308))
    server.add_url_rule(f"{PREFIX}/openapi.json", "api-openapi", lambda: _openapi(responder))
    server.register_error_handler(
        Refusal,
        lambda error: problem.response(
            request, responder.settings.portal_url, error.status, error.detail
        ),
    )
    server.after_request(_open)


def _table(resource: Resource, responder: Responder) -> Response:
    asked = query.asked(resource, request.args, request.accept_mimetypes)
    context = _context(responder, asked)
    query.check_names(asked, context.collection)
    question = (resource.name, asked.format, *asked.written.items())
    etag = _etag(*_state(responder, context.collection), *question)
    part = answer.take(_rows(asked, responder, context), asked, context)
    if request.if_none_match.contains_weak(etag):
        body = b""  # 304: nothing to write
    else:
        write = answer.as_csv if asked.format == "csv" else answer.as_json
        body = write(part, asked, context)
    response = answer.packed(request, body, asked, etag).response(request, FRESH)
    response.headers["Vary"] = "Accept, Accept-Encoding"
    response.headers["Link"] = answer.links(part, context)
    return response


def _etag(*parts: object) -> str:
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:20]


def _rows(asked: Asked, responder: Responder, context: Context) -> tuple[Row, ...]:
    """All rows of the resource, built once per state and language of the links."""
    key = (*_state(responder, context.collection), asked.resource.name, asked.lang)
    return responder.shelf.get("api", key, lambda: rows(asked.resource, context))


def _state(responder: Responder, collection: Collection) -> tuple[str, ...]:
    """What all rows follow from."""
    return (responder.version, collection.id, responder.library.taken_back)


def _context(responder: Responder, asked: Asked) -> Context:
    """Without the day, so that rows are kept once for all days of a release set."""
    page = responder.routes.pages["api"]
    collection = responder.library.collection(asked.asof)
    return responder.context(Match(page, asked.lang, {}), State(), collection)


def _openapi(responder: Responder) -> Response:
    lang, collection = problem.speaks(request), responder.library.collection()

    def build() -> Rendered:
        told = openapi.document(collection, lang, responder.settings.portal_url)
        return Rendered.build(json.dumps(told, ensure_ascii=False).encode(), "application/json")

    key = (responder.version, collection.id, lang)
    response = responder.shelf.get("openapi", key, build).response(request, FRESH)
    response.headers["Vary"] = "Accept-Language, Accept-Encoding"
    return response


def _open(response: Response) -> Response:
    """Any site's scripts may read what programs are offered here; nothing here can be written."""
    if request.path.startswith(OPEN):
        headers = response.headers
        headers["Access-Control-Allow-Origin"] = "*"
        headers["Access-Control-Expose-Headers"] = "ETag, Link"
        if request.method == "OPTIONS":
            headers["Access-Control-Allow-Methods"] = METHODS
            headers["Access-Control-Allow-Headers"] = "Accept, Accept-Language, If-None-Match"
            headers["Access-Control-Max-Age"] = A_DAY
    return response
