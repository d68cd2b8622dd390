"""What a search found, one list a kind: each hit with enough beside it to be chosen by."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from typing import Any

import htpy as h
from htpy import Element, Node

from datasets.model import Dataset, Source
from portal import formats
from portal.components import reading, unit_link, value
from portal.components.figures_table import figures_table
from portal.components.source_list import about
from portal.components.source_title import foreign
from portal.i18n import translator
from portal.page import Context
from portal.views.search import Group, Measured, Place

COLUMNS = ("unit", "value", "date", "source")


def group(found: Group, context: Context) -> Element:
    """A section with its heading; figures as a table, all else as a list."""
    t = translator("search", context.lang)
    heading = h.h2(id=found.kind)[t(f"group_{found.kind}")]
    if found.kind == "figures":
        figures: Any = found.hits
        return h.section[
            heading, figures_table(t("search_figures_caption"), COLUMNS, figures, context)
        ]
    return h.section[heading, _list(found.hits, _SHOWN[found.kind], context)]


def _list(hits: Sequence[Any], shown: Callable[[Any, Context], Node], context: Context) -> Element:
    return h.ul(".listed")[(h.li[shown(hit, context)] for hit in hits)]


def _place(hit: Place, context: Context) -> Node:
    return [unit_link.link(hit.unit, context), h.small(".under")[_land(hit, context)]]


def _land(hit: Place, context: Context) -> str:
    t, lang = translator("search", context.lang), context.lang
    if hit.today is not None and hit.unit.valid_to is not None:
        date, today = formats.day(hit.unit.valid_to), unit_link.name(hit.today, lang)
        if hit.today.name == hit.unit.name:
            return t("place_former_same", date=date, today=today)
        key = "place_renamed" if hit.unchanged else "place_former"
        return t(key, date=date, today=today)
    if hit.former:
        first = hit.former[0].valid_to
        assert first is not None  # what merged into another has ended
        names = ", ".join(unit_link.name(unit, lang) for unit in hit.former)
        return t("place_merged", date=formats.day(first + timedelta(days=1)), names=names)
    return t("place_today")


def _indicator(hit: Measured, context: Context) -> Node:
    t, lang = translator("search", context.lang), context.lang
    address = context.url("indicator", indicator_id=hit.indicator.id)
    return [
        h.a(href=address)[hit.indicator.name.of(lang)],
        h.small(".under")[
            _reach(hit, context),
            hit.country is not None
            and [
                " · ",
                t("indicator_country"),
                " ",
                reading.said(hit.country, context),
                " (",
                value.dated(hit.country, context),
                ")",
            ],
        ],
    ]


def _reach(hit: Measured, context: Context) -> str:
    t = translator("search", context.lang)
    if hit.provinces == 1:
        return t("indicator_one_province")
    if hit.provinces:
        return t("indicator_provinces", n=hit.provinces)
    return t("indicator_national" if hit.country else "indicator_empty")


def _dataset(hit: Dataset, context: Context) -> Node:
    return [
        h.a(href=context.url("dataset", package=hit.slug))[hit.title.of(context.lang)],
        h.small(".under")[hit.description.of(context.lang)],
    ]


def _source(hit: Source, context: Context) -> Node:
    return [
        h.a(
            href=context.url("source", source_id=hit.id),
            lang=foreign(hit, context),
        )[hit.title],
        h.small(".under")[about(hit, True, context)],
    ]


_SHOWN: Mapping[str, Callable[[Any, Context], Node]] = {
    "places": _place,
    "indicators": _indicator,
    "datasets": _dataset,
    "sources": _source,
}
