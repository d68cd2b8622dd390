"""The plan: what would be done to make a catalogue hold the releases. Pure, and never writes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any, Literal

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
    closed_groups: tuple[str, ...] = ()  # left out: the token may neither use nor create them
    format: int = FORMAT

    @property
    def due(self) -> list[DatasetPlan]:
        """The datasets that applying it would write to."""
        return [d for d in self.datasets if d.doing in ("create", "restore", "update")]

    @property
    def pending(self) -> bool:
        """Whether applying it would write anything."""
        return self.new_organization or bool(self.new_groups or self.due)

    def counts(self) -> dict[str, int]:
        """How many datasets, files, tables and fields of each kind.

        Fields are those that change: of a new dataset all are new.
        """
        pieces = [p for d in self.datasets for p in d.pieces]
        old = [d for d in self.datasets if d.doing != "create"]
        doings = Counter(f"datasets_{d.doing}" for d in self.datasets)
        return {
            **doings,
            "fields": sum(len(d.changes) + sum(len(p.changes) for p in d.pieces) for d in old),
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
            "closed_groups": tuple(content["closed_groups"]),
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
