"""The same content as a Dash app comes out of the box: stock index, Plotly map, gzip."""

from __future__ import annotations

import gzip
import os
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from dash import Dash, dcc, html
from flask import Response, request

from benchmarks.static_page import still
from portal.app import create
from portal.components.interactive_chart import interactive_charts
from portal.config import Settings

VOID = ("br", "hr", "img", "input", "link", "meta", "wbr")
LEFT_OUT = ("script", "style", "template", "form")
KEPT = {
    "class": "className",
    "href": "href",
    "id": "id",
    "lang": "lang",
    "scope": "scope",
    "title": "title",
    "datetime": "dateTime",
}
GZIP_LEVEL = 6
SMALL_BYTES = 500


class Components(HTMLParser):
    """Reads HTML into Dash's html components; the first picture becomes `graph`."""

    def __init__(self, graph: Any) -> None:
        super().__init__()
        self.root = html.Div([])
        self._open: list[Any] = [self.root]
        self._skipping: str | None = None
        self._graph = graph

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._skipping:
            return
        if tag == "svg" or tag in LEFT_OUT:
            self._skipping = tag
            if tag == "svg" and self._graph is not None:
                self._open[-1].children.append(self._graph)
                self._graph = None
            return
        kind = getattr(html, tag.capitalize(), html.Div)
        kept = {KEPT[name]: value for name, value in attrs if name in KEPT}
        component = kind([], **kept) if tag not in VOID else kind(**kept)
        self._open[-1].children.append(component)
        if tag not in VOID:
            self._open.append(component)

    def handle_endtag(self, tag: str) -> None:
        if self._skipping:
            self._skipping = None if tag == self._skipping else self._skipping
        elif tag not in VOID and len(self._open) > 1:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        if not self._skipping:
            self._open[-1].children.append(data)


def graph() -> Any:
    """The overview's map as the portal's own Plotly figure."""
    portal = create(Settings.from_env(os.environ))
    with portal.server.test_request_context("/"):
        view, context = portal.server.extensions["portal"].at("/", {})
        return dcc.Graph(id="map", figure=interactive_charts(view, context)[0][1])


def build() -> Dash:
    page = still(Path(os.environ["BENCH_PAGE"]).read_bytes()).decode()
    chart = graph()
    app = Dash("plain", assets_folder=os.environ["BENCH_ASSETS"], title="Minh Bạch 06")
    reader = Components(chart)
    reader.feed(page[page.index("<body") : page.index("</body>")])
    app.layout = reader.root
    app.server.after_request(_gzip)
    return app


def _gzip(response: Response) -> Response:
    if "gzip" in request.headers.get("Accept-Encoding", "") and response.status_code == 200:
        response.direct_passthrough = False
        body = response.get_data()
        if len(body) > SMALL_BYTES:
            response.set_data(gzip.compress(body, GZIP_LEVEL))
            response.headers["Content-Encoding"] = "gzip"
    return response


application = build().server
