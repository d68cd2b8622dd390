"""The rows that a view shows, with filters, sources and permalink inside."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import pandas as pd

from datasets.collection import Collection
from datasets.model import Text
from portal.exports.sheet import Column, Sheet, plain_number
from portal.page import NotFound
from portal.state import BadState, State
from portal.views.figure import Figure, figures
from portal.views.snapshot import snapshot

COLUMNS = tuple(
    Column(*pair)
    for pair in (
        ("vintage", "string"), ("unit_code", "string"), ("unit_vi", "string"),
        ("unit_en", "string"), ("indicator_id", "string"), ("indicator_vi", "string"),
        ("indicator_en", "string"), ("kind", "string"), ("period_start", "date"),
        ("period_end", "date"), ("date_basis", "string"), ("value", "number"),
        ("value_high", "number"), ("unit_of_measure", "string"), ("qualifier", "string"),
        ("numerator", "number"), ("denominator", "number"), ("rank_of", "integer"),
        ("as_stated", "string"), ("flags", "string"), ("note_vi", "string"), ("note_en", "string"),
        ("source_url", "string"), ("source_publisher", "string"), ("source_title", "string"),
        ("source_published", "date"), ("source_type", "string"), ("package", "string"),
        ("filters", "string"), ("release_set", "string"), ("permalink", "string"),
    )
)


@dataclass(frozen=True, slots=True)
class Asked:
    """What a visitor wants to take away: indicators, or all figures of some units."""

    state: State  # `state.indicators` holds the indicators

    @property
    def filters(self) -> str:
        """As in the address, with `indicators` always spelled so."""
        return self.state.to_query().lstrip("?")

    @property
    def stem(self) -> str:
        """An ASCII name for the file."""
        chosen = self.state
        parts = ("minhbach06", *chosen.indicators[:1], chosen.vintage, chosen.period,
                 *chosen.units[:3])
        return "-".join(part for part in parts if part)


def asked(query: dict[str, str]) -> Asked:
    """Reads the address; `indicator` is the short form for one. Raises BadState."""
    joined = ",".join(filter(None, (query.get("indicator"), query.get("indicators"))))
    state = State.from_query({**query, "indicators": joined, "view": ""})
    if not state.indicators and not state.units:
        raise BadState("indicator", "", Text(
            "hãy nêu indicator=<mã chỉ tiêu> hoặc units=<mã tỉnh>",
            "name indicator=<indicator id> or units=<province codes>"))
    return Asked(state)


def sheet(collection: Collection, chosen: Asked, portal_url: str) -> Sheet:
    """With indicators: the chosen period of each, as its page shows it. Without: every figure
    of the chosen units, as their pages show them. Raises NotFound for an unknown indicator."""
    state = chosen.state
    if state.indicators:
        found = [f for i in state.indicators for f in _of_indicator(collection, i, state)]
    else:
        found = list(figures(collection, _of_units(collection, state)))
    pinned = state.with_(asof=state.asof or _newest(collection))
    permalink = f"{portal_url}/data/view.csv{pinned.to_query()}"
    tail = (chosen.filters, collection.id, permalink)
    return Sheet(
        columns=COLUMNS,
        rows=tuple((*_cells(figure), *tail) for figure in found),
        about={
            "filters": chosen.filters,
            "release_set": collection.id,
            "permalink": permalink,
            "licence": "CC-BY-4.0 https://creativecommons.org/licenses/by/4.0/",
        },
    )


def _of_indicator(collection: Collection, indicator_id: str, state: State) -> Iterable[Figure]:
    if indicator_id not in collection.indicators:
        raise NotFound(Text(
            f"Danh mục không có chỉ tiêu {indicator_id}.",
            f"The catalogue has no indicator {indicator_id}."))
    shown = snapshot(collection, collection.indicators[indicator_id], state)
    every = (shown.country, *shown.figures) if shown.country else shown.figures
    return (f for f in every if not state.units or f.unit.code in state.units)


def _of_units(collection: Collection, state: State) -> pd.DataFrame:
    rows = collection.observations
    rows = rows[rows["unit_code"].isin(state.units)]
    if state.vintage:
        rows = rows[rows["vintage"] == state.vintage]
    if state.period:
        rows = rows[rows["period_end"].dt.strftime("%Y-%m-%d").str.startswith(state.period)]
    return rows.sort_values(
        ["vintage", "unit_code", "indicator_id", "period_end"], kind="stable"
    )


def _newest(collection: Collection) -> date | None:
    return max((d.released for d in collection.datasets.values() if d.released), default=None)


def _cells(figure: Figure) -> tuple[str, ...]:
    unit, indicator, source = figure.unit, figure.indicator, figure.source
    return (
        unit.vintage, unit.code, unit.name.vi, unit.name.en,
        indicator.id, indicator.name.vi, indicator.name.en, figure.kind,
        _day(figure.period_start), _day(figure.period_end), figure.date_basis,
        plain_number(figure.value), plain_number(figure.value_high), indicator.unit,
        figure.qualifier, plain_number(figure.numerator), plain_number(figure.denominator),
        plain_number(figure.rank_of), figure.as_stated, " ".join(figure.flags),
        figure.note.vi if figure.note else "", figure.note.en if figure.note else "",
        source.url or "", source.publisher or "", source.title, _day(source.published),
        source.type, figure.package,
    )


def _day(value: date | None) -> str:
    return value.isoformat() if value else ""
