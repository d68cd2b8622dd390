"""The groups that stand for themes: which are to be made, and which this token must leave out."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from publish import catalogue, mapping
from publish.ckan import Catalogue
from publish.mapping import Setting
from publish.standing import Standing
from publish.wanted import Group, Wanted


@dataclass(frozen=True, slots=True)
class Themes:
    """All groups wanted, by name; `closed` are those the token may neither use nor create."""

    groups: Mapping[str, Group]
    missing: tuple[str, ...]
    closed: tuple[str, ...]


def look(
    site: Catalogue,
    wanted: Iterable[Wanted],
    standing: Iterable[Standing | None],
    setting: Setting,
) -> Themes:
    """Reads what there is and what the token may do, and tells the site which groups it may use."""
    groups = {g.name: g for w in wanted for g in mapping.groups_of(w.release, setting)}
    held = any(now.fields["groups"] for now in standing if now)
    if not site.sysadmin and (groups or held):
        site.groups = catalogue.usable_groups(site)
    known = catalogue.known_groups(site) if groups else set()
    missing, closed = set(groups) - known, set[str]()
    if site.groups is not None:
        closed = (set(groups) & known) - set(site.groups)
        if missing and not catalogue.may_create_groups(site):
            missing, closed = set(), closed | missing
    return Themes(groups, tuple(sorted(missing)), tuple(sorted(closed)))


def without(wanted: Wanted, closed: Collection[str]) -> Wanted:
    """A dataset is better published without its group than not at all."""
    left = [name for name in wanted.fields["groups"].split(", ") if name not in closed]
    return replace(wanted, fields={**wanted.fields, "groups": ", ".join(left)})
