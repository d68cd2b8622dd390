"""The second half of a publish: tables, what is orphaned, and the step that makes it public."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace

from publish import catalogue, compare, faults, loading, record
from publish import standing as standing_of
from publish.job import Job, as_package
from publish.plan import PiecePlan


def finish(job: Job) -> None:
    """Loads tables, removes orphans, settles the record, makes public. Raises a Fault."""
    tables = _tables(job)
    try:
        _remove_orphans(job)
        _finish(job, tables)
    except faults.Moved:
        _disown(job, tables)
        raise


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
    differing = [c.field for c in compare.compared(fields, job.standing.fields, {})]
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
