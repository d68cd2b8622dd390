"""Carries out a whole plan: organisation and groups first, then datasets side by side."""

from __future__ import annotations

import tempfile
import threading
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from publish import apply, catalogue, faults
from publish.ckan import Catalogue
from publish.faults import Fault
from publish.plan import DatasetPlan, Plan
from publish.survey import AT_A_TIME, Survey

HOPELESS = (faults.Unreachable, faults.TokenRefused, faults.NotACatalogue)
"""What ends the whole run: the next dataset would fare no better."""


@dataclass(frozen=True, slots=True)
class Result:
    """What came of each dataset: slug -> None (done) or its fault."""

    faults: Mapping[str, Fault | None]

    @property
    def done(self) -> list[str]:
        return [slug for slug, fault in self.faults.items() if fault is None]

    @property
    def failed(self) -> dict[str, Fault]:
        return {slug: fault for slug, fault in self.faults.items() if fault}

    @property
    def exit_code(self) -> int:
        codes = [fault.exit_code for fault in self.failed.values()]
        if not codes:
            return 0
        return 3 if 3 in codes else 5 if self.done else codes[0]


def run(
    site: Catalogue,
    found: Survey,
    told_rows: Callable[[int], None] = lambda rows: None,
    told_dataset: Callable[[str], None] = lambda slug: None,
    told_stopping: Callable[[], None] = lambda: None,
) -> Result:
    """Exactly the plan. Raises a Fault only when nothing could begin, and KeyboardInterrupt once
    what had begun is ended."""
    if found.plan.new_organization:
        catalogue.create_organization(site, found.plan.organization, _title(found))
    for name in found.plan.new_groups:
        catalogue.create_group(site, found.groups[name])
    due = found.plan.due
    stop, hopeless = threading.Event(), list[Fault]()
    with (
        tempfile.TemporaryDirectory(prefix="publish-") as folder,
        ThreadPoolExecutor(AT_A_TIME) as pool,
    ):

        def one(planned: DatasetPlan) -> faults.Fault | None:
            if stop.is_set():
                return hopeless[0] if hopeless else None
            try:
                apply.publish(
                    site,
                    found.wanted[planned.slug],
                    planned,
                    found.standing[planned.slug],
                    Path(folder),
                    told_rows,
                    found.held_over.get(planned.slug),
                )
            except faults.Fault as fault:
                if isinstance(fault, HOPELESS):
                    hopeless.append(fault)
                    stop.set()
                return fault
            told_dataset(planned.slug)
            return None

        try:
            outcomes = list(pool.map(one, due))
        except BaseException:  # Ctrl-C too: what has begun is ended, the rest is not begun
            stop.set()
            told_stopping()
            raise
        return Result(dict(zip((d.slug for d in due), outcomes, strict=True)))


def _title(found: Survey) -> str:
    """The organisation's title: the publisher named in the packages."""
    for wanted in found.wanted.values():
        if maintainer := wanted.fields.get("maintainer"):
            return maintainer
    return found.plan.organization


def check_saved(saved: Plan, fresh: Plan) -> None:
    """Raises Stale when the plan of this moment is not the saved one, naming what differs.

    Orphans do not count: nothing is done to them.
    """
    if (saved.address, saved.organization) != (fresh.address, fresh.organization):
        raise faults.Stale(detail=f"{saved.address} {saved.organization}")
    old, new = (_done_to(plan) for plan in (saved, fresh))
    moved = sorted(s for s in {*old, *new} if old.get(s) != new.get(s))
    if moved:
        raise faults.Stale(detail=", ".join(moved))


def _done_to(plan: Plan) -> dict[str, object]:
    """What the plan does, by package; groups and the organisation under '-'."""
    datasets = {d.slug: d for d in plan.datasets if d.doing != "orphaned"}
    return {**datasets, "-": (plan.new_organization, plan.new_groups, plan.deep)}
