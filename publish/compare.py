"""One dataset as it is wanted against the same as it stands: what would be done to it. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from publish import standing as standing_of
from publish.plan import Change, DatasetDoing, DatasetPlan, FileDoing, PiecePlan, TableDoing
from publish.record import Entry, Record, short
from publish.standing import HASH_FIELD, KEY_FIELD, Held, Standing
from publish.wanted import Piece, Wanted


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
