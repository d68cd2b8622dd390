"""How a figure of today came out of figures of the 63, and why others could not."""

from __future__ import annotations

from collections.abc import Sequence

import htpy as h
from htpy import Node

from datasets import units
from datasets.model import Text, Unit
from datasets.restating import Refusal
from portal import formats
from portal.components import unit_link, value
from portal.i18n import translator
from portal.page import Context
from portal.views.figure import Figure


def parts(figure: Figure, context: Context) -> Node:
    """'Cộng từ 3 tỉnh cũ', then each of them with its figure and source; nothing for printed."""
    if not figure.parts:
        return None
    return [
        h.p[how(figure, context)],
        h.ul(".parts")[
            (
                h.li[
                    unit_link.link(part.unit, context), ": ", value.number(part, context), " (",
                    value.dated(part, context), "; ", value.source_link(part, context), ")",
                ]
                for part in figure.parts
            )
        ],
    ]  # fmt: skip


def how(figure: Figure, context: Context) -> str:
    """What was done with the parts, in one sentence."""
    t, count = translator("parts", context.lang), len(figure.parts)
    if count == 1:
        return t("carried", name=unit_link.name(figure.unit, context.lang))
    if figure.numerator is None or figure.denominator is None:
        return t("added", count=count)
    return t(
        "recomputed_from",
        count=count,
        numerator=formats.number(figure.numerator, context.lang),
        denominator=formats.number(figure.denominator, context.lang),
    )


def refusals(refused: Sequence[Refusal], context: Context) -> Node:
    """The units that have no restated figure, under the reason that they share."""
    if not refused:
        return None
    t = translator("parts", context.lang)
    by_reason: dict[str, list[Unit]] = {}
    for refusal in refused:
        by_reason.setdefault(bare(refusal.reason, refusal.unit, context), []).append(refusal.unit)
    return [
        h.h3[t("refused_heading", n=len(refused))],
        h.p[t("refused_rule")],
        h.ul(".refused")[
            (
                h.li[
                    [[", " if n else "", unit_link.link(unit, context)]
                     for n, unit in enumerate(sharing)],
                    ": ", reason, ".",
                ]
                for reason, sharing in by_reason.items()
            )
        ],
    ]  # fmt: skip


def bare(reason: Text, unit: Unit, context: Context) -> str:
    """The reason without the unit's own name, so that units may share it.

    Of a unit that did not change, its former self goes without saying too.
    """
    name = unit.name.of(context.lang)
    alone = reason.of(context.lang).removeprefix(f"{name}: ")
    if len(units.predecessors(context.collection, unit.code)) > 1:
        return alone
    former = f"{name} (cũ) " if context.lang == "vi" else f"former {name} "
    return alone.removeprefix(former)
