"""The formats in which a released table is offered."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from portal.exports.sheet import Sheet, as_csv, as_json, as_parquet
from portal.exports.table_book import as_xlsx

WRITERS: Mapping[str, tuple[Callable[[Sheet], bytes], str]] = {
    "csv": (as_csv, "text/csv; charset=utf-8"),
    "json": (as_json, "application/json"),
    "xlsx": (as_xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "parquet": (as_parquet, "application/vnd.apache.parquet"),
}
