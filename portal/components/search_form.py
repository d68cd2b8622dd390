"""The box to search by, small in the header of every page and large on the page of results."""

from __future__ import annotations

import htpy as h
from htpy import Element, Node

from portal.page import LONGEST, Context
from portal.state import State

PAGE = "search"  # where the form leads


def small(context: Context) -> Node:
    """For the header; not on the page of results, which has the large one."""
    if PAGE not in context.addresses or context.page.name == PAGE:
        return None
    return _form(context, ".find", "", h.label(for_="q")[context.t("search_label")])


def large(context: Context, query: str, hint: str) -> Element:
    """With the words that were searched for, and a line under it."""
    return h.div[
        _form(context, ".find.large", query, h.label(for_="q")[context.t("search_label")]),
        h.p("#q-hint.small.soft")[hint],
    ]


def _form(context: Context, selector: str, query: str, label: Element) -> Element:
    asof = context.state.asof
    return h.form(selector, role="search", method="get", action=context.url(PAGE, State()))[
        label,
        h.input(
            "#q",
            type="search",
            name="q",
            value=query or None,
            maxlength=LONGEST,
            placeholder=context.t("search_placeholder"),
            autocomplete="off",
            aria_describedby="q-hint" if ".large" in selector else None,
        ),
        h.input(type="hidden", name="asof", value=asof.isoformat()) if asof else None,
        h.button[context.t("search_button")],
    ]
