"""The addresses under /data/: files of the releases, and rows of a view."""

from __future__ import annotations

from flask import Flask, Response, request

from datasets.model import Dataset, Text
from portal.exports import released, view
from portal.exports.files import WRITERS
from portal.page import NotFound
from portal.rendered import Rendered
from portal.respond import FRESH, Responder, joined
from portal.state import State

FROZEN = "public, max-age=31536000, immutable"  # a release never changes


def register(server: Flask, responder: Responder) -> None:
    def send(rendered: Rendered, keep: str) -> Response:
        response = rendered.response(request, keep)
        response.headers["Access-Control-Allow-Origin"] = "*"
        return response

    def file(dataset: Dataset, name: str, keep: str) -> Response:
        hashes = [table.sha256 for table in dataset.tables]
        key = (responder.version, dataset.slug, dataset.version, hashes, name)
        return send(responder.shelf.get("file", key, lambda: released.file(dataset, name)), keep)

    def latest(package: str, name: str) -> Response:
        asof = State.from_query(request.args).asof
        return file(responder.library.dataset(package, asof=asof), name, FRESH)

    def version(package: str, version: str, name: str) -> Response:
        keep = FRESH if responder.settings.working else FROZEN
        return file(responder.library.dataset(package, version), name, keep)

    def rows(ending: str) -> Response:
        if ending not in WRITERS:
            raise NotFound(Text("Định dạng: csv, json, xlsx.", "Formats: csv, json, xlsx."))
        chosen = view.asked(
            {**joined(request.args), "indicator": ",".join(request.args.getlist("indicator"))}
        )
        collection = responder.library.collection(chosen.state.asof)
        key = (responder.version, collection.id, chosen.filters, ending)

        def build() -> Rendered:
            write, content_type = WRITERS[ending]
            pages, portal_url = responder.routes.pages, responder.settings.portal_url
            found = view.extract(collection, chosen, portal_url, pages)
            return Rendered.build(
                write(found, collection),
                content_type,
                filename=f"{chosen.stem}.{ending}",
                etag=f"{collection.id}-{responder.version}",
            )

        return send(responder.shelf.get("rows", key, build), FRESH)

    server.add_url_rule("/data/view.<ending>", "rows", rows)
    server.add_url_rule(
        "/data/<package>.zip", "zip", lambda package: latest(package, f"{package}.zip")
    )
    server.add_url_rule("/data/<package>/<name>", "latest", latest)
    server.add_url_rule("/data/<package>/<version>/<name>", "version", version)
