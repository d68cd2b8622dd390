"""The cache in the process: so many bytes and no more; what was longest not asked for goes."""

from __future__ import annotations

import pickle
from collections import OrderedDict
from typing import Any

from cachelib import SimpleCache
from flask import Flask
from flask_caching.backends.base import BaseCache

Kept = tuple[float, bytes]  # when it expires (0: never), and the value, pickled


class MemoryCache(BaseCache, SimpleCache):
    """flask-caching's SimpleCache counts entries; here their bytes count, whatever their number."""

    def __init__(self, most_bytes: int) -> None:
        SimpleCache.__init__(self, default_timeout=0)
        BaseCache.__init__(self, default_timeout=0)
        self.most_bytes = most_bytes
        self.size_bytes = 0
        self._cache: OrderedDict[str, Kept] = OrderedDict()

    @classmethod
    def factory(
        cls, app: Flask, config: dict[str, Any], args: list[Any], kwargs: dict[str, Any]
    ) -> MemoryCache:
        return cls(kwargs["most_bytes"])

    def get(self, key: str) -> Any:
        with self._lock:
            if key not in self._cache:
                return None
            self._cache.move_to_end(key)
            value = self._cache[key][1]
        return pickle.loads(value)  # outside the lock: it may take milliseconds

    def set(self, key: str, value: Any, timeout: object = None) -> bool:
        packed = pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
        with self._lock:
            self.delete(key)
            if len(packed) <= self.most_bytes:
                self._cache[key] = (0, packed)
                self.size_bytes += len(packed)
            while self.size_bytes > self.most_bytes:
                self.delete(next(iter(self._cache)))
        return True

    def delete(self, key: str) -> bool:
        with self._lock:
            _, packed = self._cache.pop(key, (0, b""))
            self.size_bytes -= len(packed)
            return bool(packed)
