"""Carries out the plan of one dataset at a CKAN: private until whole, then public in one step."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

from publish import artefacts, catalogue, faults, pieces, record
from publish import standing as standing_of
from publish.ckan import Catalogue
from publish.finish import finish
from publish.job import Job, as_package
from publish.multipart import Upload
from publish.plan import DatasetPlan, PiecePlan
from publish.record import Entry, Record
from publish.standing import HASH_FIELD, KEY_FIELD, Held, Standing
from publish.wanted import Piece, Wanted


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
    if job.record.pending:
        finish(job)


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
    job.wanted = pieces.linked(job.wanted, job.links)
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
        as_package(fields, {**job.package, "groups": job.site.in_reach(job.package)}, job.record),
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
