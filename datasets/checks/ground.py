"""What a law may look up: the registers of all packages, today's date, the case in hand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from datasets import sheets, wording
from datasets.catalog import descriptor_path
from datasets.model import COUNTRY, Dataset, Problem, Text
from datasets.sheets import Row, Sheet

WORDS = wording.load(Path(__file__).with_name("texts.toml"))


@dataclass(frozen=True, slots=True)
class Ground:
    """All packages' sheets and, keyed, the rows of their registers. Nothing here raises."""

    today: date
    sheets: Mapping[str, tuple[Sheet, ...]]
    units: Mapping[tuple[str, str], Row]
    indicators: Mapping[str, Row]
    themes: Mapping[str, Row]
    measures: Mapping[str, Row]
    sources: Mapping[str, Row]

    def in_force(self, vintage: str, on: date) -> bool:
        """Whether the set of provinces `vintage` is in force on that day."""
        return any(
            (row.day("valid_from") or date.min) <= on <= (row.day("valid_to") or date.max)
            for (v, code), row in self.units.items()
            if v == vintage and code != COUNTRY
        )


@dataclass(frozen=True, slots=True)
class Case:
    """One package before the laws."""

    dataset: Dataset
    ground: Ground

    @property
    def sheets(self) -> tuple[Sheet, ...]:
        return self.ground.sheets[self.dataset.slug]

    def rows(self, table: str) -> Iterator[tuple[Sheet, Row]]:
        """The rows of the package's table of that name; none when it has no such table."""
        for sheet in self.sheets:
            if sheet.table == table:
                yield from ((sheet, row) for row in sheet.rows)

    def rows_with(self, *columns: str) -> Iterator[tuple[Sheet, Row]]:
        """The rows of every table that has all these columns."""
        for sheet in self.sheets:
            if set(columns) <= set(sheet.header):
                yield from ((sheet, row) for row in sheet.rows)

    def at(
        self, rule: str, sheet: Sheet, row: Row | None, column: str | None, **words: object
    ) -> Problem:
        """A problem at a cell, a row (no column) or a file (no row)."""
        value = row[column] if row and column else None
        return problem(
            rule, self.dataset.slug, sheet.file, row.number if row else None, column, value, **words
        )

    def in_descriptor(
        self, rule: str, field: str | None, value: object = None, **words: object
    ) -> Problem:
        """A problem at a place of the descriptor, such as resources[0].titles.en."""
        file = descriptor_path(self.dataset.folder).name
        return problem(rule, self.dataset.slug, file, None, field, value, **words)


def problem(
    rule: str,
    package: str,
    file: str,
    row: int | None,
    field: str | None,
    value: object,
    **words: object,
) -> Problem:
    """A problem in the words of texts.toml, which may use {field}, {value} and `words`."""
    shown = None if value is None else str(value)
    filled = {"field": field, "value": shown, "package": package, **words}
    return Problem(
        rule=rule,
        package=package,
        file=file,
        row=row,
        field=field,
        value=shown,
        message=WORDS(f"{rule}.message", **filled),
        remedy=WORDS(f"{rule}.remedy", **filled),
    )


def build(datasets: Mapping[str, Dataset], today: date) -> Ground:
    """Reads every table of these packages once."""
    read = {s: tuple(sheets.read(d, t) for t in d.tables) for s, d in datasets.items()}

    def keyed(package: str, table: str, key: str) -> dict[str, Row]:
        found = (s for s in read.get(package, ()) if s.table == table)
        return {row[key]: row for sheet in found for row in sheet.rows if row[key]}

    units = (s for s in read.get("units", ()) if s.table == "units")
    return Ground(
        today=today,
        sheets=read,
        units={(r["vintage"], r["code"]): r for sheet in units for r in sheet.rows},
        indicators=keyed("indicators", "indicators", "indicator_id"),
        themes=keyed("indicators", "themes", "theme"),
        measures=keyed("indicators", "measures", "unit"),
        sources=keyed("sources", "sources", "source_id"),
    )


def word(key: str) -> Text:
    """A short expression of texts.toml, to stand inside a message."""
    return WORDS(f"words.{key}")
