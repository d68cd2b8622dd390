"""How to open a table where people work: Excel, pandas, R, at its stable address."""

from __future__ import annotations

import htpy as h
from htpy import Element

from datasets.model import Dataset, Table
from portal.page import Context


def snippets(dataset: Dataset, context: Context) -> Element:
    """For the package's first table; codes are read as text, so that 01 stays 01."""
    t, first = context.t, dataset.tables[0]
    address = context.portal_url + context.machine(f"/data/{dataset.slug}/{first.name}.csv")
    pinned = f"/data/{dataset.slug}/{dataset.version}/{first.name}.csv"
    return h.section[
        h.h2[t("dataset_snippets")],
        h.p[t("dataset_excel")],
        _code("Excel", address),
        _code("pandas", _pandas(first, address)),
        _code("R", _r(first, address)),
        h.p(".small")[t("dataset_stable", path=pinned)],
    ]


def _code(name: str, text: str) -> Element:
    return h.div[
        h.h3[name],
        h.pre(tabindex="0", role="region", aria_label=name)[text],
    ]


def _texts(table: Table) -> list[str]:
    """The key columns that look like numbers to a program and are not."""
    kinds = {field.name: field.type for field in table.fields}
    return [name for name in table.primary_key if kinds.get(name) == "string"]


def _pandas(table: Table, address: str) -> str:
    kinds = ", ".join(f'"{name}": "string"' for name in _texts(table))
    dtype = f",\n    dtype={{{kinds}}},\n" if kinds else "\n"
    return f'import pandas as pd\n\ndf = pd.read_csv(\n    "{address}"{dtype})'


def _r(table: Table, address: str) -> str:
    kinds = ", ".join(f'{name} = "c"' for name in _texts(table))
    types = f",\n  col_types = cols({kinds}, .default = col_guess())" if kinds else ""
    return f'library(readr)\n\ndf <- read_csv(\n  "{address}"{types}\n)'
