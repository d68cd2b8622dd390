"""What the list of indicators shows: each by theme with its coverage, headline ones first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pandas as pd

from datasets.collection import Collection
from datasets.model import COUNTRY, VINTAGES, Indicator, Measure, Theme
from portal.state import State


@dataclass(frozen=True, slots=True)
class Entry:
    """One indicator and what the tables hold of it."""

    indicator: Indicator
    measure: Measure
    reported: tuple[tuple[str, int], ...]  # (vintage, provinces that report), newest first
    country: bool  # a figure of the whole country exists
    latest: date | None


@dataclass(frozen=True, slots=True)
class IndicatorsView:
    """Themes in their order, each with its indicators; and the totals."""

    themes: tuple[tuple[Theme, tuple[Entry, ...]], ...]
    with_figures: int
    without_figures: int


def view(collection: Collection, state: State) -> IndicatorsView:
    """`state` changes nothing but the release that `collection` was read from."""
    rows = collection.observations
    by_indicator = dict(tuple(rows.groupby("indicator_id"))) if len(rows) else {}
    entries = [
        _entry(collection, indicator, by_indicator.get(indicator.id, rows.head(0)))
        for indicator in collection.indicators.values()
    ]
    return IndicatorsView(
        themes=tuple((theme, _of_theme(entries, theme)) for theme in collection.themes.values()),
        with_figures=sum(entry.latest is not None for entry in entries),
        without_figures=sum(entry.latest is None for entry in entries),
    )


def _of_theme(entries: list[Entry], theme: Theme) -> tuple[Entry, ...]:
    mine = [entry for entry in entries if entry.indicator.theme == theme.slug]
    return tuple(sorted(mine, key=_order))


def _order(entry: Entry) -> tuple[int, int]:
    """Headline indicators in their order, then those that most provinces report."""
    widest = max((n for _, n in entry.reported), default=0)
    return (entry.indicator.headline or 10_000, -widest)


def _entry(collection: Collection, indicator: Indicator, rows: pd.DataFrame) -> Entry:
    local = rows[rows["unit_code"] != COUNTRY] if len(rows) else rows
    counts = dict(local.groupby("vintage")["unit_code"].nunique()) if len(local) else {}
    return Entry(
        indicator=indicator,
        measure=collection.measures[indicator.unit],
        reported=tuple((v, int(counts[v])) for v in reversed(VINTAGES) if v in counts),
        country=len(local) < len(rows),
        latest=rows["period_end"].max().date() if len(rows) else None,
    )
