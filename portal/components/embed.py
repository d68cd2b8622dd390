"""An indicator's picture for the pages of others: no script, no navigation, a link back."""

from __future__ import annotations

import htpy as h
from htpy import Element, Node
from markupsafe import Markup

from portal.components import map_view, picture, reading
from portal.figures.drawing import inline
from portal.page import Context
from portal.views.indicator import IndicatorView

LICENCE = "CC BY 4.0"
ROOM = 420  # width of bars: their letters stay readable in a narrow frame


def document(view: IndicatorView, context: Context, style: str) -> Element:
    """The whole page for a frame. Where nothing can be drawn it says so, and still leads back."""
    title = picture.seen(view, context)
    return h.html(lang=context.lang)[
        h.head[
            h.meta(charset="utf-8"),
            h.meta(name="viewport", content="width=device-width, initial-scale=1"),
            h.title[f"{title} · {context.t('site_name')}"],
            h.meta(name="robots", content="noindex"),
            h.link(rel="canonical", href=context.portal_url + _page(context)),
            h.style[Markup(style)],
        ],
        h.body[
            h.main[
                h.figure[
                    h.h1[title],
                    h.p[picture.subtitle(view, context)],
                    _picture(view, context) if picture.drawable(view) else _nothing(context),
                    h.figcaption[_beside(view, context)],
                ]
            ]
        ],
    ]


def _page(context: Context) -> str:
    return context.page.path(context.lang, context.arguments)


def _picture(view: IndicatorView, context: Context) -> Node:
    svg = inline(
        picture.drawing(view, context, ROOM),
        title=picture.seen(view, context),
        text=picture.alternative(view, context),
        key=map_view.KEY,
        linked=False,
    )
    return h.div(class_=view.picture)[svg]


def _nothing(context: Context) -> Element:
    return h.p[reading.words(context.lang)("chart_nothing")]


def _beside(view: IndicatorView, context: Context) -> Node:
    """Legend, what to heed, sources, credit, and the way to the page with everything else."""
    mapped = view.picture in ("map", "tiles") and picture.drawable(view)
    return [
        mapped and map_view.legend(view.snapshot, context),
        (h.p[note] for note in picture.notes(view, context)),
        picture.drawable(view)
        and h.p[f"{picture.sources(picture.figures(view), context)} {LICENCE}."],
        mapped and view.picture == "map" and h.p[map_view.credit(context)],
        h.p[
            h.a(
                href=picture.address(view, context, picture.state(view, context)),
                target="_blank",
                rel="noopener",
            )[reading.words(context.lang)("embed_more", site=context.t("site_name"))]
        ],
    ]
