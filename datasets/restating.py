"""The arithmetic of carrying figures of merged provinces over to their successor."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from datasets.model import Indicator, Text, Unit

PERCENT = "%"


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why one unit of today has no restated figure, in words."""

    unit: Unit
    reason: Text


@dataclass(frozen=True, slots=True)
class Restated:
    """`rows`: one line per restated unit (columns COLUMNS); `refusals`: the units without one."""

    rows: pd.DataFrame
    refusals: tuple[Refusal, ...]


COLUMNS = (
    "vintage", "unit_code", "indicator_id", "kind", "period_start", "period_end", "value",
    "qualifier", "numerator", "denominator", "parts", "source_ids",
)  # fmt: skip
"""`parts` are the 2008 codes added up, `source_ids` their sources, both space-separated."""


@dataclass(frozen=True, slots=True)
class Part:
    """One predecessor and its figures for the day, keyed by the start of the period (None: open).

    A figure is an observations row; `bases` holds numerator and denominator of ratios.
    """

    unit: Unit
    figures: Mapping[date | None, Any]
    bases: Mapping[date | None, tuple[float, float]]


def combine(
    unit: Unit, parts: Sequence[Part], indicator: Indicator, period_end: date
) -> dict[str, object] | Text:
    """The successor's row, or the reason why there can be none."""
    shared = set.intersection(*(set(p.figures) for p in parts))
    reason = _refuse(unit, parts, indicator, shared, period_end)
    if reason:
        return reason
    start = min(shared, key=lambda day: day or date.min)  # the open, cumulative period first
    rows = [p.figures[start] for p in parts]
    numerator = denominator = None
    if len(rows) == 1:
        # The territory is the same: the printed figure stands as it is.
        value = float(rows[0].value)
    elif indicator.aggregation == "sum":
        value = float(sum(r.value for r in rows))
    else:
        bases = [p.bases.get(start) for p in parts]
        bare = [p for p, base in zip(parts, bases, strict=True) if base is None]
        if bare:
            return _lacking_base(unit, bare)
        numerator, denominator = (sum(b[i] for b in bases if b) for i in (0, 1))
        value = numerator / denominator * (100 if indicator.unit == PERCENT else 1)
    return {
        "vintage": unit.vintage,
        "unit_code": unit.code,
        "period_start": pd.Timestamp(start) if start else pd.NaT,
        "value": value,
        "qualifier": _qualifier({r.qualifier for r in rows}),
        "numerator": numerator,
        "denominator": denominator,
        "parts": " ".join(p.unit.code for p in parts),
        "source_ids": " ".join(dict.fromkeys(str(r.source_id) for r in rows)),
    }


def _refuse(
    unit: Unit,
    parts: Sequence[Part],
    indicator: Indicator,
    shared: AbstractSet[date | None],
    period_end: date,
) -> Text | None:
    """The first rule that speaks against a figure for `unit`, in words."""
    if indicator.measure in ("rank", "score"):
        return _said(
            unit,
            "thứ hạng và điểm số không quy đổi được sang địa giới mới",
            "ranks and scores are never restated",
        )
    if indicator.aggregation == "none" and len(parts) > 1:
        return _said(
            unit, "chỉ tiêu này không cộng được giữa các tỉnh", "this indicator does not add up"
        )
    lacking = [p for p in parts if not p.figures]
    if lacking:
        return _absent(unit, lacking, period_end)
    if not shared:
        names = _names(unit, parts)
        return _said(
            unit,
            f"{names.vi} báo cáo kỳ số liệu khác nhau",
            f"{names.en} report different periods",
        )
    if len(parts) > 1 and any(
        pd.notna(p.figures[start].value_high) for p in parts for start in shared
    ):
        return _said(
            unit,
            "nguồn in một khoảng, không phải một số",
            "the source prints a range, not a number",
        )
    return None


def _absent(unit: Unit, lacking: Sequence[Part], period_end: date) -> Text:
    names, period = _names(unit, lacking), _period(period_end)
    verb = "has" if len(lacking) == 1 else "have"
    return _said(
        unit,
        f"{names.vi} chưa có số liệu cho {period.vi}",
        f"{names.en} {verb} no figure for {period.en}",
    )


def _lacking_base(unit: Unit, bare: Sequence[Part]) -> Text:
    names = _names(unit, bare)
    return _said(
        unit,
        f"{names.vi} chỉ có tỷ lệ, không có tử số và mẫu số để tính lại",
        f"{names.en} printed only the ratio, without numerator and denominator to recompute it",
    )


def _said(unit: Unit, vi: str, en: str) -> Text:
    return Text(vi=f"{unit.name.vi}: {vi}", en=f"{unit.name.en}: {en}")


def _names(unit: Unit, parts: Sequence[Part]) -> Text:
    """The predecessors by name; the one that shares its successor's name is called the old one."""
    same = [p.unit.name.vi == unit.name.vi for p in parts]
    vi = [
        f"{p.unit.name.vi} (cũ)" if s else p.unit.name.vi for p, s in zip(parts, same, strict=True)
    ]
    en = [
        f"former {p.unit.name.en}" if s else p.unit.name.en
        for p, s in zip(parts, same, strict=True)
    ]
    return Text(vi=", ".join(vi), en=", ".join(en))


def _period(day: date) -> Text:
    if (day.month, day.day) == (12, 31):
        return Text(vi=f"năm {day.year}", en=str(day.year))
    return Text(vi=f"ngày {day:%d/%m/%Y}", en=f"{day:%d/%m/%Y}")


def _qualifier(words: set[str]) -> str:
    if len(words - {"exact"}) > 1:
        return "about"
    return next(iter(words - {"exact"}), "exact")
