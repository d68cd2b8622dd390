"""The rows of a loaded table brought to those of a release, without an empty or half table.

Pure: what stands and what shall stand go in, moves come out. CKAN carries out one call in one
transaction, so the moves are built to need as few calls as there can be:

- a row that stays keeps its `_id`; a changed row is written in place;
- a new row takes the `_id` of a row that goes, so that replacing is writing in place as well;
- what then remains is either only rows to append or only rows to delete.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

Row = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Moves:
    """Rows to write in place, rows to append (each with its `_id`), `_id`s to delete."""

    update: tuple[tuple[int, Row], ...]
    append: tuple[tuple[int, Row], ...]
    delete: tuple[int, ...]

    @property
    def nothing(self) -> bool:
        return not (self.update or self.append or self.delete)


def moves(now: Sequence[tuple[int, Row]], wanted: Sequence[Row], key: Sequence[int]) -> Moves:
    """`key` holds the positions of the key columns; empty or not unique: whole rows are matched."""
    if not key or _doubled(now, wanted, key):
        key = range(len(wanted[0]) if wanted else 0)
    standing: dict[Row, list[tuple[int, Row]]] = defaultdict(list)
    for row_id, row in reversed(now):
        standing[_part(row, key)].append((row_id, row))
    update: list[tuple[int, Row]] = []
    new: list[Row] = []
    for row in wanted:
        if same := standing.get(_part(row, key)):
            row_id, old = same.pop()
            if old != row:
                update.append((row_id, row))
        else:
            new.append(row)
    free = sorted(row_id for rows in standing.values() for row_id, _ in rows)
    reused = min(len(free), len(new))
    update += zip(free[:reused], new[:reused], strict=True)
    first = max((row_id for row_id, _ in now), default=0) + 1
    append = tuple(enumerate(new[reused:], first))
    return Moves(tuple(sorted(update)), append, tuple(free[reused:]))


def _part(row: Row, key: Iterable[int]) -> Row:
    return tuple(row[i] for i in key)


def _doubled(now: Sequence[tuple[int, Row]], wanted: Sequence[Row], key: Sequence[int]) -> bool:
    old = {_part(row, key) for _, row in now}
    new = {_part(row, key) for row in wanted}
    return len(old) < len(now) or len(new) < len(wanted)


def plain(text: str, kind: str) -> str:
    """One cell so that equal values are equal texts, whether from our CSV or from PostgreSQL's."""
    if not text or kind == "text":
        return text
    if kind in ("int8", "int4"):
        return str(int(text))
    if kind == "numeric":
        return _number(text)
    if kind == "bool":
        return {"t": "true", "f": "false"}.get(text, text.lower())
    return text.replace(" ", "T") if kind == "timestamp" else text


def _number(text: str) -> str:
    try:
        number = Decimal(text)
    except InvalidOperation:
        return text
    return format(number.normalize(), "f") if number.is_finite() else text
