"""Carries out an agreed plan at a CKAN, and tells what came of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from functools import partial
from itertools import groupby
from typing import Any

from datasets.model import Text
from publish import place, run, withdrawals
from publish.bar import transfer
from publish.ckan import Catalogue
from publish.desk import Desk
from publish.explain import worded
from publish.outcome import INTERRUPTED, Exit, Outcome
from publish.run import Result
from publish.survey import Survey
from publish.telling import say


def carry_out(site: Catalogue, found: Survey, document: Mapping[str, Any], desk: Desk) -> Outcome:
    """`document` is what is known before; what was done is added to it."""
    due = len(found.plan.due)
    try:
        with transfer(desk, say("progress_publish"), due, _rows(found)) as moved:
            site.sent = moved.told_bytes
            told_stopping = partial(desk.notify, say("stopping"))
            result = run.run(site, found, moved.told_rows, moved.told_dataset, told_stopping)
    except KeyboardInterrupt as stop:  # SIGTERM too
        withdrawals.returned(place.root(), moved.datasets, site.address, say("note_again"))
        desk.notify(say("stopped", done=len(moved.datasets), all=due))
        code = getattr(stop, "exit_code", INTERRUPTED)
        return Outcome(code, {**document, "done": moved.datasets, "stopped": True})
    withdrawals.returned(place.root(), result.done, site.address, say("note_again"))
    _tell(result, found, desk, site)
    came_of_it = {
        "done": result.done,
        "failed": {
            slug: {"error": asdict(worded(fault)), "exit": fault.exit_code}
            for slug, fault in result.failed.items()
        },
        "rows": moved.rows,
        "bytes": moved.bytes,
        "calls": site.journal.counts,
    }
    return Outcome(Exit(result.exit_code), {**document, **came_of_it})


def _tell(result: Result, found: Survey, desk: Desk, site: Catalogue) -> None:
    for slug in result.done:
        wanted = found.wanted[slug]
        url = f"{site.address}/dataset/{wanted.name}"
        desk.say(say("done_one", name=wanted.name, version=wanted.version, url=url), "green")
    # what ended the whole run is said once
    for said, slugs in groupby(result.failed, lambda slug: worded(result.failed[slug])):
        names = ", ".join(found.wanted[slug].name for slug in slugs)
        desk.fail(Text(vi=f"{names}: {said.vi}", en=f"{names}: {said.en}"))
    calls = sum(site.journal.counts.values())
    told = say("done_all", done=len(result.done), all=len(result.faults), calls=calls)
    desk.say(told, "bold")


def _rows(found: Survey) -> int:
    """Rows to load at most; a reload writes only those that differ."""
    return sum(
        int(piece.shape.table.rows or 0)
        for d in found.plan.datasets
        for p in d.pieces
        if p.table in ("load", "reload")
        for piece in [found.wanted[d.slug].piece(p.key)]
        if piece.shape
    )
