"""The interactive part of a page: complete static HTML in which Dash wakes at the first touch."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable

import htpy as h
from htpy import Element, Node
from markupsafe import Markup

MARK = "<!--dash-->"
_CONFIG = re.compile(r"(<script id=\"_dash-config\"[^>]*>)(.*?)(</script>)", re.S)
_PRIVATE = ("python_version", "dash_version_url", "end_id")  # nobody's business, or never the same


def wrap(static: Node, *, stands: str | None = None) -> Element:
    """`static` (picture, and its controls as a GET form) with Dash sleeping beside it.

    Once a page. A control of the static part hands what the visitor chose to the live control of
    the same `name`, or to the one whose id its `data-live` tells. `stands` is a CSS selector that
    matches inside the live part once it may take the static part's place (default: any content).
    """
    return h.div(data_island=True, data_stands=stands)[h.div[static], Markup(MARK)]


def fragment(
    *, app_entry: str, config: str, scripts: Iterable[str], renderer: str, loader: str
) -> str:
    """What stands at MARK: Dash's entry point, hidden; its scripts, inert; and the loader.

    A template's content neither loads nor runs; the loader makes the scripts anew when touched.
    """
    tags = "".join(f'<script src="{address}"></script>' for address in scripts)
    return (
        f"<div hidden>{app_entry.strip()}</div>"
        f"<template>{_public(config)}{tags}{renderer}</template>"
        f"<script>{loader}</script>"
    )


def _public(config: str) -> str:
    """Dash's config without what tells about the server or differs at every start."""
    found = _CONFIG.search(config)
    if found is None:
        raise ValueError("Dash's index has no _dash-config any more")
    kept = {k: v for k, v in json.loads(found[2]).items() if k not in _PRIVATE}
    text = json.dumps(kept, separators=(",", ":")).replace("<", "\\u003c")
    return f"{found[1]}{text}{found[3]}"
