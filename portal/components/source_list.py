"""Sources as a list: title, publisher, type, date, and how many figures each gives."""

from __future__ import annotations

from collections.abc import Sequence

import htpy as h
from htpy import Node

from datasets.model import Source
from portal import formats
from portal.components import value
from portal.components.source_title import foreign
from portal.i18n import translator
from portal.page import Context


def source_list(
    sources: Sequence[tuple[Source, int]], context: Context, *, typed: bool = True
) -> Node:
    """(source, number of figures) pairs in the order given; `typed`: each says its type."""
    if not sources:
        return None
    return h.ul(".sources")[
        (h.li[_entry(source, count, typed, context)] for source, count in sources)
    ]


def _entry(source: Source, count: int, typed: bool, context: Context) -> Node:
    return [
        h.a(
            href=context.url("source", source_id=source.id),
            lang=foreign(source, context),
        )[source.title],
        h.small(".under")[about(source, typed, context), " · ", counted(count, context)],
    ]


def about(source: Source, typed: bool, context: Context) -> str:
    """'Báo Quảng Nam (báo chí), 14/11/2024'."""
    name, kind = value.publisher(source, context)
    said = f"{name} ({kind})" if typed and kind else name
    return f"{said}, {published_on(source, context)}"


def published_on(source: Source, context: Context) -> str:
    if source.published is None:
        return context.t("published_unknown")
    return formats.day(source.published)


def counted(count: int, context: Context) -> str:
    t = translator("source_list", context.lang)
    return t("one_figure") if count == 1 else t("figures", count=count)
