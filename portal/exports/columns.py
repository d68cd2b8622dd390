"""The columns of a view's rows: what stands in each, and what each means."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date

from datasets.collection import Collection
from datasets.model import Source, Text
from portal import i18n
from portal.exports.sheet import Column, plain_number
from portal.views.figure import Figure

SEVERAL = " | "  # between the sources of a figure that was computed from several
Line = tuple[Figure, int | None]  # and its place among those that report
Cell = Callable[[Line], str]


def _of(read: Callable[[Figure], str]) -> Cell:
    return lambda line: read(line[0])


def _sources(read: Callable[[Source], str]) -> Cell:
    """Of all the figure's sources, each once."""
    return lambda line: SEVERAL.join(dict.fromkeys(filter(None, map(read, line[0].sources))))


def day(value: date | None) -> str:
    return value.isoformat() if value else ""


def _published(line: Line) -> str:
    """The newest of them: the figure was not there before."""
    return day(max((s.published for s in line[0].sources if s.published), default=None))


CELLS: Mapping[Column, Cell] = {
    Column("vintage", "string"): _of(lambda f: f.unit.vintage),
    Column("unit_code", "string"): _of(lambda f: f.unit.code),
    Column("unit_vi", "string"): _of(lambda f: f.unit.name.vi),
    Column("unit_en", "string"): _of(lambda f: f.unit.name.en),
    Column("indicator_id", "string"): _of(lambda f: f.indicator.id),
    Column("indicator_vi", "string"): _of(lambda f: f.indicator.name.vi),
    Column("indicator_en", "string"): _of(lambda f: f.indicator.name.en),
    Column("kind", "string"): _of(lambda f: f.kind),
    Column("place", "integer"): lambda line: plain_number(line[1]),
    Column("period_start", "date"): _of(lambda f: day(f.period_start)),
    Column("period_end", "date"): _of(lambda f: day(f.period_end)),
    Column("date_basis", "string"): _of(lambda f: f.date_basis),
    Column("value", "number"): _of(lambda f: plain_number(f.value)),
    Column("value_high", "number"): _of(lambda f: plain_number(f.value_high)),
    Column("unit_of_measure", "string"): _of(lambda f: f.indicator.unit),
    Column("qualifier", "string"): _of(lambda f: f.qualifier),
    Column("numerator", "number"): _of(lambda f: plain_number(f.numerator)),
    Column("denominator", "number"): _of(lambda f: plain_number(f.denominator)),
    Column("rank_of", "integer"): _of(lambda f: plain_number(f.rank_of)),
    Column("as_stated", "string"): _of(lambda f: f.as_stated),
    Column("flags", "string"): _of(lambda f: " ".join(f.flags)),
    Column("computed_from", "string"): _of(lambda f: " ".join(p.unit.code for p in f.parts)),
    Column("note_vi", "string"): _of(lambda f: f.note.vi if f.note else ""),
    Column("note_en", "string"): _of(lambda f: f.note.en if f.note else ""),
    Column("source_url", "string"): _sources(lambda s: s.url or ""),
    Column("source_publisher", "string"): _sources(lambda s: s.publisher or ""),
    Column("source_title", "string"): _sources(lambda s: s.title),
    Column("source_published", "date"): _published,
    Column("source_type", "string"): _sources(lambda s: s.type),
    Column("package", "string"): _of(lambda f: f.package),
}
"""What every file of a view holds, in this order."""

ABOUT = ("definition_vi", "definition_en", "filters", "release_set", "released", "licence",
         "permalink")  # fmt: skip
"""What a CSV repeats on every row: it has no other place, a comment line would be no CSV."""


def cells(line: Line) -> tuple[str, ...]:
    return tuple(read(line) for read in CELLS.values())


def dictionary(collection: Collection, packages: frozenset[str]) -> Iterator[tuple[Column, Text]]:
    """Each column with its meaning: as the observations' schema has it, else our own words."""
    texts = i18n.texts("export")
    declared = {
        field.name: field.description
        for package in sorted(packages)
        for field in collection.datasets[package].table("observations").fields
        if field.description.vi
    }
    for column in CELLS:
        own = texts.get(f"column_{column.name}")
        yield column, own or declared.get(column.name, Text(column.name, column.name))
