"""One dataset's page, /du-lieu/<package>: what it is, what its columns mean, how to take it."""

from __future__ import annotations

from collections.abc import Iterable

import htpy as h
from htpy import Element, Node

from datasets.model import Lang
from portal import formats
from portal.components.citation import cite_dataset
from portal.components.curator_notes import notes
from portal.components.fields_table import dataset_table, size
from portal.components.json_ld import dataset_json_ld
from portal.components.shell import breadcrumb
from portal.components.snippets import snippets
from portal.components.versions import versions
from portal.page import Context, Page
from portal.views import dataset
from portal.views.dataset import DatasetView


def title(view: DatasetView, context: Context) -> str:
    return context.t("dataset_title", name=view.dataset.title.of(context.lang))


def description(view: DatasetView, context: Context) -> str:
    return view.dataset.description.of(context.lang)


def layout(view: DatasetView, context: Context) -> Node:
    t, lang, shown = context.t, context.lang, view.dataset
    return [
        breadcrumb(
            context, (t("nav_datasets"), context.url("datasets")), last=shown.title.of(lang)
        ),
        h.h1[shown.title.of(lang)],
        h.p(".lede")[shown.description.of(lang)],
        _downloads(view, context),
        _facts(view, context),
        h.section[h.h2[t("dataset_notes")], notes(shown.notes, context)] if shown.notes else None,
        h.section[
            h.h2[t("dataset_tables")],
            (dataset_table(shown, table, context) for table in view.tables),
        ],
        snippets(shown, context),
        cite_dataset(shown, context),
        h.section[
            h.h2[t("dataset_versions")],
            versions(shown, view.versions, context),
            h.p[h.a(href=context.url("changes", package=shown.slug))[t("dataset_all_changes")]],
        ],
    ]


def _downloads(view: DatasetView, context: Context) -> Element:
    slug = view.dataset.slug
    return h.ul(".downloads", aria_label=context.t("dataset_download"))[
        h.li[
            h.a(href=context.machine(f"/data/{slug}.zip"), download=True)[context.t("download_zip")]
        ],
        h.li[
            h.a(href=context.machine(f"/data/{slug}/datapackage.json"))[
                context.t("dataset_descriptor")
            ]
        ],
    ]


def _facts(view: DatasetView, context: Context) -> Element:
    t, shown = context.t, view.dataset
    released = (
        t("dataset_version_of", version=shown.version, date=formats.day(shown.released))
        if shown.released
        else t("dataset_unreleased")
    )
    licences = [
        [
            ", " if place else "",
            h.a(href=licence.url, rel="license noopener external")[licence.title or licence.name],
        ]
        for place, licence in enumerate(shown.licences)
    ]
    facts: list[tuple[str, Node]] = [
        (t("dataset_version"), released),
        (t("dataset_licence"), licences),
        (t("dataset_size"), size(view.size_bytes, context)),
        (t("dataset_by"), ", ".join(shown.contributors) or None),
        (t("dataset_credit"), shown.credit.of(context.lang) if shown.credit else None),
        (t("dataset_keywords"), ", ".join(keywords(shown.keywords, context.lang)) or None),
    ]
    return h.dl(".facts")[((h.dt[name], h.dd[fact]) for name, fact in facts if fact)]


def keywords(words: Iterable[str], lang: Lang) -> list[str]:
    """Those of one language out of the one list that a descriptor has: letters outside ASCII tell
    the Vietnamese words; short names in capitals (VNeID, PAPI, 766) belong to both languages."""
    return [word for word in words if _is_name(word) or word.isascii() == (lang == "en")]


def _is_name(word: str) -> bool:
    return word.isascii() and sum(map(str.isupper, word)) >= sum(map(str.islower, word))


PAGE = Page(
    name="dataset",
    vi="/du-lieu/<package>",
    en="/en/datasets/<package>",
    view=dataset.view,
    title=title,
    description=description,
    layout=layout,
    json_ld=lambda view, context: dataset_json_ld(view.dataset, context),
)
