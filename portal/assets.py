"""The site's own files: fingerprinted addresses, the inlined style, the loader of the island."""

from __future__ import annotations

import base64
import hashlib
import mimetypes
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent.parent / "assets"
# these travel inside other answers
INLINED = ("site.css", "embed.css", "loader.js", "follow.js", "wake.js")
_COMMENT = re.compile(r"/\*.*?\*/", re.S)
_SPACE = re.compile(r"\s+")
_AROUND = re.compile(r"\s*([{};,>])\s*")
_URL = re.compile(r"url\([\"']?(?!data:)([\w./-]+)[\"']?\)")

mimetypes.add_type("font/woff2", ".woff2")
mimetypes.add_type("font/ttf", ".ttf")
mimetypes.add_type("application/manifest+json", ".webmanifest")


@dataclass(frozen=True, slots=True)
class Asset:
    """One file as it is served; `address` changes with the content."""

    name: str
    body: bytes
    content_type: str
    fingerprint: str

    @property
    def address(self) -> str:
        stem, dot, ending = self.name.rpartition(".")
        return f"/assets/{stem}.{self.fingerprint}{dot}{ending}"


class Assets:
    """All files of `assets/`, read once."""

    def __init__(self, folder: Path = FOLDER) -> None:
        files = sorted(p for p in folder.rglob("*") if p.is_file() and p.name not in INLINED)
        served = [_asset(path.relative_to(folder).as_posix(), path.read_bytes()) for path in files]
        self._by_name: Mapping[str, Asset] = {asset.name: asset for asset in served}
        self._by_address = {asset.address: asset for asset in served}
        self.style = self._style((folder / "site.css").read_text(encoding="utf-8"))
        self.embed_style = self._style((folder / "embed.css").read_text(encoding="utf-8"))
        self.loader = script(folder / "loader.js")

    def url(self, name: str) -> str:
        """The address of a file that may be kept for ever; KeyError names what is missing."""
        return self._by_name[name].address

    def at(self, path: str) -> tuple[Asset, bool] | None:
        """The file at an address, and whether the address is fingerprinted."""
        if path in self._by_address:
            return self._by_address[path], True
        plain = self._by_name.get(path.removeprefix("/assets/"))
        return (plain, False) if plain else None

    def _style(self, css: str) -> str:
        return minified(_URL.sub(lambda found: f"url({self.url(Path(found[1]).name)})", css))


def minified(css: str) -> str:
    """CSS without comments and needless space (spaces in selectors and values stay)."""
    return _AROUND.sub(r"\1", _SPACE.sub(" ", _COMMENT.sub("", css))).replace(";}", "}").strip()


def script(path: Path) -> str:
    """A script without its comment lines and indentation; each line must end its statement."""
    lines = (line.strip() for line in path.read_text(encoding="utf-8").splitlines())
    return "".join(line for line in lines if line and not line.startswith("//"))


def csp_hash(text: str) -> str:
    """The source expression that allows exactly this inline style or script."""
    digest = hashlib.sha256(text.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"


def _asset(name: str, body: bytes) -> Asset:
    content_type = mimetypes.guess_type(name)[0] or "application/octet-stream"
    if content_type.startswith("text/"):
        content_type += "; charset=utf-8"
    return Asset(name, body, content_type, hashlib.sha256(body).hexdigest()[:12])
