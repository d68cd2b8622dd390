"""Key figures of the provinces that merged, kept apart from those of the unit of today."""

from __future__ import annotations

from datetime import timedelta

import htpy as h
from htpy import Element, Node

from portal import formats
from portal.components import parts, unit_link
from portal.components.key_figure import key_figure
from portal.page import Context
from portal.views.province import Predecessor, ProvinceView


def predecessors(view: ProvinceView, context: Context) -> Node:
    """Nothing for a unit that did not come from a merger."""
    if not view.predecessors:
        return None
    last = view.territory.changed_on - timedelta(days=1)
    return h.section(".before")[
        h.h2[context.t("predecessors")],
        h.p[
            context.t(
                "predecessors_lede",
                last=formats.day(last),
                name=unit_link.name(view.unit, context.lang),
            )
        ],
        (_one(old, context) for old in view.predecessors),
    ]


def added_up(view: ProvinceView, context: Context) -> Node:
    """What they come to together, where all of them report; with every part and its source."""
    if not view.added_up:
        return None
    return h.section[
        h.h2[context.t("added_up")],
        h.p[context.t("added_up_lede")],
        (
            h.div[key_figure(figure, context), parts.parts(figure, context)]
            for figure in view.added_up
        ),
    ]


def _one(old: Predecessor, context: Context) -> Element:
    name = unit_link.name(old.unit, context.lang)
    address = unit_link.address(old.unit, context)
    if not old.count:
        return h.div[
            h.h3[h.a(href=address)[name]],
            h.p(".none")[context.t("predecessor_none")],
        ]
    return h.div[
        h.h3[h.a(href=address)[name]],
        h.div(".figures")[(key_figure(figure, context) for figure in old.figures)],
        h.p[
            h.a(href=address)[
                context.t(
                    "predecessor_all", name=name, count=formats.number(old.count, context.lang)
                )
            ]
        ],
    ]
