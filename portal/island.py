"""The interactive part of a page: complete static HTML in which Dash wakes at the first touch."""

from __future__ import annotations

from collections.abc import Iterable

import htpy as h
from htpy import Element, Node
from markupsafe import Markup

MARK = "<!--dash-->"
_CONFIG = '<script id="_dash-config" type="application/json"></script>'


def wrap(static: Node, *, stands: str | None = None) -> Element:
    """`static` (picture, and its controls as a GET form) with Dash sleeping beside it.

    Once a page. A control of the static part hands what the visitor chose to the live control of
    the same `name`, or to the one whose id its `data-live` tells. `stands` is a CSS selector that
    matches inside the live part once it may take the static part's place (default: any content).
    """
    return h.div(data_island=True, data_stands=stands)[h.div[static], Markup(MARK)]


def fragment(*, app_entry: str, scripts: Iterable[str], renderer: str, loader: str) -> str:
    """What stands at MARK: Dash's entry point, hidden; its scripts, inert; and the loader.

    A template's content neither loads nor runs; the loader makes the scripts anew when touched.
    Dash looks for its config and renderer elements here; the start script brings the real ones.
    """
    tags = "".join(f'<script src="{address}"></script>' for address in scripts)
    return (
        f"<div hidden>{app_entry.strip()}</div>"
        f"<template>{_CONFIG}{tags}{renderer}</template>"
        f"<script>{loader}</script>"
    )
