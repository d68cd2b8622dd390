"""A province's past in words: what merged into what, on which day, by which law."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

import htpy as h
from htpy import Element, Node

from datasets.model import Unit
from portal import formats
from portal.components import unit_link
from portal.page import Context
from portal.state import State
from portal.views.territory import Territory


def notice(land: Territory, context: Context) -> Node:
    """For an old unit, before anything else: that it is one, and where to go on."""
    if land.successor is None:
        return None
    return h.p(".note")[_what_became(land, context), " ", _onward(land.successor, context)]


def formed_from(land: Territory, context: Context) -> Node:
    """For a unit of today that came from a merger: of which old ones, in one line."""
    if not land.merged or land.successor is not None:
        return None
    return h.p(".small")[
        context.t("formed_from", date=formats.day(land.changed_on)),
        " ",
        [
            [", " if place else "", unit_link.link(unit, context)]
            for place, unit in enumerate(land.predecessors)
        ],
    ]


def _what_became(land: Territory, context: Context) -> Node:
    t, today = context.t, land.successor
    assert today is not None
    last = formats.day(land.changed_on - timedelta(days=1))
    if not land.merged:
        return t("old_unchanged", last=last)
    if today.slug == land.unit.slug:
        others = _and([unit_link.name(u, context.lang) for u in land.merged_with], context)
        return t(
            "old_same_name",
            name=unit_link.name(land.unit, context.lang),
            last=last,
            today=unit_link.name(today, context.lang),
            others=others,
        )
    return t(
        "gone", date=formats.day(land.changed_on), successor=unit_link.name(today, context.lang)
    )


def _onward(unit: Unit, context: Context) -> Element:
    return h.a(href=unit_link.address(unit, context))[
        context.t("today_page", name=unit_link.name(unit, context.lang))
    ]


def history(land: Territory, context: Context) -> Element:
    """The section on before and after the merger, with links to every unit it names."""
    t = context.t
    return h.section[
        h.h2(id="truoc-sau" if context.lang == "vi" else "past")[t("past")],
        _story(land, context),
        _type(land.unit, context),
        _old_view(land, context),
    ]


def _story(land: Territory, context: Context) -> Node:
    t, date = context.t, formats.day(land.changed_on)
    law = t("law", number=land.legal_basis)
    if land.twin is not None:
        named = land.twin.name != land.unit.name and land.twin.vintage < land.unit.vintage
        return h.p[
            t("past_unchanged", date=date, law=law),
            named and " " + t("past_renamed", name=land.twin.name.of(context.lang)),
        ]
    today = land.successor or land.unit
    parts = land.predecessors or tuple(
        sorted((land.unit, *land.merged_with), key=lambda unit: unit.code)
    )
    return [
        h.p[t("past_merged", date=date, law=law)],
        h.p(".equation")[equation(today, parts, context)],
    ]


def equation(today: Unit, parts: Sequence[Unit], context: Context) -> Node:
    """'Bắc Ninh = Bắc Giang + Bắc Ninh', each name a link."""
    joined: list[Node] = [unit_link.link(today, context), " = "]
    for place, unit in enumerate(parts):
        joined += [" + " if place else "", unit_link.link(unit, context)]
    return joined


def _type(unit: Unit, context: Context) -> Node:
    former, since = unit.kind_at_start, unit.kind_changed_on
    if since is None or former is None or former == unit.kind:
        return None
    return h.p[context.t("past_kind", date=formats.day(since))]


def _old_view(land: Territory, context: Context) -> Node:
    """The way from a unit of today to the old one of the same name."""
    same = [u for u in land.predecessors if u.slug == land.unit.slug]
    if land.successor is not None or not same:
        return None
    state = State(asof=context.state.asof, vintage=same[0].vintage)
    return h.p[
        h.a(href=context.url("province", state, slug=land.unit.slug))[
            context.t(
                "past_old_view",
                name=unit_link.name(same[0], context.lang),
                date=formats.day(land.changed_on),
            )
        ]
    ]


def _and(names: Sequence[str], context: Context) -> str:
    *first, last = names
    return f"{', '.join(first)} {context.t('and')} {last}" if first else last
