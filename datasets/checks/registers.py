"""Laws on the registers themselves: units and successions, indicators, sources."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta

from datasets.checks.ground import Case
from datasets.model import COUNTRY, Problem
from datasets.observations import SOURCE_RANK
from datasets.units import AFTER, BEFORE


def successions_complete(case: Case) -> Iterator[Problem]:
    """Every unit of 2008 became exactly one of 2025, and every unit of 2025 came from somewhere."""
    if case.dataset.slug != "units":
        return
    before = Counter(row["predecessor_code"] for _, row in case.rows("successions"))
    after = {row["successor_code"] for _, row in case.rows("successions")}
    for sheet, row in case.rows("units"):
        code = row["code"]
        if code == COUNTRY:
            continue
        if row["vintage"] == BEFORE and before[code] != 1:
            yield case.at("succession-missing", sheet, row, "code", count=before[code])
        if row["vintage"] == AFTER and code not in after:
            yield case.at("succession-missing", sheet, row, "code", count=0)


def successions_resolve(case: Case) -> Iterator[Problem]:
    """A succession joins two known units on the day the one ends and the other begins."""
    units = case.ground.units
    for sheet, row in case.rows("successions"):
        for vintage, column in ((BEFORE, "predecessor_code"), (AFTER, "successor_code")):
            if (vintage, row[column]) not in units:
                yield case.at("unknown-unit", sheet, row, column, vintage=vintage)
        old = units.get((BEFORE, row["predecessor_code"]))
        new = units.get((AFTER, row["successor_code"]))
        last, first = old and old.day("valid_to"), new and new.day("valid_from")
        if last and first and not row.day("date") == first == last + timedelta(days=1):
            yield case.at("succession-date", sheet, row, "date", last=last, first=first)


def validity_ordered(case: Case) -> Iterator[Problem]:
    """Nothing ceases to be valid before it starts."""
    for sheet, row in case.rows_with("valid_from", "valid_to"):
        start, end = row.day("valid_from"), row.day("valid_to")
        if start and end and start > end:
            yield case.at("reversed-period", sheet, row, "valid_from", end=end.isoformat())


def indicators_resolve(case: Case) -> Iterator[Problem]:
    """An indicator's theme, unit of measure, numerator and denominator exist."""
    ground = case.ground
    registers = {
        "theme": ground.themes,
        "unit": ground.measures,
        "numerator_id": ground.indicators,
        "denominator_id": ground.indicators,
    }
    for sheet, row in case.rows("indicators"):
        for column, register in registers.items():
            if row[column] and row[column] not in register:
                yield case.at("unknown-reference", sheet, row, column)


def indicators_defined(case: Case) -> Iterator[Problem]:
    """An indicator has a name and a definition in both languages, a theme and a unit."""
    needed = ("name_vi", "name_en", "definition_vi", "definition_en", "theme", "unit")
    for sheet, row in case.rows("indicators"):
        for column in needed:
            if not row[column]:
                yield case.at("no-definition", sheet, row, column)


def sources_told(case: Case) -> Iterator[Problem]:
    """A source has a publisher, a title, a known type and a web address where it gives one."""
    if case.dataset.slug != "sources":
        return
    for sheet, row in case.rows("sources"):
        for column in ("publisher", "title"):
            if not row[column]:
                yield case.at("source-untold", sheet, row, column)
        if row["source_type"] not in SOURCE_RANK:
            allowed = ", ".join(SOURCE_RANK)
            yield case.at("source-type", sheet, row, "source_type", allowed=allowed)
        if row["url"] and not row["url"].startswith(("https://", "http://")):
            yield case.at("source-address", sheet, row, "url")


def sources_published(case: Case) -> Iterator[Problem]:
    """No source is published in the future."""
    for sheet, row in case.rows("sources"):
        published = row.day("published")
        if published and published > case.ground.today:
            today = case.ground.today.isoformat()
            yield case.at("future-publication", sheet, row, "published", today=today)


def lists_resolve(case: Case) -> Iterator[Problem]:
    """A membership names a list that is described."""
    known = {row["list_id"] for _, row in case.rows("lists")}
    for sheet, row in case.rows("memberships"):
        if row["list_id"] and row["list_id"] not in known:
            yield case.at("unknown-reference", sheet, row, "list_id")


LAWS = (
    successions_complete,
    successions_resolve,
    validity_ordered,
    indicators_resolve,
    indicators_defined,
    sources_told,
    sources_published,
    lists_resolve,
)
