"""The boundaries package: every province has a shape, and the shapes fit together."""

from __future__ import annotations

import csv
import re
from functools import cache
from itertools import combinations
from pathlib import Path
from statistics import median

import brotli
import pytest
import shapely
from shapely.geometry.base import BaseGeometry

PACKAGES = Path(__file__).parents[2] / "datasets" / "packages"
VINTAGES = ("2008", "2025")
NUMBER = re.compile(r"-?(?:\d+\.\d+|\d+|\.\d+)")


@cache
def rows(path: str) -> list[dict[str, str]]:
    with (PACKAGES / path).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def boundaries(vintage: str, kind: str = "unit") -> list[dict[str, str]]:
    table = rows("boundaries/boundaries.csv")
    return [row for row in table if (row["vintage"], row["kind"]) == (vintage, kind)]


def units(vintage: str) -> dict[str, dict[str, str]]:
    table = rows("units/units.csv")
    return {r["code"]: r for r in table if r["vintage"] == vintage and r["code"] != "VN"}


def rings(path: str) -> list[shapely.Polygon]:
    """The closed rings of relative path data (m and z only), in whole tenths of a unit."""
    x = y = 0
    found = []
    for part in path.removesuffix("z").split("z"):
        assert part.startswith("m"), f"not relative path data: {part[:20]}"
        numbers = [round(float(number) * 10) for number in NUMBER.findall(part)]
        points = []
        for dx, dy in zip(numbers[::2], numbers[1::2], strict=True):
            x, y = x + dx, y + dy
            points.append((x, y))
        x, y = points[0]
        found.append(shapely.Polygon(points))
    return found


@cache
def shape(vintage: str, code: str) -> BaseGeometry:
    """The area of one province; rings inside another ring are holes (SVG's even-odd rule)."""
    row = next(r for r in boundaries(vintage) if r["code"] == code)
    area: BaseGeometry = shapely.Polygon()
    for ring in rings(row["path"]):
        assert ring.is_valid, f"{vintage} {code}: ring crosses itself"
        area = area.symmetric_difference(ring)
    return area


@pytest.mark.parametrize("vintage", VINTAGES)
def test_every_unit_is_drawn(vintage: str) -> None:
    """Every province of the units package has one shape, labelled with its name."""
    drawn = [(row["code"], row["label_vi"], row["label_en"]) for row in boundaries(vintage)]
    assert [(c, u["name_vi"], u["name_en"]) for c, u in units(vintage).items()] == drawn


@pytest.mark.parametrize("vintage", VINTAGES)
def test_archipelagos_are_drawn_and_labelled(vintage: str) -> None:
    """Both archipelagos stand in each vintage under the province they belong to."""
    drawn = {row["code"]: row["label_vi"] for row in boundaries(vintage, "archipelago")}
    assert drawn == {"48": "Hoàng Sa (Đà Nẵng)", "56": "Trường Sa (Khánh Hòa)"}


@pytest.mark.parametrize("vintage", VINTAGES)
def test_islands_are_large_enough_to_see(vintage: str) -> None:
    """No island of the archipelagos is smaller than 4 square units (a dot at phone width)."""
    tenths = [r.area for row in boundaries(vintage, "archipelago") for r in rings(row["path"])]
    assert min(tenths) >= 4 * 100


@pytest.mark.parametrize("vintage", VINTAGES)
def test_shapes_lie_in_the_frame(vintage: str) -> None:
    """Nothing lies outside the viewBox of 812 x 873 units."""
    everything = [*boundaries(vintage), *boundaries(vintage, "archipelago")]
    box = shapely.total_bounds([ring for row in everything for ring in rings(row["path"])])
    assert (box >= 0).all() and box[2] <= 8120 and box[3] <= 8730


@pytest.mark.parametrize("vintage", VINTAGES)
def test_provinces_form_a_coverage(vintage: str) -> None:
    """Provinces do not overlap, and neighbours share the points of their border."""
    shapes = [shape(vintage, code) for code in units(vintage)]
    assert shapely.coverage_is_valid(shapes)


@pytest.mark.parametrize("vintage", VINTAGES)
def test_no_seams_inside_the_country(vintage: str) -> None:
    """Between the provinces no gap is left, neither enclosed nor narrow and open to the sea."""
    land = shapely.union_all([shape(vintage, code) for code in units(vintage)])
    closed = land.buffer(1.5).buffer(-1.5)  # 0.15 units
    solid = shapely.union_all(
        shapely.polygons(shapely.get_exterior_ring(shapely.get_parts(closed)))
    )
    gaps = shapely.get_parts(solid.difference(land))
    borders = shapely.boundary([shape(vintage, code) for code in units(vintage)])
    between = [gap for gap in gaps if shapely.dwithin(borders, gap, 1).sum() > 1]
    assert [gap.wkt for gap in between if gap.area > 30] == []


def test_new_shapes_have_no_holes() -> None:
    """No seam of a merger survives as a hole inside one of the 34."""
    parts = [p for code in units("2025") for p in shapely.get_parts(shape("2025", code))]
    assert sum(len(part.interiors) for part in parts) == 0


def test_new_shapes_are_the_union_of_the_old() -> None:
    """Each of the 34 has the area of its predecessors together, within 1 %."""
    sums = dict.fromkeys(units("2025"), 0.0)
    for row in rows("units/successions.csv"):
        sums[row["successor_code"]] += shape("2008", row["predecessor_code"]).area
    wrong = {c: total for c, total in sums.items() if abs(shape("2025", c).area / total - 1) > 0.01}
    assert wrong == {}


@pytest.mark.parametrize("vintage", VINTAGES)
def test_shape_belongs_to_its_code(vintage: str) -> None:
    """A shape's area follows the official area of the province of that code.

    One third either way: the projection stretches the north, and the official areas of Đà Nẵng
    and Khánh Hòa include their archipelagos.
    """
    scale = {c: float(u["area_km2"]) / shape(vintage, c).area for c, u in units(vintage).items()}
    middle = median(scale.values())
    assert [code for code, value in scale.items() if not 3 / 4 < value / middle < 4 / 3] == []


@pytest.mark.parametrize("vintage", VINTAGES)
def test_map_agrees_with_the_tile_grid(vintage: str) -> None:
    """Of two provinces four rows apart on the tile grid, the upper one is the northern one."""
    row_of = {
        r["code"]: int(r["row"]) for r in rows("units/tilegrid.csv") if r["vintage"] == vintage
    }
    y = {code: shape(vintage, code).centroid.y for code in row_of}
    far = (pair for pair in combinations(row_of, 2) if abs(row_of[pair[0]] - row_of[pair[1]]) >= 4)
    wrong = [(a, b) for a, b in far if (row_of[a] < row_of[b]) != (y[a] < y[b])]
    assert wrong == []


@pytest.mark.parametrize("vintage", VINTAGES)
def test_labels_stand_inside(vintage: str) -> None:
    """The label's middle lies inside the province."""
    spots = {r["code"]: shapely.Point(float(r["label_x"]) * 10, float(r["label_y"]) * 10)
             for r in boundaries(vintage)}  # fmt: skip
    assert [code for code, spot in spots.items() if not shape(vintage, code).contains(spot)] == []


@pytest.mark.parametrize("vintage", VINTAGES)
def test_paths_stay_small(vintage: str) -> None:
    """All paths of one vintage take at most 9 kB compressed, so that a map page stays light."""
    everything = [*boundaries(vintage), *boundaries(vintage, "archipelago")]
    markup = "".join(f'<path d="{row["path"]}"/>' for row in everything)
    assert len(brotli.compress(markup.encode())) <= 9_000
