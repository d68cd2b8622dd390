"""Sections of plain text: a heading with its anchor, and paragraphs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import htpy as h
from htpy import Element, Node

from portal.page import Context


@dataclass(frozen=True, slots=True)
class Section:
    """`anchor` names the section in addresses; heading and paragraphs are keys of texts."""

    anchor: str
    heading: str
    paragraphs: tuple[str, ...]
    points: tuple[str, ...] = field(default=())  # after the paragraphs, as a list


def contents(sections: Sequence[Section], label: str, context: Context) -> Element:
    """The headings as links, for pages that are long."""
    return h.nav(aria_label=label)[
        h.ul(".tabs")[
            (
                h.li[h.a(href=f"#{section.anchor}")[context.t(section.heading)]]
                for section in sections
            )
        ]
    ]


def sections(
    shown: Sequence[Section],
    context: Context,
    values: Mapping[str, object],
    after: Mapping[str, Node],
) -> Node:
    """`values` fill the texts; `after` is what stands below the text of a section, by anchor."""
    return [
        h.section[
            h.h2(id=section.anchor)[context.t(section.heading)],
            (h.p[context.t(key, **values)] for key in section.paragraphs),
            h.ul[(h.li[context.t(key, **values)] for key in section.points)]
            if section.points
            else None,
            after.get(section.anchor),
        ]
        for section in shown
    ]
