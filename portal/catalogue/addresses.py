"""The two addresses of the catalogue: one graph, as JSON-LD and as Turtle."""

from __future__ import annotations

from flask import Flask, Response, request

from datasets import history
from datasets.collection import Collection
from datasets.model import Dataset
from portal.catalogue import files, graph
from portal.catalogue.distributions import Edition
from portal.catalogue.entries import Entry
from portal.catalogue.files import File
from portal.rendered import Rendered
from portal.respond import FRESH, Responder
from portal.state import State


def register(server: Flask, responder: Responder) -> None:
    base, shelf = responder.settings.portal_url, responder.shelf

    def asked() -> Collection:
        return responder.library.collection(State.from_query(request.args).asof)

    def offered(dataset: Dataset) -> tuple[File, ...]:
        hashes = [table.sha256 for table in dataset.tables]
        key = (responder.version, dataset.slug, dataset.version, hashes)
        return shelf.get("files", key, lambda: files.offered(dataset))

    def entry(dataset: Dataset) -> Entry:
        return Entry(
            latest=Edition(dataset, offered(dataset), base, pinned=False),
            versions=tuple(
                (history.record(release), Edition(release, offered(release), base, pinned=True))
                for release in history.of(dataset)
            ),
        )

    def json_ld(collection: Collection) -> Rendered:
        def build() -> Rendered:
            listed = [entry(dataset) for dataset in collection.datasets.values()]
            body = graph.json_ld(listed, collection, base)
            return Rendered.build(body, "application/ld+json")

        return shelf.get("json-ld", (responder.version, collection.id), build)

    def turtle(collection: Collection) -> Rendered:
        def build() -> Rendered:
            body = graph.turtle(json_ld(collection).body)
            return Rendered.build(body, "text/turtle; charset=utf-8")

        return shelf.get("turtle", (responder.version, collection.id), build)

    def send(rendered: Rendered) -> Response:
        return rendered.response(request, FRESH)

    server.add_url_rule("/catalog.jsonld", "catalog-jsonld", lambda: send(json_ld(asked())))
    server.add_url_rule("/catalog.ttl", "catalog-ttl", lambda: send(turtle(asked())))
