"""What the former provinces of a merged unit add up to, indicator by indicator."""

from __future__ import annotations

import pandas as pd

from datasets import units
from datasets.collection import Collection
from datasets.model import Unit
from portal.views import restated
from portal.views.figure import Figure


def added_up(collection: Collection, unit: Unit, origins: tuple[Unit, ...]) -> tuple[Figure, ...]:
    """Of each indicator the newest day that all of them report, where it can be carried over.

    What the unit itself reports is left out: a printed figure is better than a computed one.
    """
    rows = collection.observations
    results = rows[rows["kind"] == "result"]
    own = set(results.loc[_of(results, (unit,)), "indicator_id"])
    before = results[_of(results, origins) & ~results["indicator_id"].isin(own)]
    reporting = before.groupby(["indicator_id", "period_end"])["unit_code"].nunique()
    complete = reporting[reporting == len(origins)].reset_index()
    newest = complete.sort_values("period_end").drop_duplicates("indicator_id", keep="last")
    found = (
        restated.on(
            collection, collection.indicators[row["indicator_id"]], "result",
            row["period_end"].date(),
        ).of_unit(unit.code)
        for row in newest.to_dict("records")
        if _restatable(collection, row["indicator_id"])
    )  # fmt: skip
    place = {indicator: n for n, indicator in enumerate(collection.indicators)}
    made = [figure for figure in found if isinstance(figure, Figure)]
    return tuple(sorted(made, key=lambda figure: place[figure.indicator.id]))


def _restatable(collection: Collection, indicator_id: str) -> bool:
    indicator = collection.indicators[indicator_id]
    return indicator.aggregation != "none" and indicator.measure not in ("rank", "score")


def _of(rows: pd.DataFrame, origins: tuple[Unit, ...]) -> pd.Series:
    """Which rows are about one of those units, all of one vintage."""
    vintage = origins[0].vintage if origins else units.BEFORE
    codes = [unit.code for unit in origins]
    hit: pd.Series = (rows["vintage"] == vintage) & rows["unit_code"].isin(codes)
    return hit
