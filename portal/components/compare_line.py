"""How a province's figure compares, in words: the country, the field, its past, its aim."""

from __future__ import annotations

from collections.abc import Iterator

import htpy as h
from htpy import Element, Fragment, Node, fragment

from portal import formats
from portal.components import value
from portal.page import Context
from portal.views.comparison import Comparison, Standing
from portal.views.figure import Figure


def compare_line(figure: Figure, comparison: Comparison, context: Context) -> Node:
    """A list of comparisons, each with its own date and source; nothing where none is honest."""
    lines = list(_lines(figure, comparison, context))
    return (
        h.ul(".compare", aria_label=context.t("compared"))[(h.li[line] for line in lines)]
        if lines
        else None
    )


def _lines(figure: Figure, comparison: Comparison, context: Context) -> Iterator[Node]:
    t = context.t
    if figure.denominator is not None:
        yield _whole(figure, context)
    if comparison.country:
        yield _beside(t("compare_country"), comparison.country, context)
    if comparison.standing:
        yield _standing(figure, comparison.standing, context)
    if comparison.earlier:
        yield _beside(t("compare_earlier"), comparison.earlier, context)
    if comparison.target:
        yield _beside(t("compare_target"), comparison.target, context)
    if comparison.country_target:
        yield _beside(t("compare_country_target"), comparison.country_target, context)


def _whole(figure: Figure, context: Context) -> str:
    """The parts as printed: '113.796 trên 124.087', or what a count is counted out of."""
    whole = formats.number(figure.denominator or 0, context.lang)
    if figure.indicator.unit != "%" or figure.numerator is None:
        return context.t("out_of", whole=whole)
    part = formats.number(figure.numerator, context.lang)
    return context.t("part_of", part=part, whole=whole)


def _beside(label: str, other: Figure, context: Context) -> Fragment:
    when: Element = value.dated(other, context)
    return fragment[
        label, " ", value.number(other, context), " (", when, "; ",
        value.source_link(other, context), ")",
    ]  # fmt: skip


def _standing(figure: Figure, standing: Standing, context: Context) -> str:
    median = _median(figure, standing, context)
    field = {"of": standing.reporting, "all": standing.units, "year": standing.year}
    t = context.t
    if standing.rank is None:
        return t("median_among", median=median, **field)
    if standing.tied == 0:
        placed = t("rank_among", rank=standing.rank, **field)
    elif standing.tied == 1:
        placed = t("rank_tied_one", rank=standing.rank, **field)
    else:
        placed = t("rank_tied_many", rank=standing.rank, tied=standing.tied, **field)
    return placed + t("median_short", median=median)


def _median(figure: Figure, standing: Standing, context: Context) -> str:
    measure = context.collection.measures[figure.indicator.unit]
    rounded = round(standing.median, measure.decimals)
    written = formats.number(rounded, context.lang)
    return formats.with_symbol(written, "%") if figure.indicator.unit == "%" else written
