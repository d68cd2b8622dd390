"""The ways into the comparison: from a province, from an indicator."""

from __future__ import annotations

from collections.abc import Iterable

import htpy as h
from htpy import Element

from datasets.model import Unit
from portal.components import unit_link
from portal.i18n import translator
from portal.page import Context
from portal.state import State


def of_unit(unit: Unit, indicators: Iterable[str], context: Context) -> Element:
    """'So sánh Bắc Giang với…', with the indicators in sight already chosen."""
    t = translator("compare", context.lang)
    state = State(
        vintage=unit.vintage, units=(unit.code,), indicators=tuple(dict.fromkeys(indicators)),
        asof=context.state.asof,
    )  # fmt: skip
    return h.a(href=context.url("compare", state))[
        t("compare_unit", name=unit_link.name(unit, context.lang))
    ]


def of_indicator(indicator_id: str, vintage: str, context: Context) -> Element:
    """'So sánh các tỉnh, thành theo chỉ tiêu này'."""
    t = translator("compare", context.lang)
    state = State(vintage=vintage, indicators=(indicator_id,), asof=context.state.asof)
    return h.a(href=context.url("compare", state))[t("compare_indicator")]
