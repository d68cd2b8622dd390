"""A row of links of which one is the current choice: periods, vintages, views."""

from __future__ import annotations

from collections.abc import Iterable

import htpy as h
from htpy import Element

Choice = tuple[str, str, bool]
"""Text, address, and whether it is the one in sight."""


def choices(label: str, options: Iterable[Choice]) -> Element:
    """Plain links; the current one is marked for eyes and for screen readers."""
    return h.nav(".choices", aria_label=label)[
        h.span(aria_hidden="true")[label],
        h.ul(".tabs")[
            (
                h.li[h.a(href=href, aria_current="true" if current else None)[text]]
                for text, href, current in options
            )
        ],
    ]
