"""One figure by itself: all that stands on its cell, its revisions, its neighbours in time."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from datasets import observations, units
from datasets.collection import Collection
from datasets.model import COUNTRY, VINTAGES, Indicator, Text, Unit
from portal.page import NotFound
from portal.state import State
from portal.views import restated
from portal.views.figure import Figure, figures
from portal.views.revisions import Revision, revisions


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of the tables: the figure that is shown, and what other sources say."""

    shown: Figure
    others: tuple[Figure, ...]
    revisions: tuple[Revision, ...]  # of all figures on the cell


@dataclass(frozen=True, slots=True)
class Focus:
    """A unit's figures in one period, usually a single one; or why there is none."""

    unit: Unit
    period: str
    cells: tuple[Cell, ...]
    restated: Figure | None  # carried over from the 63 where nothing is printed
    refusal: Text | None
    elsewhere: tuple[Figure, ...]  # the unit's figures of other days, newest first

    @property
    def shown(self) -> tuple[Figure, ...]:
        """The figure of each cell or, where nothing is printed, the restated one."""
        printed = tuple(cell.shown for cell in self.cells)
        return printed or ((self.restated,) if self.restated else ())


def focus(collection: Collection, indicator: Indicator, state: State) -> Focus | None:
    """What the address names when it names exactly one unit and a period; None where it does not.

    Raises NotFound for a unit that the vintage does not have.
    """
    if len(state.units) != 1 or state.period is None:
        return None
    rows = collection.observations
    own = rows[(rows["indicator_id"] == indicator.id) & (rows["unit_code"] == state.units[0])]
    ends = own["period_end"].dt.strftime("%Y-%m-%d")
    unit = _unit(collection, own[ends.str.startswith(state.period)], state)
    if unit.code != COUNTRY:
        own, ends = (part[own["vintage"] == unit.vintage] for part in (own, ends))
    here = ends.str.startswith(state.period)
    made = None if here.any() else _restated(collection, indicator, unit, state.period)
    return Focus(
        unit=unit,
        period=state.period,
        cells=_cells(collection, own[here]),
        restated=made if isinstance(made, Figure) else None,
        refusal=made if isinstance(made, Text) else None,
        elsewhere=_newest_first(collection, own[~here]),
    )


def _unit(collection: Collection, there: pd.DataFrame, state: State) -> Unit:
    """Of the vintage asked for, else of the newest one that reports, else of today."""
    code = state.units[0]
    found = (
        state.vintage
        or max(there["vintage"], default=None)
        or next((v for v in reversed(VINTAGES) if (v, code) in collection.units), units.AFTER)
    )
    try:
        return collection.units[(found, code)]
    except KeyError:
        raise NotFound(
            Text(
                f"Bộ tỉnh, thành {found} không có mã {code}.",
                f"The provinces of {found} have no code {code}.",
            )
        ) from None


def _cells(collection: Collection, rows: pd.DataFrame) -> tuple[Cell, ...]:
    """The newest cell first; results before what was assigned or aimed at."""
    shown = observations.preferred(rows).sort_values(
        ["period_end", "kind"], ascending=[False, True], kind="stable"
    )
    cells = []
    for row in shown.to_dict("records"):
        every = observations.cell(rows, [row[column] for column in observations.CELL])
        mine = figures(collection, every[every["source_id"] == row["source_id"]])
        rest = figures(collection, every[every["source_id"] != row["source_id"]])
        # Two sources that came with one release are one line.
        told = dict.fromkeys(c for f in (*mine, *rest) for c in revisions(collection, f))
        cells.append(Cell(mine[0], rest, tuple(told)))
    return tuple(cells)


def _restated(
    collection: Collection, indicator: Indicator, unit: Unit, period: str
) -> Figure | Text | None:
    if unit.code == COUNTRY:
        return None
    made = restated.of(collection, indicator, "result", unit.vintage, period)
    return made.of_unit(unit.code) if made else None


def _newest_first(collection: Collection, rows: pd.DataFrame) -> tuple[Figure, ...]:
    order = observations.preferred(rows).sort_values("period_end", ascending=False, kind="stable")
    return figures(collection, order)
