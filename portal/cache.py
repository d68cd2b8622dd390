"""The one seam where what was built is kept: views, rendered pages, exports."""

from __future__ import annotations

import hashlib
import logging
import threading
import time
from collections.abc import Callable
from typing import Any, TypeVar, cast
from weakref import WeakValueDictionary

from flask import Flask
from flask_caching import Cache

log = logging.getLogger(__name__)
V = TypeVar("V")

MOST_BYTES = 64_000_000  # a worker; a page with its compressed forms and its view takes some 70 kB
REDIS_KEEP_SECONDS = 7 * 24 * 3600  # keys of superseded releases go by themselves
REDIS_TIMEOUT_SECONDS = 0.25
REDIS_REST_SECONDS = 30.0  # after a failure, how long nobody waits for Redis again


class Shelf:
    """Builds a value once per key and keeps it: in the process, or in Redis for all processes.

    A key holds everything that the value follows from (release set id, code version, address),
    so nothing is ever invalidated. A cache that fails costs time, never an answer.
    """

    def __init__(
        self,
        server: Flask,
        url: str | None,
        clock: Callable[[], float] = time.monotonic,
        most_bytes: int = MOST_BYTES,
    ) -> None:
        self._server = server
        self._shared = url is not None
        self._clock = clock
        self._rests_until = float("-inf")
        self._lock = threading.Lock()
        self._building: WeakValueDictionary[str, Any] = WeakValueDictionary()
        self._cache = Cache(server, config=_config(url, most_bytes))

    def get(self, kind: str, parts: tuple[object, ...], build: Callable[[], V]) -> V:
        """The kept value of (kind, *parts), or what `build` returns, kept from now on."""
        key = f"{kind}:{hashlib.sha256(repr(parts).encode()).hexdigest()}"
        kept = self._read(key)
        if kept is None:
            with self._lock:  # the same page asked for twice at once is built once
                turn = self._building.setdefault(key, threading.Lock())
            with turn:
                kept = self._read(key)
                if kept is None:
                    kept = (build(),)  # a tuple, so that None can be kept too
                    self._write(key, kept)
        return cast(V, kept[0])

    def _read(self, key: str) -> tuple[Any] | None:
        kept: tuple[Any] | None = self._attempt(lambda: self._cache.get(key))
        return kept

    def _write(self, key: str, value: tuple[Any]) -> None:
        self._attempt(lambda: self._cache.set(key, value))

    def _attempt(self, call: Callable[[], Any]) -> Any:
        if self._shared and self._clock() < self._rests_until:
            return None
        try:
            with self._server.app_context():
                answer = call()
        except Exception as error:  # of whatever kind: the page is built without it
            if self._rests_until == float("-inf"):
                log.warning("The cache does not answer, pages are built without it: %s", error)
            self._rests_until = self._clock() + REDIS_REST_SECONDS
            return None
        self._rests_until = float("-inf")
        return answer


def _config(url: str | None, most_bytes: int) -> dict[str, object]:
    """Redis has a bound of its own (`maxmemory`)."""
    if url is None:
        return {
            "CACHE_TYPE": "portal.memory.MemoryCache",
            "CACHE_OPTIONS": {"most_bytes": most_bytes},
        }
    return {
        "CACHE_TYPE": "RedisCache",
        "CACHE_REDIS_URL": url,
        "CACHE_KEY_PREFIX": "minhbach06:",
        "CACHE_DEFAULT_TIMEOUT": REDIS_KEEP_SECONDS,
        "CACHE_OPTIONS": {
            "socket_timeout": REDIS_TIMEOUT_SECONDS,
            "socket_connect_timeout": REDIS_TIMEOUT_SECONDS,
        },
    }
