"""The curator's notes on a dataset, a sentence a line, marks named in words instead of codes."""

from __future__ import annotations

import re
from collections.abc import Iterator

import htpy as h
from htpy import Element

from datasets.model import Text
from portal.page import Context

FLAG = "flag_"
_CODE = re.compile(r"\b[a-z]+(?:_[a-z]+)+\b")
_END = re.compile(r"(?<=\.)\s+(?=\S)")


def notes(text: Text, context: Context) -> Element:
    """One item for each sentence: notes are remarks on separate matters, not a story."""
    return h.ul[(h.li[said(sentence, context)] for sentence in _sentences(text.of(context.lang)))]


def said(sentence: str, context: Context) -> str:
    """The sentence with 'percent_differs' and its like as readers see them beside a figure."""
    known = context.t.texts

    def in_words(found: re.Match[str]) -> str:
        key = FLAG + found.group()
        return f"“{context.t(key)}”" if key in known else found.group()

    return _CODE.sub(in_words, sentence)


def _sentences(text: str) -> Iterator[str]:
    """A new one begins after a full stop with a capital; names of columns are written small."""
    begun = ""
    for part in _END.split(text):
        if begun and part[0].isupper():
            yield begun
            begun = part
        else:
            begun = f"{begun} {part}".strip()
    if begun:
        yield begun
