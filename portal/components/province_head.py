"""The top of a province's page: name, one factual sentence, headline figures, downloads."""

from __future__ import annotations

import htpy as h
from htpy import Element, Node

from datasets.model import Unit
from portal import formats
from portal.components import compare_link, gaps, history, unit_link
from portal.components.compare_line import compare_line
from portal.components.key_figure import key_figure
from portal.page import Context
from portal.state import State
from portal.views.figure import Figure
from portal.views.province import Headline, ProvinceView

FORMATS = ("csv", "xlsx", "json")


def head(view: ProvinceView, context: Context) -> Node:
    return [
        h.h1[full_name(view.unit, context)],
        history.notice(view.territory, context),
        h.p(".lede")[lede(view, context)],
        history.formed_from(view.territory, context),
    ]


def full_name(unit: Unit, context: Context) -> str:
    """'Tỉnh Điện Biên', 'Thành phố Hồ Chí Minh'; in English the bare name."""
    kind = "city" if unit_link.is_city(unit) else "province"
    return context.t(kind, name=unit.name.of(context.lang))


def lede(view: ProvinceView, context: Context) -> str:
    """How many figures, up to when, from how many sources."""
    t = context.t
    if not view.count or view.latest is None:
        if not view.predecessors:
            return t("province_lede_none")
        return t(
            "province_lede_none_yet",
            name=unit_link.name(view.unit, context.lang),
            date=formats.day(view.territory.changed_on),
        )
    latest = formats.day(view.latest)
    if view.count == 1:
        return t("province_lede_one", latest=latest)
    count = formats.number(view.count, context.lang)
    if len(view.sources) == 1:
        return t("province_lede_one_source", count=count, latest=latest)
    return t("province_lede", count=count, latest=latest, sources=len(view.sources))


def headlines(view: ProvinceView, context: Context) -> Node:
    if not view.headlines:
        return None
    return h.section[
        h.h2[context.t("headlines")],
        h.div(".figures")[(_headline(shown, context) for shown in view.headlines)],
    ]


def compare(view: ProvinceView, context: Context) -> Node:
    """The way to other provinces, in the headline figures of the vintage that has most of them."""
    by_vintage: dict[str, list[Figure]] = {}
    for shown in view.headlines:
        by_vintage.setdefault(shown.figure.unit.vintage, []).append(shown.figure)
    if not by_vintage:
        return None
    most = max(by_vintage.values(), key=len)
    return h.p(".ways")[
        compare_link.of_unit(most[0].unit, (figure.indicator.id for figure in most), context)
    ]


def _headline(shown: Headline, context: Context) -> Element:
    return h.div[
        key_figure(shown.figure, context),
        compare_line(shown.figure, shown.comparison, context),
        gaps.definition(shown.figure.indicator, context),
    ]


def downloads(view: ProvinceView, context: Context) -> Element:
    """Everything on the page as a file; one per vintage where the page joins two."""
    return h.ul(".downloads", aria_label=context.t("take_away"))[
        (
            h.li[
                h.a(href=f"/data/view.{kind}{_state(view, context).to_query()}", download=True)[
                    context.t(f"download_{kind}")
                ]
            ]
            for kind in FORMATS
        )
    ]


def _state(view: ProvinceView, context: Context) -> State:
    joined = len(view.territory.keys) > 1
    vintage = None if joined else view.unit.vintage
    return State(vintage=vintage, units=(view.unit.code,), asof=context.state.asof)
