"""Rows about the datasets themselves: what each is, and what became of it, release by release."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from datasets import history
from datasets.catalog import DESCRIPTOR, version_key
from datasets.model import Dataset
from portal.page import Context
from portal.views.changes import TakenBack, taken_back

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
        "page": _page(dataset.slug, context),
    }


def changes(context: Context) -> Iterator[Row]:
    """The newest first: withdrawals, then releases of the day; of one release, in the order of its
    change list."""
    datasets = context.collection.datasets.values()
    records = [history.record(release) for dataset in datasets for release in history.of(dataset)]
    records.sort(key=_age, reverse=True)
    backs = sorted(taken_back(datasets, None), key=lambda back: back.told.day, reverse=True)
    dated = [
        *((back.told.day, [_withdrawal(back, context)]) for back in backs),
        *((record.released, _changes(record, context)) for record in records),
    ]
    for _, rows in sorted(dated, key=lambda part: part[0], reverse=True):
        yield from rows


def _changes(record: history.Recorded, context: Context) -> Iterator[Row]:
    head = _release(record)
    page = _page(record.dataset.slug, context)
    for change in history.changes(record.dataset):
        yield {
            **head,
            "resource": change.resource,
            "change": change.change,
            "row_key": change.row_key or None,
            "field": change.field or None,
            "old": change.old or None,
            "new": change.new or None,
            "catalogue": None,
            "page": page,
        }


def _withdrawal(back: TakenBack, context: Context) -> Row:
    """No release and no table: what is of them is missing."""
    return {
        "package": back.package,
        "version": back.told.version,
        "released": back.told.day.isoformat(),
        "previous": None,
        "level": None,
        "note_vi": back.told.note.vi,
        "note_en": back.told.note.en,
        "resource": None,
        "change": back.told.doing,
        "row_key": None,
        "field": None,
        "old": None,
        "new": None,
        "catalogue": back.told.address,
        "page": _page(back.package, context),
    }


def _page(slug: str, context: Context) -> str:
    return context.portal_url + context.url("dataset", package=slug)


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
