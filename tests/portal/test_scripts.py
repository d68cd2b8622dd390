"""Compressed scripts on disk."""

from __future__ import annotations

from pathlib import Path

import brotli

from portal.scripts import Compressed


def test_compressed_once(tmp_path: Path) -> None:
    """The second process reads what the first one made."""
    made: list[bytes] = []

    def compress(body: bytes) -> bytes:
        made.append(body)
        return body[::-1]

    for _ in range(2):
        assert Compressed(tmp_path / "build", compress).of(b"abc") == b"cba"
    assert made == [b"abc"]


def test_no_half_file_is_left(tmp_path: Path) -> None:
    """Only whole files stand under their final name, and nothing else stays behind."""
    Compressed(tmp_path).of(b"x" * 1000)
    (file,) = tmp_path.iterdir()
    assert file.suffix == ".br" and brotli.decompress(file.read_bytes()) == b"x" * 1000


def test_disk_that_cannot_be_written(tmp_path: Path) -> None:
    """Without a place to keep it, the answer still comes."""
    blocked = tmp_path / "file"
    blocked.write_text("in the way", encoding="utf-8")
    assert brotli.decompress(Compressed(blocked).of(b"x" * 1000)) == b"x" * 1000
