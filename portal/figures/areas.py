"""Provinces as areas: the geographic map and the grid of equal tiles."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from datasets.model import Lang
from portal.figures.drawing import (
    HATCH,
    INK,
    ON_SHADE,
    PAPER,
    SOFT,
    Drawing,
    NothingToDraw,
    fill,
    no_data_pattern,
    tag,
)
from portal.views.geography import HEIGHT, WIDTH, Shape, Tile

LETTERS = 24  # of the archipelagos' names: readable where the map is as wide as a phone
TILE = 42
TILE_LETTERS = 10
GAP = 2
PLATE = 3  # from the edge of a hatched tile to the plate under its name
LONGEST = 5  # letters of this size that fit a tile with a space between them
MOST_LINES = 3
NO_DATA = 0  # sorts before the shades, so that shaded borders lie on top


@dataclass(frozen=True, slots=True)
class Mark:
    """What one province shows: its shade (None = no figure), its words, its page."""

    shade: int | None
    title: str
    href: str | None = None


Marks = dict[str, Mark]  # by unit code


def geographic(
    shapes: Sequence[Shape], marks: Marks, key: str, lang: Lang, letters: float = LETTERS
) -> Drawing:
    """Every province in its shade; the archipelagos drawn and named in `letters` of that size."""
    _check(marks)
    provinces = [shape for shape in shapes if shape.kind == "unit"]
    islands = [shape for shape in shapes if shape.kind == "archipelago"]
    drawn = _by_shade(
        [(marks[s.code], tag("path", _title(marks[s.code]), d=s.path)) for s in provinces], key
    )
    labels = [tag("text", s.label.of(lang), x=s.label_at[0], y=s.label_at[1]) for s in islands]
    return Drawing(
        WIDTH,
        HEIGHT,
        Markup("").join(
            [
                tag("defs", no_data_pattern(key)),
                drawn,
                tag("g", *(tag("path", d=s.path) for s in islands), fill=SOFT),
                tag("g", *labels, font_size=letters, text_anchor="middle", fill=INK),
            ]
        ),
    )


def tiles(
    grid: Sequence[Tile], marks: Marks, key: str, lang: Lang, letters: float = TILE_LETTERS
) -> Drawing:
    """One square a province, so that small ones count as much; names on them."""
    _check(marks)
    squares = [(mark := marks[tile.code], _square(tile, mark, lang)) for tile in grid if tile.code]
    islands = [
        _square(tile, Mark(None, tile.label.of(lang)), lang) for tile in grid if not tile.code
    ]
    left = min(tile.col for tile in grid)
    width = (max(tile.col for tile in grid) - left + 1) * TILE
    return Drawing(
        width,
        (max(tile.row for tile in grid) + 1) * TILE,
        Markup("").join(
            [
                tag("defs", no_data_pattern(key)),
                tag(
                    "g",
                    _by_shade(squares, key),
                    tag("g", *islands, fill=PAPER, stroke=HATCH, stroke_dasharray="3 3"),
                    font_size=letters,
                    text_anchor="middle",
                    transform=f"translate({-left * TILE} 0)" if left else None,
                ),
            ]
        ),
    )


def _check(marks: Marks) -> None:
    if not any(mark.shade for mark in marks.values()):
        raise NothingToDraw("no province has a value")


def _by_shade(drawn: Sequence[tuple[Mark, Markup]], key: str) -> Markup:
    """One group a shade, which carries the fill once for all its provinces."""
    groups: dict[int, list[Markup]] = {}
    for mark, shape in drawn:
        # The table below the picture holds the same links for the keyboard: 63 stops fewer.
        linked = tag("a", shape, href=mark.href, tabindex=-1) if mark.href else shape
        groups.setdefault(mark.shade or NO_DATA, []).append(linked)
    return Markup("").join(
        tag("g", *groups[shade], fill=fill(shade or None, key), stroke=PAPER if shade else HATCH)
        for shade in sorted(groups)
    )


def _title(mark: Mark) -> Markup:
    return tag("title", mark.title)


def _square(tile: Tile, mark: Mark, lang: Lang) -> Markup:
    x, y, side = tile.col * TILE + GAP / 2, tile.row * TILE + GAP / 2, TILE - GAP
    lines = _lines(tile.label.of(lang))
    top = y + side / 2 + 3.8 - 5.5 * (len(lines) - 1)
    words = tag(
        "text",
        *(tag("tspan", line, x=x + side / 2, dy=11 if n else None) for n, line in enumerate(lines)),
        y=top,
        fill=ON_SHADE[mark.shade] if mark.shade else INK,
        stroke="none",
    )
    tall = 11 * len(lines) + 2
    # Not a halo of the letters: office programs paint a stroke over them.
    plate = tag(
        "rect", x=x + PLATE, y=top - 9.5, width=side - 2 * PLATE, height=tall, fill=PAPER,
        stroke="none",
    )  # fmt: skip
    square = tag("rect", _title(mark), x=x, y=y, width=side, height=side)
    hatched = tile.code and not mark.shade
    return tag("g", square, *((plate,) if hatched else ()), words)


def _lines(name: str) -> list[str]:
    """A name broken into lines that fit a tile: 'Hà Nội', 'Thanh / Hóa', 'Thừa / Thiên / Huế'."""
    words = name.replace(" - ", " ").split()
    longest = LONGEST if len(words) <= MOST_LINES else LONGEST + 1  # 'Bà Rịa / Vũng / Tàu'
    lines: list[str] = []
    for word in words:
        if lines and len(lines[-1]) + 1 + len(word) <= longest:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines
