"""What frictionless says of a package, in plain words of two languages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from frictionless import FrictionlessException, Package

from datasets.checks.ground import Case, word
from datasets.model import Problem
from datasets.sheets import Row, Sheet

LIMIT = 100_000
"""Errors per table; frictionless stops at 1,000 otherwise, and all are wanted at once."""

STAMPED = ("hash", "bytes", "rows", "fields")
"""Written by `release`; between releases a working table rightly differs from them."""

CONSTRAINT = re.compile(r'constraint "(\w+)" is "(.*)"', re.DOTALL)
CELL_ERRORS = {"type-error", "constraint-error", "unique-error"}
ROW_ERRORS = {"primary-key", "foreign-key", "blank-row", "extra-cell", "missing-cell"}
HEADER_ERRORS = {
    "blank-header", "unmatched-header", "extra-label", "missing-label", "blank-label",
    "duplicate-label", "incorrect-label",
}  # fmt: skip
"""Named by `headers_match` instead, which compares by name and not by position."""


def headers_match(case: Case) -> Iterator[Problem]:
    """A table has the columns of its schema, each once, in that order."""
    for sheet in case.sheets:
        if sheet.fault or not sheet.types:
            continue
        wanted, have = tuple(sheet.types), sheet.header
        for column in (c for c in wanted if c not in have):
            yield case.at("missing-column", sheet, None, column)
        for column in (c for c in dict.fromkeys(have) if c not in wanted):
            yield case.at("extra-column", sheet, None, column)
        for column in (c for c in dict.fromkeys(have) if c in wanted and have.count(c) > 1):
            yield case.at("duplicate-column", sheet, None, column)
        if set(have) == set(wanted) and len(have) == len(wanted) and have != wanted:
            yield case.at("column-order", sheet, None, None, wanted=", ".join(wanted))


def frictionless_valid(case: Case) -> Iterator[Problem]:
    """The package passes the plain frictionless validation."""
    sheets = {s.table: s for s in case.sheets if not s.fault}
    try:
        package = Package(_descriptor(case, sheets), basepath=str(case.dataset.folder))
        report = package.validate(limit_errors=LIMIT)
    except FrictionlessException as error:
        for reason in error.reasons or [error.error]:
            yield case.in_descriptor("descriptor-invalid", None, note=reason.note)
        return
    except (TypeError, ValueError, AttributeError, LookupError) as error:
        # On some malformed descriptors frictionless itself falls over.
        yield case.in_descriptor("descriptor-invalid", None, note=error)
        return
    for general in report.errors:
        yield case.in_descriptor("descriptor-invalid", None, note=general.note)
    for task in report.tasks:
        yield from _problems(case, sheets[task.name], task.errors)


def _problems(case: Case, sheet: Sheet, errors: list[Any]) -> Iterator[Problem]:
    rows = {row.number: row for row in sheet.rows}
    told: set[tuple[int, str]] = set()
    for error in errors:
        if error.type in HEADER_ERRORS:
            continue
        number = getattr(error, "row_number", None)
        row = rows.get(number, Row(number, {})) if number else None
        if error.type in CELL_ERRORS:
            yield _cell_problem(case, sheet, row, error)
        elif error.type in ROW_ERRORS and number:
            if (number, error.type) not in told:
                yield case.at(error.type, sheet, row, None, note=error.note)
            told.add((number, error.type))
        else:
            yield case.at("table-invalid", sheet, row, None, note=error.note)


def _cell_problem(case: Case, sheet: Sheet, row: Row | None, error: Any) -> Problem:
    column = error.field_name
    if error.type == "type-error":
        kind = sheet.types.get(column, "any")
        return case.at("type-error", sheet, row, column, kind=word(f"type-{kind}"))
    hit = CONSTRAINT.search(error.note)
    if error.type == "unique-error" or hit is None:
        return case.at("unique-error", sheet, row, column)
    if hit[1] == "required":
        # An observation without a source has a law of its own, with a better remedy.
        rule = "missing-source" if column == "source_id" else "required-cell"
        return case.at(rule, sheet, row, column)
    return case.at("constraint-error", sheet, row, column, limit=f"{hit[1]} = {hit[2]}")


def _descriptor(case: Case, sheets: Mapping[str, Sheet]) -> dict[str, Any]:
    """The descriptor as its author wrote it, schemas inlined, release stamps left out.

    Columns are matched by name, so that one missing column is one problem.
    """
    schemas = {t.name: {**t.schema, "fieldsMatch": "partial"} for t in case.dataset.tables}
    listed = case.dataset.descriptor.get("resources")
    resources = [
        {k: v for k, v in r.items() if k not in STAMPED} | {"schema": schemas[r["name"]]}
        for r in (listed if isinstance(listed, list) else ())
        if isinstance(r, dict) and isinstance(r.get("name"), str) and r["name"] in sheets
    ]
    return {**case.dataset.descriptor, "resources": resources}


LAWS = (headers_match, frictionless_valid)
