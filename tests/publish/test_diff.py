"""`diff`: what changed, in words."""

from __future__ import annotations

from pathlib import Path

from tests.datasets.offences import OBS
from tests.fixtures import small
from tests.publish.conftest import Run


def released(run: Run) -> None:
    assert run("release", "--all", "--yes").exit == 0


def test_not_released_yet(run: Run) -> None:
    """The first release is announced."""
    assert "tasks: chưa có bản phát hành nào; bản đầu sẽ là 1.0.0." in run("diff", "tasks").out


def test_nothing_changed(run: Run) -> None:
    """A package that equals its release says so."""
    released(run)
    said = "tasks: giống hệt bản 1.0.0, không có gì để phát hành.\n"
    assert run("diff", "tasks").out == said


def test_cell_by_cell(run: Run, world: Path) -> None:
    """Key, field, old and new value of every changed cell, and the version it would get."""
    released(run)
    small.edit(world, OBS, 3, as_stated="gần 30", qualifier="under")
    out = run("diff", "tasks").out
    assert "bản tới sẽ là 1.0.1 (sửa nhỏ)" in out
    key = "2008|11|tasks_done|result||2024-12-31|bao-2024"
    assert f"  observations, sửa ô, {key}, qualifier: about → under\n" in out
    assert f"  observations, sửa ô, {key}, as_stated: khoảng 30 → gần 30\n" in out


def test_rank_changes_are_named(run: Run, world: Path) -> None:
    """Whose place moved, by name, indicator and day."""
    released(run)
    small.edit(world, OBS, 5, value="40", as_stated="40")
    out = run("diff", "tasks").out
    assert "Nhiệm vụ đã xong (result), 2024-12-31, 2008: Bắc Ninh 3 → 1, Điện Biên 1 → 2" in out


def test_outliers_are_named(run: Run, world: Path) -> None:
    """A value ten times what it was is to be looked at again."""
    released(run)
    small.edit(world, OBS, 4, value="240", as_stated="240")
    out = run("diff", "tasks", "--lang", "en").out
    assert "Bac Giang, Tasks done, 2024-12-31: 240, before that 24" in out


def test_broken_table(run: Run, world: Path) -> None:
    """A table that cannot be read is compared as far as possible and sent to validate."""
    released(run)
    small.edit(world, OBS, 4, value="nhiều")
    ended = run("diff", "tasks")
    assert ended.exit == 0 and "24 → nhiều" in ended.out and "hãy chạy validate" in ended.out


def test_broken_descriptor(run: Run, world: Path) -> None:
    """A descriptor that cannot be read: one sentence, exit 1."""
    (world / "packages/tasks/datapackage.json").write_text("{", encoding="utf-8")
    ended = run("diff", "tasks")
    assert ended.exit == 1 and "JSON sai cú pháp" in ended.err


def test_document(run: Run, world: Path) -> None:
    """Machines get the changes, rank changes and outliers."""
    released(run)
    small.edit(world, OBS, 5, value="400", as_stated="400")
    document = run("diff", "tasks", "--json").document
    assert (document["previous"], document["next"], document["level"]) == (
        "1.0.0",
        "1.0.1",
        "patch",
    )
    assert [c["field"] for c in document["changes"]] == ["value", "as_stated"]
    assert [(r["unit_code"], r["old"], r["new"]) for r in document["rank_changes"]] == [
        ("27", 3, 1),
        ("11", 1, 2),
        ("24", 2, 3),
    ]
    assert [(o["unit_code"], o["why"]) for o in document["outliers"]] == [("27", "moved")]
