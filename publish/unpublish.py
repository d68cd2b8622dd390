"""Takes a dataset back: private, or deleted without leaving files and tables behind."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from publish import catalogue, faults, record
from publish import standing as standing_of
from publish.ckan import Catalogue
from publish.job import as_package
from publish.mapping import PREFIX


def unpublish(
    site: Catalogue,
    slug: str,
    *,
    delete: bool,
    hidden: Callable[[str], None] = lambda version: None,
) -> str:
    """Returns the version taken back. Raises Missing, NotOurs, Moved. Safe to run again.

    `hidden` is called with the version once nobody sees the dataset any more.
    """
    name = PREFIX + slug
    package = catalogue.dataset(site, name)
    if package is None or package["state"] == "deleted":
        raise faults.Missing(subject=name)
    now = standing_of.of(package)
    if not now.ours or now.record is None:
        raise faults.NotOurs(subject=name)
    fields = {**now.record.fields, "private": record.short("true")}
    if now.fields["private"] != "true" or delete:
        # Hidden first: nobody sees it being taken apart. A deletion cut off stays `pending`.
        kept = replace(now.record, fields=fields, pending=delete).marked()
        update = as_package({"private": "true"}, package, kept)
        # Deleting a resource leaves its file on the disk; clearing it does not.
        cleared = {r.id: catalogue.CLEARED for r in now.resources if r.uploaded and delete}
        catalogue.revise(site, package, update, cleared)
    hidden(now.record.release)
    if delete:
        for resource in now.resources:
            catalogue.delete_resource(site, resource.id)
        catalogue.delete_dataset(site, now.id)
    return now.record.release
