"""What the page of changes shows: every release with every cell it changed, every withdrawal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from datasets import catalog, history
from datasets.collection import Collection
from datasets.history import Change, Recorded, Withdrawal
from datasets.model import Dataset, Indicator, Text, Unit
from portal.page import NotFound
from portal.state import State

MOST_LINES = 200  # of one release; the archive and the API hold all


@dataclass(frozen=True, slots=True)
class Line:
    """One changed cell, or one row added or removed; unit and indicator where it is a figure."""

    table: Text
    change: str  # added | changed | removed
    unit: Unit | None
    indicator: Indicator | None
    period_end: str | None  # ISO
    key: str  # the row's key as printed, where it is no figure
    field: Text | None
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Release:
    package: str
    title: Text
    version: str
    released: date
    previous: str | None
    level: str  # first | major | minor | patch
    note: Text | None
    rows_added: int
    rows_removed: int
    cells_changed: int
    lines: tuple[Line, ...]  # none of a first release: there everything is new
    more: int  # lines beyond MOST_LINES

    @property
    def first(self) -> bool:
        return self.previous is None


@dataclass(frozen=True, slots=True)
class TakenBack:
    """A package that was taken back from a catalogue, or published there again."""

    package: str
    title: Text
    told: Withdrawal
    number: int  # from 1, of this package's; lines are only added, so it is its name for ever


@dataclass(frozen=True, slots=True)
class ChangesView:
    releases: tuple[Release, ...]
    taken_back: tuple[TakenBack, ...]
    packages: tuple[tuple[str, Text, int], ...]  # with the number of releases of each
    chosen: Text | None  # the title of the package asked for


def view(collection: Collection, state: State, package: str = "") -> ChangesView:
    """Raises NotFound for a package that the release set does not hold."""
    if package and package not in collection.datasets:
        shown = package[:60]
        raise NotFound(Text(f"Không có bộ dữ liệu “{shown}”.", f"There is no dataset “{shown}”."))
    known = {d.slug: history.of(d) for d in collection.datasets.values()}
    wanted = [package] if package else sorted(known)
    records = [history.record(release) for slug in wanted for release in known[slug]]
    records.sort(key=lambda r: catalog.version_key(r.dataset.version), reverse=True)
    records.sort(key=lambda r: r.dataset.slug)
    records.sort(key=lambda r: r.released, reverse=True)  # of one day in the alphabet of packages
    return ChangesView(
        releases=tuple(_release(collection, record) for record in records),
        taken_back=tuple(taken_back([collection.datasets[s] for s in wanted], state.asof)),
        packages=tuple(
            (slug, collection.datasets[slug].title, len(known[slug])) for slug in sorted(known)
        ),
        chosen=collection.datasets[package].title if package else None,
    )


def taken_back(datasets: Iterable[Dataset], asof: date | None) -> Iterator[TakenBack]:
    """What had happened by that day, the newest of each dataset first."""
    for dataset in datasets:
        told = history.withdrawals(dataset.folder.parent) if dataset.released else ()
        for number, line in reversed(list(enumerate(told, 1))):
            if asof is None or line.day <= asof:
                yield TakenBack(dataset.slug, dataset.title, line, number)


def _release(collection: Collection, record: Recorded) -> Release:
    dataset = record.dataset
    changes = () if record.previous is None else history.changes(dataset)
    return Release(
        package=dataset.slug,
        title=collection.datasets[dataset.slug].title,
        version=dataset.version,
        released=record.released,
        previous=record.previous,
        level=record.level,
        note=record.note,
        rows_added=record.counts.get("row added", 0),
        rows_removed=record.counts.get("row removed", 0),
        cells_changed=record.counts.get("cell changed", 0),
        lines=tuple(_line(collection, dataset, change) for change in changes[:MOST_LINES]),
        more=max(0, len(changes) - MOST_LINES),
    )


def _line(collection: Collection, dataset: Dataset, change: Change) -> Line:
    table = next((t for t in dataset.tables if t.name == change.resource), None)
    fields = {field.name: field.title for field in table.fields} if table else {}
    names = table.primary_key if table else ()
    parts = change.row_key.split("|")
    key = dict(zip(names, parts, strict=False)) if len(parts) == len(names) else {}
    indicator = collection.indicators.get(key.get("indicator_id", ""))
    figure = indicator is not None and "period_end" in key
    plain = Text(change.field, change.field) if change.field else None
    return Line(
        table=table.title if table else Text(change.resource, change.resource),
        change=change.change,
        unit=collection.units.get((key.get("vintage", ""), key.get("unit_code", ""))),
        indicator=indicator if figure else None,
        period_end=key["period_end"] if figure else None,
        key=" · ".join(part for part in parts if part),
        field=fields.get(change.field, plain),
        old=change.old,
        new=change.new,
    )
