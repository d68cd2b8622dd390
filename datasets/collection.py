"""The registers and observations of one release set, typed and keyed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any

import pandas as pd

from datasets import catalog, shape, tables
from datasets.model import (
    VINTAGES,
    Dataset,
    Indicator,
    Measure,
    Source,
    Succession,
    Text,
    Theme,
    Unit,
)

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True, eq=False)
class Collection:
    """All that the packages say, by key. Frames are shared: copy before changing one.

    `observations` holds every theme package's rows plus `package`, `source_type` and
    `source_published`. `.units` and the other registers are read-only mappings.
    """

    id: str
    datasets: Mapping[str, Dataset]
    units: Mapping[tuple[str, str], Unit]
    successions: tuple[Succession, ...]
    themes: Mapping[str, Theme]
    indicators: Mapping[str, Indicator]
    measures: Mapping[str, Measure]
    sources: Mapping[str, Source]
    observations: pd.DataFrame
    lists: pd.DataFrame
    memberships: pd.DataFrame
    deadlines: pd.DataFrame
    aliases: pd.DataFrame
    tilegrid: pd.DataFrame
    tilegrid_insets: pd.DataFrame
    boundaries: pd.DataFrame

    def by_slug(self, slug: str, vintage: str | None = None) -> Unit:
        """The unit of that slug, today's where no vintage is given; KeyError when there is none."""
        for wanted in (vintage,) if vintage else tuple(reversed(VINTAGES)):
            for unit in self.units.values():
                if unit.slug == slug and unit.vintage == wanted:
                    return unit
        raise KeyError(f"no unit with slug {slug!r} in {vintage or 'any'} vintage")


def load(datasets: Mapping[str, Dataset]) -> Collection:
    """The collection of these datasets; packages that are absent leave empty registers.

    Raises KeyError or ValueError where a table contradicts itself; `datasets.checks` explains.
    Nothing is kept between calls: the caller caches by `Collection.id`.
    """
    sources = _sources(datasets)
    return Collection(
        id=catalog.identity(datasets),
        datasets=MappingProxyType(dict(datasets)),
        units=_units(datasets),
        successions=tuple(
            Succession(
                r["predecessor_code"], r["successor_code"], r["date"].date(), r["legal_basis"] or ""
            )
            for r in _rows(datasets, "units", "successions")
        ),
        themes=_themes(datasets),
        indicators=_indicators(datasets),
        measures=_measures(datasets),
        sources=sources,
        observations=_observations(datasets, sources),
        lists=_frame(datasets, "lists", "lists"),
        memberships=_frame(datasets, "lists", "memberships"),
        deadlines=_frame(datasets, "targets", "deadlines"),
        aliases=_frame(datasets, "units", "aliases"),
        tilegrid=_frame(datasets, "units", "tilegrid"),
        tilegrid_insets=_frame(datasets, "units", "tilegrid-insets"),
        boundaries=_frame(datasets, "boundaries", "boundaries"),
    )


def _units(datasets: Mapping[str, Dataset]) -> Mapping[tuple[str, str], Unit]:
    units = (
        Unit(
            vintage=r["vintage"],
            code=r["code"],
            slug=r["slug"],
            name=_required(r, "name"),
            kind=r["type"],
            region=_text(r, "region"),
            valid_from=r["valid_from"].date(),
            valid_to=_day(r["valid_to"]),
            population=_int(r["population_nso2024"]),
            area_km2=_float(r["area_km2"]),
            kind_at_start=r.get("type_at_start"),
            kind_changed_on=_day(r.get("type_changed_on")),
        )
        for r in _rows(datasets, "units", "units")
    )
    return MappingProxyType({unit.key: unit for unit in units})


def _themes(datasets: Mapping[str, Dataset]) -> Mapping[str, Theme]:
    rows = list(_rows(datasets, "indicators", "themes"))
    themes = (Theme(r["theme"], _required(r, "name"), int(r["sort"])) for r in rows)
    return MappingProxyType({t.slug: t for t in sorted(themes, key=lambda t: t.sort)})


def _indicators(datasets: Mapping[str, Dataset]) -> Mapping[str, Indicator]:
    indicators = (
        Indicator(
            id=r["indicator_id"],
            theme=r["theme"],
            name=_required(r, "name"),
            definition=_required(r, "definition"),
            unit=r["unit"],
            measure=r["measure"],
            direction=r["direction"],
            aggregation=r["aggregation"],
            numerator_id=r["numerator_id"],
            denominator_id=r["denominator_id"],
            max_value=_float(r["max_value"]),
            legal_basis=r["legal_basis"],
            reported_by=_text(r, "reported_by"),
            valid_from=_day(r["valid_from"]),
            valid_to=_day(r["valid_to"]),
            headline=_int(r["headline"]),
        )
        for r in _rows(datasets, "indicators", "indicators")
    )
    return MappingProxyType({i.id: i for i in indicators})


def _measures(datasets: Mapping[str, Dataset]) -> Mapping[str, Measure]:
    measures = (
        Measure(r["unit"], _required(r, "name"), _text(r, "symbol"), int(r["decimals"] or 0))
        for r in _rows(datasets, "indicators", "measures")
    )
    return MappingProxyType({m.unit: m for m in measures})


def _sources(datasets: Mapping[str, Dataset]) -> Mapping[str, Source]:
    sources = (
        Source(
            id=r["source_id"],
            url=r["url"],
            publisher=r["publisher"],
            title=r["title"],
            title_basis=r["title_basis"],
            published=_day(r["published"]),
            type=r["source_type"],
            language=r["language"],
            note=_text(r, "note"),
        )
        for r in _rows(datasets, "sources", "sources")
    )
    return MappingProxyType({s.id: s for s in sources})


def _observations(datasets: Mapping[str, Dataset], sources: Mapping[str, Source]) -> pd.DataFrame:
    parts = [
        tables.read(dataset, "observations").assign(package=slug)
        for slug, dataset in datasets.items()
        if any(t.name == "observations" for t in dataset.tables)
    ]
    nothing = tables.empty(shape.observation()).assign(package="")
    rows = pd.concat(parts, ignore_index=True) if parts else nothing
    published = {s.id: pd.Timestamp(s.published) for s in sources.values() if s.published}
    return rows.assign(
        package=rows["package"].astype("string"),
        source_type=rows["source_id"].map({s.id: s.type for s in sources.values()}),
        source_published=pd.to_datetime(rows["source_id"].map(published)),
    )


def _frame(datasets: Mapping[str, Dataset], slug: str, table: str) -> pd.DataFrame:
    dataset = datasets.get(slug)
    if dataset is None or all(t.name != table for t in dataset.tables):
        return pd.DataFrame()
    return tables.read(dataset, table)


def _rows(datasets: Mapping[str, Dataset], slug: str, table: str) -> Iterator[Row]:
    """The table's rows as plain dicts, None where a cell is empty."""
    frame = _frame(datasets, slug, table)
    columns = [str(c) for c in frame.columns]
    for values in frame.astype(object).where(frame.notna(), None).itertuples(index=False):
        yield dict(zip(columns, values, strict=True))


def _required(row: Row, key: str) -> Text:
    text = _text(row, key)
    if text is None:
        raise ValueError(f"{key}_vi or {key}_en is empty in {dict(row)}")
    return text


def _text(row: Row, key: str) -> Text | None:
    vi, en = row.get(f"{key}_vi"), row.get(f"{key}_en")
    return Text(vi=vi, en=en) if vi and en else None


def _day(value: Any) -> date | None:
    return None if value is None else value.date()


def _int(value: Any) -> int | None:
    return None if value is None else int(value)


def _float(value: Any) -> float | None:
    return None if value is None else float(value)
