"""The opaque mark of a place in a table, true for one release set and one choice of filters."""

from __future__ import annotations

import base64
import hashlib
import json
from dataclasses import dataclass

from datasets.model import Text
from portal.api.problem import Refusal

BROKEN = Text(
    "Tham số cursor không hợp lệ: hãy chép nguyên từ links.next, với cùng các bộ lọc.",
    "Parameter cursor is not possible: take it whole from links.next, with the same filters.",
)
STALE = Text(
    "Dữ liệu đã được phát hành lại từ khi trang đầu được lấy: hãy lấy lại từ đầu, không kèm "
    "cursor. Muốn các trang không đổi giữa chừng, hãy nêu asof.",
    "The data has been released anew since the first page was taken: start again without a "
    "cursor. To keep pages from changing halfway, name a day with asof.",
)


@dataclass(frozen=True, slots=True)
class Cursor:
    release_set: str
    filters: str  # a short hash of what was asked
    offset: int

    def written(self) -> str:
        text = json.dumps([self.release_set, self.filters, self.offset], separators=(",", ":"))
        return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def fingerprint(asked: str) -> str:
    return hashlib.sha256(asked.encode()).hexdigest()[:8]


def offset(written: str, release_set: str, filters: str) -> int:
    """The row to go on from. Raises Refusal: 400 for what is no cursor of this very question,
    410 for one of another release set."""
    found = _read(written)
    if found.filters != filters:
        raise Refusal(400, BROKEN)
    if found.release_set != release_set:
        raise Refusal(410, STALE)
    return found.offset


def _read(written: str) -> Cursor:
    try:
        padded = written + "=" * (-len(written) % 4)
        parts = json.loads(base64.b64decode(padded, altchars=b"-_", validate=True))
    except (ValueError, RecursionError):
        raise Refusal(400, BROKEN) from None
    match parts:
        case [str(release_set), str(filters), int(place)] if place > 0 and place is not True:
            return Cursor(release_set, filters, place)
    raise Refusal(400, BROKEN)
