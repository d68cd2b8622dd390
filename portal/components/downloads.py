"""Links that take away exactly what a view shows."""

from __future__ import annotations

import htpy as h
from htpy import Element

from portal.page import Context
from portal.state import State

FORMATS = ("csv", "xlsx", "json")


def view_downloads(context: Context, indicator_id: str, state: State) -> Element:
    """CSV, XLSX and JSON of one indicator under `state`, and the link to this very view."""
    chosen = state.with_(indicators=(), view=None).to_query().replace("?", "&", 1)
    return h.ul(".downloads")[
        h.li(".soft")[context.t("download"), ":"],
        (
            h.li[
                h.a(href=f"/data/view.{kind}?indicator={indicator_id}{chosen}", download=True)[
                    context.t(f"download_{kind}")
                ]
            ]
            for kind in FORMATS
        ),
        h.li[
            h.a(
                href=context.url("indicator", state.with_(indicators=()), indicator_id=indicator_id)
            )[context.t("permalink")]
        ],
    ]
