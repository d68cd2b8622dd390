"""The short forms of the subject, read once from the file beside this module."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from datasets.model import Text
from portal.views.finding.words import phrase, tokens

_FILE = Path(__file__).with_suffix(".toml")


@dataclass(frozen=True, slots=True)
class Abbreviation:
    """`finds`: the phrases that what it stands for is found by, the closest first."""

    short: str  # as the file writes it
    means: Text
    finds: tuple[str, ...]


@cache
def known() -> Mapping[tuple[str, ...], Abbreviation]:
    """By the plain words of the short form."""
    with _FILE.open("rb") as file:
        entries = tomllib.load(file)
    return {
        tokens(short): Abbreviation(
            short=short,
            means=Text(entry["vi"], entry["en"]),
            finds=tuple(phrase(found) for found in entry["finds"]),
        )
        for short, entry in entries.items()
    }
