"""The shapes and tiles of one vintage, ready to be drawn."""

from __future__ import annotations

from dataclasses import dataclass

from datasets.collection import Collection
from datasets.model import Text

WIDTH, HEIGHT = 812, 873  # the viewBox the boundaries are drawn in


@dataclass(frozen=True, slots=True)
class Shape:
    """One province or archipelago as SVG path data."""

    code: str
    kind: str  # unit | archipelago
    label: Text
    label_at: tuple[float, float]
    path: str


@dataclass(frozen=True, slots=True)
class Tile:
    """One province's square in the tile grid; `code` is None for an archipelago."""

    code: str | None
    label: Text
    row: int
    col: int


def shapes(collection: Collection, vintage: str) -> tuple[Shape, ...]:
    """Provinces, then the archipelagos, which lie on top."""
    rows = collection.boundaries
    if rows.empty:
        return ()
    rows = rows[rows["vintage"] == vintage].sort_values("kind", ascending=False, kind="stable")
    return tuple(
        Shape(
            code=r["code"],
            kind=r["kind"],
            label=Text(r["label_vi"], r["label_en"]),
            label_at=(float(r["label_x"]), float(r["label_y"])),
            path=r["path"],
        )
        for r in rows.to_dict("records")
    )


def tiles(collection: Collection, vintage: str) -> tuple[Tile, ...]:
    """The grid's squares, Hoàng Sa and Trường Sa among them."""
    grid, insets = collection.tilegrid, collection.tilegrid_insets
    units = [
        Tile(r["code"], collection.units[(vintage, r["code"])].name, int(r["row"]), int(r["col"]))
        for r in grid[grid["vintage"] == vintage].to_dict("records")
    ]
    islands = [
        Tile(None, Text(r["label_vi"], r["label_en"]), int(r["row"]), int(r["col"]))
        for r in insets[insets["vintage"] == vintage].to_dict("records")
    ]
    return (*units, *islands)
