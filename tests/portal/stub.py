"""A tiny site of three pages for tests of the server: still, with an argument, with an island."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import dash_bootstrap_components as dbc
import htpy as h
from dash import Input, Output, callback, html

from datasets.collection import Collection
from datasets.model import Text
from portal import island
from portal.i18n import Translator
from portal.page import Context, NotFound, Page
from portal.routing import Routes
from portal.state import State

COLOURS = ("red", "green", "blue")
BUILT: list[str] = []  # names of views in the order in which they were built


@dataclass(frozen=True, slots=True)
class Said:
    text: str


def overview(collection: Collection, state: State) -> Said:
    BUILT.append("overview")
    return Said("Trang đầu")


def thing(collection: Collection, state: State, slug: str) -> Said:
    BUILT.append(slug)
    if slug == "missing":
        raise NotFound(Text("Không có thứ này.", "There is no such thing."))
    if slug == "broken":
        raise RuntimeError("a secret of the server")
    return Said(slug)


def lively(collection: Collection, state: State) -> Said:
    return Said("Chọn màu")


def static_island(view: Said, context: Context) -> h.Node:
    return [
        h.h1[view.text],
        island.wrap(
            h.form(method="get", action=context.here())[
                h.label(for_="still-colour")["Màu"],
                h.select("#still-colour", name="colour")[(h.option[c] for c in COLOURS)],
                h.input("#still-word", name="word", value="xin chào"),
                h.button["Xem"],
            ]
        ),
    ]


def live_island(view: Said, context: Context) -> Any:
    return html.Div(
        [
            html.Label("Màu", htmlFor="live-colour"),
            dbc.Select(id="live-colour", name="colour", options=list(COLOURS), value="red"),
            html.P(id="live-answer"),
        ]
    )


@callback(Output("live-answer", "children"), Input("live-colour", "value"))
def answer(colour: object) -> str:
    if colour == "explode":
        raise RuntimeError("a secret of the callback")
    return f"Bạn chọn {colour}" if colour in COLOURS else "?"


def _page(name: str, vi: str, en: str, view: Any, **more: Any) -> Page:
    plain = {"layout": lambda v, c: h.h1[v.text]}
    return Page(
        name=name,
        vi=vi,
        en=en,
        view=view,
        title=lambda v, c: v.text,
        description=lambda v, c: v.text,
        **{**plain, **more},
    )


PAGES = (
    _page("overview", "/", "/en", overview, nav=1),
    _page("thing", "/thu/<slug>", "/en/things/<slug>", thing),
    _page("lively", "/mau", "/en/colours", lively, layout=static_island, island=live_island),
)


def routes() -> Routes:
    return Routes(PAGES)


def translator(page: str, lang: Any) -> Translator:
    """The page's texts, or the common ones: the stub's pages have none of their own.

    It stays in place while real pages are tested in the same process, so it must not harm them.
    """
    from portal.i18n import texts

    try:
        return Translator(lang, texts(page))
    except FileNotFoundError:
        return Translator(lang, texts("common"))
