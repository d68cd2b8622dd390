"""Texts of the site: one TOML file a page, each key with vi and en side by side."""

from __future__ import annotations

import string
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from datasets.model import LANGS, Lang, Text

_HERE = Path(__file__).parent


class MissingText(LookupError):
    """A key or one of its languages is missing; raised when the app starts."""


@dataclass(frozen=True, slots=True)
class Translator:
    """Texts of one page (over the common ones) bound to a language: t("key", name=value)."""

    lang: Lang
    texts: Mapping[str, Text]

    def __call__(self, key: str, **values: object) -> str:
        try:
            text = self.texts[key].of(self.lang)
        except KeyError:
            raise MissingText(f"no text {key!r}") from None
        return text.format(**values) if values else text


@cache
def texts(page: str) -> Mapping[str, Text]:
    """All texts that `page` may use: common.toml and its own file, its own winning."""
    return {**_read("common"), **(_read(page) if page != "common" else {})}


def translator(page: str, lang: Lang) -> Translator:
    return Translator(lang, texts(page))


def check_all() -> None:
    """Read every text file; a missing language or placeholders that differ raise MissingText."""
    for path in sorted(_HERE.glob("*.toml")):
        _read(path.stem)


def check_keys(page: str, keys: Iterable[str]) -> None:
    """Texts that are asked for by a name put together: a missing one raises MissingText now."""
    if missing := sorted(set(keys) - set(texts(page))):
        raise MissingText(f"{page}.toml has no text {', '.join(map(repr, missing))}")


def _read(name: str) -> dict[str, Text]:
    with (_HERE / f"{name}.toml").open("rb") as file:
        entries = tomllib.load(file)
    return {key: _text(f"{name}.toml: {key}", entry) for key, entry in entries.items()}


def _text(where: str, entry: object) -> Text:
    if not isinstance(entry, dict) or set(entry) != set(LANGS) or not all(entry.values()):
        raise MissingText(f"{where} needs both vi and en")
    if _placeholders(entry["vi"]) != _placeholders(entry["en"]):
        raise MissingText(f"{where}: vi and en have different placeholders")
    return Text(**entry)


def _placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}
