"""What is published where: version, age, whether it drifted, whether a newer release waits."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from datasets import catalog
from publish import withdrawals
from publish.survey import Survey


@dataclass(frozen=True, slots=True)
class Status:
    """One package at one catalogue."""

    slug: str
    address: str
    published: str | None  # version in the catalogue
    latest: str | None  # version released here; None: orphaned
    released: str | None  # day of the published release
    age_days: int | None
    visibility: str  # public | private | deleted | absent
    unfinished: bool
    held: bool  # rolled back and kept there
    drifts: tuple[str, ...]
    withdrawn: str | None  # day
    current: bool  # nothing to do for it


def status(found: Survey, root: Path, today: date) -> list[Status]:
    """One entry a package, in the plan's order."""
    latest = catalog.release_set(root).datasets
    result = []
    for planned in found.plan.datasets:
        now = found.standing.get(planned.slug)
        kept = now.record if now else None
        day = now.fields.get("extras.modified") if now else None
        withdrawal = withdrawals.withdrawn(root, planned.slug, found.address)
        result.append(
            Status(
                slug=planned.slug,
                address=f"{found.address}{found.page}{planned.name}",
                published=kept.release if kept and now and not now.deleted else None,
                latest=latest[planned.slug].version if planned.slug in latest else None,
                released=day or None,
                age_days=(today - date.fromisoformat(day)).days if day else None,
                visibility=_visibility(found, planned.slug, planned.doing),
                unfinished=planned.unfinished,
                held=bool(kept and kept.held_over and planned.slug in found.held_over),
                drifts=tuple(planned.drifts),
                withdrawn=withdrawal.day.isoformat() if withdrawal else None,
                current=planned.doing == "unchanged",
            )
        )
    return result


def _visibility(found: Survey, slug: str, doing: str) -> str:
    now = found.standing.get(slug)
    if doing == "orphaned":
        return "public"
    if now is None:
        return "absent"
    if now.deleted:
        return "deleted"
    return "private" if now.fields["private"] == "true" else "public"
