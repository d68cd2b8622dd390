"""Chosen provinces beside each other in chosen indicators: what the comparison shows."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from datasets import observations, units
from datasets.collection import Collection
from datasets.model import COUNTRY, VINTAGES, Indicator, Text, Theme, Unit
from portal.page import NotFound
from portal.state import State
from portal.views import restated
from portal.views.figure import Figure, figures
from portal.views.snapshot import Snapshot, pictured, provinces_of, snapshot
from portal.views.trend import Trend, trend


@dataclass(frozen=True, slots=True)
class Entry:
    """One unit in one indicator: its figure, or why there is none and what there is instead."""

    unit: Unit
    figure: Figure | None
    reason: Text | None  # of a figure that cannot be carried over
    instead: Figure | None  # the unit's newest figure of another period


@dataclass(frozen=True, slots=True)
class Panel:
    """One indicator of the comparison; entries in the order of the chosen units."""

    snapshot: Snapshot
    entries: tuple[Entry, ...]
    trend: Trend  # of the chosen units alone

    @property
    def indicator(self) -> Indicator:
        return self.snapshot.indicator

    @property
    def figures(self) -> tuple[Figure, ...]:
        return tuple(entry.figure for entry in self.entries if entry.figure)


@dataclass(frozen=True, slots=True)
class CompareView:
    """The choice, what it shows, and all that could be chosen."""

    vintage: str
    units: tuple[Unit, ...]
    indicators: tuple[Indicator, ...]
    panels: tuple[Panel, ...]  # one an indicator; () while units or indicators are missing
    unit_options: tuple[Unit, ...]
    indicator_options: tuple[tuple[Theme, tuple[Indicator, ...]], ...]
    other: tuple[str, ...]  # codes of the chosen land in the other vintage
    picture: str  # table (bars) | trend
    years: tuple[str, ...]  # in which any chosen unit reports any chosen indicator, newest first


def view(collection: Collection, state: State) -> CompareView:
    """Raises NotFound for an unknown indicator, or for codes that no one vintage has."""
    chosen = tuple(_indicator(collection, i) for i in state.indicators)
    vintage = _vintage(collection, state)
    land = tuple(_unit(collection, vintage, code) for code in state.units)
    return CompareView(
        vintage=vintage,
        units=land,
        indicators=chosen,
        panels=tuple(panel(collection, i, land, state) for i in chosen) if land else (),
        unit_options=tuple(provinces_of(collection, vintage)),
        indicator_options=_indicator_options(collection, vintage),
        other=_other(collection, land),
        picture="trend" if state.view == "trend" else "table",
        years=_years(collection, chosen, land),
    )


def panel(
    collection: Collection, indicator: Indicator, land: tuple[Unit, ...], state: State
) -> Panel:
    vintage = land[0].vintage
    shown = of_units(collection, indicator, state.with_(
        vintage=vintage, units=tuple(unit.code for unit in land)
    ))  # fmt: skip
    newest = _newest(collection, indicator, vintage)
    return Panel(
        shown,
        tuple(_entry(shown, unit, newest) for unit in land),
        trend(collection, indicator, vintage, frozenset(unit.code for unit in land)),
    )


def of_units(collection: Collection, indicator: Indicator, state: State) -> Snapshot:
    """The indicator in the period asked for, else where most of `state.units` report."""
    if state.period is None and state.vintage and state.units:
        state = state.with_(period=_period(collection, indicator, state.vintage, state.units))
    return snapshot(collection, indicator, state)


def _period(
    collection: Collection, indicator: Indicator, vintage: str, codes: tuple[str, ...]
) -> str | None:
    """The year in which most of the units report, the newest of equals; where none ever does,
    the year whose figures of the 63 can be carried over to most."""
    rows = collection.observations
    rows = pictured(rows[rows["indicator_id"] == indicator.id])
    own = rows[(rows["vintage"] == vintage) & rows["unit_code"].isin(codes)]
    local = own[own["unit_code"] != COUNTRY]
    counted = (local if len(local) else own).groupby(own["period_end"].dt.year)["unit_code"]
    years = {str(year): count for year, count in counted.nunique().items()}
    if not years and vintage == units.AFTER and len(rows):
        years = restated.years(collection, indicator, rows["kind"].iloc[0])
    return max(years, key=lambda year: (years[year], year), default=None)


def _years(
    collection: Collection, chosen: tuple[Indicator, ...], land: tuple[Unit, ...]
) -> tuple[str, ...]:
    rows = collection.observations
    rows = pictured(rows[rows["indicator_id"].isin([indicator.id for indicator in chosen])])
    own = rows["unit_code"].isin([unit.code for unit in land])
    own &= rows["vintage"].isin([unit.vintage for unit in land])
    years = rows.loc[own, "period_end"].dt.year
    return tuple(str(year) for year in sorted(years.unique(), reverse=True))


def _newest(collection: Collection, indicator: Indicator, vintage: str) -> dict[str, Figure]:
    """By unit code: the newest figure of any period."""
    rows = collection.observations
    rows = pictured(rows[rows["indicator_id"] == indicator.id])
    rows = rows[(rows["vintage"] == vintage) | (rows["unit_code"] == COUNTRY)]
    rows = observations.preferred(rows).sort_values("period_end", kind="stable")
    return {figure.unit.code: figure for figure in figures(collection, rows)}


def _entry(shown: Snapshot, unit: Unit, newest: dict[str, Figure]) -> Entry:
    every = (*shown.figures, *((shown.country,) if shown.country else ()))
    figure = next((f for f in every if f.unit.code == unit.code), None)
    refusal = next((r.reason for r in shown.refusals if r.unit == unit), None)
    return Entry(unit, figure, refusal, None if figure else newest.get(unit.code))


def _indicator(collection: Collection, indicator_id: str) -> Indicator:
    try:
        return collection.indicators[indicator_id]
    except KeyError:
        raise NotFound(
            Text(
                f"Danh mục không có chỉ tiêu “{indicator_id}”.",
                f"The catalogue has no indicator “{indicator_id}”.",
            )
        ) from None


def _vintage(collection: Collection, state: State) -> str:
    """The one asked for; else that in which the chosen units report the chosen indicators in most
    cells, today's of equals. A code of one vintage only decides."""
    if state.vintage:
        return state.vintage
    possible = [
        v for v in VINTAGES if all((v, code) in collection.units for code in state.units)
    ] or list(VINTAGES)
    rows = collection.observations
    rows = rows[rows["unit_code"] != COUNTRY]
    if state.units:
        rows = rows[rows["unit_code"].isin(state.units)]
    if state.indicators:
        rows = rows[rows["indicator_id"].isin(state.indicators)]
    cells = rows.drop_duplicates(["vintage", "unit_code", "indicator_id"])["vintage"]
    counts = cells.value_counts() if state.indicators else pd.Series(dtype=int)
    return max(possible, key=lambda v: (int(counts.get(v, 0)), v))


def _unit(collection: Collection, vintage: str, code: str) -> Unit:
    try:
        return collection.units[(vintage, code)]
    except KeyError:
        raise NotFound(
            Text(
                f"Bộ tỉnh, thành {vintage} không có mã {code}.",
                f"The provinces of {vintage} have no code {code}.",
            )
        ) from None


def _indicator_options(
    collection: Collection, vintage: str
) -> tuple[tuple[Theme, tuple[Indicator, ...]], ...]:
    """The indicators that a province of the vintage reports, by theme."""
    rows = collection.observations
    local = rows[(rows["unit_code"] != COUNTRY) & (rows["vintage"] == vintage)]
    reported = set(local["indicator_id"])
    found = (
        (
            theme,
            tuple(
                i
                for i in collection.indicators.values()
                if i.theme == theme.slug and i.id in reported
            ),
        )
        for theme in collection.themes.values()
    )
    return tuple((theme, entries) for theme, entries in found if entries)


def _other(collection: Collection, land: tuple[Unit, ...]) -> tuple[str, ...]:
    """The same land in the other vintage: successors, or all predecessors."""
    codes: list[str] = []
    for unit in land:
        if unit.vintage == units.BEFORE:
            codes.append(units.successor(collection, unit.code).code)
        else:
            codes += [old.code for old in units.predecessors(collection, unit.code)]
    return tuple(dict.fromkeys(codes))
