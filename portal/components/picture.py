"""What an indicator's picture shows and says, of whichever kind: for files and for frames."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from portal import formats
from portal.components import map_view, reading, trend_view
from portal.figures import areas
from portal.figures.bars import bars
from portal.figures.drawing import Drawing
from portal.page import Context
from portal.state import State
from portal.views import geography
from portal.views.figure import Figure
from portal.views.indicator import IndicatorView

SOURCES = 8  # named; a reader finds all of them on the page


def seen(view: IndicatorView, context: Context) -> str:
    """What the picture shows: its headline."""
    if view.picture == "trend":
        return trend_view.title(view, context)
    return reading.seen(view.snapshot, context.lang)


def subtitle(view: IndicatorView, context: Context) -> str:
    """Unit and dates of what is drawn."""
    if view.picture != "trend":
        return reading.subtitle(view.snapshot, context)
    ends = [figure.period_end for figure in figures(view)]
    if not ends:
        return reading.unit(view.snapshot, context)
    first, last = formats.day(min(ends)), formats.day(max(ends))
    dates = reading.words(context.lang)("many_days", first=first, last=last)
    return f"{reading.unit(view.snapshot, context)}; {dates}"


def alternative(view: IndicatorView, context: Context) -> str:
    """The picture's values in words."""
    if view.picture == "trend":
        return trend_view.alternative(view, context)
    return reading.alternative(view.snapshot, context, map_view.KINDS[view.picture])


def figures(view: IndicatorView) -> tuple[Figure, ...]:
    """The figures that are drawn."""
    if view.picture == "trend":
        return tuple(figure for series in view.trend.series for figure in series.figures)
    return view.snapshot.figures


def drawable(view: IndicatorView) -> bool:
    """Whether there is a picture at all for what is chosen."""
    return bool(view.trend.series if view.picture == "trend" else view.snapshot.places)


def state(view: IndicatorView, context: Context) -> State:
    """What is shown, spelled out: also what the visitor left to the view to choose."""
    shown = view.snapshot
    period = None if view.picture == "trend" else shown.period
    return State(vintage=shown.vintage, period=period, asof=context.state.asof, view=view.picture)


def address(view: IndicatorView, context: Context, chosen: State) -> str:
    """The public address of the indicator's page under that state."""
    page = context.url("indicator", chosen, indicator_id=view.indicator.id)
    return context.portal_url + page


def drawing(
    view: IndicatorView,
    context: Context,
    room: float,
    islands: float = areas.LETTERS,
    tiles: float = areas.TILE_LETTERS,
) -> Drawing:
    """The picture alone, without links, `room` wide where its kind can choose; letters of that
    size for the archipelagos and on tiles. Raises NothingToDraw."""
    shown, lang, collection = view.snapshot, context.lang, context.collection
    if view.picture == "trend":
        return trend_view.drawing(view, context)
    if view.picture == "table":
        return bars(map_view.ranked(shown, context, linked=False), room)
    marks = map_view.shaded(shown, context, linked=False)
    if view.picture == "tiles":
        grid = geography.tiles(collection, shown.vintage)
        return areas.tiles(grid, marks, map_view.KEY, lang, tiles)
    shapes = geography.shapes(collection, shown.vintage)
    return areas.geographic(shapes, marks, map_view.KEY, lang, islands)


def notes(view: IndicatorView, context: Context) -> Iterator[str]:
    """What a reader of the picture must not overlook."""
    shown, t = view.snapshot, reading.words(context.lang)
    if view.picture == "trend":
        if view.trend.ranks:
            yield t("trend_rank_axis")
        if view.trend.left_out:
            yield t("trend_left_out", n=view.trend.left_out)
        return
    yield from map_view.notes(shown, context)
    if view.picture == "table" and shown.missing:
        said = reading.missing(shown, context.lang)
        yield f"{said[0].upper()}{said[1:]}."


def sources(drawn: tuple[Figure, ...], context: Context) -> str:
    """The publishers of most figures by name, and how many more there are."""
    t = reading.words(context.lang)
    every = (source for figure in drawn for source in figure.sources)
    counted = Counter(source.publisher or source.title for source in every).most_common()
    named = ", ".join(name for name, _ in counted[:SOURCES])
    more = len(counted) - SOURCES
    label = t("sources_label" if len(counted) > 1 else "source_label")
    rest = t("more_source") if more == 1 else t("more_sources", n=more)
    return f"{label} {named}{' ' + rest if more > 0 else ''}."
