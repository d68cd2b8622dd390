"""What may be asked of the machine interface: each parameter, how it is read, what it matches."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any

from datasets import collection as ground
from datasets.model import LANGS, VINTAGES, Text
from portal.i18n import texts
from portal.state import BadState, State

DEFAULT_LIMIT = 100
MOST_ROWS = 1000
KINDS = ("result", "target", "assigned")
FORMATS = ("json", "csv")

_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,99}")
_MANY = 100

Match = Callable[[Any, Any], bool]


@dataclass(frozen=True, slots=True)
class Parameter:
    """One query parameter. `schema` is JSON Schema for what `read` takes; both tell one truth."""

    name: str
    about: Text
    schema: Mapping[str, Any]
    read: Callable[[str], Any]  # raises BadState
    example: str
    matches: Match | None = None  # (cell, value read) -> keep the row; None: filters nothing
    register: Callable[[ground.Collection], Collection[str]] | None = None  # names that exist


def of_state(name: str) -> Callable[[str], Any]:
    """The pages' own reading of that parameter."""
    return lambda value: getattr(State.from_query({name: value}), name)


def _equal(cell: Any, value: Any) -> bool:
    return bool(cell == value)


def _among(cell: Any, values: tuple[str, ...]) -> bool:
    return cell in values


def _starts(cell: Any, value: str) -> bool:
    return str(cell or "").startswith(value)


def _one_of(name: str, possible: tuple[str, ...]) -> Callable[[str], str]:
    def read(value: str) -> str:
        if value not in possible:
            words = " | ".join(possible)
            raise BadState(name, value, Text(f"hãy dùng {words}", f"use {words}"))
        return value

    return read


def _names(name: str) -> Callable[[str], tuple[str, ...]]:
    def read(value: str) -> tuple[str, ...]:
        parts = tuple(dict.fromkeys(part for part in value.split(",") if part))
        if not 0 < len(parts) <= _MANY or not all(_NAME.fullmatch(part) for part in parts):
            raise BadState(name, value, Text("mã, cách nhau dấu phẩy", "ids separated by commas"))
        return parts

    return read


def _limit(value: str) -> int:
    if not (value.isascii() and value.isdecimal() and 1 <= int(value[:6]) <= MOST_ROWS):
        raise BadState(
            "limit",
            value,
            Text(f"số nguyên từ 1 đến {MOST_ROWS}", f"a whole number from 1 to {MOST_ROWS}"),
        )
    return int(value)


def _boolean(value: str) -> bool:
    return _one_of("preferred", ("true", "false"))(value) == "true"


def _enum(*values: str) -> dict[str, Any]:
    return {"type": "string", "enum": list(values)}


def _listed(item: str) -> dict[str, Any]:
    return {"type": "string", "pattern": f"^{item}(,{item})*$"}


def t(key: str) -> Text:
    return texts("interface")[key]


def _parameter(
    name: str,
    schema: Mapping[str, Any],
    read: Callable[[str], Any],
    example: str,
    matches: Match | None = None,
    register: Callable[[ground.Collection], Collection[str]] | None = None,
) -> Parameter:
    return Parameter(name, t(f"parameter_{name}"), schema, read, example, matches, register)


NAME = "[a-z0-9][a-z0-9-]{0,99}"
# A calendar's days but for 29 February, which a pattern cannot tell from the others' years.
DAY = (
    "^[1-9][0-9]{3}(-(0[1-9]|1[0-2])-(0[1-9]|1[0-9]|2[0-8]))?$"
    "|^[1-9][0-9]{3}-(0[13-9]|1[0-2])-(29|30)$"
    "|^[1-9][0-9]{3}-(0[13578]|1[02])-31$"
)

PARAMETERS = {
    p.name: p
    for p in (
        _parameter("vintage", _enum(*VINTAGES), of_state("vintage"), "2025", _equal),
        _parameter(
            "period", {"type": "string", "pattern": DAY}, of_state("period"), "2024", _starts
        ),
        _parameter(
            "units",
            _listed("([0-9]{2}|VN)"),
            of_state("units"),
            "24,VN",
            _among,
            lambda c: {code for _, code in c.units},
        ),
        _parameter(
            "indicators",
            _listed("[a-z][a-z0-9_]{0,79}"),
            of_state("indicators"),
            "eid_accounts_activated_count",
            _among,
            lambda c: c.indicators,
        ),
        _parameter("kind", _enum(*KINDS), _one_of("kind", KINDS), "result", _equal),
        _parameter(
            "package", _listed(NAME), _names("package"), "identity", _among, lambda c: c.datasets
        ),
        _parameter(
            "source",
            _listed(NAME),
            _names("source"),
            "seed-bacgiang-2024-03-06",
            _among,
            lambda c: c.sources,
        ),
        _parameter("preferred", _enum("true", "false"), _boolean, "true", _equal),
        _parameter("asof", {"type": "string", "format": "date"}, of_state("asof"), "2026-11-22"),
        _parameter(
            "limit",
            {"type": "integer", "minimum": 1, "maximum": MOST_ROWS, "default": DEFAULT_LIMIT},
            _limit,
            "500",
        ),
        _parameter("cursor", {"type": "string"}, str, ""),
        _parameter("format", _enum(*FORMATS), _one_of("format", FORMATS), "csv"),
        _parameter("lang", _enum(*LANGS), _one_of("lang", LANGS), "en"),
    )
}
EVERYWHERE = ("asof", "limit", "cursor", "format", "lang")
"""Parameters that every table of the interface takes besides its filters."""
