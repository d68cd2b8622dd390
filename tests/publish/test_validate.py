"""`validate`: every problem in words."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.datasets.offences import OBS
from tests.fixtures import small
from tests.publish.conftest import Run


def test_all_sound(run: Run) -> None:
    """Nothing wrong: exit 0 and one sentence."""
    ended = run("validate")
    assert (ended.exit, ended.out) == (0, "6 gói đều đạt, không có lỗi.\n")


def test_one_package(run: Run, world: Path) -> None:
    """Only the packages named are checked."""
    small.edit(world, "lists/memberships.csv", 2, source_id="nobody")
    assert run("validate", "tasks").exit == 0
    assert run("validate", "tasks", "lists").exit == 1


def test_problem_in_words(run: Run, world: Path) -> None:
    """File, row, field, value, what is wrong, what to do."""
    small.edit(world, OBS, 2, unit_code="99")
    ended = run("validate")
    assert ended.exit == 1
    assert ended.out == (
        'tasks/observations.csv, dòng 2, cột unit_code, giá trị "99"\n'
        '  Không có đơn vị hành chính mã "99" trong bộ 2008.\n'
        "  Cách sửa: Tra mã trong gói units; một mã chỉ có nghĩa cùng với bộ 2008 hoặc 2025.\n"
        "1 lỗi trong 1 gói.\n"
    )


def test_problem_in_english(run: Run, world: Path) -> None:
    """The same in English."""
    small.edit(world, OBS, 2, unit_code="99")
    out = run("validate", "--lang", "en").out
    assert 'tasks/observations.csv, row 2, field unit_code, value "99"' in out
    assert "To do: Look the code up in package units" in out


def test_quiet_still_names_problems(run: Run, world: Path) -> None:
    """--quiet keeps what is wrong."""
    small.edit(world, OBS, 2, unit_code="99")
    assert "dòng 2" in run("validate", "--quiet").out


def test_markup_in_a_cell_is_printed_as_it_is(run: Run, world: Path) -> None:
    """A cell cannot style the terminal or break the printing."""
    small.edit(world, OBS, 2, source_id="[bold]x[/nope]")
    assert 'giá trị "[bold]x[/nope]"' in run("validate").out


def test_problems_as_json(run: Run, world: Path) -> None:
    """Machines get every problem with its place and both languages."""
    small.edit(world, OBS, 2, unit_code="99")
    (problem,) = run("validate", "--json").document["problems"]
    place = {k: problem[k] for k in ("rule", "package", "file", "row", "field", "value")}
    assert place == {
        "rule": "unknown-unit",
        "package": "tasks",
        "file": "observations.csv",
        "row": 2,
        "field": "unit_code",
        "value": "99",
    }
    assert set(problem["message"]) == set(problem["remedy"]) == {"vi", "en"}


def test_reading_never_writes(run: Run, world: Path) -> None:
    """validate and diff leave the folder as it was."""
    before = {p: p.read_bytes() for p in world.rglob("*") if p.is_file()}
    run("validate")
    run("diff", "tasks")
    assert {p: p.read_bytes() for p in world.rglob("*") if p.is_file()} == before


def test_four_offences_in_one_run(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On a copy of the real packages: unknown province, identity number, 140 %, no source."""
    real = tmp_path / "real"
    packages = small.HOME / "datasets" / "packages"
    shutil.copytree(packages, real / "packages")
    monkeypatch.setenv("DATASETS_DIR", str(real))
    assert run("validate").exit == 0
    capped = {
        row["indicator_id"]
        for row in small.rows(real, "indicators/indicators.csv")
        if row["max_value"] == "100"
    }
    file = "identity/observations.csv"
    at = next(
        number
        for number, row in enumerate(small.rows(real, file), start=2)
        if row["indicator_id"] in capped and not row["numerator"] and number > 5
    )
    small.edit(real, file, 2, unit_code="99")
    small.edit(real, file, 3, note_vi="Công dân 012345678901", note_en="Citizen 012345678901")
    small.edit(real, file, 4, source_id="")
    small.edit(real, file, at, value="140", as_stated="140 %")
    ended = run("validate", "--json")
    found = {(p["rule"], p["row"], p["field"]) for p in ended.document["problems"]}
    assert found == {
        ("unknown-unit", 2, "unit_code"),
        ("personal-data", 3, "note_vi"),
        ("personal-data", 3, "note_en"),
        ("missing-source", 4, "source_id"),
        ("over-maximum", at, "value"),
    }
    assert ended.exit == 1


def test_released_packages(run: Run, world: Path) -> None:
    """--released checks what the portal reads: sound, then spoilt."""
    assert run("release", "--all", "--yes").exit == 0
    assert run("validate", "--released").exit == 0
    file = world / "releases/tasks/1.0.0/observations.csv"
    file.write_text(file.read_text(encoding="utf-8").replace("34", "35"), encoding="utf-8")
    ended = run("validate", "--released")
    assert ended.exit == 1 and "Tệp không còn như lúc phát hành." in ended.out


@pytest.mark.parametrize("content", [b"", b"\x00\x01", b"a;b\n1;2\n", b'"', b"\xff\xfe" * 9])
@pytest.mark.parametrize("file", ["observations.csv", "datapackage.json"])
def test_no_rubbish_makes_a_trace(run: Run, world: Path, file: str, content: bytes) -> None:
    """Whatever lies in a file, there is a list of problems and exit 1."""
    (world / "packages/tasks" / file).write_bytes(content)
    ended = run("validate", "tasks")
    assert ended.exit == 1 and "Cách sửa" in ended.out and "Traceback" not in ended.err
