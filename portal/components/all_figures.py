"""Every printed figure of one indicator, several sources of one cell side by side."""

from __future__ import annotations

import htpy as h
from htpy import Node

from datasets.model import COUNTRY
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
        Column(words("column_where")),
        *(Column(t(f"column_{name}")) for name in COLUMNS),
        *([Column(words("column_flags"))] if noted else ()),
    ]
    country = all(row.figure.unit.code == COUNTRY for row in view.rows)
    field = context.t("country" if country else f"vintage_{view.snapshot.vintage}")
    caption = context.t("rows_caption", n=len(view.rows), field=field)
    rows = table(caption, columns, (_row(row, context, noted) for row in view.rows))
    kind = ".stack.noted" if noted else ".stack"
    if len(view.rows) <= AT_ONCE:
        return h.div(kind)[rows]
    return h.details(kind)[h.summary[context.t("rows_open", n=len(view.rows))], rows]


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
