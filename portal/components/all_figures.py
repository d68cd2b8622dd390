"""Every printed figure of one indicator, several sources of one cell side by side."""

from __future__ import annotations

import htpy as h
from htpy import Node

from portal.components import reading, unit_link
from portal.components.figures_table import CELLS
from portal.components.table import Column, table
from portal.i18n import translator
from portal.page import Context
from portal.views.indicator import IndicatorView, Row

COLUMNS = ("value", "date", "source")  # after the unit; the indicator is the page's own
AT_ONCE = 25  # longer tables open on request: the ranking above has said the main thing


def all_figures(view: IndicatorView, context: Context) -> Node:
    """Nothing where there is no figure at all."""
    if not view.rows:
        return None
    t = translator("figures_table", context.lang)
    noted = any(row.other_source or row.figure.note for row in view.rows)
    words = reading.words(context.lang)
    columns = [
        Column(words("column_province")),
        *(Column(t(f"column_{name}")) for name in COLUMNS),
        *([Column(words("column_flags"))] if noted else ()),
    ]
    caption = context.t(
        "rows_caption", n=len(view.rows), vintage=context.t(f"vintage_{view.snapshot.vintage}")
    )
    rows = table(caption, columns, (_row(row, context, noted) for row in view.rows))
    return h.details(".stack", open=len(view.rows) <= AT_ONCE)[h.summary[caption], rows]


def _row(row: Row, context: Context, noted: bool) -> list[Node]:
    cells = [
        unit_link.link(row.figure.unit, context),
        *(CELLS[name](row.figure, context) for name in COLUMNS),
    ]
    if noted:
        note = row.figure.note
        cells.append(
            [
                row.other_source and context.t("other_source"),
                " ",
                note.of(context.lang) if note else None,
            ]
        )
    return cells
