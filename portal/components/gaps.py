"""What the indicators on a page mean, and which headline ones have no figure yet."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import htpy as h
from htpy import Element, Node

from datasets.model import Indicator
from portal.page import Context


def definition(indicator: Indicator, context: Context) -> Element:
    """The definition folded under one word, with the way to the indicator's own page."""
    return h.details(".def")[
        h.summary[context.t("definition")],
        h.p[
            indicator.definition.of(context.lang),
            " ",
            h.a(href=context.url("indicator", indicator_id=indicator.id))[
                context.t("definition_more")
            ],
        ],
    ]


def meanings(indicators: Iterable[Indicator], context: Context) -> Element:
    """The definitions of a table's indicators, each once, folded."""
    once = {indicator.id: indicator for indicator in indicators}
    return h.details(".def")[
        h.summary[context.t("meanings")],
        h.dl[
            (
                (h.dt[i.name.of(context.lang)], h.dd[i.definition.of(context.lang)])
                for i in once.values()
            )
        ],
    ]


def missing(indicators: Sequence[Indicator], context: Context) -> Node:
    """The headline indicators without a figure, and who would have to report each."""
    if not indicators:
        return None
    return h.section[
        h.h2[context.t("missing")],
        h.p[context.t("missing_lede")],
        h.ul(".missing")[(h.li[_gap(indicator, context)] for indicator in indicators)],
    ]


def _gap(indicator: Indicator, context: Context) -> list[Node]:
    reporter = indicator.reported_by
    who = (
        context.t("missing_reporter", name=reporter.of(context.lang))
        if reporter
        else context.t("missing_reporter_unknown")
    )
    return [
        h.a(href=context.url("indicator", indicator_id=indicator.id))[
            indicator.name.of(context.lang)
        ],
        h.small(".under")[who],
    ]
