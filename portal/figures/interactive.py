"""Plotly figures as plain dicts, which Dash sends several times faster than go.Figure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from datasets.model import Lang
from portal.figures.drawing import INK, PAPER, SHADES, SOFT, NothingToDraw
from portal.figures.outline import outline
from portal.views.geography import HEIGHT, WIDTH, Shape

FONT = "system-ui, -apple-system, Segoe UI, Roboto, Noto Sans, sans-serif"
GAP = "#eef0f1"  # no figure: hatching is not to be had in a filled line
ROW = 22
# Okabe and Ito's colours, told apart by colour-blind readers; markers tell lines apart in print
COLOURS = ("#0b5a70", "#d55e00", "#0072b2", "#009e73", "#cc79a7", "#e69f00", "#56b4e9")
SYMBOLS = ("circle", "square", "diamond", "triangle-up", "x")
PLAIN = ",~f"  # d3's way to say: thousands apart, no more decimals than there are, never "7M"
Figure = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Told:
    """One value for a chart: its name, its number, its shade, what hovering tells."""

    name: str
    value: float
    shade: int
    hover: str


@dataclass(frozen=True, slots=True)
class Moved:
    """One line of a chart: its name, its days, its values, what hovering tells at each."""

    name: str
    days: tuple[date, ...]
    values: tuple[float, ...]
    hovers: tuple[str, ...]
    strong: bool
    place: int  # which colour and marker: a unit has the same ones in every chart of a page


def interactive_map(
    shapes: Sequence[Shape], told: dict[str, Told], gaps: dict[str, str], lang: Lang
) -> Figure:
    """Our own boundaries as filled lines: a geo axis would ask another host for its base map.

    `gaps` say by unit code what hovering tells of a province without a figure.
    """
    if not told:
        raise NothingToDraw("no province has a value")
    axis = {"visible": False, "fixedrange": False}
    return {
        "data": [_area(shape, told, gaps) for shape in shapes],
        "layout": {
            **_layout(lang),
            "height": 620,
            "showlegend": False,
            "dragmode": "pan",
            "xaxis": {
                **axis,
                "range": [0, WIDTH],
                "constrain": "domain",
                "constraintoward": "left",  # under the still map
            },
            "yaxis": {**axis, "range": [HEIGHT, 0], "scaleanchor": "x"},
            "annotations": [
                {
                    "x": s.label_at[0],
                    "y": s.label_at[1],
                    "text": s.label.of(lang),
                    "showarrow": False,
                }
                for s in shapes
                if s.kind == "archipelago"
            ],
        },
    }


def interactive_bars(told: Sequence[Told], lang: Lang) -> Figure:
    """Best at the top, bars from zero."""
    values = {"rangemode": "tozero", "tickformat": PLAIN, "automargin": True, "nticks": 5}
    return _rows(told, {"type": "bar", "orientation": "h"}, values, lang)


def interactive_places(told: Sequence[Told], field: int, lang: Lang) -> Figure:
    """Printed ranks as dots between place 1, at the left, and the last place of the field."""
    values = {
        "range": [0, field + 1],
        "tickvals": [1, *range(10, field + 1, 10)],
        "zeroline": False,
    }
    return _rows(told, {"type": "scatter", "mode": "markers"}, values, lang, size=12)


def _rows(
    told: Sequence[Told], kind: Figure, values: Figure, lang: Lang, **marker: object
) -> Figure:
    """A row a province, in the order given, with `values` as the axis below."""
    if not told:
        raise NothingToDraw("no province has a value")
    trace = {
        **kind,
        "y": [entry.name for entry in told],
        "x": [entry.value for entry in told],
        "hovertext": [entry.hover for entry in told],
        "hoverinfo": "text",
        "marker": {"color": [SHADES[entry.shade] for entry in told], **marker},
    }
    layout = {
        **_layout(lang),
        "height": 90 + ROW * len(told),
        "yaxis": {"autorange": "reversed", "automargin": True, "dtick": 1},
        "xaxis": values,
    }
    return {"data": [trace], "layout": layout}


def interactive_lines(moved: Sequence[Moved], lang: Lang, *, ranks: bool, zero: bool) -> Figure:
    """One line a unit; of ranks, 1 is at the top."""
    if not moved:
        raise NothingToDraw("no unit has a series")
    traces = [
        {
            "type": "scatter",
            "mode": "lines+markers",
            "name": line.name,
            "x": [day.isoformat() for day in line.days],
            "y": list(line.values),
            "hovertext": list(line.hovers),
            "hoverinfo": "text",
            "line": {
                "width": 4 if line.strong else 2,
                "color": INK if line.strong else COLOURS[line.place % len(COLOURS)],
            },
            "marker": {"symbol": SYMBOLS[line.place % len(SYMBOLS)], "size": 8},
        }
        for line in moved
    ]
    values: Figure = {"automargin": True, "zeroline": False, "tickformat": PLAIN}
    if ranks:
        last = max(value for line in moved for value in line.values)
        values |= {"range": [last + 1, 0.5]}  # there is no place 0
    else:
        values |= {"rangemode": "tozero" if zero else "normal"}
    years = {"type": "date", "dtick": "M12", "tickformat": "%Y", "ticklabelmode": "period"}
    return {
        "data": traces,
        "layout": {**_layout(lang), "height": 460, "xaxis": years, "yaxis": values},
    }


def _area(shape: Shape, told: dict[str, Told], gaps: dict[str, str]) -> Figure:
    xs, ys = outline(shape.path)
    if shape.kind == "archipelago":
        colour, hover = SOFT, shape.label.vi
    elif shape.code in told:
        colour, hover = SHADES[told[shape.code].shade], told[shape.code].hover
    else:
        colour, hover = GAP, gaps[shape.code]
    return {
        "type": "scatter",
        "mode": "lines",
        "x": xs,
        "y": ys,
        "fill": "toself",
        "fillcolor": colour,
        "line": {"color": PAPER if colour != GAP else SOFT, "width": 0.7},
        "hoveron": "fills",
        "text": hover,
        "hoverinfo": "text",
        "name": hover.split("<br>")[0],
    }


def _layout(lang: Lang) -> Figure:
    return {
        "font": {"family": FONT, "size": 13, "color": INK},
        "separators": ",." if lang == "vi" else ".,",
        "margin": {"l": 8, "r": 8, "t": 8, "b": 40},
        "paper_bgcolor": PAPER,
        "plot_bgcolor": PAPER,
        "hoverlabel": {"align": "left"},
        "legend": {"orientation": "h"},
    }
