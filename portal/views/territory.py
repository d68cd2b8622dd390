"""A unit in time: which units stand on the same land, what it came from, what it became."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from datasets import units
from datasets.collection import Collection
from datasets.model import COUNTRY, Text, Unit
from portal.page import NotFound
from portal.state import State


@dataclass(frozen=True, slots=True)
class Territory:
    """One unit and its relations across the merger of 2025."""

    unit: Unit
    twin: Unit | None  # the unit of the other vintage on exactly the same land
    predecessors: tuple[Unit, ...]  # 2008 units that form this 2025 unit, also a single one
    successor: Unit | None  # what this 2008 unit became (part of)
    merged_with: tuple[Unit, ...]  # other 2008 units that went into the same successor
    changed_on: date
    legal_basis: str

    @property
    def merged(self) -> bool:
        """Whether the land of this unit's page changed in the merger."""
        return self.twin is None

    @property
    def keys(self) -> tuple[tuple[str, str], ...]:
        """(vintage, code) of the units whose figures belong on this unit's page.

        A unit of today whose land did not change carries on the figures of its predecessor;
        a page of the old unit shows the old unit's only.
        """
        if self.twin is not None and self.unit.vintage == units.AFTER:
            return (self.unit.key, self.twin.key)
        return (self.unit.key,)


def find(collection: Collection, slug: str, state: State) -> Territory:
    """The unit that an address names; NotFound where that vintage has none of that slug."""
    try:
        unit = collection.by_slug(slug, state.vintage)
    except KeyError:
        raise NotFound(_nothing(slug, state.vintage)) from None
    if unit.code == COUNTRY:
        raise NotFound(_nothing(slug, None))
    return of(collection, unit)


def of(collection: Collection, unit: Unit) -> Territory:
    """The relations of a province of either vintage."""
    today = units.successor(collection, unit.code) if unit.vintage == units.BEFORE else unit
    origins = units.predecessors(collection, today.code)
    step = next(s for s in collection.successions if s.successor == today.code)
    unchanged = len(origins) == 1
    other = origins[0] if unit is today else today
    return Territory(
        unit=unit,
        twin=other if unchanged else None,
        predecessors=origins if unit is today else (),
        successor=None if unit is today else today,
        merged_with=() if unit is today else tuple(o for o in origins if o.key != unit.key),
        changed_on=step.date,
        legal_basis=step.legal_basis,
    )


def _nothing(slug: str, vintage: str | None) -> Text:
    shown = slug[:60]
    if vintage is None:
        return Text(
            f"Không có tỉnh, thành nào ở địa chỉ “{shown}”.", f"There is no province at “{shown}”."
        )
    count = "63" if vintage == units.BEFORE else "34"
    return Text(
        f"Trong {count} tỉnh, thành không có “{shown}”.",
        f"There is no “{shown}” among the {count} provinces.",
    )
