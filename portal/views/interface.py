"""What the machine interface offers: its tables, their columns, and what each can be asked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from datasets.collection import Collection
from datasets.model import Dataset, Table, Text
from portal.i18n import texts
from portal.state import State
from portal.views.parameters import EVERYWHERE, PARAMETERS, Parameter


@dataclass(frozen=True, slots=True)
class Column:
    """One member of a JSON row and one column of the CSV."""

    name: str
    kind: str  # string | integer | number | boolean | date
    about: Text
    required: bool = True  # never null
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Resource:
    """One table of the interface: the released table it shows, and what is added to it."""

    name: str
    about: Text
    added: tuple[Column, ...]
    filters: Mapping[str, str]  # parameter -> column it looks at
    package: str | None = None  # None with `table`: that table of every package that has it
    table: str | None = None  # None: no released table stands behind it

    @property
    def parameters(self) -> tuple[Parameter, ...]:
        return tuple(PARAMETERS[name] for name in (*self.filters, *EVERYWHERE))


@dataclass(frozen=True, slots=True)
class InterfaceView:
    """Every resource with its columns, for the page that explains the interface."""

    resources: tuple[tuple[Resource, tuple[Column, ...]], ...]
    packages: tuple[str, ...]


def view(collection: Collection, state: State) -> InterfaceView:
    return InterfaceView(
        resources=tuple((r, columns(r, collection)) for r in RESOURCES.values()),
        packages=tuple(collection.datasets),
    )


def tables(resource: Resource, collection: Collection) -> list[tuple[Dataset, Table]]:
    """The released tables that the resource shows."""
    return [
        (dataset, table)
        for slug, dataset in collection.datasets.items()
        for table in dataset.tables
        if table.name == resource.table and resource.package in (None, slug)
    ]


def columns(resource: Resource, collection: Collection) -> tuple[Column, ...]:
    """The released tables' own columns as their schemas declare them, then what is added."""
    own = (c for _, table in tables(resource, collection) for c in _declared(table))
    return tuple({c.name: c for c in (*own, *resource.added)}.values())


def _declared(table: Table) -> Iterable[Column]:
    fields: Any = table.schema.get("fields") or ()
    constraints = {f["name"]: f.get("constraints") or {} for f in fields}
    for field in table.fields:
        law = constraints[field.name]
        yield Column(
            name=field.name,
            kind=field.type,
            about=field.description,
            required=bool(law.get("required")),
            values=tuple(law.get("enum") or ()),
        )


def t(key: str) -> Text:
    return texts("interface")[key]


def _resource(name: str, added: str, filters: Mapping[str, str], **shown: str) -> Resource:
    """`added` names the columns, each with its kind; a question mark says that it may be null."""
    return Resource(
        name=name,
        about=t(f"table_{name}"),
        added=tuple(_added(word) for word in added.split()),
        filters=filters,
        **shown,
    )


def _added(word: str) -> Column:
    name, _, kind = word.partition(":")
    return Column(name, kind.rstrip("?") or "string", t(f"column_{name}"), not word.endswith("?"))


RESOURCES = {
    r.name: r
    for r in (
        _resource(
            "observations",
            "package key preferred:boolean unit_vi unit_en indicator_vi indicator_en "
            "unit_of_measure source_url:string? unit_page indicator_page source_page",
            {
                "vintage": "vintage",
                "period": "period_end",
                "units": "unit_code",
                "indicators": "indicator_id",
                "kind": "kind",
                "package": "package",
                "source": "source_id",
                "preferred": "preferred",
            },
            table="observations",
        ),
        _resource(
            "indicators",
            "key observations:integer page",
            {"indicators": "indicator_id", "package": "theme"},
            package="indicators",
            table="indicators",
        ),
        _resource(
            "units",
            "key successor_code:string? predecessor_codes:string? page",
            {"vintage": "vintage", "units": "code"},
            package="units",
            table="units",
        ),
        _resource(
            "sources",
            "key observations:integer page",
            {"source": "source_id"},
            package="sources",
            table="sources",
        ),
        _resource(
            "packages",
            "package version released:date? title_vi title_en description_vi description_en "
            "licence licence_url credit_vi:string? credit_en:string? keywords resources "
            "size_bytes:integer zip descriptor page",
            {"package": "package"},
        ),
        _resource(
            "changes",
            "package version released:date previous:string? level:string? note_vi:string? "
            "note_en:string? resource:string? change row_key:string? field:string? old:string? "
            "new:string? catalogue:string? page",
            {"package": "package", "period": "released"},
        ),
    )
}
