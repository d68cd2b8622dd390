"""The rows of each resource: released values as they are, names and addresses beside them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd

from datasets import tables
from datasets.diff import KEY_GLUE
from portal.api import releases
from portal.api.added import ADDED
from portal.page import Context
from portal.views import interface
from portal.views.interface import Resource

Row = dict[str, Any]


def rows(resource: Resource, context: Context) -> tuple[Row, ...]:
    """Every row, in the order of the files; dates are ISO texts, what is missing is None."""
    if resource.name == "packages":
        return tuple(releases.packages(context))
    if resource.name == "changes":
        return tuple(releases.changes(context))
    return tuple(_of_tables(resource, context))


def _of_tables(resource: Resource, context: Context) -> Iterator[Row]:
    names = [column.name for column in interface.columns(resource, context.collection)]
    add = ADDED[resource.name](context, plain)
    for dataset, table in interface.tables(resource, context.collection):
        key = table.primary_key or tuple(field.name for field in table.fields)
        for row in plain(tables.read(dataset, table.name)):
            row["package"] = dataset.slug
            # As the change lists of releases write it, so that the two can be joined.
            row["key"] = KEY_GLUE.join("" if row[c] is None else str(row[c]) for c in key)
            whole = row | add(row)
            yield {name: whole.get(name) for name in names}


def plain(frame: pd.DataFrame) -> Iterator[Row]:
    """The frame's rows as JSON has them."""
    for row in frame.astype(object).where(frame.notna(), None).to_dict("records"):
        yield {str(name): _value(value) for name, value in row.items()}


def _value(value: Any) -> Any:
    if isinstance(value, pd.Timestamp):
        return value.date().isoformat()
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value
