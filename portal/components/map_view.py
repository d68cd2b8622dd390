"""One snapshot as a map, tiles or bars: headline, picture, legend, notes, sources, credit."""

from __future__ import annotations

from collections.abc import Iterator

import htpy as h
from htpy import Element, Node
from markupsafe import Markup

from portal import formats
from portal.components import reading, unit_link
from portal.components.source_line import source_line
from portal.figures.areas import Mark, Marks, geographic, tiles
from portal.figures.bars import Bar, bars
from portal.figures.drawing import Drawing, fill, inline
from portal.page import Context
from portal.views import geography
from portal.views.snapshot import Snapshot

KEY = "map"  # begins every id in the picture; one picture of this kind a page
KINDS = {"map": "map_of", "tiles": "tiles_of", "table": "ranking_of"}


def map_view(snapshot: Snapshot, context: Context, kind: str) -> Element:
    """`kind` is one of KINDS. Where no province has a figure, words stand in place of a picture."""
    t = reading.words(context.lang)
    return h.figure(".picture")[
        h.h2[reading.seen(snapshot, context.lang)],
        h.p(".soft")[reading.subtitle(snapshot, context)],
        _picture(snapshot, context, kind) if snapshot.places else _nothing(context),
        h.figcaption(".beside")[
            bool(snapshot.places) and kind != "table" and legend(snapshot, context),
            (h.p[note] for note in notes(snapshot, context)),
            source_line(snapshot.figures, context),
            kind == "map" and bool(snapshot.places) and h.p[credit(context)],
            not snapshot.places and not snapshot.restated and h.p[t("missing_why")],
        ],
    ]


def drawing(snapshot: Snapshot, context: Context, kind: str) -> Drawing:
    """The picture on its page, each province a link; raises NothingToDraw."""
    if kind == "table":
        return bars(ranked(snapshot, context, linked=True))
    marks = shaded(snapshot, context, linked=True)
    collection, vintage = context.collection, snapshot.vintage
    if kind == "tiles":
        return tiles(geography.tiles(collection, vintage), marks, KEY, context.lang)
    return geographic(geography.shapes(collection, vintage), marks, KEY, context.lang)


def _picture(snapshot: Snapshot, context: Context, kind: str) -> Node:
    text = reading.alternative(snapshot, context, KINDS[kind])
    svg = inline(
        drawing(snapshot, context, kind),
        title=reading.seen(snapshot, context.lang),
        text=text,
        key=KEY,
        linked=True,
    )
    return h.div(class_=f"draw {kind}")[svg]


def legend(snapshot: Snapshot, context: Context) -> Node:
    """Class limits are values that occur; which end is the good one is said in words."""
    t, classes = reading.words(context.lang), snapshot.classes
    return [
        h.p[t(f"dark_{classes.dark_is}").capitalize(), ":"],
        h.ul(".legend", aria_label=t("legend_label"))[
            (
                h.li[_swatch(entry.shade), limits(entry.low, entry.high, snapshot, context)]
                for entry in classes.classes
            ),
            bool(snapshot.missing) and h.li[_swatch(None), t("no_figure", n=len(snapshot.missing))],
        ],
    ]


def _swatch(shade: int | None) -> Markup:
    colour = fill(shade, KEY)
    return Markup(
        '<svg viewBox="0 0 20 14" aria-hidden="true"><path fill="{}" d="M0 0h20v14H0z"/></svg>'
    ).format(colour)


def limits(low: float, high: float, snapshot: Snapshot, context: Context) -> str:
    """A class from its lowest to its highest value, written with the decimals of the figures."""
    unit = snapshot.indicator.unit
    decimals = context.collection.measures[unit].decimals
    written = [
        formats.with_symbol(
            formats.number(v, context.lang, decimals if round(v, decimals) != v else None),
            "%" if unit == "%" else "",
        )
        for v in (low, high)
    ]
    if written[0] == written[1]:
        return written[0]
    if snapshot.indicator.direction == "lower_is_better":
        written.reverse()
    return reading.words(context.lang)("limits", low=written[0], high=written[1])


def shaded(snapshot: Snapshot, context: Context, *, linked: bool) -> Marks:
    """Every province's shade and words, for the map and the tiles."""
    shown = {
        figure.unit.code: Mark(
            snapshot.classes.shade(figure.value),
            reading.unit_said(figure, context),
            unit_link.address(figure.unit, context) if linked else None,
        )
        for figure in snapshot.figures
    }
    nothing = context.t("no_data")
    t = reading.words(context.lang)
    gaps = {
        unit.code: Mark(
            None,
            t("unit_value", unit=unit_link.name(unit, context.lang), value=nothing),
            unit_link.address(unit, context) if linked else None,
        )
        for unit in snapshot.missing
    }
    return shown | gaps


def ranked(snapshot: Snapshot, context: Context, *, linked: bool) -> list[Bar]:
    """Every reporting province's bar, best first."""
    return [
        Bar(
            unit_link.name(figure.unit, context.lang),
            figure.value,
            reading.said(figure, context),
            snapshot.classes.shade(figure.value),
            unit_link.address(figure.unit, context) if linked else None,
        )
        for figure in snapshot.figures
    ]


def notes(snapshot: Snapshot, context: Context) -> Iterator[str]:
    """What a reader of the picture must not overlook."""
    t, figures = reading.words(context.lang), snapshot.figures
    if snapshot.restated:
        yield t("note_restated")
    if not snapshot.comparable:
        yield t("note_ranks" if snapshot.indicator.measure == "rank" else "note_flow")
    elif snapshot.days and snapshot.days[0] != snapshot.days[1]:
        yield t("note_days_differ")
    if figures and snapshot.indicator.measure in ("stock", "flow"):
        yield t("note_counts")
    flagged = sum(bool(figure.flags) for figure in figures)
    if flagged:
        yield t("note_flagged", n=flagged)


def _nothing(context: Context) -> Element:
    return h.p(".none")[reading.words(context.lang)("chart_nothing")]


def credit(context: Context) -> str:
    """What must be printed under every map drawn from the boundaries."""
    text = context.collection.datasets["boundaries"].credit
    assert text is not None  # the package's checks demand it: its licence does
    return text.of(context.lang)
