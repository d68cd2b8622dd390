"""The shelf: built once, kept, and never in the way."""

from __future__ import annotations

import threading
import time
from typing import Any

import pytest
from flask import Flask

from portal.cache import REDIS_REST_SECONDS, Shelf
from portal.memory import MemoryCache

DEAD = "redis://127.0.0.1:1/0"  # nothing listens on port 1


def test_built_once() -> None:
    """The second reader gets the kept value."""
    shelf, built = Shelf(Flask("t"), None), []
    for _ in range(2):
        shelf.get("page", ("id", "/"), lambda: built.append(1) or "x")
    assert built == [1]


def test_none_is_kept_too() -> None:
    """A value of None is a value."""
    shelf, built = Shelf(Flask("t"), None), []
    for _ in range(2):
        assert shelf.get("view", ("id",), lambda: built.append(1)) is None
    assert built == [1]


@pytest.mark.parametrize(
    "other", [("view", ("a", 1)), ("page", ("b", 1)), ("page", ("a", 2)), ("page", ("a1",))]
)
def test_key_is_kind_and_every_part(other: tuple[str, tuple[object, ...]]) -> None:
    """A difference in the kind or in any part is another entry."""
    shelf = Shelf(Flask("t"), None)
    shelf.get("page", ("a", 1), lambda: "first")
    assert shelf.get(*other, lambda: "other") == "other"


def test_failure_is_not_kept() -> None:
    """What raises is tried again by the next reader."""
    shelf = Shelf(Flask("t"), None)
    with pytest.raises(ZeroDivisionError):
        shelf.get("page", (), lambda: 1 // 0)
    assert shelf.get("page", (), lambda: 5) == 5


def test_same_page_at_once_is_built_once() -> None:
    """Eight readers of a page that is not there yet wait for one build."""
    shelf, built = Shelf(Flask("t"), None), []

    def build() -> str:
        time.sleep(0.05)
        built.append(1)
        return "x"

    threads = [threading.Thread(target=shelf.get, args=("page", (), build)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert built == [1]


def test_build_may_use_the_shelf() -> None:
    """A page is built from a view that comes from the same shelf."""
    shelf = Shelf(Flask("t"), None)
    assert shelf.get("page", (1,), lambda: shelf.get("view", (1,), lambda: "v") + "p") == "vp"


def test_dead_redis_costs_no_answer(caplog: pytest.LogCaptureFixture) -> None:
    """Without its Redis the site builds every page, and says so once."""
    shelf = Shelf(Flask("t"), DEAD)
    assert [shelf.get("page", (n,), lambda n=n: n) for n in range(5)] == [0, 1, 2, 3, 4]
    assert len([r for r in caplog.records if "cache does not answer" in r.message]) == 1


def test_dead_redis_is_left_alone_for_a_while(monkeypatch: pytest.MonkeyPatch) -> None:
    """After a failure nobody waits for Redis until the rest is over."""
    now, asked = [0.0], []
    shelf = Shelf(Flask("t"), DEAD, clock=lambda: now[0])

    def ask(key: str) -> Any:
        asked.append(key)
        raise ConnectionError

    monkeypatch.setattr(shelf._cache, "get", ask)
    monkeypatch.setattr(shelf._cache, "set", lambda *a: ask(a[0]))
    for _ in range(3):
        shelf.get("page", (), lambda: 1)
    assert len(asked) == 1
    now[0] = REDIS_REST_SECONDS + 1
    shelf.get("page", (), lambda: 1)
    assert len(asked) == 2


def held(shelf: Shelf) -> MemoryCache:
    with shelf._server.app_context():
        kept = shelf._cache.cache
    assert isinstance(kept, MemoryCache)
    return kept


@pytest.mark.parametrize("size", [10, 900, 4_000, 20_000])
def test_bytes_are_bounded(size: int) -> None:
    """However many addresses are asked for, and however big their answers, the memory of a worker
    has an end."""
    shelf = Shelf(Flask("t"), None, most_bytes=10_000)
    for n in range(300):
        assert shelf.get("page", (n,), lambda: b"x" * size) == b"x" * size
        kept = held(shelf)._cache
        assert held(shelf).size_bytes == sum(len(value) for _, value in kept.values()) <= 10_000


def test_what_nobody_asks_for_goes_first() -> None:
    """A page that is read again and again outlives a thousand that are read once."""
    shelf, built = Shelf(Flask("t"), None, most_bytes=10_000), []
    for n in range(1000):
        shelf.get("page", (n,), lambda: b"x" * 1_000)
        shelf.get("page", ("front",), lambda: built.append(1))
    assert built == [1]


def test_what_is_kept_anew_counts_once() -> None:
    """The same key written twice takes the bytes of the last."""
    kept = MemoryCache(10_000)
    for size in (5_000, 100):
        kept.set("key", b"x" * size)
    assert kept.size_bytes < 200 and kept.get("key") == b"x" * 100
    assert kept.delete("key") and kept.size_bytes == 0 and kept.get("key") is None
