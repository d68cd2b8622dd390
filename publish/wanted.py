"""What a catalogue should hold of a release: plain, comparable values, no catalogue's own words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from datasets.model import Dataset, Table, Text


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a loaded table: its type in the DataStore and its entry in the dictionary."""

    id: str
    type: str
    info: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Shape:
    """A table to load: columns, key (empty where a key cell may be missing), what they follow from.

    `form` changes when columns, dictionary or key do; `content` when the rows do.
    """

    table: Table
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    form: str
    content: str

    @property
    def digest(self) -> str:
        return f"{self.form}.{self.content}"


@dataclass(frozen=True, slots=True)
class Piece:
    """One resource: our stable key, its texts, its file, its table."""

    key: str  # table:<name> | workbook | archive | descriptor
    file_name: str
    mediatype: str
    fields: Mapping[str, str]
    content: str  # short hash of what the file is made of; without building it
    table: Table | None = None  # whose own file this is
    shape: Shape | None = None  # as which it is loaded, where the catalogue holds tables


@dataclass(frozen=True, slots=True)
class Wanted:
    """One dataset as it should stand: flat fields ("title", "tags", "extras.title_en"), pieces."""

    slug: str
    name: str
    version: str
    fields: Mapping[str, str]
    pieces: tuple[Piece, ...]
    release: Dataset

    def piece(self, key: str) -> Piece:
        return next(p for p in self.pieces if p.key == key)


@dataclass(frozen=True, slots=True)
class Group:
    """A theme's group in the catalogue."""

    name: str
    title: Text
