"""What stands on one cell, and which of several sources is shown there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from datasets.model import Text

CELL = ("vintage", "unit_code", "indicator_id", "kind", "period_start", "period_end")
"""The columns that name a cell: several sources may have filled it."""

SOURCE_RANK = {
    "official": 0,
    "index_report": 0,
    "press": 1,
    "repost": 2,
    "machine_translation": 3,
}

RULE = Text(
    vi="Khi nhiều nguồn cho số liệu của cùng một ô, trang hiển thị nguồn chính thức và báo cáo "
    "chỉ số trước, rồi đến báo chí, bài đăng lại, bản dịch máy; cùng loại thì lấy nguồn công bố "
    "sau cùng; nếu vẫn bằng nhau thì theo thứ tự chữ cái của mã nguồn. Các nguồn khác vẫn được "
    "giữ và liệt kê bên cạnh.",
    en="Where several sources fill one cell, official pages and index reports are shown first, "
    "then the press, then reposts, then machine translations; within one kind the newest "
    "publication; if still equal, the source id first in alphabetical order. The other sources "
    "are kept and listed beside it.",
)


def preferred(df: pd.DataFrame) -> pd.DataFrame:
    """One row per cell by RULE, in the order of `df`.

    `df` is (part of) `Collection.observations`, which carries `source_type` and
    `source_published` of every row's source. A source without a date counts as oldest.
    """
    ranked = df.assign(
        rank=df["source_type"].map(SOURCE_RANK).fillna(len(SOURCE_RANK)), at=range(len(df))
    )
    best = ranked.sort_values(
        ["rank", "source_published", "source_id"],
        ascending=[True, False, True],
        na_position="last",
    ).drop_duplicates(list(CELL))
    return df.iloc[sorted(best["at"])]


def cell(df: pd.DataFrame, key: Sequence[Any]) -> pd.DataFrame:
    """All rows on the cell `key` (values in the order of CELL; None or NaT for an open start)."""
    hit = pd.Series(True, index=df.index)
    for column, wanted in zip(CELL, key, strict=True):
        if wanted is None or wanted is pd.NaT:
            hit &= df[column].isna()
        elif column.startswith("period_"):
            hit &= (df[column] == pd.Timestamp(wanted)).fillna(False)
        else:
            hit &= (df[column] == wanted).fillna(False)
    return df[hit]
