"""The headers that say what a browser may do with an answer."""

from __future__ import annotations

import json
from collections.abc import Callable

from flask import Flask, Response, g, request

from portal.assets import Assets, csp_hash
from portal.config import Settings

SPECULATION = "/speculation-rules.json"
EMBED = "/embed/"  # the only addresses that other sites may frame
_FILES = ("/data/*", "/chart/*", "/card/*", "/embed/*")  # made on request: not ahead of a click
_PAGES = {"and": [{"href_matches": "/*"}, *({"not": {"href_matches": f}} for f in _FILES)]}
# Pages run no script until they are touched, so that rendering one ahead costs little.
RULES = json.dumps(
    {
        "prefetch": [{"where": _PAGES, "eagerness": "moderate"}],
        "prerender": [{"where": _PAGES, "eagerness": "moderate"}],
    }
)
FILE_POLICY = "default-src 'none'; frame-ancestors 'none'"
HSTS = "max-age=31536000; includeSubDomains"
FEATURES = (
    "accelerometer=(), browsing-topics=(), camera=(), geolocation=(), gyroscope=(), "
    "microphone=(), payment=(), usb=()"
)


def protect(server: Flask, settings: Settings, assets: Assets) -> None:
    """Put the headers on every answer of `server`."""
    plain = policy(style=csp_hash(assets.style), script="")
    # dcc and Plotly set inline styles; a hash beside 'unsafe-inline' would switch it off.
    island = policy(style="'unsafe-inline'", script=csp_hash(assets.loader))
    embed = "; ".join(
        (
            "default-src 'none'",
            f"style-src {csp_hash(assets.embed_style)}",
            "base-uri 'none'",
            "form-action 'none'",
            "frame-ancestors *",
        )
    )
    server.after_request(_headers(plain, island, embed, https=settings.https))


def policy(*, style: str, script: str) -> str:
    """A content policy: everything from here only, and no script but files and the loader."""
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src 'self' {script}".strip(),
            f"style-src 'self' {style}",
            "img-src 'self' data:",
            "font-src 'self'",
            "connect-src 'self'",
            "manifest-src 'self'",
            "form-action 'self'",
            "base-uri 'none'",
            "frame-ancestors 'none'",
        )
    )


def _headers(plain: str, island: str, embed: str, *, https: bool) -> Callable[[Response], Response]:
    def add(response: Response) -> Response:
        headers = response.headers
        headers["X-Content-Type-Options"] = "nosniff"
        headers["Referrer-Policy"] = "strict-origin-when-cross-origin"
        if request.path.startswith(EMBED):  # errors and 304 too: a browser keeps their headers
            headers["Permissions-Policy"] = FEATURES
            headers["Content-Security-Policy"] = embed
            headers["X-Robots-Tag"] = "noindex"
        elif response.mimetype == "text/html":
            headers["Permissions-Policy"] = FEATURES
            headers["Cross-Origin-Opener-Policy"] = "same-origin"
            headers["Content-Security-Policy"] = island if g.get("island") else plain
            if response.status_code == 200:
                headers["Speculation-Rules"] = f'"{SPECULATION}"'
        else:  # a phone pays for every byte, and a file needs no more
            headers["Content-Security-Policy"] = FILE_POLICY
        if https:
            headers["Strict-Transport-Security"] = HSTS
        headers.setdefault("Cache-Control", "no-store")
        return response

    return add
