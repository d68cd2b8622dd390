"""All releases of a dataset with their day, their size of change and the reason."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import htpy as h
from htpy import Element, Node

from datasets.model import Dataset
from portal import formats
from portal.components.table import Column, table
from portal.page import Context
from portal.views.dataset import Version


def versions(dataset: Dataset, releases: Sequence[Version], context: Context) -> Element:
    t = context.t
    if not releases:
        return h.p(".none")[t("dataset_no_versions")]
    columns = [
        Column(t("dataset_version")),
        Column(t("dataset_column_date")),
        Column(t("dataset_column_changes")),
        Column(t("dataset_download")),
    ]
    return table(
        t("dataset_versions_caption"),
        columns,
        (_row(dataset, release, context) for release in releases),
    )


def _row(dataset: Dataset, release: Version, context: Context) -> list[Node]:
    # The note of a first release only repeats the counts.
    note = release.note.of(context.lang) if release.note and not release.first else None
    archive = f"/data/{dataset.slug}/{release.version}/{dataset.slug}.zip"
    return [
        release.version,
        h.time(datetime=release.released.isoformat())[formats.day(release.released)],
        [changes(release, context), h.small(".under")[note] if note else None],
        h.a(href=archive, download=True)["ZIP"],
    ]


def changes(release: Version, context: Context) -> str:
    """'thêm 12 dòng, sửa 3 ô'; a first release is all new."""
    if release.first:
        rows = dict(release.counts).get("row added", 0)
        return context.t("dataset_first", count=formats.number(rows, context.lang))
    return ", ".join(_counted(dict(release.counts), context)) or context.t("dataset_no_changes")


def _counted(counts: dict[str, int], context: Context) -> Iterator[str]:
    t = context.t
    if added := counts.pop("row added", 0):
        yield t("dataset_rows_added", count=formats.number(added, context.lang))
    if removed := counts.pop("row removed", 0):
        yield t("dataset_rows_removed", count=formats.number(removed, context.lang))
    if changed := counts.pop("cell changed", 0):
        yield t("dataset_cells_changed", count=formats.number(changed, context.lang))
    if rest := sum(counts.values()):
        yield t("dataset_other_changes", count=formats.number(rest, context.lang))
