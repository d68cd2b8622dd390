"""Looks at the releases and at the catalogue, and makes the plan from both; never writes."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from datasets import catalog, freeze
from datasets.catalog import ReleaseSet
from datasets.model import Dataset
from datasets.release import Tampered
from publish import catalogue, compare, faults, mapping, pieces, themes, withdrawals
from publish import standing as standing_of
from publish.ckan import Catalogue
from publish.mapping import PREFIX, Setting
from publish.plan import DatasetPlan, Plan
from publish.standing import Standing
from publish.wanted import Group, Wanted

AT_A_TIME = 3
"""Datasets in parallel: two CKAN processes on two cores gain nothing beyond."""


@dataclass(frozen=True, slots=True)
class Order:
    """What the steward asks for: which packages (none named: all), which old versions."""

    packages: Collection[str] = ()
    versions: Mapping[str, str] = field(default_factory=dict)
    portal_url: str | None = None

    @property
    def everything(self) -> bool:
        """No package was named."""
        return not (self.packages or self.versions)


@dataclass(frozen=True, slots=True)
class Survey:
    """The plan with what it was made from."""

    plan: Plan
    wanted: Mapping[str, Wanted]
    standing: Mapping[str, Standing | None]
    groups: Mapping[str, Group]
    held_over: Mapping[str, str]  # slug -> newest version, where an older one is to stay
    address: str  # of the catalogue, as everybody knows it
    page: str = "/dataset/"  # before a dataset's name


def survey(site: Catalogue, root: Path, organization: str, order: Order) -> Survey:
    """Reads everything once. Raises a Fault, or Tampered for a release that was changed."""
    released = catalog.release_set(root)
    slugs = chosen(released, order)
    site.organization = organization
    site.greet()
    known = catalogue.known_organization(site, organization)
    setting = mapping.setting_of(
        released.datasets, organization, order.portal_url, catalogue.licences(site)
    )
    with ThreadPoolExecutor(AT_A_TIME) as pool:
        shown = pool.map(lambda slug: catalogue.dataset(site, PREFIX + slug), slugs)
        packages = dict(zip(slugs, shown, strict=True))
    standing = {s: standing_of.of(p) if p else None for s, p in packages.items()}
    wanted: dict[str, Wanted] = {}
    held_over: dict[str, str] = {}
    withdrawn: dict[str, DatasetPlan] = {}
    for slug, now in standing.items():
        release, over = release_of(root, released.datasets[slug], now, order)
        if over:
            held_over[slug] = over
        if order.everything and withdrawals.withdrawn(root, slug, site.address):
            withdrawn[slug] = DatasetPlan(slug, PREFIX + slug, release.version, "withdrawn")
            continue
        wanted[slug] = _wanted(site, root, release, setting, now)
    found = themes.look(site, wanted.values(), standing.values(), setting)
    wanted = {slug: themes.without(w, found.closed) for slug, w in wanted.items()}
    plans = [
        withdrawn.get(slug) or compare.of_dataset(wanted[slug], now)
        for slug, now in standing.items()
    ]
    if known and order.everything:
        plans += _orphans(site, organization, released)
    whole = Plan(
        site.address,
        organization,
        tuple(plans),
        new_organization=not known,
        new_groups=found.missing,
        closed_groups=found.closed,
        packages=tuple(order.packages),
    )
    return Survey(whole, wanted, standing, found.groups, held_over, site.address)


def chosen(released: ReleaseSet, order: Order) -> list[str]:
    """The packages meant. Raises Unknown."""
    named = list(dict.fromkeys([*order.packages, *order.versions]))
    for slug in named:
        if slug not in released.datasets:
            raise faults.Unknown(subject=slug, known=", ".join(released.datasets) or "-")
    return named or list(released.datasets)


def release_of(
    root: Path, latest: Dataset, now: Standing | None, order: Order
) -> tuple[Dataset, str | None]:
    """The release to publish, and over which newer one it is held (rolled back).

    Raises NotOurs for a dataset of this name that somebody else made.
    """
    if now and not now.ours and not now.deleted:
        raise faults.NotOurs(subject=now.name)
    version, slug = order.versions.get(latest.slug), latest.slug
    kept = now.record if now else None
    if not version and slug not in order.packages and kept and kept.held_over == latest.version:
        version = kept.release
    if not version or version == latest.version:
        return _sound(latest), None
    known = {r.version: r for r in catalog.releases(root, slug)}
    if version not in known:
        raise faults.Unknown(subject=f"{slug} {version}", known=", ".join(known))
    return _sound(known[version]), latest.version


def _sound(release: Dataset) -> Dataset:
    if files := freeze.tampered(release):
        raise Tampered(release, files)
    return release


def _wanted(
    site: Catalogue, root: Path, release: Dataset, setting: Setting, now: Standing | None
) -> Wanted:
    first = catalog.releases(root, release.slug)[0].released
    whole = mapping.wanted(release, setting, first)
    if now is None:
        return whole
    held = standing_of.matched(now, whole.pieces)
    at = f"{site.site_url}/dataset/{now.id}/resource"
    links = {
        p.key: f"{at}/{held[p.key].id}/download/{p.file_name}"
        for p in whole.pieces
        if p.key in held
    }
    return pieces.linked(whole, lambda key: links.get(key, ""))


def _orphans(site: Catalogue, organization: str, released: ReleaseSet) -> list[DatasetPlan]:
    """Datasets of ours in the catalogue that have no release here; named, never touched."""
    ours = {PREFIX + slug for slug in released.datasets}
    found = catalogue.published(site, organization)
    return [
        DatasetPlan(name.removeprefix(PREFIX), name, "", "orphaned")
        for name in sorted(found)
        if name.startswith(PREFIX) and name not in ours
    ]
