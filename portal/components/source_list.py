"""Sources as a list: title, publisher, type, date, and how many figures each gives."""

from __future__ import annotations

from collections.abc import Iterable

import htpy as h
from htpy import Element

from datasets.model import Source
from portal import formats
from portal.i18n import translator
from portal.page import Context


def source_list(sources: Iterable[tuple[Source, int]], context: Context) -> Element:
    """(source, number of figures) pairs in the order given."""
    return h.ul(".sources")[(h.li[_entry(source, count, context)] for source, count in sources)]


def _entry(source: Source, count: int, context: Context) -> list[object]:
    return [
        h.a(
            href=context.url("source", source_id=source.id),
            lang=source.language if source.language != context.lang else None,
        )[source.title],
        h.small(".under")[about(source, context), " · ", counted(count, context)],
    ]


def about(source: Source, context: Context) -> str:
    """'Báo Quảng Nam (báo chí), 14/11/2024'."""
    publisher = source.publisher or context.t("publisher_unknown")
    published = formats.day(source.published) if source.published else context.t("published_unknown")
    return f"{publisher} ({context.t('type_' + source.type)}), {published}"


def counted(count: int, context: Context) -> str:
    t = translator("source_list", context.lang)
    return t("one_figure") if count == 1 else t("figures", count=count)
