"""What the overview shows: the country's figures, one indicator's map, how complete the data is."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

from datasets import observations, units
from datasets.collection import Collection
from datasets.model import COUNTRY, VINTAGES, Indicator, Text, Theme, Unit
from portal.state import State
from portal.views.figure import Figure, figures
from portal.views.indicator import found
from portal.views.snapshot import (
    Coverage,
    Snapshot,
    coverages,
    pictured,
    provinces_of,
    snapshot,
    widest,
)

KEY_FIGURES = 6
A_THEME = 2  # key figures of one theme, so that no theme crowds out the others
NEWEST = 5
MAPPED = 3  # provinces that report: a map of one or two shows less than their names


@dataclass(frozen=True, slots=True)
class Option:
    """An indicator that can be put on the map, and where it is reported widest."""

    indicator: Indicator
    coverage: Coverage


@dataclass(frozen=True, slots=True)
class Completeness:
    """How much of what could be known is known."""

    figures: int
    indicators: int
    sources: int
    reporting: tuple[tuple[str, int, int], ...]  # (vintage, provinces with a figure, provinces)
    cells: int  # province x indicator cells with a figure, newest vintage
    possible: int


@dataclass(frozen=True, slots=True)
class Released:
    """One dataset's latest release."""

    slug: str
    title: Text
    version: str
    released: date | None


@dataclass(frozen=True, slots=True)
class OverviewView:
    """All that the page shows; `snapshot` is the same object as on the indicator's page."""

    country: tuple[Figure, ...]
    snapshot: Snapshot
    options: tuple[tuple[Theme, tuple[Option, ...]], ...]  # worth a map, and the one in sight
    provinces: tuple[tuple[Unit, tuple[Unit, ...]], ...]  # of today, with what merged into them
    completeness: Completeness
    newest: tuple[Figure, ...]
    releases: tuple[Released, ...]


def view(collection: Collection, state: State) -> OverviewView:
    """Raises NotFound for an unknown indicator."""
    coverage = coverages(collection, pictured(collection.observations))
    mapped = [
        Option(indicator, best)
        for indicator in collection.indicators.values()
        if (best := widest(coverage.get(indicator.id, ())))
    ]
    chosen = found(collection, state.indicators[0]) if state.indicators else _default(mapped)
    options = [o for o in mapped if o.coverage.reported >= MAPPED or o.indicator == chosen]
    return OverviewView(
        country=_key_figures(collection),
        snapshot=snapshot(collection, chosen, state),
        options=tuple(
            (theme, mine)
            for theme in collection.themes.values()
            if (mine := tuple(o for o in options if o.indicator.theme == theme.slug))
        ),
        provinces=tuple(
            (unit, _merged(collection, unit)) for unit in provinces_of(collection, VINTAGES[-1])
        ),
        completeness=_completeness(collection),
        newest=_newest(collection),
        releases=_releases(collection),
    )


def _default(options: list[Option]) -> Indicator:
    """Of the headline indicators, which need no explaining, the one most provinces report."""
    headline = [option for option in options if option.indicator.headline] or options
    return max(
        headline,
        key=lambda o: (o.coverage.reported / o.coverage.units, o.coverage.year),
    ).indicator


def _key_figures(collection: Collection) -> tuple[Figure, ...]:
    """The country's newest result of each indicator: headline ones first, then the newest."""
    rows = collection.observations
    rows = rows[(rows["unit_code"] == COUNTRY) & (rows["kind"] == "result")]
    rows = observations.preferred(rows).sort_values("period_end", ascending=False, kind="stable")
    newest = figures(collection, rows.drop_duplicates("indicator_id"))
    ordered = sorted(
        newest, key=lambda f: (f.indicator.headline or 10_000, -f.period_end.toordinal())
    )
    taken: list[Figure] = []
    per_theme: Counter[str] = Counter()
    for figure in ordered:
        if len(taken) < KEY_FIGURES and per_theme[figure.indicator.theme] < A_THEME:
            taken.append(figure)
            per_theme[figure.indicator.theme] += 1
    return tuple(taken)


def _merged(collection: Collection, unit: Unit) -> tuple[Unit, ...]:
    """The old provinces whose name is no longer the unit's own."""
    before = units.predecessors(collection, unit.code)
    return tuple(old for old in before if old.name != unit.name)


def _completeness(collection: Collection) -> Completeness:
    rows = collection.observations
    local = rows[rows["unit_code"] != COUNTRY]
    today = local[local["vintage"] == VINTAGES[-1]]
    provinces = {vintage: len(provinces_of(collection, vintage)) for vintage in VINTAGES}
    measured_locally = local["indicator_id"].nunique()
    return Completeness(
        figures=len(rows),
        indicators=rows["indicator_id"].nunique(),
        sources=rows["source_id"].nunique(),
        reporting=tuple(
            (v, local[local["vintage"] == v]["unit_code"].nunique(), provinces[v])
            for v in reversed(VINTAGES)
        ),
        cells=len(today.drop_duplicates(["unit_code", "indicator_id"])),
        possible=measured_locally * provinces[VINTAGES[-1]],
    )


def _newest(collection: Collection) -> tuple[Figure, ...]:
    """The latest figures in the tables, one an indicator and unit."""
    rows = collection.observations
    rows = observations.preferred(rows[rows["kind"] == "result"])
    rows = rows.sort_values("period_end", ascending=False, kind="stable")
    return figures(collection, rows.drop_duplicates("unit_code").head(NEWEST))


def _releases(collection: Collection) -> tuple[Released, ...]:
    """Last released first; of one day as the catalogue has them."""
    found_ = [
        Released(d.slug, d.title, d.version, d.released) for d in collection.datasets.values()
    ]
    return tuple(sorted(found_, key=lambda r: r.released or date.min, reverse=True))
