"""What a visitor has chosen, as one frozen value that is read from and written to the address."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from urllib.parse import urlencode

from datasets.model import VINTAGES, Text

VIEWS = ("map", "tiles", "table", "trend")
_PERIOD = re.compile(r"[0-9]{4}(-[0-9]{2}-[0-9]{2})?")  # \d would also take full-width digits
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_CODE = re.compile(r"[0-9]{2}|VN")
_INDICATOR = re.compile(r"[a-z][a-z0-9_]{0,79}")
_MANY = 100  # no view shows more units or indicators than there are provinces in a vintage


class BadState(ValueError):
    """An impossible value in the address; `message` says which and what is possible (HTTP 400)."""

    def __init__(self, parameter: str, value: str, possible: Text) -> None:
        shown = value[:40]
        self.parameter = parameter
        self.message = Text(
            vi=f"Tham số {parameter}={shown} không hợp lệ: {possible.vi}.",
            en=f"Parameter {parameter}={shown} is not possible: {possible.en}.",
        )
        super().__init__(self.message.en)


@dataclass(frozen=True, slots=True)
class State:
    """The query parameters of the contract; None or () where the visitor has not chosen."""

    vintage: str | None = None
    period: str | None = None  # YYYY or YYYY-MM-DD
    units: tuple[str, ...] = ()
    indicators: tuple[str, ...] = ()
    asof: date | None = None
    view: str | None = None

    @classmethod
    def from_query(cls, query: Mapping[str, str]) -> State:
        """Read untrusted parameters: unknown ones are ignored, impossible values raise BadState."""
        return cls(
            vintage=_one_of(query, "vintage", VINTAGES),
            period=_period(query),
            units=_list(
                query,
                "units",
                _CODE,
                Text("mã hai chữ số, cách nhau dấu phẩy", "two-digit codes separated by commas"),
            ),
            indicators=_list(
                query,
                "indicators",
                _INDICATOR,
                Text("mã chỉ tiêu, cách nhau dấu phẩy", "indicator ids separated by commas"),
            ),
            asof=_day(query, "asof"),
            view=_one_of(query, "view", VIEWS),
        )

    def with_(self, **changes: Any) -> State:
        return replace(self, **changes)

    def to_query(self) -> str:
        """The canonical query with its question mark, or '' where nothing is chosen."""
        pairs = [
            ("vintage", self.vintage),
            ("period", self.period),
            ("units", ",".join(self.units)),
            ("indicators", ",".join(self.indicators)),
            ("asof", self.asof.isoformat() if self.asof else None),
            ("view", self.view),
        ]
        chosen = [(name, value) for name, value in pairs if value]
        return "?" + urlencode(chosen, safe=",") if chosen else ""


def _one_of(query: Mapping[str, str], name: str, possible: tuple[str, ...]) -> str | None:
    value = query.get(name) or None
    if value is not None and value not in possible:
        *first, last = possible
        listed = ", ".join(first)
        use = Text(f"hãy dùng {listed} hoặc {last}", f"use {listed} or {last}")
        raise BadState(name, value, use)
    return value


def _day(query: Mapping[str, str], name: str) -> date | None:
    value = query.get(name) or None
    if value is None:
        return None
    try:
        if not _DAY.fullmatch(value):  # date.fromisoformat also takes 20240101 and week dates
            raise ValueError
        return date.fromisoformat(value)
    except ValueError:
        raise BadState(
            name, value, Text("hãy dùng ngày dạng YYYY-MM-DD", "use a date such as YYYY-MM-DD")
        ) from None


def _period(query: Mapping[str, str]) -> str | None:
    value = query.get("period") or None
    if value is None:
        return None
    if not _PERIOD.fullmatch(value):
        raise BadState(
            "period", value, Text("hãy dùng YYYY hoặc YYYY-MM-DD", "use YYYY or YYYY-MM-DD")
        )
    if len(value) == 10:
        _day(query, "period")
    return value


def _list(
    query: Mapping[str, str], name: str, pattern: re.Pattern[str], possible: Text
) -> tuple[str, ...]:
    value = query.get(name) or ""
    parts = tuple(dict.fromkeys(part for part in value.split(",") if part))
    if len(parts) > _MANY or not all(pattern.fullmatch(part) for part in parts):
        raise BadState(name, value, possible)
    return parts
