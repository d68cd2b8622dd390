"""Observations made by hand over the real registers, small enough to work out on paper."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pandas as pd

from datasets.collection import Collection
from tests.portal import real

SOURCE = next(iter(real.collection().sources))


def row(indicator: str, code: str, value: float, end: str, **more: Any) -> dict[str, Any]:
    """One observation of 2008, as exact as a source can be."""
    blank = dict.fromkeys(real.collection().observations.columns)
    return {
        **blank,
        "vintage": "2008",
        "unit_code": code,
        "indicator_id": indicator,
        "kind": "result",
        "period_end": end,
        "date_basis": "stated",
        "value": value,
        "qualifier": "exact",
        "as_stated": str(value),
        "source_id": SOURCE,
        "package": "rankings",
        "source_type": "press",
        **more,
    }


def holding(*rows: dict[str, Any]) -> Collection:
    """The real registers with these observations alone."""
    types = real.collection().observations.dtypes
    frame = pd.DataFrame(list(rows), columns=list(types.index)).astype(types)
    return replace(real.collection(), observations=frame)
