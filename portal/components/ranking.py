"""All provinces of one snapshot in order, ties marked, and those without a figure by name."""

from __future__ import annotations

import htpy as h
from htpy import Element, Node

from portal import formats
from portal.components import reading, unit_link, value
from portal.components.key_figure import unit_after
from portal.components.parts import refusals
from portal.components.table import Column, table
from portal.i18n import translator
from portal.page import Context
from portal.views.snapshot import Place, Snapshot


def ranking(snapshot: Snapshot, context: Context) -> Node:
    """The table, then the gaps; nothing where no province has a figure."""
    if snapshot.period is None or not snapshot.places:
        return None
    t, common = reading.words(context.lang), translator("figures_table", context.lang)
    # The only one that reports is first of nothing.
    ranked = len(snapshot.places) > 1 and any(place.place for place in snapshot.places)
    own_rank = snapshot.indicator.measure == "rank"
    placed, flagged = ranked and not own_rank, any(p.figure.flags for p in snapshot.places)
    when = reading.when(snapshot.period, context.lang)
    dated = any(_period(place, context) != when for place in snapshot.places)
    columns = [
        Column(t("column_province")),
        *([Column(t("column_place"), numeric=True)] if placed else ()),
        Column(common("column_value"), numeric=True),
        *([Column(common("column_date"))] if dated else ()),
        Column(common("column_source")),
        *([Column(t("column_flags"))] if flagged else ()),
    ]
    caption = t(
        "ranking_caption",
        name=reading.name(snapshot, context.lang),
        when=when,
    )
    if placed:
        caption = t("ranking_among", caption=caption, n=len(snapshot.places))
    rows = (_row(place, context, placed, dated, flagged) for place in snapshot.places)
    return h.div(".rank")[table(caption, columns, rows)]


def gaps(snapshot: Snapshot, context: Context) -> Node:
    """The provinces without a figure, and who would have to report."""
    if not snapshot.missing or snapshot.period is None:
        return None
    if snapshot.restated:
        return refusals(snapshot.refusals, context)
    t, who = reading.words(context.lang), snapshot.indicator.reported_by
    heading = t(
        "missing_heading",
        when=reading.when(snapshot.period, context.lang),
        n=len(snapshot.missing),
    )
    return [
        h.h3[heading],
        h.p[t("missing_why"), f" {t('missing_who', who=who.of(context.lang))}" if who else None],
        h.ul(".columns.narrow")[(h.li[unit_link.link(unit, context)] for unit in snapshot.missing)],
    ]


def _period(place: Place, context: Context) -> str:
    """'năm 2022' where the figure covers it: then the caption has said the date of all."""
    figure = place.figure
    return formats.period(figure.period_start, figure.period_end, context.lang)


def _row(place: Place, context: Context, placed: bool, dated: bool, flagged: bool) -> list[Node]:
    figure = place.figure
    return [
        unit_link.link(figure.unit, context),
        *([_place(place, context)] if placed else ()),
        _value(place, context, placed),
        *([value.dated(figure, context)] if dated else ()),
        value.source_link(figure, context),
        *([value.flags(figure, context)] if flagged else ()),
    ]


def _place(place: Place, context: Context) -> str:
    return reading.words(context.lang)("place_tied" if place.tied else "place", place=place.place)


def _value(place: Place, context: Context, placed: bool) -> list[Node]:
    """Of an index that is itself a rank, the tie stands beside the value."""
    tie = place.tied and place.place and not placed
    return [
        value.number(place.figure, context),
        unit_after(place.figure, context),
        tie and _tie(context),
    ]


def _tie(context: Context) -> Element:
    return h.small[reading.words(context.lang)("place_tied", place="")]
