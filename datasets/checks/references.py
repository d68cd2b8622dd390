"""Laws on codes: every unit, indicator and source a row names must exist, and on that day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from datasets.checks.ground import Case
from datasets.model import Problem
from datasets.sheets import Row

UNIT_COLUMNS = ("unit_code", "code", "parent_code")
BACK_FLAGS = {"derived_mean", "restated_by_source"}
"""A row that tells of the 34 before they existed, computed back from the 63, carries one."""

AHEAD_FLAG = "set_before_merger"
"""A target or task that a former province set itself for a day it did not live to see."""

TARGETS = "targets"
"""The package that holds every indicator's targets, and targets only."""


def registers_present(case: Case) -> Iterator[Problem]:
    """The registers a package leans on are there and can be read."""
    ground = case.ground
    registers = {"units": ground.units, "indicators": ground.indicators, "sources": ground.sources}
    needed = {
        "units": any(set(UNIT_COLUMNS) & set(s.header) for s in case.sheets),
        "indicators": any("indicator_id" in s.header for s in case.sheets),
        "sources": any("source_id" in s.header for s in case.sheets),
    }
    for name, register in registers.items():
        if needed[name] and not register and name != case.dataset.slug:
            yield case.in_descriptor("register-missing", None, register=name)


def units_known(case: Case) -> Iterator[Problem]:
    """Every unit code resolves in the vintage its row names."""
    if case.dataset.slug == "units" or not case.ground.units:
        return
    for column in UNIT_COLUMNS:
        for sheet, row in case.rows_with("vintage", column):
            key = (row["vintage"], row[column])
            if row[column] and _is_unit(row) and key not in case.ground.units:
                yield case.at("unknown-unit", sheet, row, column, vintage=row["vintage"])


def _is_unit(row: Row) -> bool:
    """Boundaries also draw archipelagos, which are no units of their own."""
    return row["kind"] != "archipelago"


def vintage_in_force(case: Case) -> Iterator[Problem]:
    """A figure stands on the set of provinces in force on its date, or its flag says why not."""
    for sheet, row in case.rows("observations"):
        on, vintage = row.day("period_end"), row["vintage"]
        if on is None or not case.ground.units or case.ground.in_force(vintage, on):
            continue
        flags, today = set(row["flags"].split()), case.ground.in_force(vintage, date.max)
        computed_back = today and flags & BACK_FLAGS
        set_ahead = not today and row["kind"] != "result" and AHEAD_FLAG in flags
        if not computed_back and not set_ahead:
            yield case.at("wrong-vintage", sheet, row, "vintage", day=on.isoformat())


def membership_in_force(case: Case) -> Iterator[Problem]:
    """A named list speaks of the units in force on its date."""
    for sheet, row in case.rows("memberships"):
        on = row.day("date")
        if on and case.ground.units and not case.ground.in_force(row["vintage"], on):
            yield case.at("wrong-vintage", sheet, row, "vintage", day=on.isoformat())


def indicators_known(case: Case) -> Iterator[Problem]:
    """Every indicator is in the catalogue."""
    for sheet, row in case.rows_with("indicator_id"):
        if case.dataset.slug == "indicators" or not case.ground.indicators:
            return
        if row["indicator_id"] and row["indicator_id"] not in case.ground.indicators:
            yield case.at("unknown-indicator", sheet, row, "indicator_id")


def indicators_at_home(case: Case) -> Iterator[Problem]:
    """An observation lives in the package of its indicator's theme; targets in `targets`."""
    for sheet, row in case.rows("observations"):
        indicator = case.ground.indicators.get(row["indicator_id"])
        if case.dataset.slug == TARGETS:
            if row["kind"] != "target":
                yield case.at("target-only", sheet, row, "kind")
        elif indicator and indicator["theme"] != case.dataset.slug:
            yield case.at("foreign-indicator", sheet, row, "indicator_id", home=indicator["theme"])


def sources_known(case: Case) -> Iterator[Problem]:
    """Every source a row names is in the register; an observation without one is no observation."""
    if case.dataset.slug == "sources" or not case.ground.sources:
        return
    for sheet, row in case.rows_with("source_id"):
        if not row["source_id"]:
            yield case.at("missing-source", sheet, row, "source_id")
        elif row["source_id"] not in case.ground.sources:
            yield case.at("unknown-source", sheet, row, "source_id")


LAWS = (
    registers_present,
    units_known,
    vintage_in_force,
    membership_in_force,
    indicators_known,
    indicators_at_home,
    sources_known,
)
