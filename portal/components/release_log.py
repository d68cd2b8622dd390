"""The log of releases and withdrawals: what happened that day, why, each cell from old to new."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

import htpy as h
from htpy import Element, Node

from portal import formats
from portal.components import unit_link, withdrawn
from portal.components.table import Column, table
from portal.i18n import translator
from portal.page import Context
from portal.state import State
from portal.views.changes import Line, Release, TakenBack


def log(releases: Sequence[Release], taken_back: Sequence[TakenBack], context: Context) -> Node:
    """A section a day, the newest first."""
    days = {release.released for release in releases} | {back.told.day for back in taken_back}
    return [
        h.section[
            h.h2[h.time(datetime=day.isoformat())[formats.day(day)]],
            [_taken_back(back, context) for back in taken_back if back.told.day == day],
            [_entry(release, context) for release in releases if release.released == day],
        ]
        for day in sorted(days, reverse=True)
    ]


def _taken_back(back: TakenBack, context: Context) -> Element:
    t, lang, told = translator("changes", context.lang), context.lang, back.told
    address = context.url("dataset", package=back.package)
    return h.article(".logged")[
        h.h3[h.a(href=address)[back.title.of(lang)], f" {told.version}"],
        h.p[withdrawn.what(back, lang)],
        h.p[h.b[t("release_reason")], " ", told.note.of(lang)] if told.doing != "again" else None,
    ]


def _entry(release: Release, context: Context) -> Element:
    t, lang = translator("changes", context.lang), context.lang
    address = context.url("dataset", package=release.package)
    archive = f"/data/{release.package}/{release.version}/{release.package}.zip"
    return h.article(".logged", id=f"{release.package}-{release.version}")[
        h.h3[h.a(href=address)[release.title.of(lang)], f" {release.version}"],
        h.p[
            t(f"level_{release.level}"),
            [" ", t("release_since", previous=release.previous)] if release.previous else None,
            ". ",
            _size(release, context),
        ],
        _reason(release, context),
        _lines(release, context),
        h.p(".small")[h.a(href=archive, download=True)[t("release_archive")]],
    ]


def _size(release: Release, context: Context) -> str:
    t = translator("changes", context.lang)
    if release.first:
        return t("release_first_rows", count=formats.number(release.rows_added, context.lang))
    said = ", ".join(_counts(release, context)) or t("only_texts")
    return f"{said[0].upper()}{said[1:]}."


def _counts(release: Release, context: Context) -> Iterator[str]:
    t = translator("changes", context.lang)
    for name, count in (
        ("rows_added", release.rows_added),
        ("rows_removed", release.rows_removed),
        ("cells_changed", release.cells_changed),
    ):
        if count:
            yield t(name, count=formats.number(count, context.lang))


def _reason(release: Release, context: Context) -> Node:
    """A first release needs no reason, and its note only repeats the counts."""
    if release.note is None or release.first:
        return None
    t = translator("changes", context.lang)
    return h.p[h.b[t("release_reason")], " ", release.note.of(context.lang)]


def _lines(release: Release, context: Context) -> Node:
    if not release.lines:
        return None
    t, lang = translator("changes", context.lang), context.lang
    caption = t("release_lines", name=release.title.of(lang), version=release.version)
    columns = [Column(t(f"column_{name}")) for name in ("row", "field", "change")]
    return [
        h.div(".stack.cells")[
            table(caption, columns, (_line(line, context) for line in release.lines))
        ],
        h.p(".small")[t("release_more", count=formats.number(release.more, lang))]
        if release.more
        else None,
    ]


def _line(line: Line, context: Context) -> list[Node]:
    t = translator("changes", context.lang)
    if line.change == "changed" or line.field:
        field: Node = line.field.of(context.lang) if line.field else line.table.of(context.lang)
        return [_row(line, context), field, _turn(line, context)]
    return [_row(line, context), t(f"row_{line.change}"), None]


def _row(line: Line, context: Context) -> Node:
    if line.indicator is None or line.unit is None or line.period_end is None:
        return [line.table.of(context.lang), h.small(".under")[line.key] if line.key else None]
    state = State(asof=context.state.asof, vintage=line.unit.vintage)
    address = context.url("indicator", state, indicator_id=line.indicator.id)
    return [
        unit_link.link(line.unit, context),
        h.span(".under")[h.a(href=address)[line.indicator.name.of(context.lang)]],
        h.small(".under")[formats.day(date.fromisoformat(line.period_end))],
    ]


def _turn(line: Line, context: Context) -> Node:
    """From old to new, said by the marks as well as by the arrow."""
    return [
        h.del_[_cell(line.old, context)],
        h.span(aria_hidden="true")[" → "],
        h.ins[_cell(line.new, context)],
    ]


def _cell(text: str, context: Context) -> Node:
    if not text:
        return h.span(".none")[translator("changes", context.lang)("empty_cell")]
    return text
