"""A dataset's tables as typed data frames."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from datasets.model import Dataset


def read(dataset: Dataset, name: str) -> pd.DataFrame:
    """Table `name`, one column per field of its schema, missing cells as NA / NaT:
    string, Int64 (integer), Float64 (number), boolean, datetime64[ns] (date).

    Raises KeyError (no such table), FileNotFoundError, ValueError (a cell that its type does
    not allow; `python -m publish validate` names every such cell).
    """
    table = dataset.table(name)
    text = pd.read_csv(
        table.path, dtype="string", keep_default_na=False, na_values=[""], encoding="utf-8"
    )
    return pd.DataFrame(
        {f.name: _typed(text[f.name], f.type) for f in table.fields if f.name in text},
        index=text.index,
    )


def empty(schema: Mapping[str, Any]) -> pd.DataFrame:
    """No rows, and the typed columns of a Table Schema."""
    nothing = pd.Series([], dtype="string")
    return pd.DataFrame({f["name"]: _typed(nothing, f["type"]) for f in schema["fields"]})


def _typed(column: pd.Series[Any], kind: str) -> pd.Series[Any]:
    if kind == "date":
        return pd.to_datetime(column, format="%Y-%m-%d").astype("datetime64[ns]")
    if kind == "integer":
        return pd.to_numeric(column).astype("Int64")
    if kind == "number":
        return pd.to_numeric(column).astype("Float64")
    if kind == "boolean":
        return column.map({"true": True, "false": False}).astype("boolean")
    return column
