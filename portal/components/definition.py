"""How an indicator is counted and who answers for it, as a list of terms."""

from __future__ import annotations

from collections.abc import Iterator

import htpy as h
from htpy import Element, Node

from datasets.model import Indicator
from portal import formats
from portal.page import Context
from portal.views.indicator import IndicatorView


def definition(view: IndicatorView, context: Context) -> Element:
    """Terms without a value are left out: the catalogue does not know them."""
    return h.dl(".terms")[
        ([h.dt[context.t(term)], h.dd[value]] for term, value in _terms(view, context) if value)
    ]


def _terms(view: IndicatorView, context: Context) -> Iterator[tuple[str, Node]]:
    indicator, lang, t = view.indicator, context.lang, context.t
    yield "unit", view.measure.name.of(lang)
    yield "numerator", _linked(view.numerator, context)
    yield "denominator", _linked(view.denominator, context)
    yield "direction", t(f"direction_{indicator.direction}")
    yield "aggregation", t(f"aggregation_{indicator.aggregation}")
    yield "legal_basis", indicator.legal_basis
    yield "reported_by", indicator.reported_by.of(lang) if indicator.reported_by else None
    yield "validity", _validity(indicator, context)
    yield (
        "dataset",
        h.a(href=context.url("dataset", package=view.theme.slug))[view.theme.name.of(lang)],
    )


def _linked(part: Indicator | None, context: Context) -> Node:
    if part is None:
        return None
    return h.a(href=context.url("indicator", indicator_id=part.id))[part.name.of(context.lang)]


def _validity(indicator: Indicator, context: Context) -> str:
    ends = (("valid_from", indicator.valid_from), ("valid_to", indicator.valid_to))
    return " ".join(context.t(key, date=formats.day(day)) for key, day in ends if day)
