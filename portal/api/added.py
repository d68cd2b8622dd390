"""What the interface adds to a released row: names in words, and addresses of pages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from datasets.model import COUNTRY
from datasets.observations import CELL, preferred
from datasets.units import BEFORE
from portal.components import unit_link
from portal.page import Context

Row = dict[str, Any]
Plain = Callable[[Any], Iterable[Row]]  # a frame's rows as dicts of plain values


def observations(context: Context, plain: Plain) -> Callable[[Row], Row]:
    collection, base = context.collection, context.portal_url
    identity = (*CELL, "source_id", "package")
    shown = {_key(row, identity) for row in plain(preferred(collection.observations))}
    pages = {key: base + unit_link.address(u, context) for key, u in collection.units.items()}

    def add(row: Row) -> Row:
        unit = collection.units[row["vintage"], row["unit_code"]]
        indicator = collection.indicators[row["indicator_id"]]
        return {
            "preferred": _key(row, identity) in shown,
            "unit_vi": unit.name.vi,
            "unit_en": unit.name.en,
            "indicator_vi": indicator.name.vi,
            "indicator_en": indicator.name.en,
            "unit_of_measure": indicator.unit,
            "source_url": collection.sources[row["source_id"]].url,
            "unit_page": pages[unit.key],
            "indicator_page": base + context.url("indicator", indicator_id=indicator.id),
            "source_page": base + context.url("source", source_id=row["source_id"]),
        }

    return add


def indicators(context: Context, plain: Plain) -> Callable[[Row], Row]:
    return _counted(context, "indicator", "indicator_id")


def sources(context: Context, plain: Plain) -> Callable[[Row], Row]:
    return _counted(context, "source", "source_id")


def units(context: Context, plain: Plain) -> Callable[[Row], Row]:
    collection = context.collection
    after = {s.predecessor: s.successor for s in collection.successions}
    before: dict[str, list[str]] = {}
    for succession in collection.successions:
        before.setdefault(succession.successor, []).append(succession.predecessor)

    def add(row: Row) -> Row:
        old, unit = row["vintage"] == BEFORE, collection.units[row["vintage"], row["code"]]
        both = unit.code == COUNTRY  # the country became nothing else
        return {
            "successor_code": after.get(unit.code) if old and not both else None,
            "predecessor_codes": None if old or both else " ".join(before.get(unit.code, ())),
            "page": context.portal_url + unit_link.address(unit, context),
        }

    return add


ADDED: Mapping[str, Callable[[Context, Plain], Callable[[Row], Row]]] = {
    "observations": observations,
    "indicators": indicators,
    "units": units,
    "sources": sources,
}


def _counted(context: Context, page: str, column: str) -> Callable[[Row], Row]:
    counts = Counter(context.collection.observations[column].tolist())
    return lambda row: {
        "observations": counts[row[column]],
        "page": context.portal_url + context.url(page, **{column: row[column]}),
    }


def _key(row: Row, names: tuple[str, ...]) -> tuple[Any, ...]:
    return tuple(row[name] for name in names)
