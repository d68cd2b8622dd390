"""Texts for people, read from TOML files that hold both languages side by side."""

from __future__ import annotations

import string
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from datasets.model import LANGS, Text


class MissingText(LookupError):
    """A key is missing, or one of its languages, or a placeholder stands in one language only."""


@dataclass(frozen=True, slots=True)
class Wording:
    """The texts of one file; `wording("key.part", name=value)` gives both languages filled in."""

    path: Path
    texts: Mapping[str, Text]

    def __call__(self, key: str, **values: object) -> Text:
        text = self.texts.get(key)
        if text is None:
            raise MissingText(f"{self.path.name} has no text {key!r}")
        vi, en = (
            {k: v.of(lang) if isinstance(v, Text) else v for k, v in values.items()}
            for lang in LANGS
        )
        return Text(vi=text.vi.format(**vi), en=text.en.format(**en))


def load(path: Path) -> Wording:
    """Reads the file and checks every text in it; raises MissingText."""
    tree = tomllib.loads(path.read_text(encoding="utf-8"))
    texts = dict(_texts(tree, ""))
    for key, text in texts.items():
        if _placeholders(text.vi) != _placeholders(text.en):
            raise MissingText(f"{path.name}: the languages of {key!r} differ in placeholders")
    return Wording(path, texts)


def _texts(tree: Mapping[str, Any], prefix: str) -> Iterator[tuple[str, Text]]:
    for key, node in tree.items():
        name = f"{prefix}{key}"
        if not isinstance(node, dict):
            raise MissingText(f"{name!r} is no pair of vi and en")
        if set(node) & set(LANGS):
            if not (node.get("vi") and node.get("en")):
                raise MissingText(f"{name!r} lacks a language")
            yield name, Text(vi=node["vi"], en=node["en"])
        else:
            yield from _texts(node, f"{name}.")


def _placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}
