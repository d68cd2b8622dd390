"""Who reports what: a vintage's provinces by theme and headline indicator, with how fresh it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pandas as pd

from datasets.collection import Collection
from datasets.model import COUNTRY, Indicator, Theme, Unit
from portal.views.snapshot import provinces_of

YEAR_DAYS = 365


@dataclass(frozen=True, slots=True)
class Filled:
    """How many indicators have a figure, and the day of the newest result: targets lie ahead."""

    indicators: int = 0
    newest: date | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One province; `themes` and `headlines` stand in the order of the grid's columns."""

    unit: Unit
    whole: Filled
    themes: tuple[Filled, ...]
    headlines: tuple[date | None, ...]


@dataclass(frozen=True, slots=True)
class Freshness:
    """Of one theme: provinces by the age of their newest result, on the day of the release."""

    theme: Theme
    newest: date | None
    within_year: int
    within_two: int
    older: int
    never: int


@dataclass(frozen=True, slots=True)
class Grid:
    vintage: str
    themes: tuple[Theme, ...]
    headlines: tuple[Indicator, ...]
    rows: tuple[Row, ...]  # by name
    freshness: tuple[Freshness, ...]

    @property
    def empty(self) -> tuple[Unit, ...]:
        """Provinces without any figure at all."""
        return tuple(row.unit for row in self.rows if not row.whole.indicators)

    @property
    def fullest(self) -> Row:
        """The first of the provinces with the most indicators."""
        return max(self.rows, key=lambda row: row.whole.indicators)

    @property
    def reach(self) -> tuple[tuple[Theme, int], ...]:
        """Themes with the number of provinces that have a figure, the widest first."""
        counted = [
            (theme, sum(row.themes[at].indicators > 0 for row in self.rows))
            for at, theme in enumerate(self.themes)
        ]
        return tuple(sorted(counted, key=lambda pair: -pair[1]))


def grid(collection: Collection, vintage: str, on: date) -> Grid:
    """`on` is the day from which ages are counted."""
    rows = collection.observations
    rows = rows[(rows["vintage"] == vintage) & (rows["unit_code"] != COUNTRY)]
    themes = tuple(collection.themes.values())
    headlines = tuple(
        sorted(
            (i for i in collection.indicators.values() if i.headline),
            key=lambda i: i.headline or 0,
        )
    )
    by_unit = dict(tuple(rows.groupby("unit_code"))) if len(rows) else {}
    provinces = sorted(provinces_of(collection, vintage), key=lambda unit: unit.slug)
    made = tuple(
        _row(unit, by_unit.get(unit.code, rows.head(0)), themes, headlines) for unit in provinces
    )
    return Grid(
        vintage=vintage,
        themes=themes,
        headlines=headlines,
        rows=made,
        freshness=tuple(
            _freshness(theme, [row.themes[at].newest for row in made], on)
            for at, theme in enumerate(themes)
        ),
    )


def _row(
    unit: Unit, rows: pd.DataFrame, themes: tuple[Theme, ...], headlines: tuple[Indicator, ...]
) -> Row:
    return Row(
        unit=unit,
        whole=_filled(rows),
        themes=tuple(_filled(rows[rows["package"] == theme.slug]) for theme in themes),
        headlines=tuple(
            _filled(rows[rows["indicator_id"] == indicator.id]).newest for indicator in headlines
        ),
    )


def _filled(rows: pd.DataFrame) -> Filled:
    results = rows[rows["kind"] == "result"]
    newest = results["period_end"].max().date() if len(results) else None
    return Filled(rows["indicator_id"].nunique(), newest)


def _freshness(theme: Theme, days: list[date | None], on: date) -> Freshness:
    ages = [(on - day).days for day in days if day is not None]
    return Freshness(
        theme=theme,
        newest=max((day for day in days if day is not None), default=None),
        within_year=sum(age <= YEAR_DAYS for age in ages),
        within_two=sum(YEAR_DAYS < age <= 2 * YEAR_DAYS for age in ages),
        older=sum(age > 2 * YEAR_DAYS for age in ages),
        never=len(days) - len(ages),
    )
