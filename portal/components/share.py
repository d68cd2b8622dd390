"""How to take a view along: files of its figures and its picture, its address, code to embed."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlencode

import htpy as h
from htpy import Element, Node

from portal.components import picture, reading
from portal.page import Context
from portal.state import State
from portal.views.indicator import IndicatorView
from portal.views.pinned import pinned

ROWS = ("csv", "xlsx", "json")
PICTURES = ("svg", "png")
FRAME_HEIGHTS = {"map": 800, "tiles": 1100, "table": 640, "trend": 560}
"""Pixels that the frame needs on a phone; a ranking scrolls in its frame."""


def share(view: IndicatorView, context: Context) -> Element:
    """Everything of exactly what is shown: also of what the view chose by itself."""
    t, state = reading.words(context.lang), picture.state(view, context)
    drawn = picture.drawable(view)
    link = picture.address(view, context, pinned(context.collection, state))
    return h.section(".share")[
        h.h2[t("share_heading")],
        _files(t("share_rows"), {k: rows_address(view, k, state) for k in ROWS}, context),
        drawn
        and _files(
            t("share_picture"),
            {k: picture_address(view, k, state, context) for k in PICTURES},
            context,
        ),
        h.p[h.a(href=link.removeprefix(context.portal_url))[t("share_link")]],
        drawn and _embed(view, state, context),
    ]


def rows_address(view: IndicatorView, kind: str, state: State) -> str:
    chosen = state.to_query().replace("?", "&", 1)
    return f"/data/view.{kind}?indicator={view.indicator.id}{chosen}"


def picture_address(view: IndicatorView, kind: str, state: State, context: Context) -> str:
    return f"/chart/{view.indicator.id}.{kind}{_query(state, context)}"


def embed_code(view: IndicatorView, state: State, context: Context) -> str:
    """An <iframe> for the pages of others; the title is what a screen reader announces."""
    address = f"{context.portal_url}/embed/{view.indicator.id}{_query(state, context)}"
    frame = h.iframe(
        src=address,
        title=picture.seen(view, context),
        width="100%",
        height=str(FRAME_HEIGHTS[view.picture]),
        loading="lazy",
        style="border:0",
    )
    return "".join(frame.iter_chunks())  # plain text, which is escaped where it is shown


def _query(state: State, context: Context) -> str:
    """The state, and the language where it is not the one that needs no saying."""
    query = state.to_query()
    if context.lang == "vi":
        return query
    return f"{query}{'&' if query else '?'}{urlencode({'lang': context.lang})}"


def _files(label: str, files: Mapping[str, str], context: Context) -> Element:
    return h.ul(".downloads")[
        h.li(".soft")[label, ":"],
        (
            h.li[h.a(href=address, download=True)[context.t(f"download_{kind}")]]
            for kind, address in files.items()
        ),
    ]


def _embed(view: IndicatorView, state: State, context: Context) -> Node:
    t = reading.words(context.lang)
    return h.details[
        h.summary[t("share_embed")],
        h.label(for_="embed-code")[t("share_embed_how")],
        h.textarea("#embed-code", readonly=True, rows="5", spellcheck="false")[
            embed_code(view, state, context)
        ],
    ]
