"""A table in its own scrolling frame: caption, column heads, a row head that stays in sight."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import htpy as h
from htpy import Element, Node


@dataclass(frozen=True, slots=True)
class Column:
    """One column's head; numbers stand right-aligned."""

    title: str
    numeric: bool = False


def table(caption: str, columns: Sequence[Column], rows: Iterable[Sequence[Node]]) -> Element:
    """`rows` hold one node per column; the first is the row's head.

    The frame can be reached and scrolled by keyboard, so that a wide table hides nothing.
    """
    return h.div(".table", role="region", tabindex="0", aria_label=caption)[
        h.table[
            h.caption[h.span[caption]],
            h.thead[
                h.tr[(h.th(scope="col", class_=_class(column))[column.title] for column in columns)]
            ],
            h.tbody[(_row(columns, row) for row in rows)],
        ]
    ]


def _row(columns: Sequence[Column], cells: Sequence[Node]) -> Element:
    first, *rest = zip(columns, cells, strict=True)
    return h.tr[
        h.th(scope="row", class_=_class(first[0]))[first[1]],
        (h.td(class_=_class(column))[cell] for column, cell in rest),
    ]


def _class(column: Column) -> str | None:
    return "num" if column.numeric else None
