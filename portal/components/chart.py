"""An indicator's picture as a file of its own: headline, picture, legend, sources, address."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from markupsafe import Markup

from portal.components import map_view, reading, trend_view
from portal.figures.drawing import INK, PAPER, SOFT, Drawing, fill, tag
from portal.page import Context
from portal.views.indicator import IndicatorView

WIDTH = 812
EDGE = 24
LETTERS = 62  # of the headline that fit the width
SMALL_LETTERS = 104
FONT = "Be Vietnam Pro, system-ui, Noto Sans, sans-serif"


def chart_svg(view: IndicatorView, context: Context) -> str:
    """A standalone SVG document; raises NothingToDraw where there is no picture."""
    moved = view.picture == "trend"
    title = trend_view.title(view, context) if moved else reading.seen(view.snapshot, context.lang)
    subtitle = (
        reading.unit(view.snapshot, context) if moved else reading.subtitle(view.snapshot, context)
    )
    below = [*_sources(view, context), context.t("site_name")]
    top, head = _lines(textwrap.wrap(title, LETTERS), 52, size=24, step=30, colour=INK, weight=700)
    top, under = _lines([subtitle], top + 4, size=16, step=22)
    drawn = _drawing(view, context)
    height = drawn.height * (WIDTH - 2 * EDGE) / drawn.width
    picture = tag(
        "svg",
        drawn.marks,
        x=EDGE,
        y=top,
        width=WIDTH - 2 * EDGE,
        height=height,
        viewBox=f"0 0 {drawn.width} {drawn.height}",
    )
    top, legend = _legend(view, context, top + height + 30)
    wrapped = [line for text in below for line in textwrap.wrap(text, SMALL_LETTERS)]
    bottom, foot = _lines(wrapped, top + 6, size=14, step=20)
    return str(
        tag(
            "svg",
            tag("title", title),
            tag("rect", width="100%", height="100%", fill=PAPER),
            head,
            under,
            picture,
            legend,
            foot,
            xmlns="http://www.w3.org/2000/svg",
            viewBox=f"0 0 {WIDTH} {bottom:.0f}",
            font_family=FONT,
            role="img",
        )
    )


def _drawing(view: IndicatorView, context: Context) -> Drawing:
    if view.picture == "trend":
        return trend_view.drawing(view, context)
    return map_view.drawing(view.snapshot, context, view.picture, linked=False)


def _lines(
    texts: list[str], y: float, *, size: int, step: int, colour: str = SOFT, weight: int = 400
) -> tuple[float, Markup]:
    """The lines from `y` down, and where the next thing may begin."""
    spans = (tag("text", text, x=EDGE, y=y + n * step) for n, text in enumerate(texts))
    group = tag("g", *spans, font_size=size, font_weight=weight, fill=colour)
    return y + len(texts) * step, group


def _legend(view: IndicatorView, context: Context, y: float) -> tuple[float, Markup]:
    """One row: a swatch and its limits for every class, then 'no figure'."""
    if view.picture not in ("map", "tiles"):
        return y, Markup("")
    shown, t = view.snapshot, reading.words(context.lang)
    entries = [
        (fill(c.shade, map_view.KEY), map_view.limits(c.low, c.high, shown, context))
        for c in shown.classes.classes
    ]
    if shown.missing:
        entries.append((fill(None, map_view.KEY), t("no_figure", n=len(shown.missing))))
    direction = tag("text", t(f"dark_{shown.classes.dark_is}").capitalize(), x=EDGE, y=y)
    swatches: list[Markup] = []
    column = (WIDTH - 2 * EDGE) / 3
    for n, (colour, text) in enumerate(entries):
        x, line = EDGE + (n % 3) * column, y + 26 * (n // 3 + 1)
        swatches.append(
            tag("rect", x=x, y=line - 13, width=24, height=16, fill=colour, stroke=SOFT)
        )
        swatches.append(tag("text", text, x=x + 32, y=line))
    rows = (len(entries) + 2) // 3
    return y + 26 * (rows + 1) + 6, tag("g", direction, *swatches, font_size=15, fill=INK)


def _sources(view: IndicatorView, context: Context) -> Iterator[str]:
    figures = (
        [f for series in view.trend.series for f in series.figures]
        if view.picture == "trend"
        else view.snapshot.figures
    )
    named = dict.fromkeys(f.source.publisher or f.source.title for f in figures)
    yield f"{reading.words(context.lang)('sources_label')} {', '.join(named)}"
    if view.picture == "map":
        yield map_view.credit(context)
