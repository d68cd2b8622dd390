"""What a province's page shows: its headline figures compared, all figures, lists, past, gaps."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pandas as pd

from datasets import observations
from datasets.collection import Collection
from datasets.model import Indicator, Source, Theme, Unit
from portal.state import State
from portal.views import formed, territory
from portal.views.comparison import Comparison, Key, compare
from portal.views.figure import Figure, figures
from portal.views.listed import Deadline, Listed, deadlines, memberships
from portal.views.territory import Territory

FEWEST_HEADLINES = 4
"""With fewer headline figures than this, the newest comparable others fill the first screen."""

PREDECESSOR_FIGURES = 3

COMPARABLE = ("ratio", "score", "rank")


@dataclass(frozen=True, slots=True)
class Headline:
    figure: Figure
    comparison: Comparison


@dataclass(frozen=True, slots=True)
class ThemeFigures:
    theme: Theme
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class Predecessor:
    """An old province with its few foremost figures, apart from those of the unit of today."""

    unit: Unit
    count: int
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class ProvinceView:
    territory: Territory
    count: int  # figures on this page's land
    latest: date | None
    sources: tuple[tuple[Source, int], ...]  # each with its number of figures here
    headlines: tuple[Headline, ...]
    missing: tuple[Indicator, ...]  # headline indicators without a result
    themes: tuple[ThemeFigures, ...]
    lists: tuple[Listed, ...]
    deadlines: tuple[Deadline, ...]
    predecessors: tuple[Predecessor, ...]
    added_up: tuple[Figure, ...]  # of a merged unit: computed from those of its predecessors

    @property
    def unit(self) -> Unit:
        return self.territory.unit


def view(collection: Collection, state: State, slug: str) -> ProvinceView:
    """Raises NotFound for a slug that the wanted vintage does not have."""
    land = territory.find(collection, slug, state)
    rows = of_units(collection, land.keys)
    shown = figures(collection, _ordered(collection, rows))
    heads = _headlines(collection, rows)
    reported = set(rows.loc[rows["kind"] == "result", "indicator_id"])
    return ProvinceView(
        territory=land,
        count=len(shown),
        latest=max((f.period_end for f in shown if f.kind == "result"), default=None),
        sources=_sources(shown),
        headlines=tuple(Headline(f, compare(collection, f, land.keys)) for f in heads),
        missing=tuple(i for i in headline_indicators(collection) if i.id not in reported),
        themes=_themes(collection, shown),
        lists=memberships(collection, land.keys),
        deadlines=deadlines(collection, land.keys),
        predecessors=_predecessors(collection, land),
        added_up=formed.added_up(collection, land.unit, land.predecessors) if land.merged else (),
    )


def of_units(collection: Collection, keys: tuple[Key, ...]) -> pd.DataFrame:
    """The observations of these units."""
    rows = collection.observations
    pairs = pd.MultiIndex.from_frame(rows[["vintage", "unit_code"]])
    return rows[pairs.isin(keys)]


def headline_indicators(collection: Collection) -> tuple[Indicator, ...]:
    found = (i for i in collection.indicators.values() if i.headline is not None)
    return tuple(sorted(found, key=lambda i: i.headline or 0))


def latest_results(rows: pd.DataFrame) -> pd.DataFrame:
    """One row an indicator: the newest result; of one day, a measured one of today's vintage."""
    results = observations.preferred(rows[rows["kind"] == "result"])
    measured = ~results["flags"].fillna("").str.contains("derived_mean")
    order = results.assign(measured=measured).sort_values(["period_end", "measured", "vintage"])
    return order.drop(columns="measured").drop_duplicates("indicator_id", keep="last")


def _headlines(collection: Collection, rows: pd.DataFrame) -> tuple[Figure, ...]:
    """The catalogue's headline indicators; where few are reported, the newest others after them,
    those first that do not grow with the province."""
    latest = figures(collection, _ordered(collection, latest_results(rows)))
    named = [f for f in latest if f.indicator.headline is not None]
    rest = [f for f in latest if f.indicator.headline is None]
    named.sort(key=lambda f: f.indicator.headline or 0)
    rest.sort(key=lambda f: (f.indicator.measure in COMPARABLE, f.period_end), reverse=True)
    return tuple(named + rest[: max(0, FEWEST_HEADLINES - len(named))])


def _ordered(collection: Collection, rows: pd.DataFrame) -> pd.DataFrame:
    """Indicators as in the catalogue, the newest figure first."""
    place = {indicator: n for n, indicator in enumerate(collection.indicators)}
    order = rows.assign(place=rows["indicator_id"].map(place))
    order = order.sort_values(["place", "period_end"], ascending=[True, False], kind="stable")
    return order.drop(columns="place")


def _themes(collection: Collection, shown: tuple[Figure, ...]) -> tuple[ThemeFigures, ...]:
    blocks = (
        ThemeFigures(theme, tuple(f for f in shown if f.indicator.theme == theme.slug))
        for theme in collection.themes.values()
    )
    return tuple(block for block in blocks if block.figures)


def _sources(shown: tuple[Figure, ...]) -> tuple[tuple[Source, int], ...]:
    counts: dict[str, int] = {}
    for figure in shown:
        counts[figure.source.id] = counts.get(figure.source.id, 0) + 1
    by_id = {figure.source.id: figure.source for figure in shown}
    newest = sorted(by_id.values(), key=lambda s: (s.published or date.min, s.id), reverse=True)
    return tuple((source, counts[source.id]) for source in newest)


def _predecessors(collection: Collection, land: Territory) -> tuple[Predecessor, ...]:
    if not land.merged:
        return ()
    return tuple(_predecessor(collection, unit) for unit in land.predecessors)


def _predecessor(collection: Collection, unit: Unit) -> Predecessor:
    rows = of_units(collection, (unit.key,))
    return Predecessor(unit, len(rows), _headlines(collection, rows)[:PREDECESSOR_FIGURES])
