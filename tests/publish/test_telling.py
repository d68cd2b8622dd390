"""States and changes in one line for people."""

from __future__ import annotations

from dataclasses import replace

import pytest

from publish import telling
from publish.plan import Change, DatasetPlan, Plan
from publish.status import Status

STANDING = Status(
    slug="thu",
    address="https://ckan.example/dataset/minh-bach-06-thu",
    published="1.0.0",
    latest="1.0.0",
    released="2026-01-02",
    age_days=3,
    visibility="public",
    unfinished=False,
    held=False,
    drifts=(),
    withdrawn=None,
    current=True,
)
ABSENT = replace(STANDING, published=None, released=None, age_days=None, visibility="absent")


@pytest.mark.parametrize(
    ("status", "vi", "en"),
    [
        (
            STANDING,
            "phiên bản 1.0.0, 3 ngày tuổi, công khai",
            "version 1.0.0, age in days: 3, public",
        ),
        (
            replace(STANDING, latest="1.1.0", drifts=("title", "table:figures stamp")),
            "phiên bản 1.0.0, 3 ngày tuổi, công khai; chờ công bố 1.1.0; "
            "người khác đã sửa title, table:figures giờ tải tệp lên",
            "version 1.0.0, age in days: 3, public; 1.1.0 waits to be published; "
            "drifted: title, table:figures the time of the file's upload",
        ),
        (ABSENT, "chưa công bố", "not published"),
        (
            replace(ABSENT, visibility="deleted", unfinished=True, withdrawn="2026-02-03"),
            "đã xóa; đã rút ngày 2026-02-03",
            "deleted; withdrawn on 2026-02-03",
        ),
        (
            replace(ABSENT, latest=None, visibility="public"),
            "có trên danh mục nhưng ở đây không có bản phát hành nào",
            "in the catalogue, but nothing is released here",
        ),
    ],
    ids=["current", "behind and touched", "absent", "deleted", "orphaned"],
)
def test_status_in_one_line(status: Status, vi: str, en: str) -> None:
    """What matters of a package's state, and nothing that does not apply to it."""
    said = telling.of_status(status)
    assert (said.vi, said.en) == (f"thu: {vi}", f"thu: {en}")


def test_long_change_is_shown_where_it_differs() -> None:
    """Of two long texts that begin alike, the lines show the place where they part."""
    text = " ".join(f"từ{n}" for n in range(60))
    change = Change("notes", f"{text} cũ", f"{text} mới")
    plan = Plan("a", "b", (DatasetPlan("thu", "thu", "1.0.0", "update", changes=(change,)),))
    said = [line.vi for line, _ in telling.of_plan(plan)][1]
    assert said.startswith('    notes: "…từ') and 'từ59 cũ" -> "…' in said
    assert said.endswith('từ59 mới"') and len(said) < 100
