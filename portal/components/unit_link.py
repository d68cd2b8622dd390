"""A province's name as people write it, and the address of its page."""

from __future__ import annotations

import htpy as h
from htpy import Element

from datasets.model import COUNTRY, Lang, Unit
from portal.page import Context
from portal.state import State

CITY = "thành phố trung ương"


def name(unit: Unit, lang: Lang) -> str:
    """'Điện Biên', 'TP Hồ Chí Minh': in Vietnamese print a city carries its title."""
    return f"TP {unit.name.vi}" if lang == "vi" and is_city(unit) else unit.name.of(lang)


def is_city(unit: Unit) -> bool:
    """A unit of the past goes by the title that its name was made for: tỉnh Thừa Thiên Huế."""
    return ((unit.kind_at_start or unit.kind) if unit.valid_to else unit.kind) == CITY


def address(unit: Unit, context: Context) -> str:
    """The page where this unit's figures stand; the country's is the overview.

    An old province whose slug is a unit of today's too needs its vintage, unless the land is the
    same: then today's page carries the old figures on.
    """
    if unit.code == COUNTRY:
        return context.url("overview")
    state = State(asof=context.state.asof, vintage=unit.vintage if _hidden(unit, context) else None)
    return context.url("province", state, slug=unit.slug)


def link(unit: Unit, context: Context) -> Element:
    return h.a(href=address(unit, context))[name(unit, context.lang)]


def _hidden(unit: Unit, context: Context) -> bool:
    collection = context.collection
    shown = collection.by_slug(unit.slug)
    if shown.key == unit.key:
        return False
    parts = [s.predecessor for s in collection.successions if s.successor == shown.code]
    return parts != [unit.code]
