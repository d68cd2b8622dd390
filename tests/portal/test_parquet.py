"""Parquet of a released table, read back by another program."""

from __future__ import annotations

import io

import pandas as pd
import pytest

from datasets import tables
from datasets.model import Dataset
from portal.exports import released
from portal.exports.sheet import as_parquet
from tests.portal import real


def packages() -> list[Dataset]:
    return sorted(real.collection().datasets.values(), key=lambda dataset: dataset.slug)


@pytest.mark.parametrize("dataset", packages(), ids=lambda dataset: dataset.slug)
def test_parquet_holds_the_released_rows(dataset: Dataset) -> None:
    """Every table of every package reads back with as many rows and the same numbers."""
    for table in dataset.tables:
        read = pd.read_parquet(io.BytesIO(as_parquet(released.sheet(dataset, table))))
        truth = tables.read(dataset, table.name)
        assert list(read.columns) == list(truth.columns)
        assert len(read) == len(truth)
        for field in table.fields:
            if field.type in ("number", "integer"):
                expected = truth[field.name].astype("Float64").tolist()
                assert read[field.name].astype("Float64").tolist() == expected
