"""Builds boundaries.csv, both sets of provinces as small SVG paths, from a published SVG map.

Run it when the map or the successions change (it needs the development requirements):

    npm pack @svg-maps/vietnam@2.0.0 && tar xzf svg-maps-vietnam-2.0.0.tgz
    python tools/build_boundaries.py package

The map holds 63 provinces and two archipelagos; the shared borders differ by up to 0.1 units.
They are cleaned into one coverage first, so that simplifying moves a border for both neighbours
alike and the 34 provinces, united from the 63, show no seams.
"""

from __future__ import annotations

import argparse
import csv
import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from math import pi, sqrt
from pathlib import Path
from typing import NamedTuple

import numpy as np
import shapely
import svg_paths
from shapely.geometry.base import BaseGeometry

PACKAGES = Path(__file__).parent.parent / "datasets" / "packages"

# All lengths are units of the map's viewBox.
FRAME = shapely.box(0, 0, 812, 873)
SNAP = 0.05  # vertices of neighbours closer than this are one
GAP = 1.0  # enclosed gaps narrower than this are flaws of the drawing
SEAM = 0.3  # half the width of a slit, open to the sea, that is drawn shut
DETAIL = 1.2  # square root of the smallest bend kept: about one pixel at 700 px
SMALLEST = 1.0  # islets of a smaller area are left out
VISIBLE = 6.0  # archipelago islands are enlarged to this area, else a phone shows none
DRIFT = 0.05  # a province whose area changes by more than this share came out wrong


class Archipelago(NamedTuple):
    """One of the two island groups, and where its label's middle stands in open sea."""

    name: str  # in the map, folded
    code: str  # of the province it belongs to, the same in both vintages
    label_vi: str
    label_en: str
    label_x: float
    label_y: float


ARCHIPELAGOS = (
    Archipelago("hoangsa", "48", "Hoàng Sa (Đà Nẵng)", "Hoang Sa (Da Nang)", 574, 358),
    Archipelago("truongsa", "56", "Trường Sa (Khánh Hòa)", "Truong Sa (Khanh Hoa)", 596, 626),
)


class Row(NamedTuple):
    """One row of boundaries.csv."""

    vintage: str
    code: str
    kind: str
    label_vi: str
    label_en: str
    label_x: str
    label_y: str
    path: str


def folded(name: str) -> str:
    """'Bà Rịa - Vũng Tàu' -> 'bariavungtau': the map writes names without diacritics."""
    letters = unicodedata.normalize("NFD", name.replace("Đ", "D").replace("đ", "d"))
    return re.sub(r"[^a-z]", "", letters.lower())


def read_map(folder: Path) -> dict[str, BaseGeometry]:
    """Folded name -> shape of every location in the unpacked npm package."""
    text = (folder / "index.js").read_text(encoding="utf-8")
    locations = json.loads(text[text.index("{") : text.rindex("}") + 1])["locations"]
    return {folded(place["name"]): svg_paths.read(place["path"]) for place in locations}


def simplify(provinces: Mapping[str, BaseGeometry]) -> dict[str, BaseGeometry]:
    """The provinces as one coverage on the 0.1 grid; ValueError when one came out wrong."""
    clean = clean_coverage(close_slits(clean_coverage(provinces.values())))
    rough = shapely.coverage_simplify([without_islets(one) for one in clean], DETAIL)
    final = on_grid(rough)
    if not shapely.coverage_is_valid(final):
        raise ValueError("simplified borders cross: lower DETAIL")
    for code, before, after in zip(provinces, provinces.values(), final, strict=True):
        if abs(after.area / before.area - 1) > DRIFT:
            raise ValueError(f"{code}: area {before.area:.1f} became {after.area:.1f}")
    return dict(zip(provinces, final, strict=True))


def clean_coverage(shapes: Iterable[BaseGeometry]) -> list[BaseGeometry]:
    return list(shapely.coverage_clean(list(shapes), gap_width=GAP, snapping_distance=SNAP))


def close_slits(coverage: list[BaseGeometry]) -> list[BaseGeometry]:
    """Slits narrower than twice SEAM, and lagoons they open on, go to the longest shore there."""
    land = shapely.coverage_union_all(coverage)
    closed = shapely.get_parts(land.buffer(SEAM).buffer(-SEAM))
    solid = shapely.union_all(shapely.polygons(shapely.get_exterior_ring(closed)))
    filled: list[list[BaseGeometry]] = [[one] for one in coverage]
    for slit in shapely.get_parts(solid.difference(land)):
        shore = shapely.length(shapely.intersection(coverage, slit.buffer(SNAP).boundary))
        filled[int(np.argmax(shore))].append(slit)
    return [svg_paths.areas(parts) for parts in filled]


def without_islets(province: BaseGeometry) -> BaseGeometry:
    parts = shapely.get_parts(province)
    return shapely.union_all(parts[shapely.area(parts) >= SMALLEST])


def on_grid(shapes: Iterable[BaseGeometry]) -> list[BaseGeometry]:
    rounded = shapely.transform(list(shapes), lambda points: np.round(points, 1))
    return [svg_paths.areas([one]) for one in rounded]


def enlarge(islands: BaseGeometry) -> BaseGeometry:
    """The islands of an archipelago, each at least VISIBLE large."""
    radius = sqrt(VISIBLE / pi)
    grown = [
        island.buffer(max(0.0, radius - sqrt(island.area / pi)), quad_segs=2)
        for island in shapely.get_parts(islands)
    ]
    inside = shapely.intersection(shapely.union_all(grown), FRAME)
    return on_grid([shapely.simplify(inside, 0.4)])[0]


def read_units(name: str) -> list[dict[str, str]]:
    with (PACKAGES / "units" / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def build(shapes: Mapping[str, BaseGeometry]) -> Iterator[Row]:
    """All rows, in the order of the file."""
    units = [unit for unit in read_units("units.csv") if unit["code"] != "VN"]
    before = [unit for unit in units if unit["vintage"] == "2008"]
    areas = {"2008": simplify({u["code"]: shapes[folded(u["name_vi"])] for u in before})}
    parts: dict[str, list[BaseGeometry]] = {}
    for row in read_units("successions.csv"):
        parts.setdefault(row["successor_code"], []).append(areas["2008"][row["predecessor_code"]])
    areas["2025"] = {code: shapely.coverage_union_all(part) for code, part in parts.items()}
    for vintage, drawn in areas.items():
        mine = [unit for unit in units if unit["vintage"] == vintage]
        yield from (province(unit, drawn[unit["code"]]) for unit in mine)
        yield from (archipelago(vintage, a, shapes[a.name]) for a in ARCHIPELAGOS)


def province(unit: Mapping[str, str], area: BaseGeometry) -> Row:
    """Its label stands in the middle of the widest part, where there is the most room."""
    largest = max(shapely.get_parts(area), key=lambda part: part.area)
    x, y = shapely.maximum_inscribed_circle(largest, tolerance=0.1).coords[0]
    labels = (unit["name_vi"], unit["name_en"], f"{x:.1f}", f"{y:.1f}")
    return Row(unit["vintage"], unit["code"], "unit", *labels, svg_paths.write(area))


def archipelago(vintage: str, group: Archipelago, islands: BaseGeometry) -> Row:
    labels = (group.label_vi, group.label_en, f"{group.label_x:g}", f"{group.label_y:g}")
    return Row(vintage, group.code, "archipelago", *labels, svg_paths.write(enlarge(islands)))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("map", type=Path, help="the unpacked npm package @svg-maps/vietnam 2.0.0")
    rows = list(build(read_map(parser.parse_args().map)))
    target = PACKAGES / "boundaries" / "boundaries.csv"
    with target.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(Row._fields)
        writer.writerows(rows)


if __name__ == "__main__":
    main()
