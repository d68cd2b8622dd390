"""What became of a figure from release to release, oldest first."""

from __future__ import annotations

import htpy as h
from htpy import Node

from portal import formats
from portal.components.table import Column, table
from portal.i18n import translator
from portal.page import Context
from portal.views.revisions import Revision


def revisions_table(revisions: tuple[Revision, ...], context: Context) -> Node:
    """Nothing for packages that are being edited: they have no releases."""
    if not revisions:
        return None
    t = translator("figure", context.lang)
    return [
        h.h2[t("revisions")],
        table(
            t("revisions_caption"),
            [Column(t("column_release")), Column(t("column_what")), Column(t("column_why"))],
            ([_release(r, context), _what(r, context), _why(r, context)] for r in revisions),
        ),
    ]


def _release(revision: Revision, context: Context) -> Node:
    address = context.url("dataset", package=revision.package)
    return [formats.day(revision.released), " · ", h.a(href=address)[revision.version]]


def _what(revision: Revision, context: Context) -> Node:
    t = translator("figure", context.lang)
    if revision.change != "changed":
        return t(f"change_{revision.change}")
    return [
        h.code[revision.field], ": ",
        h.del_[revision.old or t("empty")], " → ", h.ins[revision.new or t("empty")],
    ]  # fmt: skip


def _why(revision: Revision, context: Context) -> str:
    if revision.first:
        return translator("figure", context.lang)("first_release")
    return revision.note.of(context.lang) if revision.note else "–"
