"""A finished answer in all encodings, with its validator."""

from __future__ import annotations

import gzip
import hashlib
from dataclasses import dataclass, replace

import brotli
from flask import Request, Response, g

BEST_BROTLI = 11
BIG_BYTES = 400_000  # above that, level 11 takes seconds
BIG_BROTLI = 6
_COMPRESSED_ALREADY = (
    "application/zip",
    "font/woff2",
    "image/png",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
)


@dataclass(frozen=True, slots=True)
class Rendered:
    """The body as it is, in brotli and in gzip; the ETag is weak: one for all encodings."""

    body: bytes
    brotli: bytes | None
    gzip: bytes | None
    etag: str
    content_type: str
    filename: str | None = None
    island: bool = False

    @classmethod
    def build(
        cls,
        body: bytes,
        content_type: str,
        *,
        filename: str | None = None,
        island: bool = False,
        etag: str | None = None,  # where the same content can come in other bytes, as in XLSX
    ) -> Rendered:
        etag = etag or hashlib.sha256(body).hexdigest()[:20]
        plain = cls(body, None, None, etag, content_type, filename, island)
        if content_type in _COMPRESSED_ALREADY or len(body) < 200:
            return plain
        level = BEST_BROTLI if len(body) < BIG_BYTES else BIG_BROTLI
        return replace(
            plain,
            brotli=brotli.compress(body, quality=level),
            gzip=gzip.compress(body, 9, mtime=0),
        )

    def response(self, request: Request, cache_control: str) -> Response:
        """200 in the best encoding that the client takes, or 304."""
        if request.if_none_match.contains_weak(self.etag):
            response = Response(status=304)
        else:
            response = self._full(request)
        response.set_etag(self.etag, weak=True)
        response.headers["Cache-Control"] = cache_control
        response.headers["Vary"] = "Accept-Encoding"
        g.island = self.island  # the security headers differ
        return response

    def _full(self, request: Request) -> Response:
        response = Response(self.body, content_type=self.content_type)
        for name, body in (("br", self.brotli), ("gzip", self.gzip)):
            if body is not None and request.accept_encodings.quality(name) > 0:
                response.set_data(body)
                response.headers["Content-Encoding"] = name
                break
        if self.filename:
            response.headers["Content-Disposition"] = f'attachment; filename="{self.filename}"'
        return response
