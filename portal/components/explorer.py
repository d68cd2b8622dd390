"""The live part around a picture: selects, the picture of the choice, a chart on request."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Protocol, cast
from urllib.parse import parse_qsl, urlsplit

import dash_bootstrap_components as dbc
import htpy as h
from dash import (
    ClientsideFunction,
    Input,
    Output,
    callback,
    clientside_callback,
    dcc,
    html,
    no_update,
)
from flask import current_app
from htpy import Element, Node

from portal import island
from portal.components import reading
from portal.components.interactive_chart import interactive_charts
from portal.figures.drawing import NothingToDraw
from portal.page import Context, NotFound
from portal.state import BadState

FORM = "explorer"
FIRST = "explorer-first"
SECOND = "explorer-second"
OPEN = "explorer-open"
ASKED = "explorer-asked"
PICTURE = "explorer-picture"
CHART = "explorer-chart"
MESSAGE = "explorer-message"

UNCHOSEN = "-"  # an option without a value would look empty; follow.js keeps it out of addresses

Options = Sequence[Mapping[str, object]]


class Portal(Protocol):
    """What the callback needs of the portal: the view at an address, from the shelf or built."""

    def at(self, path: str, query: Mapping[str, str]) -> tuple[Any, Context]: ...


def static(controls: Node, picture: Node) -> Element:
    """The part that is read without scripts; `controls` are a GET form or plain links."""
    return island.wrap(
        [h.div(".controls")[controls], h.div(data_follows="picture")[picture]],
        stands=f"#{PICTURE} > *",
    )


def select(place: str, name: str, label: str, options: Options, value: str | None) -> Any:
    """One of the two selects; `place` is FIRST or SECOND, `name` the parameter it sets."""
    return html.Label([label, dbc.Select(id=place, name=name, options=list(options), value=value)])


def kept(context: Context) -> dict[str, str | None]:
    """The state that no select sets and every choice keeps."""
    asof = context.state.asof
    return {"asof": asof.isoformat() if asof else None}


def live(first: Any, second: Any, kept: Mapping[str, str | None], context: Context) -> Any:
    """Dash's components; the static picture moves in when they stand. `kept` goes on unchanged."""
    hidden = [
        dcc.Input(type="hidden", name=name, value=value) for name, value in kept.items() if value
    ]
    words = reading.words(context.lang)
    button = html.Button(
        [html.Span(words("chart_button")), html.Span(words("chart_close"))],
        id=OPEN,
        type="button",
        n_clicks=0,
        **_attributes(aria_controls=CHART, aria_expanded="false"),
    )
    return html.Div(
        [
            html.Form([first, second, *hidden, button], id=FORM, className="choose controls"),
            html.Div(id=PICTURE, **_attributes(data_follows="picture")),
            html.P(id=MESSAGE, role="status"),
            html.Div(id=CHART),
            dcc.Store(id=ASKED),
        ]
    )


def _attributes(**named: str) -> dict[str, Any]:
    """data- and aria- attributes, which Dash takes under their HTML names."""
    return {name.replace("_", "-"): value for name, value in named.items()}


clientside_callback(
    ClientsideFunction("explorer", "follow"),  # assets/follow.js, which the static form needs too
    Output(ASKED, "data"),
    Input(FIRST, "value"),
    Input(SECOND, "value"),
    Input(OPEN, "n_clicks"),
)


@callback(
    Output(CHART, "children"),
    Output(MESSAGE, "children"),
    Input(ASKED, "data"),
    prevent_initial_call=True,
)
def chart(asked: object) -> tuple[Any, Any]:
    """The charts of the view at the address asked for; a sentence where there can be none."""
    if asked is None:
        return None, None
    if not isinstance(asked, str):
        return no_update, None
    address = urlsplit(asked)
    portal = cast(Portal, current_app.extensions["portal"])
    try:
        view, context = portal.at(address.path, dict(reversed(parse_qsl(address.query))))
    except (BadState, NotFound) as refused:
        return no_update, refused.message.of("en" if address.path.startswith("/en") else "vi")
    t = reading.words(context.lang)
    try:
        charts = interactive_charts(view, context)
    except NothingToDraw:
        return None, t("chart_nothing")
    config: Any = {"displaylogo": False, "responsive": True, "scrollZoom": False}
    shown: list[Any] = []
    for name, figure in charts:
        shown.append(html.H2(name))
        shown.append(dcc.Graph(figure=figure, config=config))
    return shown, None
