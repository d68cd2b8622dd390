"""Carries out the plan of one dataset at a CKAN: private until whole, then public in one step."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from publish import artefacts, catalogue, faults, loading, mapping, plan, record
from publish import standing as standing_of
from publish.catalogue import Package
from publish.ckan import Catalogue
from publish.multipart import Upload
from publish.plan import DatasetPlan, PiecePlan
from publish.record import Entry, Record
from publish.standing import HASH_FIELD, KEY_FIELD, Held, Standing
from publish.wanted import Piece, Wanted


@dataclass(slots=True)
class Job:
    """One dataset on its way; `package` is the catalogue's state after our last write."""

    site: Catalogue
    wanted: Wanted
    planned: DatasetPlan
    folder: Path  # for files that are made
    told_rows: Callable[[int], None]
    package: Package
    record: Record
    before: Record | None  # of the last publish

    @property
    def standing(self) -> Standing:
        return standing_of.of(self.package)

    def links(self, key: str) -> str:
        """The address of a resource's file, also before the file is there."""
        held = standing_of.matched(self.standing, self.wanted.pieces).get(key)
        if held is None:
            return ""
        at = f"{self.site.site_url}/dataset/{self.package['id']}/resource/{held.id}/download"
        return f"{at}/{self.wanted.piece(key).file_name}"


def publish(
    site: Catalogue,
    wanted: Wanted,
    planned: DatasetPlan,
    standing: Standing | None,
    folder: Path,
    told_rows: Callable[[int], None] = lambda rows: None,
    held_over: str | None = None,
) -> None:
    """Does what is planned for one dataset. Raises a Fault; run again, it carries on from there."""
    job = _begin(site, wanted, planned, standing, folder, told_rows, held_over)
    _write(job)
    if not job.record.pending:
        return
    tables = _tables(job)
    try:
        _remove_orphans(job)
        _finish(job, tables)
    except faults.Moved:
        _disown(job, tables)
        raise


def _begin(
    site: Catalogue,
    wanted: Wanted,
    planned: DatasetPlan,
    standing: Standing | None,
    folder: Path,
    told_rows: Callable[[int], None],
    held_over: str | None,
) -> Job:
    """The dataset with all its resources, empty and private where they are new."""
    old = standing.record if standing else None
    kept = Record(
        release=wanted.version,
        fields=old.fields if old else {},
        resources=old.resources if old else {},
        held_over=held_over,
    )
    job = Job(site, wanted, planned, folder, told_rows, {}, kept, old)
    if standing is None:
        job.record = replace(kept, fields=record.shortened(_hidden(wanted.fields))).marked()
        fields = as_package(_hidden(wanted.fields), {}, job.record)
        skeletons = [_fields(p) for p in wanted.pieces]
        job.package = catalogue.create(
            site, {"name": wanted.name, **fields, "resources": skeletons}
        )
        return job
    job.package = dict(standing.package)
    new = [_fields(wanted.piece(p.key)) for p in planned.pieces if p.doing == "create"]
    if standing.deleted or new:
        job.record = kept.marked()
        update = as_package({}, job.package, job.record)
        if standing.deleted:
            update |= {"state": "active", "private": True}
        job.package = catalogue.revise(site, job.package, update, {"extend": new} if new else None)
    return job


def _hidden(fields: Mapping[str, str]) -> dict[str, str]:
    return {**fields, "private": "true"}


def _fields(piece: Piece) -> dict[str, str]:
    return {**piece.fields, KEY_FIELD: piece.key}


def _write(job: Job) -> None:
    """Metadata and files in one compare-and-set."""
    job.wanted = mapping.linked(job.wanted, job.links)
    held = standing_of.matched(job.standing, job.wanted.pieces)
    plans = {p.key: p for p in job.planned.pieces}
    uploads = {
        piece.key: artefacts.upload(job.wanted, piece, job.links, job.folder)
        for piece in job.wanted.pieces
        if plans[piece.key].file in ("send", "replace")
    }
    entries = {
        p.key: _entry(p, plans[p.key], held[p.key], uploads.get(p.key), job.record)
        for p in job.wanted.pieces
    }
    pending = bool(uploads) or _unfinished(job.planned)
    hidden = pending and bool(job.package.get("private"))
    fields = _hidden(job.wanted.fields) if hidden else dict(job.wanted.fields)
    job.record = replace(
        job.record, fields=record.shortened(fields), resources=entries, pending=pending
    ).marked()
    job.package = catalogue.revise(
        job.site,
        job.package,
        as_package(fields, job.package, job.record),
        {
            **{
                held[p.key].id: _sent(p, uploads.get(p.key), held[p.key]) for p in job.wanted.pieces
            },
            **{
                p.id: catalogue.CLEARED
                for p in job.planned.pieces
                if p.doing == "orphaned" and p.id
            },
        },
        {held[key].id: upload for key, upload in uploads.items()},
    )
    _check_sizes(job, uploads)


def _unfinished(planned: DatasetPlan) -> bool:
    return any(p.table in ("load", "reload", "drop") or p.file == "remove" for p in planned.pieces)


def _entry(
    piece: Piece, planned: PiecePlan, held: Held, upload: Upload | None, kept: Record
) -> Entry:
    """What we are about to write of one resource."""
    old = kept.resources.get(piece.key)
    sha256 = upload.sha256 if upload else held.sha256
    standing_table = old.table if old and planned.table == "keep" else None
    return Entry(
        id=held.id,
        fields=record.shortened({**_fields(piece), HASH_FIELD: sha256}),
        content=piece.content,
        size_bytes=upload.size_bytes if upload else held.size_bytes,
        stamp=None if upload else held.stamp,
        table=standing_table,
    )


def _sent(piece: Piece, upload: Upload | None, held: Held) -> dict[str, str]:
    return {**_fields(piece), HASH_FIELD: upload.sha256 if upload else held.sha256}


def _check_sizes(job: Job, uploads: Mapping[str, Upload]) -> None:
    held = standing_of.matched(job.standing, job.wanted.pieces)
    for key, upload in uploads.items():
        if held[key].size_bytes != upload.size_bytes:
            detail = f"{upload.file_name}: {held[key].size_bytes} of {upload.size_bytes} bytes"
            raise faults.Moved(subject=job.wanted.name, detail=detail)


def _tables(job: Job) -> dict[str, str]:
    """Loads and reloads tables; piece key -> digest of what now stands."""
    held = standing_of.matched(job.standing, job.wanted.pieces)
    public = not job.package.get("private")
    done: dict[str, str] = {}
    for planned in job.planned.pieces:
        if planned.table not in ("load", "reload"):
            continue
        piece = job.wanted.piece(planned.key)
        assert piece.shape is not None
        form = _last_form(job, planned)
        loading.bring(job.site, held[piece.key].id, piece.shape, form, job.told_rows, public=public)
        done[piece.key] = piece.shape.digest
    return done


def _last_form(job: Job, planned: PiecePlan) -> str | None:
    """None: no table yet. '': one whose form is not known, as a publish was cut off."""
    if planned.table == "load":
        return "" if job.planned.unfinished else None
    if planned.drifted:
        return ""
    entry = job.before.resources.get(planned.key) if job.before else None
    return entry.table.split(".")[0] if entry and entry.table else ""


def _remove_orphans(job: Job) -> None:
    for planned in job.planned.pieces:
        if planned.doing == "orphaned" and planned.id:
            catalogue.delete_resource(job.site, planned.id)


def _finish(job: Job, tables: Mapping[str, str]) -> None:
    """The record made whole, and the dataset public."""
    moved = any(p.table == "load" or p.doing == "orphaned" for p in job.planned.pieces)
    if moved:  # a first load and a removal move the dataset's revision, on our own account
        _look_again(job)
    try:
        _settle(job, tables)
    except faults.Moved:
        _look_again(job)
        _settle(job, tables)


def _settle(job: Job, tables: Mapping[str, str]) -> None:
    held = {r.id: r for r in job.standing.resources}
    entries = {
        key: replace(e, stamp=held[e.id].stamp, table=tables.get(key, e.table))
        for key, e in job.record.resources.items()
    }
    fields = record.shortened(job.wanted.fields)
    job.record = replace(job.record, fields=fields, resources=entries, pending=False).marked()
    update = as_package({"private": job.wanted.fields["private"]}, job.package, job.record)
    job.package = catalogue.revise(job.site, job.package, update)


def _look_again(job: Job) -> None:
    """The state of now; raises Moved when somebody else wrote since our last write."""
    now = catalogue.dataset(job.site, job.package["id"])
    if now is None or catalogue.mark_of(now) != catalogue.mark_of(job.package):
        raise faults.Moved(subject=job.wanted.name, detail="another publisher")
    job.package = now
    fields = {f: v for f, v in job.wanted.fields.items() if f != "private"}
    held = standing_of.matched(job.standing, job.wanted.pieces)
    differing = [c.field for c in plan.compared(fields, job.standing.fields, {})]
    for piece in job.wanted.pieces:
        if piece.key not in held:
            differing.append(piece.key)
    if differing:
        raise faults.Moved(subject=job.wanted.name, detail=", ".join(differing))


def _disown(job: Job, tables: Mapping[str, str]) -> None:
    """Another publisher came between: what we loaded may not be what its record says.

    Marks those tables as unknown, so that the next run, ours or theirs, loads them again.
    """
    with suppress(faults.Fault):
        now = catalogue.dataset(job.site, job.package["id"])
        kept = standing_of.of(now).record if now else None
        if now and kept:
            entries = {
                k: replace(e, table=None if k in tables else e.table)
                for k, e in kept.resources.items()
            }
            other = replace(kept, resources=entries, pending=True).marked()
            catalogue.revise(job.site, now, as_package({}, now, other))


def as_package(fields: Mapping[str, str], now: Mapping[str, Any], kept: Record) -> dict[str, Any]:
    """Flat fields in CKAN's words, with our record; extras of others are carried along."""
    extras = {e["key"]: e["value"] for e in now.get("extras") or ()}
    package: dict[str, Any] = {}
    for name, value in fields.items():
        if name.startswith("extras."):
            extras[name.removeprefix("extras.")] = value
        elif name in ("tags", "groups"):
            names = set(value.split(", ")) - {""}
            if name == "groups":  # others may have put the dataset into more groups
                names |= {g["name"] for g in now.get("groups") or ()}
            package[name] = [{"name": n} for n in sorted(names)]
        elif name == "private":
            package[name] = value == "true"
        else:
            package[name] = value
    extras[record.EXTRA] = kept.dump()
    package["extras"] = [{"key": k, "value": v} for k, v in extras.items() if v]
    return package
