"""Units at a date: which vintage is in force, who succeeded whom."""

from __future__ import annotations

from datetime import date

from datasets.collection import Collection
from datasets.model import COUNTRY, Unit

BEFORE, AFTER = "2008", "2025"


def in_force(collection: Collection, on: date) -> str:
    """The vintage in force on that day; LookupError before the first one."""
    for unit in collection.units.values():
        if unit.code != COUNTRY and unit.valid_from <= on <= (unit.valid_to or date.max):
            return unit.vintage
    raise LookupError(f"no set of provinces is in force on {on.isoformat()}")


def successor(collection: Collection, code: str) -> Unit:
    """What the 2008 unit `code` became on the day of the merger; KeyError for an unknown code."""
    if code == COUNTRY:
        return collection.units[AFTER, COUNTRY]
    for step in collection.successions:
        if step.predecessor == code:
            return collection.units[AFTER, step.successor]
    raise KeyError(f"no successor of 2008 unit {code!r}")


def predecessors(collection: Collection, code: str) -> tuple[Unit, ...]:
    """The 2008 units that form the 2025 unit `code`, in the order of their codes."""
    if code == COUNTRY:
        return (collection.units[BEFORE, COUNTRY],)
    codes = sorted(s.predecessor for s in collection.successions if s.successor == code)
    if not codes:
        raise KeyError(f"no predecessor of 2025 unit {code!r}")
    return tuple(collection.units[BEFORE, c] for c in codes)
