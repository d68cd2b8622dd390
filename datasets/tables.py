"""A dataset's tables as typed data frames."""

from __future__ import annotations

import pandas as pd

from datasets.model import Dataset, Table

DTYPES = {
    "string": "string",
    "integer": "Int64",
    "number": "Float64",
    "boolean": "boolean",
    "date": "datetime64[ns]",
}
"""Data Package field type -> dtype of the column; other types stay strings."""


def read(dataset: Dataset, name: str) -> pd.DataFrame:
    """Table `name`, one typed column per field of its schema, missing cells as NA / NaT.

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


def empty(table: Table | None = None) -> pd.DataFrame:
    """A frame with the columns of `table` and no rows."""
    fields = table.fields if table else ()
    return pd.DataFrame({f.name: _typed(pd.Series([], dtype="string"), f.type) for f in fields})


def _typed(column: pd.Series, kind: str) -> pd.Series:
    dtype = DTYPES.get(kind, "string")
    if kind == "date":
        return pd.to_datetime(column, format="%Y-%m-%d").astype(dtype)
    if kind in ("integer", "number"):
        return pd.to_numeric(column).astype(dtype)
    if kind == "boolean":
        return column.map({"true": True, "false": False}).astype(dtype)
    return column
