"""How to cite a dataset or a source: a sentence to copy, and BibTeX."""

from __future__ import annotations

import re

import htpy as h
from htpy import Element, Node

from datasets.model import Dataset, Source
from portal import formats
from portal.components.source_list import published_on
from portal.i18n import translator
from portal.page import Context
from portal.state import State


def cite_dataset(dataset: Dataset, context: Context) -> Element:
    """The release is named by version and day, so that the quotation stays true."""
    t = translator("citation", context.lang)
    day = dataset.released
    sentence = t(
        "cite_dataset",
        year=day.year if day else "–",
        title=dataset.title.of(context.lang),
        version=dataset.version,
        date=formats.day(day) if day else "–",
        licence=", ".join(licence.name for licence in dataset.licences),
        address=_lasting(dataset, context),
    )
    return _section(t("cite"), sentence, bibtex(dataset, context))


def cite_source(source: Source, context: Context) -> Element:
    t = translator("citation", context.lang)
    sentence = t(
        "cite_source",
        publisher=source.publisher or context.t("publisher_unknown"),
        title=source.title,
        date=published_on(source, context),
        address=_address(context),
    )
    return _section(t("cite"), sentence, None)


def bibtex(dataset: Dataset, context: Context) -> str:
    """A @misc entry; braces keep the capitals of names."""
    key = re.sub(r"\W+", "_", f"minhbach06_{dataset.slug}_{dataset.version}")
    entries = {
        "author": "{Minh Bạch 06}",
        "title": f"{{{dataset.title.of(context.lang)}}}",
        "version": dataset.version,
        "year": str(dataset.released.year) if dataset.released else "",
        "url": _lasting(dataset, context),
        "note": ", ".join(licence.name for licence in dataset.licences),
    }
    lines = [f"  {name} = {{{value}}}," for name, value in entries.items() if value]
    return "\n".join([f"@misc{{{key},", *lines, "}"])


def _section(heading: str, sentence: str, code: str | None) -> Element:
    block: Node = h.pre(tabindex="0", role="region", aria_label="BibTeX")[code] if code else None
    return h.section[h.h2[heading], h.p(".cite")[sentence], block]


def _lasting(dataset: Dataset, context: Context) -> str:
    """The page with the release that is cited, whatever has been released since."""
    return _address(context) + State(asof=dataset.released).to_query()


def _address(context: Context) -> str:
    """The page's own address without what the visitor chose."""
    return context.portal_url + context.page.path(context.lang, context.arguments)
