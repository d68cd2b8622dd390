"""What may be asked of the machine interface: each parameter, how it is read, what it matches."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any

from datasets import collection as ground
from datasets.model import LANGS, VINTAGES, Text
from portal.state import BadState, State

DEFAULT_LIMIT = 100
MOST_ROWS = 1000
KINDS = ("result", "target", "assigned")
FORMATS = ("json", "csv")

_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,199}")
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
            raise BadState(name, value, Text(
                "mã, cách nhau dấu phẩy", "ids separated by commas"))
        return parts

    return read


def _limit(value: str) -> int:
    if not (value.isascii() and value.isdecimal() and 1 <= int(value[:6]) <= MOST_ROWS):
        raise BadState("limit", value, Text(
            f"số nguyên từ 1 đến {MOST_ROWS}", f"a whole number from 1 to {MOST_ROWS}"))
    return int(value)


def _listed(item: str) -> dict[str, Any]:
    return {"type": "string", "pattern": f"^{item}(,{item})*$"}


PARAMETERS = {p.name: p for p in (
    Parameter(
        "vintage",
        Text("bộ địa giới: 2008 (63 tỉnh, thành) hoặc 2025 (34)",
             "set of provinces: 2008 (the 63) or 2025 (the 34)"),
        {"type": "string", "enum": list(VINTAGES)}, of_state("vintage"), "2025", _equal,
    ),
    Parameter(
        "period",
        Text("ngày cuối kỳ: cả năm (2024) hoặc đúng ngày (2024-12-31); ở changes là ngày phát hành",
             "end of the period: a year (2024) or a day (2024-12-31); of changes, the release day"),
        {"type": "string", "pattern": "^[1-9][0-9]{3}(-(0[1-9]|1[0-2])-(0[1-9]|1[0-9]|2[0-8]))?$"
                                      "|^[1-9][0-9]{3}-(0[13-9]|1[0-2])-(29|30)$"
                                      "|^[1-9][0-9]{3}-(0[13578]|1[02])-31$"},
        of_state("period"), "2024", _starts,
    ),
    Parameter(
        "units",
        Text("mã tỉnh, thành, cách nhau dấu phẩy; VN là cả nước",
             "province codes separated by commas; VN is the country"),
        _listed("([0-9]{2}|VN)"), of_state("units"), "24,VN", _among,
        lambda c: {code for _, code in c.units},
    ),
    Parameter(
        "indicators",
        Text("mã chỉ tiêu, cách nhau dấu phẩy", "indicator ids separated by commas"),
        _listed("[a-z][a-z0-9_]{0,79}"), of_state("indicators"), "eid_accounts_activated_count",
        _among, lambda c: c.indicators,
    ),
    Parameter(
        "kind",
        Text("kết quả, chỉ tiêu phấn đấu hay nhiệm vụ được giao",
             "results, targets or assigned tasks"),
        {"type": "string", "enum": list(KINDS)}, _one_of("kind", KINDS), "result", _equal,
    ),
    Parameter(
        "package",
        Text("bộ dữ liệu, cách nhau dấu phẩy", "datasets, separated by commas"),
        _listed("[a-z0-9][a-z0-9-]{0,99}"), _names("package"), "identity", _among,
        lambda c: c.datasets,
    ),
    Parameter(
        "source",
        Text("mã nguồn, cách nhau dấu phẩy", "source ids separated by commas"),
        _listed("[a-z0-9][a-z0-9-]{0,99}"), _names("source"), "seed-bacgiang-2024-03-06", _among,
        lambda c: c.sources,
    ),
    Parameter(
        "preferred",
        Text("true: chỉ con số được hiển thị khi nhiều nguồn cùng nói về một ô",
             "true: only the figure that is shown where several sources fill one cell"),
        {"type": "string", "enum": ["true", "false"]},
        lambda value: _one_of("preferred", ("true", "false"))(value) == "true", "true", _equal,
    ),
    Parameter(
        "asof",
        Text("dữ liệu như đã phát hành đến hết ngày này",
             "the data as it was released by the end of this day"),
        {"type": "string", "format": "date"}, of_state("asof"), "2026-12-31",
    ),
    Parameter(
        "limit",
        Text(f"số dòng mỗi trang, từ 1 đến {MOST_ROWS}", f"rows a page, from 1 to {MOST_ROWS}"),
        {"type": "integer", "minimum": 1, "maximum": MOST_ROWS, "default": DEFAULT_LIMIT},
        _limit, "500",
    ),
    Parameter(
        "cursor",
        Text("trang tiếp theo: chép từ links.next, không tự viết",
             "the next page: taken from links.next, never written by hand"),
        {"type": "string"}, str, "",
    ),
    Parameter(
        "format",
        Text("json hoặc csv; không nêu thì theo tiêu đề Accept",
             "json or csv; without it the Accept header decides"),
        {"type": "string", "enum": list(FORMATS)}, _one_of("format", FORMATS), "csv",
    ),
    Parameter(
        "lang",
        Text("ngôn ngữ của thông báo lỗi và của các trang được dẫn tới: vi hoặc en",
             "language of problems and of the pages linked to: vi or en"),
        {"type": "string", "enum": list(LANGS)}, _one_of("lang", LANGS), "en",
    ),
)}
EVERYWHERE = ("asof", "limit", "cursor", "format", "lang")
"""Parameters that every table of the interface takes besides its filters."""
