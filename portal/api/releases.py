"""Rows about the datasets themselves: what each is, and what each of its releases changed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from datasets import history
from datasets.catalog import DESCRIPTOR, version_key
from datasets.model import Dataset
from portal.page import Context

Row = dict[str, Any]


def packages(context: Context) -> Iterator[Row]:
    for dataset in context.collection.datasets.values():
        yield _package(dataset, context)


def _package(dataset: Dataset, context: Context) -> Row:
    files = f"{context.portal_url}/data/{dataset.slug}"
    licence = dataset.licences[0] if dataset.licences else None
    return {
        "package": dataset.slug,
        "version": dataset.version,
        "released": dataset.released.isoformat() if dataset.released else None,
        "title_vi": dataset.title.vi,
        "title_en": dataset.title.en,
        "description_vi": dataset.description.vi,
        "description_en": dataset.description.en,
        "licence": licence.name if licence else "",
        "licence_url": licence.url if licence else "",
        "credit_vi": dataset.credit.vi if dataset.credit else None,
        "credit_en": dataset.credit.en if dataset.credit else None,
        "keywords": ", ".join(dataset.keywords),
        "resources": " ".join(table.name for table in dataset.tables),
        "size_bytes": sum(table.size_bytes for table in dataset.tables),
        "zip": f"{files}.zip",
        "descriptor": f"{files}/{DESCRIPTOR}",
        "page": context.portal_url + context.url("dataset", package=dataset.slug),
    }


def changes(context: Context) -> Iterator[Row]:
    """The newest release first; within one, in the order of its change list."""
    records = [
        history.record(release)
        for dataset in context.collection.datasets.values()
        for release in history.of(dataset)
    ]
    for record in sorted(records, key=_age, reverse=True):
        head = _release(record)
        page = context.portal_url + context.url("dataset", package=record.dataset.slug)
        for change in history.changes(record.dataset):
            yield {
                **head,
                "resource": change.resource,
                "change": change.change,
                "row_key": change.row_key or None,
                "field": change.field or None,
                "old": change.old or None,
                "new": change.new or None,
                "page": page,
            }


def _release(record: history.Recorded) -> Row:
    return {
        "package": record.dataset.slug,
        "version": record.dataset.version,
        "released": record.released.isoformat(),
        "previous": record.previous,
        "level": record.level,
        "note_vi": record.note.vi if record.note else None,
        "note_en": record.note.en if record.note else None,
    }


def _age(record: history.Recorded) -> tuple[Any, ...]:
    return (record.released, record.dataset.slug, version_key(record.dataset.version))
