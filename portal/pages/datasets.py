"""The list of datasets, /du-lieu: what can be taken away."""

from __future__ import annotations

from collections.abc import Sequence

import htpy as h
from htpy import Element, Node

from portal import formats
from portal.components.fields_table import size
from portal.components.json_ld import catalogue_json_ld
from portal.components.table import Column, table
from portal.page import Context, Page
from portal.views import datasets
from portal.views.datasets import DatasetsView, Entry


def title(view: DatasetsView, context: Context) -> str:
    return context.t("datasets_title")


def description(view: DatasetsView, context: Context) -> str:
    return context.t("datasets_description")


def layout(view: DatasetsView, context: Context) -> Node:
    t = context.t
    return [
        h.h1[t("datasets_h1")],
        h.p(".lede")[t("datasets_lede")],
        _table(t("datasets_figures"), view.figures, context),
        _table(t("datasets_registers"), view.registers, context),
        h.p(".small.soft")[
            t("datasets_machine"), " ", h.a(href=context.url("api"))[t("datasets_api")]
        ],
    ]


def _table(caption: str, entries: Sequence[Entry], context: Context) -> Node:
    if not entries:
        return None
    t = context.t
    columns = [
        Column(t("datasets_column_name")),
        Column(t("datasets_column_size")),
        Column(t("datasets_column_version")),
        Column(t("datasets_column_take")),
    ]
    return h.div(".stack")[table(caption, columns, (_row(entry, context) for entry in entries))]


def _row(entry: Entry, context: Context) -> list[Node]:
    dataset = entry.dataset
    return [
        [
            h.a(href=context.url("dataset", package=dataset.slug))[dataset.title.of(context.lang)],
            h.small(".under")[dataset.description.of(context.lang)],
        ],
        [
            context.t("datasets_rows", count=formats.number(entry.rows, context.lang)),
            h.small(".under")[size(entry.size_bytes, context)],
        ],
        [dataset.version, _released(entry), h.small(".under")[_licences(entry)]],
        h.a(href=context.machine(f"/data/{dataset.slug}.zip"), download=True)["ZIP"],
    ]


def _licences(entry: Entry) -> str:
    return ", ".join(licence.name.replace("-", "\u2011") for licence in entry.dataset.licences)


def _released(entry: Entry) -> Element | None:
    day = entry.dataset.released
    return h.small(".under")[h.time(datetime=day.isoformat())[formats.day(day)]] if day else None


PAGE = Page(
    name="datasets",
    vi="/du-lieu",
    en="/en/datasets",
    view=datasets.view,
    title=title,
    description=description,
    layout=layout,
    nav=5,
    json_ld=lambda view, context: catalogue_json_ld(
        [entry.dataset for entry in (*view.figures, *view.registers)], context
    ),
)
