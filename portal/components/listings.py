"""Named lists and deadlines: what sources say of provinces without a number."""

from __future__ import annotations

from collections.abc import Sequence

import htpy as h
from htpy import Element, Node

from portal import formats
from portal.components import unit_link
from portal.i18n import translator
from portal.page import Context
from portal.views.listed import Deadline, Listed


def lists(entries: Sequence[Listed], context: Context, *, with_unit: bool = False) -> Node:
    """Each list's name and meaning, the date, the source; with whom it names where asked."""
    if not entries:
        return None
    return h.ul(".listed")[(_listed(entry, context, with_unit) for entry in entries)]


def _listed(entry: Listed, context: Context, with_unit: bool) -> Element:
    lang = context.lang
    return h.li[
        with_unit and [unit_link.link(entry.unit, context), ": "],
        h.strong[entry.name.of(lang)],
        ". ",
        entry.definition.of(lang),
        " ",
        _said(
            entry.date.isoformat(),
            formats.day(entry.date),
            entry.source.id,
            entry.source.publisher or entry.source.title,
            context,
        ),
    ]


def deadlines(entries: Sequence[Deadline], context: Context, *, with_unit: bool = False) -> Node:
    """Each deadline with its day as printed and its source."""
    if not entries:
        return None
    t = translator("listings", context.lang)
    return h.ul(".listed")[
        (
            h.li[
                with_unit and [unit_link.link(entry.unit, context), ": "],
                h.strong[entry.text.of(context.lang)],
                ". ",
                t("due"),
                " ",
                h.time(datetime=entry.due.isoformat())[formats.day(entry.due)],
                " (",
                t("printed"),
                " ",
                h.q[entry.as_stated],
                "). ",
                _source(entry.source.id, entry.source.publisher or entry.source.title, context),
            ]
            for entry in entries
        )
    ]


def _said(machine: str, day: str, source_id: str, name: str, context: Context) -> Element:
    return h.span[h.time(datetime=machine)[day], " · ", _source(source_id, name, context)]


def _source(source_id: str, name: str, context: Context) -> Element:
    return h.a(".src", href=context.url("source", source_id=source_id))[name]
