"""The units package: which provinces there are, and which became which."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[2] / "datasets" / "packages" / "units"
SIZES = {"2008": 63, "2025": 34}


def rows(name: str) -> list[dict[str, str]]:
    with (PACKAGE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def provinces(vintage: str) -> dict[str, dict[str, str]]:
    mine = (row for row in rows("units.csv") if row["vintage"] == vintage)
    return {row["code"]: row for row in mine if row["code"] != "VN"}


def successors() -> dict[str, str]:
    return {row["predecessor_code"]: row["successor_code"] for row in rows("successions.csv")}


@pytest.mark.parametrize("vintage", SIZES)
def test_number_of_provinces(vintage: str) -> None:
    """There were 63 provinces, and there are 34."""
    assert SIZES[vintage] == len(provinces(vintage))


@pytest.mark.parametrize("vintage", SIZES)
def test_country_in_each_vintage(vintage: str) -> None:
    """The country is a unit of its own, and its figures are the sums over its provinces."""
    country = next(r for r in rows("units.csv") if (r["vintage"], r["code"]) == (vintage, "VN"))
    inside = provinces(vintage).values()
    people = sum(int(row["population_nso2024"]) for row in inside)
    area = sum(Decimal(row["area_km2"]) for row in inside)
    assert (people, area) == (int(country["population_nso2024"]), Decimal(country["area_km2"]))


def test_every_old_unit_has_one_successor() -> None:
    """Each of the 63 stands exactly once on the left side of a succession."""
    counted = Counter(row["predecessor_code"] for row in rows("successions.csv"))
    assert dict.fromkeys(provinces("2008"), 1) == counted


def test_every_new_unit_has_a_predecessor() -> None:
    """Each of the 34, and nothing else, stands on the right side of a succession."""
    assert set(provinces("2025")) == set(successors().values())


def test_eleven_units_stay_as_they_were() -> None:
    """Resolution 202/2025/QH15 forms 23 units and leaves 11 alone."""
    sizes = Counter(successors().values())
    assert sum(1 for parts in sizes.values() if parts == 1) == 11


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Bắc Giang", "Bắc Ninh"),
        ("Bắc Ninh", "Bắc Ninh"),
        ("Quảng Nam", "Đà Nẵng"),
        ("Bình Định", "Gia Lai"),
        ("Gia Lai", "Gia Lai"),
        ("Hà Giang", "Tuyên Quang"),
        ("Yên Bái", "Lào Cai"),
        ("Quảng Bình", "Quảng Trị"),
        ("Long An", "Tây Ninh"),
        ("Tiền Giang", "Đồng Tháp"),
        ("Kiên Giang", "An Giang"),
        ("Bà Rịa - Vũng Tàu", "Hồ Chí Minh"),
        ("Đắk Nông", "Lâm Đồng"),
        ("Hậu Giang", "Cần Thơ"),
        ("Thừa Thiên Huế", "Huế"),
        ("Điện Biên", "Điện Biên"),
        ("Thanh Hóa", "Thanh Hóa"),
    ],
)
def test_known_mergers(old: str, new: str) -> None:
    """The old province went where Resolution 202/2025/QH15 sent it."""
    code = next(c for c, row in provinces("2008").items() if row["name_vi"] == old)
    assert new == provinces("2025")[successors()[code]]["name_vi"]


def test_seven_codes_changed_name() -> None:
    """A code is not a territory: seven codes name another province since 2025."""
    old, new = provinces("2008"), provinces("2025")
    changed = {c for c in new if new[c]["name_vi"] != old[c]["name_vi"]} - {"46"}
    assert {"15", "24", "44", "52", "80", "82", "91"} == changed


@pytest.mark.parametrize("column", ["population_nso2024", "area_km2"])
def test_merged_units_add_up(column: str) -> None:
    """A new unit's population is the sum over its parts; its area within 1 km²."""
    sums = {code: Decimal(0) for code in provinces("2025")}
    for code, row in provinces("2008").items():
        sums[successors()[code]] += Decimal(row[column])
    allowed = Decimal(0) if column == "population_nso2024" else Decimal(1)
    found = provinces("2025")
    assert [
        c for c, total in sums.items() if abs(total - Decimal(found[c][column])) > allowed
    ] == []


@pytest.mark.parametrize("vintage", SIZES)
def test_slugs(vintage: str) -> None:
    """Slugs are plain ASCII, unique within a vintage, and made from the Vietnamese name."""
    units = [row for row in rows("units.csv") if row["vintage"] == vintage]
    slugs = [row["slug"] for row in units]
    plain = [unicodedata.normalize("NFD", row["name_vi"].replace("Đ", "D")) for row in units]
    plain = [name.encode("ascii", "ignore").decode().lower() for name in plain]
    assert len(set(slugs)) == len(slugs)
    assert slugs == [re.sub(r"[^a-z]+", "-", name.replace("đ", "d")) for name in plain]


@pytest.mark.parametrize("vintage", SIZES)
def test_alias_names_one_unit(vintage: str) -> None:
    """Whatever the letter case, an alias names one unit and is not another unit's name."""
    owner: dict[str, str] = {}
    for row in rows("units.csv"):
        if row["vintage"] == vintage:
            owner |= {row["name_vi"].lower(): row["code"], row["name_en"].lower(): row["code"]}
    wrong = []
    for row in rows("aliases.csv"):
        if row["vintage"] == vintage and row["alias"].lower() in owner:
            wrong.append(row["alias"])
        elif row["vintage"] == vintage:
            owner[row["alias"].lower()] = row["code"]
    assert wrong == []


@pytest.mark.parametrize(
    ("vintage", "alias", "code"),
    [
        ("2008", "TPHCM", "79"),
        ("2025", "Sài Gòn", "79"),
        ("2025", "Hanoi", "01"),
        ("2008", "BR-VT", "77"),
        ("2008", "Đăk Lăk", "66"),
        ("2008", "Bắc Cạn", "06"),
        ("2025", "Thừa Thiên Huế", "46"),
        ("2008", "Hoà Bình", "17"),
    ],
)
def test_names_people_type(vintage: str, alias: str, code: str) -> None:
    """Names as reports and people write them lead to the unit."""
    found = [
        r["code"] for r in rows("aliases.csv") if (r["vintage"], r["alias"]) == (vintage, alias)
    ]
    assert [code] == found


@pytest.mark.parametrize("vintage", SIZES)
def test_tile_for_every_unit(vintage: str) -> None:
    """Every province has one tile."""
    tiles = [row["code"] for row in rows("tilegrid.csv") if row["vintage"] == vintage]
    assert sorted(provinces(vintage)) == sorted(tiles)


@pytest.mark.parametrize("vintage", SIZES)
def test_tiles_do_not_collide(vintage: str) -> None:
    """No two tiles, of provinces or archipelagos, share a place."""
    tiles = [*rows("tilegrid.csv"), *rows("tilegrid-insets.csv")]
    places = Counter((r["row"], r["col"]) for r in tiles if r["vintage"] == vintage)
    assert [place for place, count in places.items() if count > 1] == []


@pytest.mark.parametrize("vintage", SIZES)
def test_archipelago_tiles(vintage: str) -> None:
    """Hoàng Sa hangs on Đà Nẵng and Trường Sa on Khánh Hòa, in both vintages."""
    insets = (row for row in rows("tilegrid-insets.csv") if row["vintage"] == vintage)
    assert {r["label_vi"]: r["parent_code"] for r in insets} == {
        "Hoàng Sa": "48",
        "Trường Sa": "56",
    }


def test_type_at_the_end_of_validity() -> None:
    """A unit that changed its type shows the new one, and when and by which law it changed."""
    changed = [r for r in rows("units.csv") if r["type"] != r["type_at_start"]]
    dated = [r for r in rows("units.csv") if r["type_changed_on"] and r["type_change_law"]]
    assert changed == dated
    assert {("2008", "46"), ("2025", "22"), ("2025", "24"), ("2025", "75")} == {
        (row["vintage"], row["code"]) for row in changed
    }
