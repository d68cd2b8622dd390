"""Every figure of the five seed articles, listed by hand, against what the released tables hold."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

DATASETS = Path(__file__).parents[2] / "datasets"
THEMES = ("tasks", "identity", "online-services", "digitisation", "health-social", "rankings")
PACKAGES = (*THEMES, "resources", "targets")

DIEN_BIEN = "seed-dienbien-2022-08-25"
THANH_HOA = "seed-thanhhoa-quocgia-2022-08-09"
BAC_GIANG = "seed-bacgiang-2024-03-06"
QUANG_NAM = "seed-quangnam-2024-11-14"
BINH_DINH = "seed-binhdinh-2024-01-25"
SEEDS = {DIEN_BIEN, THANH_HOA, BAC_GIANG, QUANG_NAM, BINH_DINH}


class Figure(NamedTuple):
    """One printed figure; `printed` is the article's own form, `of` the denominator it prints."""

    source: str
    place: str
    key: tuple[str, str]
    period: tuple[str, str]
    indicator: str
    kind: str
    value: str
    qualifier: str
    unit: str
    printed: str
    of: str = ""


def block(
    source: str, place: str, code: str, start: str, end: str, *rows: tuple[str, ...]
) -> Iterator[Figure]:
    """The figures of one seed on one unit and period; a row is indicator ... printed, denominator.

    All five seeds were written before 2025-07-01, so every code is one of the 63 of 2008.
    """
    return (Figure(source, place, ("2008", code), (start, end), *row) for row in rows)


# fmt: off
FIGURES = [
    *block(
        DIEN_BIEN, "Điện Biên", "11", "", "2022-08-25",
        ("essential_services_count", "result", "21", "exact", "service", "21/25", "25"),
        ("dossiers_received_count", "result", "101996", "exact", "dossier", "101.996"),
        ("dossiers_ontime_count", "result", "100549", "exact", "dossier", "100.549", "101996"),
        ("dossiers_overdue_count", "result", "1447", "exact", "dossier", "1.447", "101996"),
        ("police_dossiers_received_count", "result", "57552", "exact", "dossier", "57.552"),
        ("id_applications_count", "result", "449528", "exact", "application", "449.528"),
        ("id_applications_eligible_pct", "result", "94.4", "exact", "%", "94,4%"),
        ("population_records_cleaned_count", "result", "655379", "exact", "record", "655.379"),
        ("old_id_numbers_added_count", "result", "36655", "exact", "record", "36.655"),
        ("radio_it_stations_pct", "result", "32", "exact", "%", "32%"),
        ("id_cards_eligible_pct", "target", "100", "exact", "%", "100%"),
        ("eid_accounts_eligible_pct", "target", "100", "exact", "%", "100%"),
    ),
    *block(
        DIEN_BIEN, "Điện Biên", "11", "2022-01-01", "2022-08-25",
        ("id_applications_period_count", "result", "53900", "exact", "application", "53.900"),
        ("eid_applications_count", "result", "202761", "exact", "application", "202.761"),
        ("eid_applications_target_pct", "result", "288", "exact", "%", "288%"),
    ),
    *block(
        THANH_HOA, "Cả nước", "VN", "", "2022-08-09",
        ("utility_groups_count", "assigned", "5", "exact", "group", "5 nhóm"),
        ("tasks_ministries_common_assigned_count", "assigned", "13", "exact", "group", "13 nhóm"),
        ("tasks_ministries_assigned_count", "assigned", "89", "exact", "task", "89 nhiệm vụ"),
        ("tasks_local_common_assigned_count", "assigned", "13", "exact", "group", "13 nhóm"),
        ("tasks_local_specific_assigned_count", "assigned", "8", "exact", "task", "8 nhiệm vụ"),
        ("tasks_ministries_completed_count", "result", "21", "exact", "task", "21/89", "89"),
        ("tasks_local_common_completed_count", "result", "4", "exact", "group", "04/13", "13"),
        ("tasks_local_specific_completed_count", "result", "1", "exact", "task", "01/8", "8"),
        ("essential_services_count", "result", "21", "exact", "service", "21/25", "25"),
        ("essential_services_list_count", "assigned", "25", "exact", "service", "/25"),
        ("police_essential_services_count", "result", "11", "exact", "service", "11/11", "11"),
        ("exam_online_candidates_count", "result", "1000000", "under", "person", "gần 1 triệu"),
        ("exam_online_registration_pct", "result", "93.1", "exact", "%", "93,1%"),
        ("eid_applications_count", "result", "6100000", "over", "application", "hơn 6,1 triệu"),
        ("eid_accounts_issued_count", "result", "7837", "exact", "account", "7.837"),
        ("banks_id_pilot_count", "result", "5", "exact", "bank", "05 Ngân hàng"),
    ),
    *block(
        THANH_HOA, "Cả nước", "VN", "", "2022-07-31",
        ("ministries_connected_count", "result", "11", "exact", "ministry", "11 bộ, ngành"),
        ("soes_connected_count", "result", "4", "exact", "enterprise", "04 doanh nghiệp"),
        ("localities_connected_count", "result", "14", "exact", "province", "14 địa phương"),
    ),
    *block(
        THANH_HOA, "Thanh Hóa", "38", "", "2022-08-09",
        ("police_essential_services_count", "result", "9", "exact", "service", "9/11", "11"),
    ),
    *block(
        BAC_GIANG, "Bắc Giang", "24", "", "2024-01-26",
        ("tasks_assigned_count", "assigned", "32", "exact", "task", "32 nhiệm vụ"),
        ("tasks_completed_count", "result", "24", "exact", "task", "24 nhiệm vụ", "32"),
        ("tasks_regular_count", "result", "8", "exact", "task", "8 nhiệm vụ", "32"),
        ("id_applications_eligible_pct", "result", "100", "exact", "%", "100%"),
        ("id_days_ahead_count", "result", "40", "exact", "day", "40 ngày"),
        ("eid_accounts_eligible_pct", "result", "100", "exact", "%", "100%"),
        ("svc766_rank", "result", "3", "exact", "rank", "thứ 3"),
        ("central_systems_connected_count", "result", "15", "exact", "system", "15 hệ thống"),
    ),
    *block(
        BAC_GIANG, "Bắc Giang", "24", "", "2024-03-06",
        ("open_datasets_count", "result", "94", "exact", "dataset", "94 danh mục"),
    ),
    *block(
        BAC_GIANG, "Bắc Giang", "24", "2024-01-01", "2024-12-31",
        ("tasks_assigned_count", "assigned", "43", "exact", "task", "43 nhiệm vụ"),
        ("tasks_key_assigned_count", "assigned", "4", "exact", "task", "4 nhiệm vụ", "43"),
        ("tasks_scheduled_assigned_count", "assigned", "12", "exact", "task", "12 nhiệm vụ", "43"),
        ("tasks_regular_count", "assigned", "27", "exact", "task", "27 nhiệm vụ", "43"),
        ("essential_services_count", "target", "53", "exact", "service", "53 dịch vụ"),
        ("police_dossiers_online_pct", "target", "100", "exact", "%", "100%"),
        ("linked_service_groups_count", "assigned", "2", "exact", "group", "2 nhóm"),
        ("linked_services_online_pct", "target", "80", "over", "%", "từ 80% trở lên"),
    ),
    *block(
        QUANG_NAM, "Cả nước", "VN", "", "2024-11-14",
        ("civil_status_at_risk_provinces_count", "result", "10", "exact", "province", "10 tỉnh"),
        ("svc766_good_provinces_count", "result", "7", "exact", "province", "7 địa phương"),
        ("land_unfinished_provinces_count", "result", "8", "exact", "province", "8 địa phương"),
        ("rented_infrastructure_provinces_count", "result", "5", "exact", "province", "5 địa"),
        ("difficulties_compiled_count", "result", "64", "exact", "item", "64 khó khăn"),
        ("difficulties_ministries_count", "result", "12", "exact", "ministry", "12 bộ, ngành"),
        ("working_group_meeting_localities_count", "result", "11", "exact", "province", "11 địa"),
    ),
    *block(
        QUANG_NAM, "Hà Nội", "01", "", "2024-11-14",
        ("pilot_models_deployed_count", "result", "19", "exact", "model", "19 mô hình"),
    ),
    *block(
        QUANG_NAM, "Quảng Nam", "49", "", "2024-11-14",
        ("svc766_total_score", "result", "80", "exact", "score", "80/100"),
        ("ehealth_vneid_count", "result", "104958", "exact", "record", "104.958"),
        ("ehealth_vneid_rank", "result", "53", "exact", "rank", "53/63"),
        ("civil_status_records_digitised_count", "result", "1400000", "over", "record",
         "hơn 1,4 triệu"),
        ("civil_status_digitised_pct", "result", "25", "exact", "%", "25%"),
        ("land_db_communes_count", "result", "48", "exact", "commune", "48 xã"),
        ("land_db_districts_count", "result", "5", "exact", "district", "5 huyện"),
        ("land_parcels_db_count", "result", "646312", "exact", "parcel", "646.312"),
        ("land_measured_wards_count", "result", "3", "exact", "commune", "3 phường"),
        ("land_phase2_districts_count", "assigned", "13", "exact", "district", "13 huyện"),
        ("land_parcels_measured_count", "result", "14000", "over", "parcel", "hơn 14.000",
         "1000000"),
        ("land_parcels_phase2_total_count", "assigned", "1000000", "over", "parcel",
         "hơn 1 triệu"),
    ),
    *block(
        QUANG_NAM, "Quảng Nam", "49", "2024-01-01", "2024-12-31",
        ("digital_budget_province_tier_vnd", "assigned", "21000000000", "over", "VND",
         "hơn 21 tỷ"),
        ("digital_budget_district_tier_vnd", "assigned", "60000000000", "over", "VND",
         "hơn 60 tỷ"),
        ("de06_police_budget_vnd", "assigned", "2000000000", "exact", "VND", "2 tỷ"),
    ),
    *block(
        BINH_DINH, "Bình Định", "52", "", "2024-01-25",
        ("tasks_completed_count", "result", "67", "exact", "task", "67/71", "71"),
        ("tasks_assigned_count", "assigned", "71", "exact", "task", "/71"),
        ("police_dossiers_received_count", "result", "359399", "exact", "dossier", "359.399"),
        ("police_dossiers_online_count", "result", "153380", "exact", "dossier", "153.380"),
        ("police_dossiers_online_pct", "result", "42.67", "exact", "%", "42,67%", "359399"),
        ("agency_dossiers_received_count", "result", "191374", "exact", "dossier", "191.374"),
        ("agency_dossiers_online_count", "result", "137809", "exact", "dossier", "137.809"),
        ("agency_dossiers_online_pct", "result", "72.01", "exact", "%", "72,01%", "191374"),
        ("essential_services_list_count", "assigned", "53", "exact", "service", "53 dịch vụ"),
        ("unemployment_benefit_online_pct", "result", "1.7", "exact", "%", "1,7%"),
    ),
]

LISTS = {
    "civil_status_at_risk_2024": "Nam Định, Thái Bình, Thái Nguyên, Bình Phước, Đồng Nai, "
    "Kiên Giang, Ninh Thuận, Phú Thọ, Quảng Nam, Thanh Hóa",
    "infra_rented_vnpt_2024": "Quảng Nam, Phú Thọ, Thái Bình, Kiên Giang, Đồng Nai",
    "svc766_good_group_2024": "Quảng Nam",
    "land_digitisation_unfinished_2024": "Quảng Nam",
    "digitised_reuse_examples_2024": "Bình Dương, Đồng Nai",
    "id_card_atm_pilot_2022": "Hà Nội, Quảng Ninh",
}
DEADLINES = [("VN", "2024-11-20", "20/11/2024"), ("49", "2025-03-31", "31/3/2025")]
SUMS = [
    (DIEN_BIEN, "101.996", ("100.549", "1.447")),
    (BAC_GIANG, "32 nhiệm vụ", ("24 nhiệm vụ", "8 nhiệm vụ")),
    (BAC_GIANG, "43 nhiệm vụ", ("4 nhiệm vụ", "12 nhiệm vụ", "27 nhiệm vụ")),
]
# fmt: on


@cache
def released(package: str, table: str) -> tuple[dict[str, str], ...]:
    """A table of the package's latest release, as the CSV reads; no release fails the test."""
    versions = [
        folder
        for folder in (DATASETS / "releases" / package).glob("*")
        if re.fullmatch(r"\d+\.\d+\.\d+", folder.name)
    ]
    assert versions, f"{package} has no release: python -m publish release {package}"
    latest = max(versions, key=lambda folder: [int(part) for part in folder.name.split(".")])
    with (latest / table).open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


def seed_rows() -> list[dict[str, str]]:
    """Every released observation that names a seed as its source."""
    rows = [row for package in PACKAGES for row in released(package, "observations.csv")]
    return [row for row in rows if row["source_id"] in SEEDS]


def identity(row: dict[str, str]) -> tuple[str, ...]:
    columns = "source_id vintage unit_code period_start period_end indicator_id kind"
    return tuple(row[column] for column in columns.split())


def listed(figure: Figure) -> tuple[str, ...]:
    return (figure.source, *figure.key, *figure.period, figure.indicator, figure.kind)


def observation(figure: Figure) -> dict[str, str]:
    """The one released observation on the figure's cell, from the figure's source."""
    found = [row for row in seed_rows() if identity(row) == listed(figure)]
    assert len(found) == 1, f"{len(found)} released observations for {figure}"
    return found[0]


def province_names() -> dict[tuple[str, str], str]:
    return {(row["vintage"], row["code"]): row["name_vi"] for row in released("units", "units.csv")}


def numbers(text: str) -> list[Decimal]:
    """The numbers in a Vietnamese text: 101.996; 42,67%; 6,1 triệu; 21 tỷ; 04/13."""
    scale = {"": 1, "nghìn": 10**3, "triệu": 10**6, "tỷ": 10**9}
    pattern = r"(\d{1,3}(?:\.\d{3})+|\d+)(,\d+)?(?:\s*(nghìn|triệu|tỷ)\b)?"
    return [
        Decimal(whole.replace(".", "") + part.replace(",", ".")) * scale[word]
        for whole, part, word in re.findall(pattern, text)
    ]


def precision(text: str) -> str:
    """The precision word of a Vietnamese figure as the qualifier it stands for."""
    words = {"over": r"\b(hơn|trên|trở lên)\b", "under": r"\b(gần|dưới)\b", "about": r"\bkhoảng\b"}
    return next((name for name, word in words.items() if re.search(word, text)), "exact")


def label(figure: Figure) -> str:
    return f"{figure.key[1]}-{figure.indicator}-{figure.kind}-{figure.period[1]}"


each_figure = pytest.mark.parametrize("figure", FIGURES, ids=label)


@each_figure
def test_released_value(figure: Figure) -> None:
    """The released observation holds the article's value and precision, each figure once."""
    row = observation(figure)
    assert (Decimal(row["value"]), row["qualifier"]) == (Decimal(figure.value), figure.qualifier)


@each_figure
def test_as_stated_is_the_printed_form(figure: Figure) -> None:
    """The form printed in the article stands in `as_stated`, not as part of a longer number."""
    begins = "" if figure.printed.startswith("/") else r"(?<![\d.,])"
    printed = rf"{begins}{re.escape(figure.printed)}(?![.,]?\d)"
    assert re.search(printed, observation(figure)["as_stated"])


@each_figure
def test_value_equals_as_stated(figure: Figure) -> None:
    """`value` and `qualifier` are what `as_stated` says when read as Vietnamese."""
    row = observation(figure)
    position = 1 if figure.printed.startswith("/") else 0
    assert numbers(row["as_stated"])[position] == Decimal(row["value"])
    assert precision(row["as_stated"]) == row["qualifier"]


@each_figure
def test_unit_of_measure(figure: Figure) -> None:
    """The indicator of the figure counts in the unit the article counts in."""
    units = {row["indicator_id"]: row["unit"] for row in released("indicators", "indicators.csv")}
    assert units[figure.indicator] == figure.unit


@pytest.mark.parametrize("figure", [f for f in FIGURES if f.of], ids=label)
def test_denominator(figure: Figure) -> None:
    """Where the article prints out of how many, the observation holds that denominator."""
    assert Decimal(observation(figure)["denominator"]) == Decimal(figure.of)


def test_codes_name_the_provinces() -> None:
    """Each (vintage, code) of the list is the province the article speaks of."""
    names = province_names()
    named = {figure.key: figure.place for figure in FIGURES if figure.key[1] != "VN"}
    assert named == {key: names[key] for key in named}


def test_no_seed_observation_is_unlisted() -> None:
    """The released observations from the seeds are exactly the figures listed here."""
    assert Counter(map(identity, seed_rows())) == Counter(map(listed, FIGURES))


@pytest.mark.parametrize(("source", "whole", "parts"), SUMS, ids=[whole for _, whole, _ in SUMS])
def test_parts_add_up(source: str, whole: str, parts: tuple[str, ...]) -> None:
    """Sums that hold in an article hold in the released observations."""

    def value(printed: str) -> Decimal:
        figure = next(f for f in FIGURES if (f.source, f.printed) == (source, printed))
        return Decimal(observation(figure)["value"])

    assert value(whole) == sum(map(value, parts))


@pytest.mark.parametrize("list_id", LISTS)
def test_named_list(list_id: str) -> None:
    """The released list names the provinces that the article names, no more and no fewer."""
    names = province_names()
    members = [row for row in released("lists", "memberships.csv") if row["list_id"] == list_id]
    assert {row["source_id"] for row in members} <= SEEDS
    found = sorted(names[(row["vintage"], row["unit_code"])] for row in members)
    assert found == sorted(LISTS[list_id].split(", "))


@pytest.mark.parametrize(("code", "due", "printed"), DEADLINES)
def test_deadline(code: str, due: str, printed: str) -> None:
    """The two deadlines of the Quảng Nam article stand among the released deadlines."""
    rows = [r for r in released("targets", "deadlines.csv") if r["source_id"] == QUANG_NAM]
    found = [row for row in rows if (row["unit_code"], row["due_date"]) == (code, due)]
    assert len(found) == 1
    assert printed in found[0]["as_stated"]


def test_scale_and_field() -> None:
    """Quảng Nam's 80 is out of 100 points, its 53rd place out of 63 provinces."""
    scales = {r["indicator_id"]: r["max_value"] for r in released("indicators", "indicators.csv")}
    places = {f.indicator: observation(f)["rank_of"] for f in FIGURES if f.source == QUANG_NAM}
    assert (scales["svc766_total_score"], places["ehealth_vneid_rank"]) == ("100", "63")
