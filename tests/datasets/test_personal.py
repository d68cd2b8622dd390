"""What is taken for personal data, and what is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from datasets import catalog, checks
from datasets.checks.personal import found
from datasets.sheets import Row, Sheet
from tests.fixtures import small

SHEET = Sheet("tasks", "observations", "observations.csv", {"value": "number", "day": "date"})


def kinds(text: str, column: str = "note_vi", **others: str) -> set[str]:
    return set(found(SHEET, Row(2, {column: text, **others}), column, text))


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("CCCD 012345678901", "identity"),
        ("số 123456789012.", "identity"),
        ("CCCD:012345678901", "identity"),
        ("CCCD-012345678901", "identity"),
        ("CCCD012345678901", "identity"),
        ("(001099012345)", "identity"),
        ("001 099 012 345", "identity"),
        ("001.099.012.345", "identity"),
        ("CMND 123456789", "identity"),
        ("CMND 012 345 678", "identity"),
        ("gọi 0912345678", "phone"),
        ("gọi 0912 345 678", "phone"),
        ("0912.345.678", "phone"),
        ("+84 912 345 678", "phone"),
        ("(+84)912345678", "phone"),
        ("84912345678", "phone"),
        ("024 3825 1234 5", "phone"),
        ("02438251234", "phone"),
        ("lien.he@dienbien.gov.vn", "email"),
        ("ngày sinh: 01/02/1990", "birth"),
        ("Sinh ngày 1-2-1990", "birth"),
        ("ông A, sinh ngày 12 tháng 3 năm 1985", "birth"),
        ("ngày, tháng, năm sinh 12.3.1985", "birth"),
        ("born on 1990-02-01", "birth"),
        ("DOB 01/02/1990", "birth"),
    ],
)
def test_personal(text: str, kind: str) -> None:
    """Each of these names a person or lets one be found."""
    assert kind in kinds(text)


@pytest.mark.parametrize(
    "text",
    [
        "101.996 hồ sơ, trong đó 100.549 đúng hạn",
        "1.234.567.890 đồng",
        "123456789,5 tỷ",
        "21.000.000.000.000 đồng",
        "101 996 000 000 đồng",
        "Quyết định 06/QĐ-TTg ngày 06/01/2022",
        "Nghị quyết 202/2025/QH15",
        "đăng ký khai sinh ngày 15/03/2024",
        "phát sinh ngày 01/07/2025",
        "học sinh ngày 05/09/2024",
        "trẻ sinh năm 2024",
        "0,912345678",
        "0.912345678",
        "DTI 0.4880",
        "6.100.000 lượt, 7.837 tài khoản",
        "giai đoạn 2022-2025, tầm nhìn 2030",
        "https://example.vn/tin-123456789012.html",
        "xem https://example.vn/0912345678/a@b.vn",
        "2024-11-14",
        "20241114",
        "M12.5,345.6L123.4,567.8Z",
    ],
)
def test_not_personal(text: str) -> None:
    """Quantities, laws, dates and addresses of pages are left alone."""
    assert set() == kinds(text)


@pytest.mark.parametrize("value", ["100000000000", "123456789", "0.912345678", "912345678"])
def test_quantities_in_number_columns(value: str) -> None:
    """A number column holds quantities, however long."""
    assert set() == kinds(value, "value")


@pytest.mark.parametrize(
    ("value", "kind"),
    [("012345678901", "identity"), ("012345678", "identity"), ("0912345678", "phone")],
)
def test_leading_zero_gives_a_number_away(value: str, kind: str) -> None:
    """No quantity begins with 0."""
    assert {kind} == kinds(value, "value")


def test_figure_as_printed_is_no_identity() -> None:
    """`as_stated` may repeat the row's own figure without separators."""
    assert set() == kinds("123456789", "as_stated", value="123456789")
    assert {"identity"} == kinds("123456789", "as_stated", value="12")


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("bao-123456789012", set()),
        ("baochinhphu-102240101123456789", set()),
        ("012345678901", {"identity"}),
    ],
)
def test_ids_may_hold_digits(value: str, expected: set[str]) -> None:
    """An id may carry an article's number; digits alone are no id."""
    assert expected == kinds(value, "source_id")


def test_every_table_is_searched(world: Path) -> None:
    """Not observations alone: a person's number in the register of sources is found too."""
    small.edit(world, "sources/sources.csv", 3, title="Ông A, 0912 345 678")
    assert [p.rule for p in checks.of_working(world)] == ["personal-data"]


def test_the_released_data_name_nobody() -> None:
    """The laws hold for every table we publish."""
    root = small.HOME / "datasets"
    assert [p for p in checks.of_working(root) if p.rule.startswith("personal")] == []
    assert catalog.folders(root)
