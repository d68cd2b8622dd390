"""Links to the rows of a view as files."""

from __future__ import annotations

import htpy as h
from htpy import Element

from portal.page import Context
from portal.state import State

FORMATS = ("csv", "xlsx", "json")


def view_files(state: State, context: Context) -> Element:
    """CSV, XLSX and JSON of the indicators and units that `state` names."""
    query = state.with_(view=None).to_query()
    return h.ul(".downloads")[
        h.li(".soft")[context.t("download"), ":"],
        (
            h.li[
                h.a(href=f"/data/view.{kind}{query}", download=True)[context.t(f"download_{kind}")]
            ]
            for kind in FORMATS
        ),
    ]
