"""The addresses of pictures: /chart/ as a file, /embed/ for a frame, /card/ for what is shared."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Flask, Response, request

from datasets.model import LANGS, Lang, Text
from portal.cache import Shelf
from portal.components import card, chart, embed, error
from portal.exports import raster
from portal.figures.drawing import NothingToDraw, standalone
from portal.page import Context, NotFound
from portal.rendered import Rendered
from portal.respond import FRESH, Responder, joined
from portal.state import BadState

SVG, PNG, HTML = "image/svg+xml", "image/png", "text/html; charset=utf-8"
MOST_PNG_BYTES = 30_000_000  # a worker: some 150 pictures
ZOOM = 1.5  # of a chart: 1,218 pixels for a map; print takes the SVG
NO_PICTURE = Text(
    "Không có số liệu để vẽ cho lựa chọn này.", "There are no figures to draw for this choice."
)
FORMATS = Text("Định dạng: svg, png.", "Formats: svg, png.")


def register(server: Flask, responder: Responder) -> None:
    shelf = Shelf(server, responder.settings.cache_url, most_bytes=MOST_PNG_BYTES)

    def picture(indicator_id: str, ending: str) -> Response:
        if ending not in ("svg", "png"):
            raise NotFound(FORMATS)
        view, context = _at(responder, indicator_id)
        key = _key(responder, context, view, ending)
        kept = shelf if ending == "png" else responder.shelf
        return _open(kept.get("chart", key, lambda: _chart(view, context, ending)))

    def frame(indicator_id: str) -> Response:
        view, context = _at(responder, indicator_id)
        key = (*_key(responder, context, view, "html"), context.state.asof)
        style = responder.assets.embed_style
        response = responder.shelf.get("embed", key, lambda: Rendered.build(
            str(embed.document(view, context, style)).encode(), HTML,
        )).response(request, FRESH)  # fmt: skip
        response.headers["Content-Language"] = context.lang
        return response

    def shared(path: str) -> Response:
        view, context = responder.at(card.page_path(path), joined(request.args))
        if context.page.card is None:
            raise NotFound(error.NOTHING_HERE)
        shown = context.page.card(view, context)
        key = (responder.version, context.collection.id, context.lang, shown)
        return _open(shelf.get("card", key, lambda: _card(shown, context)))

    server.add_url_rule("/chart/<indicator_id>.<ending>", "chart", picture)
    server.add_url_rule("/embed/<indicator_id>", "embed", frame)
    server.add_url_rule("/card/<path:path>.png", "card", shared)


def language(query: Mapping[str, str]) -> Lang:
    """`lang` of an address that does not say it otherwise; Vietnamese without. Raises BadState."""
    asked = query.get("lang") or "vi"
    if asked not in LANGS:
        raise BadState("lang", asked, Text("hãy dùng vi | en", "use vi | en"))
    return asked


def _at(responder: Responder, indicator_id: str) -> tuple[Any, Context]:
    """View and context of the indicator's page; raises NotFound and BadState."""
    page = responder.routes.pages["indicator"]
    path = page.path(language(request.args), {"indicator_id": indicator_id})
    return responder.at(path, joined(request.args))


def _key(responder: Responder, context: Context, view: Any, ending: str) -> tuple[object, ...]:
    """What is drawn, not what was asked: however an address spells it, it is drawn once."""
    shown = view.snapshot
    chosen = (view.indicator.id, shown.vintage, shown.period, view.picture)
    return (responder.version, context.collection.id, context.lang, ending, *chosen)


def _chart(view: Any, context: Context, ending: str) -> Rendered:
    try:
        drawn = chart.chart(view, context)
    except NothingToDraw:
        raise NotFound(NO_PICTURE) from None
    svg = chart.chart_svg(view, context)
    if ending == "svg":
        return Rendered.build(svg.encode(), SVG)
    return Rendered.build(raster.png(svg, drawn.width, drawn.height, ZOOM), PNG)


def _card(shown: card.Card, context: Context) -> Rendered:
    drawn = card.drawing(shown, context)
    svg = standalone(drawn, title=shown.title, text=shown.alt, lang=context.lang)
    return Rendered.build(raster.png(svg, drawn.width, drawn.height, 1.0), PNG)


def _open(rendered: Rendered) -> Response:
    """To be used on the pages of others."""
    response = rendered.response(request, FRESH)
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response
