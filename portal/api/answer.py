"""One page of rows as JSON or CSV, with what a client needs to go on and to cite it."""

from __future__ import annotations

import gzip
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import brotli
from flask import Request

from datasets.collection import Collection
from datasets.model import Text
from portal.api import cursor
from portal.api.query import CONTENT_TYPES, Asked
from portal.exports import sheet
from portal.exports.sheet import Sheet, plain_number
from portal.page import Context
from portal.rendered import Rendered
from portal.views import interface
from portal.views.parameters import PARAMETERS

Row = Mapping[str, Any]

LICENCE = ("CC-BY-4.0", "https://creativecommons.org/licenses/by/4.0/")
NOTE = Text(
    "Số liệu do Minh Bạch 06 trích nguyên văn từ các trang công khai; mỗi dòng dẫn tới nguồn. "
    "Đây không phải trang của cơ quan nhà nước.",
    "Figures read word for word from public pages by Minh Bạch 06; every row leads to its source. "
    "This is not a government site.",
)
BROTLI = 4  # answers are many and not kept: fast rather than small


@dataclass(frozen=True, slots=True)
class Slice:
    """The rows of one page, and where the next begins."""

    rows: Sequence[Row]
    total: int
    next: str | None  # address


def take(rows: Sequence[Row], asked: Asked, context: Context) -> Slice:
    """The page that was asked for. Raises Refusal for a cursor that leads nowhere."""
    known = [row for row in rows if _known(row, asked.asof)]
    found = [row for row in known if _fits(row, asked)]
    question = cursor.fingerprint(asked.question)
    # withdrawals come to a release set that stays the same, and are only added
    identity = f"{context.collection.id}.{len(known)}"
    start = cursor.offset(asked.cursor, identity, question) if asked.cursor else 0
    end = start + asked.limit
    following = None
    if end < len(found):
        mark = cursor.Cursor(identity, question, end).written()
        following = address(asked, context, cursor=mark)
    part = [_dated(row, asked.asof) for row in found[start:end]]
    return Slice(part, len(found), following)


def address(asked: Asked, context: Context, **changes: str | None) -> str:
    """This very request's address, or a sibling's."""
    return f"{context.portal_url}/api/v1/{asked.resource.name}{asked.query(**changes)}"


def as_json(part: Slice, asked: Asked, context: Context) -> bytes:
    name, url = LICENCE
    document = {
        "meta": {
            "release_set": context.collection.id,
            "asof": asked.asof.isoformat() if asked.asof else None,
            "released": _newest(context.collection),
            "total": part.total,
            "count": len(part.rows),
            "limit": asked.limit,
            "licence": {"name": name, "url": url},
            "source_note": {"vi": NOTE.vi, "en": NOTE.en},
        },
        "data": part.rows,
        "links": {
            "self": address(asked, context),
            "next": part.next,
            "csv": address(asked, context, format="csv"),
            "docs": f"{context.portal_url}/api",
        },
    }
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()


def as_csv(part: Slice, asked: Asked, context: Context) -> bytes:
    """By the rules of the site's other CSV files."""
    columns = interface.columns(asked.resource, context.collection)
    return sheet.as_csv(
        Sheet(
            columns=tuple(sheet.Column(column.name, column.kind) for column in columns),
            rows=tuple(tuple(_cell(row[column.name]) for column in columns) for row in part.rows),
            about={},
        )
    )


def links(part: Slice, context: Context) -> str:
    """The Link header (RFC 8288)."""
    told = [
        (LICENCE[1], "license"),
        (f"{context.portal_url}/api/v1/openapi.json", "service-desc"),
        (f"{context.portal_url}/api", "service-doc"),
    ]
    if part.next:
        told.insert(0, (part.next, "next"))
    return ", ".join(f'<{target}>; rel="{relation}"' for target, relation in told)


def packed(request: Request, body: bytes, asked: Asked, etag: str) -> Rendered:
    """Compressed only as this client takes it: no answer is kept for another."""
    takes = request.accept_encodings
    small = brotli.compress(body, quality=BROTLI) if takes.quality("br") > 0 else None
    zipped = gzip.compress(body, 6, mtime=0) if not small and takes.quality("gzip") > 0 else None
    filename = f"minhbach06-{asked.resource.name}.csv" if asked.format == "csv" else None
    return Rendered(body, small, zipped, etag, CONTENT_TYPES[asked.format], filename)


def _dated(row: Row, asof: date | None) -> Row:
    """The row with its links to the site leading to the same day's data."""
    if asof is None:
        return row
    pages = {n: a for n, a in row.items() if n == "page" or n.endswith("_page")}
    return {**row, **{n: f"{a}{'&' if '?' in a else '?'}asof={asof}" for n, a in pages.items()}}


def _known(row: Row, asof: date | None) -> bool:
    """Whether it had happened by that day; a release set of that day holds nothing later, but a
    withdrawal belongs to no release."""
    return asof is None or str(row.get("released") or "") <= asof.isoformat()


def _fits(row: Row, asked: Asked) -> bool:
    for name, value in asked.filters.items():
        matches = PARAMETERS[name].matches
        if matches and not matches(row[asked.resource.filters[name]], value):
            return False
    return True


def _newest(collection: Collection) -> str | None:
    days = [d.released for d in collection.datasets.values() if d.released]
    return max(days).isoformat() if days else None


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return plain_number(value) if isinstance(value, int | float) else str(value)
