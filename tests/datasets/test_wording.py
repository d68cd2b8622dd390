"""Texts of the rooms below the portal: both languages, or no start."""

from __future__ import annotations

from pathlib import Path

import pytest

from datasets import wording
from datasets.model import Text


def load(tmp_path: Path, text: str) -> wording.Wording:
    path = tmp_path / "texts.toml"
    path.write_text(text, encoding="utf-8")
    return wording.load(path)


def test_text_is_filled_in_both_languages(tmp_path: Path) -> None:
    """A value that is itself a text is put in by language."""
    words = load(tmp_path, '[a]\nb = { vi = "có {x}", en = "has {x}" }')
    assert words("a.b", x=Text("bốn", "four")) == Text("có bốn", "has four")


@pytest.mark.parametrize(
    "text",
    [
        'a = { vi = "có" }',
        'a = { vi = "có", en = "" }',
        'a = "có"',
        'a = { vi = "có {x}", en = "has {y}" }',
    ],
)
def test_missing_translation_raises(tmp_path: Path, text: str) -> None:
    """A text in one language, or with other placeholders in the other, stops the start."""
    with pytest.raises(wording.MissingText):
        load(tmp_path, text)


def test_unknown_key_raises(tmp_path: Path) -> None:
    """A key that is not there is an error, never shown as a text."""
    with pytest.raises(wording.MissingText, match="nothing"):
        load(tmp_path, "")("nothing")
