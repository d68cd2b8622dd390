"""The comparison as a table: a row a unit, a column an indicator, every gap with its reason."""

from __future__ import annotations

import htpy as h
from htpy import Element, Node

from portal.components import parts, reading, unit_link, value
from portal.components.key_figure import unit_after
from portal.components.table import Column, table
from portal.page import Context
from portal.views.side_by_side import CompareView, Entry, Panel


def compare_table(view: CompareView, context: Context) -> Element:
    columns = [Column(reading.words(context.lang)("column_where"))]
    columns += [Column(_head(panel, context)) for panel in view.panels]
    rows = (
        [unit_link.link(unit, context),
         *(_cell(panel.entries[place], context) for panel in view.panels)]
        for place, unit in enumerate(view.units)
    )  # fmt: skip
    caption = context.t("table_caption", field=context.t(f"vintage_{view.vintage}"))
    return h.div(".beside-table")[table(caption, columns, rows)]


def _head(panel: Panel, context: Context) -> str:
    name, period = reading.name(panel.snapshot, context.lang), panel.snapshot.period
    return f"{name} ({reading.when(period, context.lang)})" if period else name


def _cell(entry: Entry, context: Context) -> Node:
    """The number, its day, its source; or that there is none, why, and what there is instead."""
    figure = entry.figure
    if figure is None:
        return [h.span(".none")[context.t("no_data")], _why(entry, context)]
    return [
        h.b[value.number(figure, context)],
        unit_after(figure, context),
        figure.kind != "result" and h.small(".under")[context.t(f"kind_{figure.kind}")],
        h.small(".under")[value.dated(figure, context)],
        h.small(".under")[value.source_link(figure, context)],
        value.flags(figure, context),
    ]


def _why(entry: Entry, context: Context) -> Node:
    if entry.reason:
        reason = parts.bare(entry.reason, entry.unit, context)
        return h.small(".under")[context.t("not_restated", reason=reason)]
    if entry.instead:
        return h.small(".under")[
            context.t("instead"), " ", value.number(entry.instead, context), " (",
            value.dated(entry.instead, context), ")",
        ]  # fmt: skip
    return h.small(".under")[context.t("no_data_why")]
