"""What a PNG shows, read with the standard library: size, and which pixels are inked."""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass

SIGNATURE = b"\x89PNG\r\n\x1a\n"


@dataclass(frozen=True, slots=True)
class Pixels:
    """Rows of RGBA bytes."""

    width: int
    height: int
    rows: tuple[bytes, ...]

    def inked(self, light: int = 200) -> list[tuple[int, int]]:
        """(x, y) of every pixel that is not nearly white."""
        return [
            (x // 4, y)
            for y, row in enumerate(self.rows)
            for x in range(0, len(row), 4)
            if min(row[x : x + 3]) < light
        ]

    @property
    def colours(self) -> int:
        return len({row[x : x + 4] for row in self.rows for x in range(0, len(row), 4)})


def size(png: bytes) -> tuple[int, int]:
    """Width and height as the header says."""
    assert png.startswith(SIGNATURE)
    width, height = struct.unpack_from(">II", png, 16)
    return width, height


def read(png: bytes) -> Pixels:
    """Of 8-bit RGBA, not interlaced: what the rasteriser writes."""
    width, height = size(png)
    assert tuple(png[24:29]) == (8, 6, 0, 0, 0)
    data, at = b"", len(SIGNATURE)
    while at < len(png):
        length, kind = struct.unpack_from(">I4s", png, at)
        if kind == b"IDAT":
            data += png[at + 8 : at + 8 + length]
        at += length + 12
    raw, step = zlib.decompress(data), 4 * width + 1
    rows: list[bytes] = []
    for y in range(height):
        line = bytearray(raw[y * step + 1 : (y + 1) * step])
        _unfilter(raw[y * step], line, rows[-1] if rows else bytes(4 * width))
        rows.append(bytes(line))
    return Pixels(width, height, tuple(rows))


def _unfilter(kind: int, line: bytearray, above: bytes) -> None:
    """The five filters of the PNG specification, in place."""
    for i in range(len(line)):
        left, up = line[i - 4] if i >= 4 else 0, above[i]
        corner = above[i - 4] if i >= 4 else 0
        add = (0, left, up, (left + up) // 2, _paeth(left, up, corner))[kind]
        line[i] = (line[i] + add) & 255


def _paeth(left: int, up: int, corner: int) -> int:
    guess = left + up - corner
    return min((left, up, corner), key=lambda value: abs(guess - value))
