"""The portal's settings, read from the environment once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

DEFAULT_PORT = 8050
DEFAULT_WORKERS = 2
MOST_WORKERS = 64  # more processes than that is a typing error, not a server
REDIS_SCHEMES = ("redis", "rediss", "unix")


class ConfigError(ValueError):
    """A setting that cannot be used; the message is one sentence for whoever set it."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What the environment says; `from_env` is the only reader of it."""

    datasets_dir: Path = Path("datasets")
    portal_url: str = f"http://127.0.0.1:{DEFAULT_PORT}"  # public address, no final slash
    port: int = DEFAULT_PORT
    workers: int = DEFAULT_WORKERS
    cache_url: str | None = None
    working: bool = False  # preview of the working packages instead of the releases
    build_dir: Path = Path(".cache/portal")  # what is built once and kept: compressed scripts

    @classmethod
    def from_env(cls, env: Mapping[str, str]) -> Settings:
        """Raises ConfigError with one sentence about the first bad value."""
        port = _whole(env, "PORT", DEFAULT_PORT, most=65535)
        return cls(
            datasets_dir=_folder(env.get("DATASETS_DIR") or "datasets"),
            portal_url=_address(env.get("PORTAL_URL") or f"http://127.0.0.1:{port}"),
            port=port,
            workers=_whole(env, "WEB_CONCURRENCY", DEFAULT_WORKERS, most=MOST_WORKERS),
            cache_url=_cache(env.get("CACHE_URL") or None),
            working=env.get("PORTAL_WORKING") == "1",
        )

    @property
    def https(self) -> bool:
        return self.portal_url.startswith("https://")


def _whole(env: Mapping[str, str], name: str, default: int, most: int) -> int:
    text = env.get(name) or str(default)
    if not (text.isascii() and text.isdecimal() and 1 <= int(text) <= most):
        raise ConfigError(f"{name}={text!r} must be a whole number from 1 to {most}.")
    return int(text)


def _folder(text: str) -> Path:
    path = Path(text)
    if not path.is_dir():
        raise ConfigError(f"DATASETS_DIR={text!r} is not a folder with packages/ and releases/.")
    return path


def _address(text: str) -> str:
    parts = urlsplit(text)
    if parts.scheme not in ("http", "https") or not parts.netloc or parts.query or parts.fragment:
        raise ConfigError(f"PORTAL_URL={text!r} must be an address such as https://example.vn.")
    if parts.path.strip("/"):
        raise ConfigError(f"PORTAL_URL={text!r} must not have a path.")
    return f"{parts.scheme}://{parts.netloc}"


def _cache(text: str | None) -> str | None:
    if text is not None and urlsplit(text).scheme not in REDIS_SCHEMES:
        # The value may hold a password: it is not repeated.
        raise ConfigError("CACHE_URL must be an address such as redis://localhost:6379/0.")
    return text
