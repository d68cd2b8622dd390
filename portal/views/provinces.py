"""What the list of provinces shows: a vintage's units by region, with what they came from."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from datasets import units
from datasets.collection import Collection
from datasets.model import COUNTRY, Text, Unit
from portal.state import State
from portal.views import territory
from portal.views.territory import Territory

Counts = Counter[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Province:
    """One unit with the number of figures on its page and those of its predecessors."""

    territory: Territory
    count: int
    predecessors: tuple[tuple[Unit, int], ...]

    @property
    def unit(self) -> Unit:
        return self.territory.unit


@dataclass(frozen=True, slots=True)
class Region:
    name: Text
    provinces: tuple[Province, ...]


@dataclass(frozen=True, slots=True)
class ProvincesView:
    vintage: str
    regions: tuple[Region, ...]
    merged: int
    unchanged: int


def view(collection: Collection, state: State) -> ProvincesView:
    """The 34 of today, or the 63 where the state asks for them."""
    vintage = state.vintage or units.AFTER
    counts = _counts(collection)
    found = [
        _province(collection, unit, counts)
        for unit in collection.units.values()
        if unit.vintage == vintage and unit.code != COUNTRY
    ]
    merged = sum(p.territory.merged for p in found)
    return ProvincesView(vintage, _regions(found), merged, len(found) - merged)


def _counts(collection: Collection) -> Counts:
    rows = collection.observations
    return Counter(zip(rows["vintage"].tolist(), rows["unit_code"].tolist(), strict=True))


def _province(collection: Collection, unit: Unit, counts: Counts) -> Province:
    land = territory.of(collection, unit)
    return Province(
        territory=land,
        count=sum(counts[key] for key in land.keys),
        predecessors=tuple((u, counts[u.key]) for u in land.predecessors),
    )


def _regions(provinces: list[Province]) -> tuple[Region, ...]:
    """Regions from north to south, as the lowest unit codes in them run."""
    names: dict[Text, list[Province]] = {}
    for province in sorted(provinces, key=lambda p: p.unit.code):
        assert province.unit.region is not None  # every province has one; the country does not
        names.setdefault(province.unit.region, []).append(province)
    return tuple(
        Region(name, tuple(sorted(members, key=lambda p: p.unit.slug)))
        for name, members in names.items()
    )
