"""The plan: what would be done to make a catalogue hold the releases. Pure, and never writes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any, Literal

from publish import standing as standing_of
from publish.record import Entry, Record, short
from publish.standing import HASH_FIELD, KEY_FIELD, Held, Standing
from publish.wanted import Piece, Wanted

FORMAT = 1  # of a saved plan

DatasetDoing = Literal["create", "restore", "update", "unchanged", "orphaned", "withdrawn"]
PieceDoing = Literal["create", "update", "unchanged", "orphaned"]
FileDoing = Literal["send", "replace", "keep", "remove"]
TableDoing = Literal["load", "reload", "keep", "drop", "none"]


@dataclass(frozen=True, slots=True)
class Change:
    """One field: what stands and what shall stand; drifted when somebody else wrote what stands."""

    field: str
    old: str
    new: str
    drifted: bool = False


@dataclass(frozen=True, slots=True)
class PiecePlan:
    """What happens to one resource; `drifted` says what somebody else did to its file or table."""

    key: str
    id: str | None
    doing: PieceDoing
    file: FileDoing
    table: TableDoing
    changes: tuple[Change, ...] = ()
    drifted: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DatasetPlan:
    """What happens to one dataset, planned against its `revision`."""

    slug: str
    name: str
    version: str
    doing: DatasetDoing
    revision: str | None = None
    changes: tuple[Change, ...] = ()
    pieces: tuple[PiecePlan, ...] = ()
    unfinished: bool = False  # a publish was cut off

    @property
    def drifts(self) -> list[str]:
        """What somebody else changed: field names, resources as 'table:a name'."""
        own = [c.field for c in self.changes if c.drifted]
        parts = [
            f"{p.key} {what}"
            for p in self.pieces
            for what in (*(c.field for c in p.changes if c.drifted), *p.drifted)
        ]
        return own + parts


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything to do at one catalogue."""

    address: str
    organization: str
    datasets: tuple[DatasetPlan, ...]
    new_organization: bool = False
    new_groups: tuple[str, ...] = ()
    packages: tuple[str, ...] = ()  # those named; none: all
    deep: bool = False  # files and tables were read too
    format: int = FORMAT

    @property
    def pending(self) -> bool:
        """Whether applying it would write anything."""
        idle = ("unchanged", "orphaned", "withdrawn")
        return (
            self.new_organization
            or bool(self.new_groups)
            or any(d.doing not in idle for d in self.datasets)
        )

    def counts(self) -> dict[str, int]:
        """How many datasets, files, tables and fields of each kind."""
        pieces = [p for d in self.datasets for p in d.pieces]
        doings = Counter(f"datasets_{d.doing}" for d in self.datasets)
        return {
            **doings,
            "fields": sum(len(d.changes) for d in self.datasets)
            + sum(len(p.changes) for p in pieces),
            "files": len([p for p in pieces if p.file in ("send", "replace")]),
            "tables": len([p for p in pieces if p.table in ("load", "reload")]),
            "removed": len([p for p in pieces if p.doing == "orphaned"]),
            "drifted": sum(len(d.drifts) for d in self.datasets),
        }

    def as_document(self) -> dict[str, Any]:
        return asdict(self)


def from_document(content: Mapping[str, Any]) -> Plan:
    """A saved plan; raises ValueError, KeyError or TypeError when it is none."""
    if content["format"] != FORMAT:
        raise ValueError(content["format"])
    return Plan(
        **{
            **content,
            "new_groups": tuple(content["new_groups"]),
            "packages": tuple(content["packages"]),
            "datasets": tuple(
                DatasetPlan(
                    **{
                        **d,
                        "changes": _changes(d),
                        "pieces": tuple(
                            PiecePlan(
                                **{**p, "changes": _changes(p), "drifted": tuple(p["drifted"])}
                            )
                            for p in d["pieces"]
                        ),
                    }
                )
                for d in content["datasets"]
            ),
        }
    )


def _changes(owner: Mapping[str, Any]) -> tuple[Change, ...]:
    return tuple(Change(**c) for c in owner["changes"])


def of_dataset(wanted: Wanted, standing: Standing | None) -> DatasetPlan:
    """One dataset: its wanted state against what stands."""
    slug, name, version = wanted.slug, wanted.name, wanted.version
    if standing is None:
        changes = tuple(Change(f, "", v) for f, v in wanted.fields.items() if v)
        return DatasetPlan(slug, name, version, "create", None, changes, _new(wanted.pieces))
    kept = standing.record
    held = standing_of.matched(standing, wanted.pieces)
    pieces = [
        of_piece(p, held[p.key], kept) if p.key in held else _new([p])[0] for p in wanted.pieces
    ]
    pieces += _orphans(standing, held)
    changes = tuple(compared(wanted.fields, standing.fields, kept.fields if kept else {}))
    unfinished = bool(kept and kept.pending)
    same = not (changes or unfinished) and all(p.doing == "unchanged" for p in pieces)
    doing: DatasetDoing = "unchanged" if same and kept else "update"
    return DatasetPlan(
        slug,
        name,
        version,
        doing="restore" if standing.deleted else doing,
        revision=standing.revision,
        changes=changes,
        pieces=tuple(pieces),
        unfinished=unfinished,
    )


def deepened(whole: Plan, differing: Mapping[tuple[str, str], Collection[str]]) -> Plan:
    """The plan once files and tables were read: (package, resource) -> kinds of differences.

    What looked unchanged and is not was changed by somebody else.
    """
    datasets = []
    for d in whole.datasets:
        pieces = tuple(_deepened(p, differing.get((d.slug, p.key), ())) for p in d.pieces)
        touched = d.doing == "unchanged" and pieces != d.pieces
        datasets.append(replace(d, pieces=pieces, doing="update" if touched else d.doing))
    return replace(whole, datasets=tuple(datasets), deep=True)


def _deepened(piece: PiecePlan, kinds: Collection[str]) -> PiecePlan:
    file, table = piece.file == "keep" and "file" in kinds, piece.table == "keep"
    table = table and bool(set(kinds) & {"rows", "value", "columns", "dictionary", "key"})
    if not (file or table):
        return piece
    return replace(
        piece,
        doing="update",
        file="replace" if file else piece.file,
        table="reload" if table else piece.table,
        drifted=(*piece.drifted, *(["file"] if file else []), *(["table"] if table else [])),
    )


def _new(pieces: Iterable[Piece]) -> tuple[PiecePlan, ...]:
    return tuple(
        PiecePlan(p.key, None, "create", "send", "load" if p.shape else "none") for p in pieces
    )


def of_piece(piece: Piece, held: Held, kept: Record | None) -> PiecePlan:
    """One resource that exists."""
    entry = kept.resources.get(piece.key) if kept else None
    fields = {**piece.fields, KEY_FIELD: piece.key}
    now = {**held.fields, KEY_FIELD: held.key}
    changes = tuple(compared(fields, now, entry.fields if entry else {}))
    moved = _file_drift(piece, held, entry) if entry else ()
    fresh = entry is not None and entry.content == piece.content and held.uploaded and not moved
    table: TableDoing = "none"
    if piece.shape:
        table = "reload" if held.has_table else "load"
        if held.has_table and entry and entry.table == piece.shape.digest:
            table = "keep"
        elif entry and entry.table and not held.has_table:
            moved = (*moved, "table")
    file: FileDoing = "keep" if fresh else "replace" if held.uploaded else "send"
    same = file == "keep" and table in ("keep", "none") and not changes
    return PiecePlan(
        piece.key, held.id, "unchanged" if same else "update", file, table, changes, moved
    )


def _file_drift(piece: Piece, held: Held, entry: Entry) -> tuple[str, ...]:
    """What tells that somebody else touched the file since we sent it."""
    if entry.stamp is None:  # our own publish was cut off; only the size is known
        return () if held.size_bytes == entry.size_bytes else ("size",)
    told = (
        ("stamp", held.stamp == entry.stamp),
        ("size", held.size_bytes == entry.size_bytes),
        ("file_name", held.file_name == piece.file_name),
        (HASH_FIELD, short(held.sha256) == entry.fields.get(HASH_FIELD)),
    )
    return tuple(name for name, same in told if not same)


def _orphans(standing: Standing, held: Mapping[str, Held]) -> list[PiecePlan]:
    """Resources of ours that no release has any more; what others added is left alone."""
    used = {r.id for r in held.values()}
    entries = standing.record.resources if standing.record else {}
    ours = {entry.id for entry in entries.values()}
    return [
        PiecePlan(r.key or r.id, r.id, "orphaned", "remove", "drop" if r.has_table else "none")
        for r in standing.resources
        if r.id not in used and (r.key or r.id in ours)
    ]


def compared(
    wanted: Mapping[str, str], now: Mapping[str, str], last: Mapping[str, str]
) -> Iterable[Change]:
    for name, value in wanted.items():
        old = now.get(name, "")
        if name == "groups":  # others may add a dataset to more groups
            value = ", ".join(sorted({*_split(value), *_split(old)}))
        if old != value:
            yield Change(name, old, value, drifted=name in last and last[name] != short(old))


def _split(text: str) -> list[str]:
    return [part for part in text.split(", ") if part]
