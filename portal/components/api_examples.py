"""How to ask the interface from a terminal, from pandas and from R; what an answer looks like."""

from __future__ import annotations

import htpy as h
from htpy import Element, Node

from portal.page import Context

CURL = """\
curl '{base}/api/v1/observations?units=24&kind=result'
curl -H 'Accept: text/csv' '{base}/api/v1/units?vintage=2025'"""

PANDAS = """\
import pandas as pd
import requests

rows, url = [], "{base}/api/v1/observations?vintage=2025&limit=1000"
while url:
    page = requests.get(url, timeout=30).json()
    rows += page["data"]
    url = page["links"]["next"]
df = pd.DataFrame(rows)"""

R = """\
library(jsonlite)

url <- "{base}/api/v1/observations?vintage=2025&limit=1000"
pages <- list()
while (!is.null(url)) {{
  page <- fromJSON(url)
  pages <- append(pages, list(page$data))
  url <- page$links$`next`
}}
df <- do.call(rbind, pages)"""

SHAPE = """\
{{
  "meta": {{
    "release_set": "0123456789ab",
    "asof": null,
    "released": "2026-01-31",
    "total": 250,
    "count": 100,
    "limit": 100,
    "licence": {{"name": "CC-BY-4.0", "url": "https://creativecommons.org/licenses/by/4.0/"}},
    "source_note": {{"vi": "…", "en": "…"}}
  }},
  "data": [{{"…": "…"}}],
  "links": {{
    "self": "{base}/api/v1/observations",
    "next": "{base}/api/v1/observations?cursor=…",
    "csv": "{base}/api/v1/observations?format=csv",
    "docs": "{base}/api"
  }}
}}"""


def examples(context: Context) -> Node:
    return [
        _code(name, text, context) for name, text in (("curl", CURL), ("pandas", PANDAS), ("R", R))
    ]


def shape(context: Context) -> Node:
    return [h.p[context.t("api_answer_said")], _block("JSON", SHAPE, context)]


def _code(name: str, text: str, context: Context) -> Element:
    return h.div[h.h3[name], _block(name, text, context)]


def _block(name: str, text: str, context: Context) -> Element:
    """A frame that can be reached and scrolled by keyboard."""
    return h.pre(tabindex="0", role="region", aria_label=name)[text.format(base=context.portal_url)]
