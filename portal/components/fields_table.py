"""A dataset's tables: what each column means, and the first rows as they stand in the file."""

from __future__ import annotations

import htpy as h
from htpy import Element, Node

from datasets.model import Dataset, Field
from portal import formats
from portal.components.table import Column, table
from portal.page import Context
from portal.views.dataset import TableView

ENDINGS = ("csv", "xlsx", "json", "parquet")


def dataset_table(dataset: Dataset, shown: TableView, context: Context) -> Element:
    """One table: description, size, downloads, columns, preview."""
    t, lang = context.t, context.lang
    return h.section[
        h.h3[h.code[shown.table.name], " · ", shown.table.title.of(lang)],
        h.p[shown.table.description.of(lang)],
        h.p(".soft")[
            t(
                "dataset_rows",
                rows=formats.number(shown.rows, lang),
                size=size(shown.table.size_bytes, context),
            )
        ],
        downloads(dataset, shown.table.name, context),
        _fields(shown, context),
        _preview(shown, context),
    ]


def size(size_bytes: int, context: Context) -> str:
    """'48 kB': thousands of bytes, at least one."""
    return f"{formats.number(max(1, round(size_bytes / 1000)), context.lang)}\u00a0kB"


def downloads(dataset: Dataset, name: str, context: Context) -> Element:
    return h.ul(".downloads", aria_label=f"{context.t('download')}: {name}")[
        (
            h.li[
                h.a(href=context.machine(f"/data/{dataset.slug}/{name}.{ending}"), download=True)[
                    context.t(f"download_{ending}")
                ]
            ]
            for ending in ENDINGS
        )
    ]


def _fields(shown: TableView, context: Context) -> Element:
    t = context.t
    columns = [
        Column(t("dataset_field_name")),
        Column(t("dataset_field_type")),
        Column(t("dataset_field_meaning")),
    ]
    keys = shown.table.primary_key
    return h.div(".stack.fields")[
        table(
            t("dataset_fields", table=shown.table.name),
            columns,
            (_field(field, field.name in keys, context) for field in shown.table.fields),
        )
    ]


def _field(field: Field, key: bool, context: Context) -> list[Node]:
    lang = context.lang
    return [
        h.code[field.name],
        [field.type, h.small(".under")[context.t("dataset_field_key")] if key else None],
        [h.b[field.title.of(lang)], ". ", field.description.of(lang)],
    ]


def _preview(shown: TableView, context: Context) -> Element:
    caption = context.t("dataset_preview", table=shown.table.name, count=len(shown.preview))
    return h.div(".preview")[table(caption, [Column(name) for name in shown.header], shown.preview)]
