"""The figures that answer a place and a matter asked for together."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from datasets import observations
from datasets.collection import Collection
from datasets.model import COUNTRY, Indicator, Unit
from portal.views import territory
from portal.views.figure import Figure, figures


def figures_of_places(
    collection: Collection,
    named: Sequence[Unit],
    indicators: Sequence[Indicator],
    years: Sequence[int],
) -> list[Figure]:
    """The places' figures of the matter asked for: the closest indicator first, its newest figure;
    of a year that was named before others; the places' own before those of the same land."""
    own, related = _land(collection, named)
    wanted = {indicator.id: at for at, indicator in enumerate(indicators)}
    rows = collection.observations
    if not (wanted and own) or rows.empty:
        return []
    keys = {**dict.fromkeys(related, 1), **dict.fromkeys(own, 0)}
    rows = rows[rows["indicator_id"].isin(list(wanted))]
    rows = rows.assign(
        place=[keys.get(key, -1) for key in zip(rows["vintage"], rows["unit_code"], strict=True)],
        matter=rows["indicator_id"].map(wanted),
        off_year=~rows["period_end"].dt.year.isin(list(years)),
    )
    rows = newest(rows[rows["place"] >= 0]).sort_values(
        ["off_year", "place", "matter"], kind="stable"
    )
    rows = rows.drop_duplicates(["vintage", "unit_code", "indicator_id", "kind"])
    return list(figures(collection, rows))


def newest(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows that are shown, one a cell, the newest first."""
    shown = observations.preferred(rows) if len(rows) else rows
    return shown.sort_values("period_end", ascending=False, kind="stable")


def _land(
    collection: Collection, named: Sequence[Unit]
) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """The units named, each with its twin on unchanged land; what they came from and became."""
    own: list[tuple[str, str]] = []
    related: list[tuple[str, str]] = []
    for unit in named:
        if unit.code == COUNTRY:
            own += [key for key in collection.units if key[1] == COUNTRY]
            continue
        land = territory.of(collection, unit)
        own += [unit.key, *([land.twin.key] if land.twin else [])]
        related += [u.key for u in land.predecessors]
        related += [land.successor.key] if land.successor else []
    return own, related
