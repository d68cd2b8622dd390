"""The provinces of today as links, each with the former ones that merged into it."""

from __future__ import annotations

import htpy as h
from htpy import Element

from datasets.model import Unit
from portal.components import unit_link
from portal.page import Context


def provinces_list(
    provinces: tuple[tuple[Unit, tuple[Unit, ...]], ...], context: Context
) -> Element:
    """In the alphabet of Vietnamese names as people know it: by base letters, then marks."""
    return h.ul(".columns")[
        (
            h.li[
                unit_link.link(unit, context),
                bool(former)
                and h.small[
                    " (",
                    (
                        [", " if place else "", unit_link.link(old, context)]
                        for place, old in enumerate(former)
                    ),
                    ")",
                ],
            ]
            for unit, former in provinces
        )
    ]
