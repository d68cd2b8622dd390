"""One indicator, /chi-tieu/<id>: definition, picture, ranking, trend, every figure."""

from __future__ import annotations

from typing import Any

import htpy as h
from htpy import Element, Node

from datasets import observations
from portal import formats
from portal.components import (
    cards,
    chooser,
    compare_link,
    explorer,
    live_selects,
    one_figure,
    reading,
)
from portal.components.all_figures import all_figures
from portal.components.definition import definition
from portal.components.map_view import map_view
from portal.components.ranking import gaps, ranking
from portal.components.share import share
from portal.components.shell import breadcrumb
from portal.components.trend_view import trend_view
from portal.page import Context, Page
from portal.views import indicator
from portal.views.indicator import IndicatorView


def title(view: IndicatorView, context: Context) -> str:
    if view.focus:
        return one_figure.title(view.focus, view, context)
    return reading.seen(view.snapshot, context.lang)


def description(view: IndicatorView, context: Context) -> str:
    if view.focus:
        return one_figure.description(view.focus, view, context)
    seen, ends = title(view, context), reading.ends(view.snapshot, context)
    return context.t("description", seen=seen, ends=ends).strip()


def layout(view: IndicatorView, context: Context) -> Node:
    """The indicator everywhere, or the one figure that the address names."""
    if view.focus:
        return one_figure.layout(view.focus, view, context)
    t = context.t
    return [
        breadcrumb(
            context,
            (t("nav_indicators"), context.url("indicators")),
            (view.theme.name.of(context.lang), context.url("indicators") + f"#{view.theme.slug}"),
            last=view.indicator.name.of(context.lang),
        ),
        h.h1[view.indicator.name.of(context.lang)],
        h.p(".lede", data_follows="answer")[_answer(view, context)],
        h.p[view.indicator.definition.of(context.lang)],
        chooser.vintages(view, context),
        _picture(view, context),
        h.div(data_follows="below")[_below(view, context)],
        h.h2[t("about_heading")],
        definition(view, context),
    ]


def _answer(view: IndicatorView, context: Context) -> str:
    """One or two sentences that say how it stands."""
    t, shown = context.t, view.snapshot
    if not view.rows and not shown.restated:
        return t("no_figures")
    if shown.restated and not shown.places:
        return t("none_restated")
    sentences = [reading.summary(shown, context)]
    if shown.country:
        value = reading.said(shown.country, context)
        date = formats.day(shown.country.period_end)
        sentences.append(t("country_is", value=value, date=date))
    if shown.national_only:
        sentences.append(t("country_only"))
    return " ".join(filter(None, sentences))


def _picture(view: IndicatorView, context: Context) -> Node:
    """With its controls where there is something to choose; nothing where nothing can be drawn."""
    if view.picture == "trend":
        picture = trend_view(view, context)
    else:
        picture = map_view(view.snapshot, context, view.picture) if view.pictures else None
    if not view.snapshot.choices:
        return picture
    return explorer.static(chooser.links(view, context), picture)


def island(view: IndicatorView, context: Context) -> Any:
    """Period and kind of picture as selects; the vintage stays a link."""
    kept = {"vintage": view.snapshot.vintage, **explorer.kept(context)}
    return explorer.live(
        live_selects.period_select(view, context),
        live_selects.view_select(view, context),
        kept,
        context,
    )


def _below(view: IndicatorView, context: Context) -> Node:
    """What follows the choice of period: downloads, ranking, gaps, trend, figures."""
    shown = view.snapshot
    return [
        bool(view.rows or shown.places) and share(view, context),
        bool(shown.places) and h.h2[context.t("ranking_heading")],
        ranking(shown, context),
        bool(shown.places)
        and h.p(".ways")[compare_link.of_indicator(view.indicator.id, shown.vintage, context)],
        gaps(shown, context),
        view.picture != "trend" and trend_view(view, context),
        _rows(view, context),
    ]


def _rows(view: IndicatorView, context: Context) -> Node:
    if not view.rows:
        return None
    several = any(row.other_source for row in view.rows)
    rule: Element | None = h.details[
        h.summary[context.t("rule_heading")], h.p[observations.RULE.of(context.lang)]
    ]
    return [h.h2[context.t("rows_heading")], all_figures(view, context), several and rule]


PAGE = Page(
    name="indicator",
    vi="/chi-tieu/<indicator_id>",
    en="/en/indicators/<indicator_id>",
    view=indicator.view,
    title=title,
    description=description,
    layout=layout,
    card=cards.of_indicator,
    island=island,
)
