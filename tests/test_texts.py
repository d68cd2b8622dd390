"""The site's texts: complete in both languages, all used keys there, all keys used."""

from __future__ import annotations

import ast
import re
import string
import tomllib
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

HOME = Path(__file__).resolve().parent.parent
FILES = sorted((HOME / "portal" / "i18n").glob("*.toml"))


@dataclass(frozen=True, slots=True)
class Use:
    """One call of the translator: which key (a pattern, where parts follow from data), where."""

    where: str
    pattern: re.Pattern[str]
    values: frozenset[str] | None  # None where **values are passed on
    page: str | None  # a page asks only its own file and the common one


@cache
def texts() -> dict[str, dict[str, dict[str, str]]]:
    """File name -> key -> language -> text."""
    return {path.stem: tomllib.loads(path.read_text(encoding="utf-8")) for path in FILES}


@cache
def uses() -> tuple[Use, ...]:
    """Every `t("...")` and `context.t("...")` in the portal."""
    return tuple(
        Use(
            where=f"{path.relative_to(HOME)}:{call.lineno}",
            pattern=pattern,
            values=_values(call),
            page=path.stem if path.parent.name == "pages" else None,
        )
        for path in sorted((HOME / "portal").rglob("*.py"))
        for call in _calls(path)
        for pattern in _patterns(call.args[0])
    )


def _calls(path: Path) -> Iterator[ast.Call]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and node.args:
            name = getattr(node.func, "attr", getattr(node.func, "id", None))
            if name == "t":
                yield node


def _patterns(key: ast.expr) -> Iterator[re.Pattern[str]]:
    """The keys that an expression can stand for; `.+` for what only running code knows."""
    if isinstance(key, ast.IfExp):
        yield from _patterns(key.body)
        yield from _patterns(key.orelse)
    else:
        yield re.compile(_pattern(key))


def _pattern(key: ast.expr) -> str:
    if isinstance(key, ast.Constant):
        return re.escape(str(key.value))
    if isinstance(key, ast.JoinedStr):
        return "".join(_pattern(part) for part in key.values)
    if isinstance(key, ast.BinOp) and isinstance(key.op, ast.Add):
        return _pattern(key.left) + _pattern(key.right)
    return ".+"


def _values(call: ast.Call) -> frozenset[str] | None:
    names = [keyword.arg for keyword in call.keywords]
    return None if None in names else frozenset(name for name in names if name)


def _placeholders(text: str) -> frozenset[str]:
    return frozenset(name for _, name, _, _ in string.Formatter().parse(text) if name)


@pytest.mark.parametrize("file", texts())
def test_texts_are_complete(file: str) -> None:
    """Each text has both languages, neither empty, the same placeholders, composed letters."""
    assert [key for key, text in texts()[file].items() if not _complete(text)] == []


def _complete(text: dict[str, str]) -> bool:
    return (
        set(text) == {"vi", "en"}
        and all(value.strip() for value in text.values())
        and _placeholders(text["vi"]) == _placeholders(text["en"])
        and all(unicodedata.is_normalized("NFC", value) for value in text.values())
    )


def test_used_texts_are_there() -> None:
    """Every key that the portal asks for stands in a text file, with the values it is given."""
    assert len(uses()) > 50  # the walk sees the portal
    assert [f"{use.where} {use.pattern.pattern}" for use in uses() if not _served(use)] == []


def _served(use: Use) -> bool:
    found = [
        text
        for file, keys in texts().items()
        for key, text in keys.items()
        if use.pattern.fullmatch(key) and (use.page is None or file in ("common", use.page))
    ]
    if use.values is None:
        return bool(found)
    return any(_placeholders(text["vi"]) <= use.values for text in found)


@cache
def words() -> frozenset[str]:
    """Every string that stands in the portal's code: a key may reach `t` by way of a variable."""
    return frozenset(
        node.value
        for path in (HOME / "portal").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    )


@pytest.mark.parametrize("file", texts())
def test_texts_are_used(file: str) -> None:
    """No text stands there that nobody asks for."""
    asked = [use.pattern for use in uses() if use.pattern.pattern != ".+"]
    unused = [
        k for k in texts()[file] if k not in words() and not any(p.fullmatch(k) for p in asked)
    ]
    assert unused == []
