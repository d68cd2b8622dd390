"""Datasets in a CKAN: compare-and-set, removal in safe order, organisation and groups."""

from __future__ import annotations

import contextlib
import json
import time
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from datasets.model import Text
from publish import datastore, faults, record
from publish.ckan import Catalogue
from publish.multipart import Upload
from publish.transport import Lost
from publish.wanted import Group

Package = dict[str, Any]
"""A dataset as package_show gives it."""

CLEARED = {"clear_upload": True, "url": "", "url_type": ""}
"""Revising a resource to this removes its file from the disk, which deleting it does not."""

SEARCH_ROWS = 1000  # CKAN's own ceiling (ckan.search.rows_max)


def dataset(site: Catalogue, name: str) -> Package | None:
    """The dataset of that name or id, also a deleted one where CKAN shows it; None when none."""
    try:
        found: Package = site.ask("package_show", name, id=name)
    except faults.Missing:
        return None
    return found


def create(site: Catalogue, package: Package) -> Package:
    """Creates it once, also when answers are lost. Raises Moved when another was faster."""

    def send(attempt: int) -> Package:
        made: Package = site.once("package_create", name, attempt=attempt, **package)
        return made

    def overtaken(found: Package | None) -> bool:
        return found is not None and found["state"] == "active"

    name = str(package["name"])
    return _for_certain(site, "package_create", name, mark_of(package), send, overtaken)


def revise(
    site: Catalogue,
    now: Package,
    update: Mapping[str, Any],
    resources: Mapping[str, object] | None = None,
    files: Mapping[str, Upload] | None = None,
) -> Package:
    """Compare-and-set from the state `now`: all of it or nothing. Raises Moved.

    `update` must hold a freshly marked record. `resources` maps a resource's id to its fields, or
    "extend" to a list of new resources. Sent again only while the catalogue still stands at `now`,
    files included: after an error of the server the old row may stand beside the new file.
    """
    # A group out of the token's reach must not be named, not even as it stands; CKAN keeps it.
    out_of_reach = len(site.in_reach(now)) < len(now.get("groups") or ())
    replaced = {k for k in ("extras", "tags", "groups") if k in update}
    replaced |= {"groups"} if out_of_reach else set()
    params = _revision(now, update, resources or {}, replaced)
    sent = {f"update__resources__{i}__upload": upload for i, upload in (files or {}).items()}

    def send(attempt: int) -> Package:
        answer = site.once("package_revise", now["name"], files=sent, attempt=attempt, **params)
        revised: Package = answer["package"]
        return revised

    def overtaken(found: Package | None) -> bool:
        return found is None or found["metadata_modified"] != now["metadata_modified"]

    return _for_certain(site, "package_revise", now["id"], mark_of(update), send, overtaken)


def _revision(
    now: Package,
    update: Mapping[str, Any],
    resources: Mapping[str, object],
    replaced: Iterable[str],
) -> dict[str, Any]:
    """The parameters of package_revise, all text, as a multipart call wants them."""
    match = {"id": now["id"], "metadata_modified": now["metadata_modified"]}
    return {
        "match": json.dumps(match),
        "update": json.dumps(dict(update)),
        # CKAN merges lists item by item; taken out first, they are replaced.
        "filter": ",".join(f"-{k}" for k in sorted(replaced)),
        **{f"update__resources__{i}": json.dumps(fields) for i, fields in resources.items()},
    }


def _for_certain(
    site: Catalogue,
    action: str,
    name: str,
    mark: str | None,
    send: Callable[[int], Package],
    overtaken: Callable[[Package | None], bool],
) -> Package:
    """A write whose effect must be known. After a lost answer or a refusal the dataset tells: our
    mark, and it arrived; overtaken, and it never will; neither, and it may be sent again."""
    for attempt, delay_s in enumerate((*site.delays_s, None), 1):
        try:
            return send(attempt)
        except (Lost, faults.Refused) as error:
            found = dataset(site, name)
            if found and mark_of(found) == mark:
                return found
            if overtaken(found):
                raise faults.Moved(subject=name, detail=action) from None
            if isinstance(error, faults.Refused):
                raise
            if delay_s is None:
                raise site.given_up(error, action, name, attempt) from None
            time.sleep(max(delay_s, error.wait_s))
    raise AssertionError("unreachable")


def mark_of(package: Mapping[str, Any]) -> str | None:
    """The random mark of our record's last write."""
    kept = record.load(record.extra(package, record.EXTRA))
    return kept.write if kept else None


def delete_resource(site: Catalogue, resource_id: str) -> None:
    """Table first, then the resource: in any other order CKAN leaves the table behind.

    Its file must have been CLEARED before.
    """
    datastore.drop(site, resource_id)
    with contextlib.suppress(faults.Missing):
        site.ask("resource_delete", resource_id, id=resource_id)


def delete_dataset(site: Catalogue, package_id: str) -> None:
    site.ask("package_delete", package_id, id=package_id)


def licences(site: Catalogue) -> list[str]:
    return [str(entry["id"]) for entry in site.ask("license_list")]


def known_organization(site: Catalogue, name: str) -> bool:
    """Whether it exists. Raises NoRole when it does and we may not publish in it."""
    mine = site.ask("organization_list_for_user", name, permission="create_dataset")
    if any(name in (org["name"], org["id"]) for org in mine):
        return True
    try:
        site.ask("organization_show", name, id=name, include_datasets=False)
    except faults.Missing:
        return False
    raise faults.NoRole(user=site.user, organization=name)


def known_groups(site: Catalogue) -> set[str]:
    return set(site.ask("group_list"))


def usable_groups(site: Catalogue) -> set[str]:
    """The groups into which this token may put a dataset."""
    return {str(group["name"]) for group in site.ask("group_list_authz")}


def may_create_groups(site: Catalogue) -> bool:
    """Asked by a group without a name: CKAN looks at the right first, and can only refuse."""
    try:
        site.ask("group_create", "-", name="")
    except faults.NoRight:
        return False
    except faults.Refused:
        pass
    return True


def create_organization(site: Catalogue, name: str, title: str) -> None:
    _create_group(site, "organization_create", Group(name, Text(title, title)))


def create_group(site: Catalogue, group: Group) -> None:
    _create_group(site, "group_create", group)


def _create_group(site: Catalogue, action: str, group: Group) -> None:
    extras = [{"key": "title_en", "value": group.title.en}]
    try:
        site.ask(action, group.name, name=group.name, title=group.title.vi, extras=extras)
    except faults.Refused as error:
        if "name" not in error.errors:  # a name in use: our first attempt arrived, or another's
            raise


def published(site: Catalogue, organization: str) -> dict[str, str]:
    """Name -> state of the datasets in the organisation that carry our record, by CKAN's index."""
    found: dict[str, str] = {}
    start, count = 0, 1
    while start < count:
        answer = site.ask(
            "package_search",
            organization,
            fq=f"organization:{organization}",
            include_private=True,
            rows=SEARCH_ROWS,
            start=start,
            fl="name,title,extras_publisher_record",
        )
        start, count = start + SEARCH_ROWS, answer["count"]
        found |= {p["name"]: p.get("title", "") for p in answer["results"]}
    return found
