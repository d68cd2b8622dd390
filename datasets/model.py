"""The words of the project as frozen types: what a unit, an indicator, a source, a dataset is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Literal

Lang = Literal["vi", "en"]
LANGS: tuple[Lang, ...] = ("vi", "en")

VINTAGES = ("2008", "2025")
"""The two sets of provinces: the 63 (2008-08-01 to 2025-06-30) and the 34 (from 2025-07-01)."""

COUNTRY = "VN"
"""The unit code of the whole country, valid in both vintages."""


@dataclass(frozen=True, slots=True)
class Text:
    """One text in both languages; neither may be empty."""

    vi: str
    en: str

    def of(self, lang: Lang) -> str:
        return self.vi if lang == "vi" else self.en


@dataclass(frozen=True, slots=True)
class Unit:
    """A province (or the country) as it stood in one vintage; the key is (vintage, code)."""

    vintage: str
    code: str
    slug: str
    name: Text
    kind: str  # tỉnh | thành phố trung ương | quốc gia; today's, or that of its last day
    region: Text | None
    valid_from: date
    valid_to: date | None
    population: int | None  # persons, NSO average population 2024; the basis for rates
    area_km2: float | None
    kind_at_start: str | None = None
    kind_changed_on: date | None = None

    @property
    def key(self) -> tuple[str, str]:
        return (self.vintage, self.code)


@dataclass(frozen=True, slots=True)
class Succession:
    """On `date`, `predecessor` (a 2008 code) became (part of) `successor` (a 2025 code)."""

    predecessor: str
    successor: str
    date: date
    legal_basis: str


@dataclass(frozen=True, slots=True)
class Theme:
    """A group of indicators; its slug is the package the observations live in."""

    slug: str
    name: Text
    sort: int


@dataclass(frozen=True, slots=True)
class Measure:
    """A unit of measure: its name, the symbol printed after a number, the decimals usual for it."""

    unit: str
    name: Text
    symbol: Text | None  # None where nothing is printed after the number
    decimals: int


@dataclass(frozen=True, slots=True)
class Indicator:
    """What is measured: definition, unit, direction, and how it adds up over provinces."""

    id: str
    theme: str  # slug of the package its observations live in
    name: Text
    definition: Text
    unit: str  # a key of the units-of-measure table: %, person, dossier, rank, score, VND ...
    measure: str  # stock | flow | ratio | score | rank
    direction: str  # higher_is_better | lower_is_better | neutral
    aggregation: str  # sum | ratio | none
    numerator_id: str | None
    denominator_id: str | None
    max_value: float | None
    legal_basis: str | None
    reported_by: Text | None
    valid_from: date | None = None
    valid_to: date | None = None
    headline: int | None = None  # 1.. = order among a province page's first figures


@dataclass(frozen=True, slots=True)
class Source:
    """Where a figure was read: a page or report with publisher, title and date as printed there."""

    id: str
    url: str | None
    publisher: str | None
    title: str
    title_basis: str  # stated | derived (rebuilt from the address)
    published: date | None
    type: str  # official | index_report | press | repost | machine_translation
    language: str
    note: Text | None


@dataclass(frozen=True, slots=True)
class Field:
    """One column of a table as its schema declares it."""

    name: str
    type: str
    title: Text
    description: Text


@dataclass(frozen=True, slots=True)
class Table:
    """One tabular resource of a dataset: its file, its columns, its size."""

    name: str
    path: Path
    title: Text
    description: Text
    fields: tuple[Field, ...]
    primary_key: tuple[str, ...]
    sha256: str
    size_bytes: int
    rows: int | None = None
    schema: Mapping[str, object] = field(repr=False, compare=False, default_factory=dict)


@dataclass(frozen=True, slots=True)
class Licence:
    name: str
    title: str
    url: str


@dataclass(frozen=True, slots=True)
class Dataset:
    """One package, working or released: its texts, licence, version and tables."""

    slug: str
    folder: Path
    title: Text
    description: Text
    version: str
    released: date | None  # None for a working package
    licences: tuple[Licence, ...]
    keywords: tuple[str, ...]
    contributors: tuple[str, ...]
    tables: tuple[Table, ...]
    notes: Text | None
    credit: Text | None  # text a reuser must print, where the licence asks for one
    descriptor: Mapping[str, object] = field(repr=False, compare=False, default_factory=dict)

    def table(self, name: str) -> Table:
        """The table of that name; KeyError names the dataset and what it has."""
        for table in self.tables:
            if table.name == name:
                return table
        raise KeyError(f"{self.slug} has no table {name!r}; it has {[t.name for t in self.tables]}")


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong in the data: where, what, and what to do about it."""

    rule: str  # short stable code, such as unknown-unit
    package: str
    file: str
    row: int | None  # as a spreadsheet counts: the header is row 1
    field: str | None
    value: str | None
    message: Text
    remedy: Text
