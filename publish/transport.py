"""HTTP below the catalogue: streamed bodies, a token out of sight, answers that were lost."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import requests
from requests.structures import CaseInsensitiveDict

from publish.multipart import Multipart, Upload

SIGNS = {
    "Connection refused": "refused",
    "Name or service not known": "unknown",
    "nodename nor servname": "unknown",
    "Temporary failure in name resolution": "unknown",
    "No address associated": "unknown",
    "Connection reset": "reset",
}
"""In the system's message -> the key of our words for it."""
UNHEARD = ("refused", "unknown", "tls")


class Lost(Exception):
    """No usable answer: the call may or may not have been carried out."""

    def __init__(self, reason: str, status: int | None = None, wait_s: float = 0.0) -> None:
        super().__init__(reason)
        self.reason, self.status, self.wait_s = reason, status, wait_s

    @property
    def refused(self) -> bool:
        """Nobody listened at all."""
        return self.reason in UNHEARD


class Token:
    """Puts the API token into the header of a request; cannot be printed."""

    def __init__(self, token: str) -> None:
        self._token = token

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        if self._token:
            request.headers["Authorization"] = self._token
        return request

    def __repr__(self) -> str:
        return "Token(...)"


class Session(requests.Session):
    """Streams multipart bodies from disk (requests' own way reads them into memory)."""

    status: int | None = None
    headers_seen: Mapping[str, str] = CaseInsensitiveDict()
    sent: Callable[[int], None] = staticmethod(lambda size_bytes: None)

    def post(self, url: Any, data: Any = None, json: Any = None, **rest: Any) -> requests.Response:
        files: Mapping[str, Upload] | None = rest.pop("files", None)
        if files:
            text = {k.decode(): v.decode() for k, v in data.items()}
            data = Multipart(text, files, self.sent)
            rest["headers"] = {**rest["headers"], "Content-Type": data.content_type}
        self.status = None
        response = super().post(url, data=data, json=json, **rest)
        self.status, self.headers_seen = response.status_code, response.headers
        return response


def reason(error: requests.RequestException) -> str:
    """Why a request had no answer, as a key of the texts; requests' own message holds objects."""
    if isinstance(error, requests.Timeout):
        return "timeout"
    if isinstance(error, requests.exceptions.SSLError):
        return "tls"
    words = str(error)
    return next((key for sign, key in SIGNS.items() if sign in words), "lost")
