"""Where the figures of one picture come from, in one line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import htpy as h
from htpy import Node

from portal.components import reading
from portal.page import Context
from portal.views.figure import Figure

NAMED = 3


def source_line(figures: Sequence[Figure], context: Context) -> Node:
    """The sources of most figures by name, each linked; how many more there are.

    Two articles of one paper would read as a mistake: the second is among the rest.
    """
    if not figures:
        return None
    t = reading.words(context.lang)
    counted = Counter(source for figure in figures for source in figure.sources).most_common()
    by_name = {source.publisher or source.title: source for source, _ in reversed(counted)}
    named = [source for source, _ in counted if source in by_name.values()][:NAMED]
    more = len(counted) - len(named)
    return h.p[
        t("sources_label" if len(counted) > 1 else "source_label"),
        (
            [
                "," if place else "",
                " ",
                h.a(href=context.url("source", source_id=source.id))[
                    source.publisher or source.title
                ],
            ]
            for place, source in enumerate(named)
        ),
        more > 0 and f" {t('more_source') if more == 1 else t('more_sources', n=more)}",
    ]
