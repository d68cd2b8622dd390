"""What went wrong, as problem details for programs (RFC 9457)."""

from __future__ import annotations

import json
from collections.abc import Mapping

from flask import Request, Response

from datasets.model import LANGS, Lang, Text

PREFIX = "/api/v1"
CONTENT_TYPE = "application/problem+json"

KINDS: Mapping[int, tuple[str, Text]] = {
    400: ("impossible-value", Text("Giá trị không hợp lệ", "Impossible value")),
    404: ("not-found", Text("Không tìm thấy", "Not found")),
    405: ("read-only", Text("Giao diện này chỉ để đọc", "This interface can only be read")),
    406: ("no-such-format", Text("Không có định dạng này", "No such format")),
    410: ("stale-cursor", Text("Con trỏ đã cũ", "The cursor is out of date")),
    500: ("failure", Text("Máy chủ gặp lỗi", "The server has failed")),
}
"""Status -> (name that ends the problem's type, title); /api explains each under its name."""

DETAILS: Mapping[int, Text] = {
    405: Text("Chỉ dùng được GET, HEAD và OPTIONS.", "Only GET, HEAD and OPTIONS work here."),
    500: Text(
        "Lỗi ở phía máy chủ; hãy thử lại sau.", "The fault is the server's; please try again later."
    ),
}
"""What is said where nobody knows more."""

ELSE = Text("Yêu cầu này không thực hiện được.", "This request cannot be answered.")


class Refusal(Exception):
    """A request that the interface cannot answer, with the sentence that says why."""

    def __init__(self, status: int, detail: Text) -> None:
        super().__init__(detail.en)
        self.status = status
        self.detail = detail


def speaks(request: Request) -> Lang:
    """?lang, else the language that the client prefers, else Vietnamese."""
    asked = request.args.get("lang")
    for lang in LANGS:
        if asked == lang:
            return lang
    found = request.accept_languages.best_match(LANGS, default="vi")
    return "en" if found == "en" else "vi"


def response(request: Request, portal_url: str, status: int, detail: Text | None) -> Response:
    """The problem in the client's language; `type` is an address where it is explained."""
    lang = speaks(request)
    name, title = KINDS.get(status, KINDS[500])
    body = {
        "type": f"{portal_url}/api#{name}",
        "title": title.of(lang),
        "status": status,
        "detail": (detail or DETAILS.get(status, ELSE)).of(lang),
        "instance": request.full_path.rstrip("?"),
    }
    answer = Response(json.dumps(body, ensure_ascii=False), status, content_type=CONTENT_TYPE)
    answer.headers["Content-Language"] = lang
    answer.headers["Vary"] = "Accept, Accept-Language"
    return answer
