"""Dash's own scripts, bundled into files with fingerprinted addresses, compressed once."""

from __future__ import annotations

import hashlib
import json
import os
import pkgutil
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import brotli
from dash.fingerprint import check_fingerprint

from portal.assets import FOLDER

# dcc finds its lazy chunks beside the script that it came in, so the bundle stands in dcc's folder;
# Dash insists on "dash_renderer" in the address of one script.
ADDRESS = "/_dash-component-suites/dash/dcc/"
LEFT_OUT = ("/deps/polyfill", "/dash_table/")
BEST_BYTES = 1_500_000  # brotli 11 takes 3 s for the bundle, half a minute for plotly
BIG_BROTLI = 9

_CONFIG = re.compile(r"<script id=\"_dash-config\"[^>]*>(.*?)</script>", re.S)
_PRIVATE = ("python_version", "dash_version_url", "end_id")
_SOURCE = re.compile(r"<script[^>]* src=\"([^\"]+)\"")
_INLINE = re.compile(r"<script>(.*?)</script>", re.S)
_SUITE = re.compile(r"/_dash-component-suites/([\w.-]+)/([^?]+)")


@dataclass(frozen=True, slots=True)
class Bundle:
    """One script of ours: what it holds and the address that follows from it."""

    name: str
    body: bytes

    @property
    def address(self) -> str:
        return f"{ADDRESS}{self.name}.{hashlib.sha256(self.body).hexdigest()[:12]}.js"


def bundles(scripts: str, config: str) -> tuple[Bundle, Bundle, Bundle]:
    """What follows a choice at once, libraries (they change with a version of Dash), and start
    (config, the portal's callbacks), in the order in which they run.

    Both arguments are what Dash writes into its index: `scripts` are elements with an address and
    inline ones of the clientside callbacks, which the content policy would not allow in the page.
    """
    addresses = [a for a in _SOURCE.findall(scripts) if not any(out in a for out in LEFT_OUT)]
    libraries = [(FOLDER / "regenerator.js").read_bytes(), *map(_library, addresses)]
    start = [
        _configure(config),
        *(text.encode() for text in _INLINE.findall(scripts)),
        b"new DashRenderer();",
        (FOLDER / "wake.js").read_bytes(),
    ]
    return (
        Bundle("follow", (FOLDER / "follow.js").read_bytes()),
        Bundle("dash_renderer-and-libraries", b"\n;".join(libraries)),
        Bundle("start", b"\n;".join(start)),
    )


def _configure(config: str) -> bytes:
    """A script that puts Dash's config where its renderer reads it, less what is nobody's business
    (the server's Python) and what differs at every start (so that the address stays the same)."""
    found = _CONFIG.search(config)
    if found is None:
        raise ValueError("Dash's index has no _dash-config any more")
    kept = {k: v for k, v in json.loads(found[1]).items() if k not in _PRIVATE}
    return (
        "document.body.append(Object.assign(document.createElement('script'),"
        "{id:'_dash-config',type:'application/json',"
        f"textContent:JSON.stringify({json.dumps(kept, separators=(',', ':'))})}}))"
    ).encode()


def _library(address: str) -> bytes:
    suite = _SUITE.fullmatch(address)
    if suite is None:
        raise ValueError(f"{address} is not served by this portal")
    path, _ = check_fingerprint(suite[2])
    content = pkgutil.get_data(suite[1], path)
    if content is None:
        raise ValueError(f"{address} cannot be read")
    return content


class Compressed:
    """Brotli of big scripts, made once and kept on disk by the hash of the content."""

    def __init__(self, folder: Path, compress: Callable[[bytes], bytes] | None = None) -> None:
        self._folder = folder
        self._compress = compress or _brotli

    def of(self, body: bytes) -> bytes:
        """The compressed body; written aside and renamed, so that nobody reads half a file."""
        kept = self._folder / f"{hashlib.sha256(body).hexdigest()}.br"
        try:
            return kept.read_bytes()
        except OSError:
            made = self._compress(body)
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            aside = kept.with_suffix(f".{os.getpid()}")
            aside.write_bytes(made)
            aside.replace(kept)
        except OSError:
            pass  # a read-only disk: it is made again at the next start
        return made


def _brotli(body: bytes) -> bytes:
    made: bytes = brotli.compress(body, quality=11 if len(body) < BEST_BYTES else BIG_BROTLI)
    return made
