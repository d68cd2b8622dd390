"""One figure set large: what is measured, the number, its date, its source, what to heed."""

from __future__ import annotations

import htpy as h
from htpy import Element

from portal.components import value
from portal.page import Context
from portal.state import State
from portal.views.figure import Figure


def key_figure(figure: Figure, context: Context) -> Element:
    """The name leads to the indicator's page, the number to its details."""
    state = State(asof=context.state.asof, vintage=figure.unit.vintage)
    address = context.url("indicator", state, indicator_id=figure.indicator.id)
    return h.dl(".figure")[
        h.dt[h.a(href=address)[figure.indicator.name.of(context.lang)]],
        h.dd(".big")[value.number(figure, context), unit_after(figure, context)],
        figure.kind != "result" and h.dd[context.t(f"kind_{figure.kind}")],
        h.dd[value.dated(figure, context), " · ", value.source_link(figure, context)],
        h.dd[value.flags(figure, context)] if figure.flags else None,
    ]


def unit_after(figure: Figure, context: Context) -> Element | None:
    """The unit in words after the number, where the number does not carry it (% and đồng do)."""
    symbol = context.collection.measures[figure.indicator.unit].symbol
    if symbol is None or figure.indicator.unit in ("%", "VND"):
        return None
    return h.small[" ", symbol.of(context.lang)]
