"""An indicator's picture as a file of its own: headline, picture, legend, sources, address."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from portal import formats
from portal.components import map_view, picture, reading
from portal.figures import lettering
from portal.figures.drawing import HATCH, INK, SOFT, Drawing, fill, standalone, tag
from portal.page import Context
from portal.views.indicator import IndicatorView
from portal.views.pinned import pinned, released

WIDTHS = {"map": 812, "tiles": 640, "table": 640, "trend": 600}
EDGE = 28
TITLE, SUBTITLE, LEGEND, FOOT = 24, 15, 14, 12.5  # letter sizes
LEADING = 1.32  # from line to line: two marks on a capital need more than Latin print
ISLANDS, TILES = 17, 9  # sizes of the archipelagos' names, of the names on tiles
SWATCH = 32  # from a swatch to its words
LEGEND_AT = 0.53  # of the map's height: west of the land, where no province lies


def chart(view: IndicatorView, context: Context) -> Drawing:
    """Everything from headline to address; raises NothingToDraw where there is no picture."""
    width = WIDTHS[view.picture]
    room = width - 2 * EDGE
    top, title = _lines([picture.seen(view, context)], 56, room, TITLE, INK, weight=600)
    top, under = _lines([picture.subtitle(view, context)], top + 2, room, SUBTITLE, SOFT)
    drawn = picture.drawing(view, context, room, ISLANDS, TILES)
    height = drawn.height * room / drawn.width
    body = tag(
        "svg", drawn.marks, x=EDGE, y=top, width=room, height=height,
        viewBox=f"0 0 {drawn.width} {drawn.height}",
    )  # fmt: skip
    below, legend = _legend(view, context, top, height)
    rule = tag("path", d=f"M{EDGE} {below + 8:.0f}h{room}", stroke=SOFT, stroke_width=0.6)
    bottom, foot = _lines([*_foot(view, context)], below + 30, room, FOOT, SOFT)
    bar = tag("path", d=f"M{EDGE} 20h48", stroke=INK, stroke_width=4)
    marks = Markup("").join([bar, title, under, body, legend, rule, foot])
    return Drawing(width, round(bottom + 8), marks)


def chart_svg(view: IndicatorView, context: Context) -> str:
    """The picture as a standalone SVG document; raises NothingToDraw."""
    drawn = chart(view, context)
    text = picture.alternative(view, context)
    return standalone(drawn, title=picture.seen(view, context), text=text, lang=context.lang)


def _lines(
    texts: list[str], y: float, room: float, size: float, colour: str, *, weight: int = 400
) -> tuple[float, Markup]:
    """The texts in lines from `y` down, and where the next thing may begin."""
    lines = [line for t in texts for line in lettering.wrapped(t, size, room, weight=weight)]
    step = size * LEADING
    spans = (tag("text", line, x=EDGE, y=y + n * step) for n, line in enumerate(lines))
    heavy = weight if weight != 400 else None
    return y + len(lines) * step, tag("g", *spans, font_size=size, font_weight=heavy, fill=colour)


def _legend(
    view: IndicatorView, context: Context, top: float, height: float
) -> tuple[float, Markup]:
    """Beside the land on the map, in rows under the tiles: a swatch and the limits of each class,
    then 'no figure' with its hatch. Returns where the next thing may begin."""
    below = top + height + 14
    if view.picture not in ("map", "tiles"):
        return below, Markup("")
    entries, direction = _classes(view, context)
    if view.picture == "map":
        at, columns = top + height * LEGEND_AT, 1
    else:
        widest = max(lettering.width(text, LEGEND) for _, text in entries) + SWATCH + 20
        at, columns = below + LEGEND, max(1, int((WIDTHS[view.picture] - 2 * EDGE) / widest))
    marks = [tag("text", direction, x=EDGE, y=at, font_weight=600)]
    step, column = 24, (WIDTHS[view.picture] - 2 * EDGE) / columns
    for n, (colour, text) in enumerate(entries):
        x, y = EDGE + (n % columns) * column, at + step * (n // columns + 1) + 2
        swatch = tag("rect", x=x, y=y - 12, width=24, height=15, fill=colour, stroke=HATCH)
        marks += [swatch, tag("text", text, x=x + SWATCH, y=y)]
    rows = -(-len(entries) // columns)
    outlined = tag("g", *marks, font_size=LEGEND, fill=INK)
    return (below if view.picture == "map" else at + step * rows + 12), outlined


def _classes(view: IndicatorView, context: Context) -> tuple[list[tuple[str, str]], str]:
    """(fill, words) of every class, the missing last; and which end is which."""
    shown, t = view.snapshot, reading.words(context.lang)
    entries = [
        (fill(c.shade, map_view.KEY), map_view.limits(c.low, c.high, shown, context))
        for c in shown.classes.classes
    ]
    if shown.missing:
        entries.append((fill(None, map_view.KEY), t("no_figure", n=len(shown.missing))))
    return entries, t(f"dark_{shown.classes.dark_is}").capitalize()


def _foot(view: IndicatorView, context: Context) -> Iterator[str]:
    """What to heed, who says so, whose boundaries, and where this very picture stands."""
    yield from picture.notes(view, context)
    yield picture.sources(picture.figures(view), context)
    if view.picture == "map":
        yield map_view.credit(context)
    day = released(context.collection)
    release = day and context.t("footer_release", id=context.collection.id, date=formats.day(day))
    yield f"{context.t('site_name')}, CC BY 4.0. {release or ''}".strip()
    state = pinned(context.collection, picture.state(view, context))
    yield picture.address(view, context, state)
