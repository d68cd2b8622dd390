"""The page that says why there is nothing to show."""

from __future__ import annotations

from dataclasses import dataclass

import htpy as h
from htpy import Node

from datasets.model import Text
from portal.page import Context, Page

NOTHING_HERE = Text("Địa chỉ này không có trang nào.", "There is no page at this address.")


@dataclass(frozen=True, slots=True)
class Failure:
    """An HTTP status, and the sentence about this very case where there is one."""

    status: int
    sentence: str | None


def _title(view: Failure, context: Context) -> str:
    known = f"title_{view.status}" in context.t.texts
    return context.t(f"title_{view.status}" if known else "title_500")


def _layout(view: Failure, context: Context) -> Node:
    """The sentence, then the pages of the navigation in its order."""
    pages = [page for page in context.addresses.values() if page.nav is not None]
    pages.sort(key=lambda page: page.nav or 0)
    return [
        h.h1[_title(view, context)],
        h.p(".lede")[view.sentence or context.t("sorry")],
        h.p[context.t("onward")],
        h.ul(".tabs")[
            (h.li[h.a(href=context.url(p.name))[context.t(f"nav_{p.name}")]] for p in pages)
        ],
        h.p(".small.soft")[context.t("status", status=view.status)],
    ]


PAGE = Page(
    name="error",
    vi="/",  # the other language's link leads to its home page
    en="/en",
    view=lambda collection, state: Failure(404, None),
    title=_title,
    description=lambda view, context: view.sentence or context.t("sorry"),
    layout=_layout,
)
