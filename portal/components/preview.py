"""The notice over every page of a preview: these figures are not released."""

from __future__ import annotations

import htpy as h
from htpy import Element

from portal.i18n import translator
from portal.page import Context


def banner(context: Context) -> Element:
    return h.p(".asof.preview", role="note")[
        h.span(".wrap")[translator("error", context.lang)("preview")]
    ]
