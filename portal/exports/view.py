"""What a view shows, taken out of it: its rows, its filters, its gaps, where it stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

import pandas as pd

from datasets.collection import Collection
from datasets.model import Indicator, Licence, Source, Text, Unit
from portal.exports import naming
from portal.exports.columns import Line
from portal.page import NotFound, Page
from portal.state import BadState, State
from portal.views import side_by_side
from portal.views.figure import figures
from portal.views.pinned import pinned, released
from portal.views.snapshot import Snapshot
from portal.views.trend import trend


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
        parts = (
            "minhbach06",
            *chosen.indicators[:1],
            chosen.vintage,
            chosen.period,
            *chosen.units[:3],
            chosen.view,
        )
        return "-".join(part for part in parts if part)


@dataclass(frozen=True, slots=True)
class Extract:
    """Everything that a file of a view says, in no language and no format yet."""

    title: Text
    lines: tuple[Line, ...]
    indicators: tuple[Indicator, ...]
    missing: tuple[tuple[Indicator, Unit], ...]  # asked for, and no figure
    filters: str
    release_set: str
    released: date | None
    licences: tuple[Licence, ...]
    permalink: str  # the CSV of exactly these rows, for good
    pages: Mapping[str, str]  # by language: the page that shows them

    @property
    def sources(self) -> tuple[Source, ...]:
        """All sources, in the order of the rows."""
        every = (source for figure, _ in self.lines for source in figure.sources)
        return tuple(dict.fromkeys(every))

    @property
    def flags(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(flag for figure, _ in self.lines for flag in figure.flags))

    @property
    def packages(self) -> frozenset[str]:
        return frozenset(indicator.theme for indicator in self.indicators)


def asked(query: dict[str, str]) -> Asked:
    """Reads the address; `indicator` is the short form for one. Raises BadState."""
    joined = ",".join(filter(None, (query.get("indicator"), query.get("indicators"))))
    state = State.from_query({**query, "indicators": joined})
    if not state.indicators and not state.units:
        raise BadState(
            "indicator",
            "",
            Text(
                "hãy nêu indicator=<mã chỉ tiêu> hoặc units=<mã tỉnh>",
                "name indicator=<indicator id> or units=<province codes>",
            ),
        )
    # Map, tiles and ranking show the same rows; only lines over time show others.
    return Asked(state.with_(view="trend" if state.view == "trend" else None))


def extract(
    collection: Collection, chosen: Asked, portal_url: str, pages: Mapping[str, Page]
) -> Extract:
    """With indicators: the chosen period of each, as its page shows it (`view=trend`: the drawn
    series). Without: every figure of the chosen units, as their pages show them. Raises NotFound
    for an unknown indicator or unit."""
    state = chosen.state
    _check_units(collection, state)
    known = tuple(_known(collection, indicator_id) for indicator_id in state.indicators)
    shown = [side_by_side.of_units(collection, indicator, state) for indicator in known]
    lines = tuple(_lines(collection, shown, state))
    indicators = known or tuple(dict.fromkeys(figure.indicator for figure, _ in lines))
    units = tuple(dict.fromkeys(figure.unit for figure, _ in lines))
    fixed = pinned(collection, state)
    return Extract(
        title=naming.title(shown, units, state),
        lines=lines,
        indicators=indicators,
        missing=tuple(_missing(shown, state)),
        filters=chosen.filters,
        release_set=collection.id,
        released=released(collection),
        licences=tuple(dict.fromkeys(
            licence
            for theme in dict.fromkeys(indicator.theme for indicator in indicators)
            for licence in collection.datasets[theme].licences
        )),
        permalink=f"{portal_url}/data/view.csv{fixed.to_query()}",
        pages=naming.addresses(collection, fixed, portal_url, pages),
    )  # fmt: skip


def _known(collection: Collection, indicator_id: str) -> Indicator:
    if indicator_id not in collection.indicators:
        raise NotFound(
            Text(
                f"Danh mục không có chỉ tiêu {indicator_id}.",
                f"The catalogue has no indicator {indicator_id}.",
            )
        )
    return collection.indicators[indicator_id]


def _check_units(collection: Collection, state: State) -> None:
    codes = {code for vintage, code in collection.units if state.vintage in (None, vintage)}
    if unknown := next((code for code in state.units if code not in codes), None):
        of = f" {state.vintage}" if state.vintage else ""
        raise NotFound(
            Text(
                f"Bộ tỉnh, thành{of} không có mã {unknown}.",
                f"The provinces{of and f' of{of}'} have no code {unknown}.",
            )
        )


def _lines(collection: Collection, shown: list[Snapshot], state: State) -> Iterator[Line]:
    if not state.indicators:
        yield from ((figure, None) for figure in figures(collection, _of_units(collection, state)))
        return
    for snapshot in shown:
        every = _moved(collection, snapshot, state) if state.view == "trend" else _placed(snapshot)
        yield from (line for line in every if _wanted(line[0].unit, state))


def _placed(snapshot: Snapshot) -> Iterator[Line]:
    """The country, where it has a figure of the same period; then the ranking."""
    country, period = snapshot.country, snapshot.period
    if country and country.period_end.isoformat().startswith(period or ""):
        yield country, None
    yield from ((place.figure, place.place) for place in snapshot.places)


def _moved(collection: Collection, snapshot: Snapshot, state: State) -> Iterator[Line]:
    codes = frozenset(state.units) or None
    drawn = trend(collection, snapshot.indicator, snapshot.vintage, codes)
    yield from ((figure, None) for series in drawn.series for figure in series.figures)


def _wanted(unit: Unit, state: State) -> bool:
    return not state.units or unit.code in state.units


def _missing(shown: list[Snapshot], state: State) -> Iterator[tuple[Indicator, Unit]]:
    if state.view != "trend":
        for snapshot in shown:
            yield from ((snapshot.indicator, u) for u in snapshot.missing if _wanted(u, state))


def _of_units(collection: Collection, state: State) -> pd.DataFrame:
    """Every row of theirs, in the order of their pages: by the catalogue, the newest first."""
    rows = collection.observations
    rows = rows[rows["unit_code"].isin(state.units)]
    if state.vintage:
        rows = rows[rows["vintage"] == state.vintage]
    if state.period:
        rows = rows[rows["period_end"].dt.strftime("%Y-%m-%d").str.startswith(state.period)]
    at = {indicator: place for place, indicator in enumerate(collection.indicators)}
    order = rows.assign(at=rows["indicator_id"].map(at), unit_at=rows["unit_code"])
    order = order.sort_values(
        ["vintage", "unit_at", "at", "period_end"], ascending=[True, True, True, False],
        kind="stable",
    )  # fmt: skip
    return order.drop(columns=["at", "unit_at"])
