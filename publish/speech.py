"""The command's texts, checked when it starts, and the choice of language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from datasets import wording
from datasets.model import LANGS, Lang

WORDS = wording.load(Path(__file__).with_name("texts.toml"))
T = WORDS
"""`T("usage.no_verb", verbs=...)` gives the text in both languages."""


def language(argv: Sequence[str], environ: Mapping[str, str]) -> Lang:
    """`--lang` where it is given rightly, else LANG, else Vietnamese."""
    for at, word in enumerate(argv):
        value = word.partition("=")[2] if word.startswith("--lang=") else ""
        if word == "--lang" and at + 1 < len(argv):
            value = argv[at + 1]
        if value in LANGS:
            return "vi" if value == "vi" else "en"
    return "en" if environ.get("LANG", "").lower().startswith("en") else "vi"
