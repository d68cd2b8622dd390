"""A working package becomes a frozen release: diff, version, files, and whole or not at all."""

from __future__ import annotations

import csv
import json
import multiprocessing
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from datasets import catalog, diff, freeze, release, version
from datasets.diff import Change, Diff
from datasets.model import Text
from tests.datasets.offences import OBS, cell, described, line, without
from tests.fixtures import small

NOTE = Text("ghi chú", "note")
DAY = date(2025, 8, 1)
REGISTERS = ("units", "sources", "indicators")


def freeze_now(world: Path, slug: str = "tasks", day: date = DAY) -> Path:
    return release.write(world, release.draft(world, slug), note=NOTE, day=day)


def stamped(world: Path, slug: str = "tasks") -> object:
    return small.read_descriptor(world, slug).get("version")


@pytest.mark.parametrize(
    ("number", "change"),
    [
        ("1.0.1", cell(OBS, 2, note_vi="Ghi chú", note_en="A note")),
        ("1.0.1", cell(OBS, 2, value="35")),
        ("1.0.1", described("tasks", "notes", value={"vi": "Bỏ một số", "en": "Left one out"})),
        ("1.0.1", described("tasks", "titles", "en", value="Tasks")),
        ("1.0.1", described("tasks", "keywords", value=["Đề án 06", "nhiệm vụ"])),
        ("1.1.0", line(OBS, 2, period_end="2023-12-31")),
        ("1.1.0", without(OBS, 2)),
        ("1.1.0", cell(OBS, 2, source_id="dich-2024")),
        ("2.0.0", described("tasks", "licenses", 0, "name", value="CC0-1.0")),
        (
            "2.0.0",
            described("tasks", "resources", 0, "schema", "fields", 7, "type", value="integer"),
        ),
        ("2.0.0", described("tasks", "resources", 0, "schema", "fields", 17, value=None)),
        ("2.0.0", described("tasks", "resources", 0, "schema", "primaryKey", value=["vintage"])),
        ("2.0.0", described("tasks", "resources", value=[])),
    ],
)
def test_version_follows_from_the_change(
    world: Path, number: str, change: Callable[[Path], object]
) -> None:
    """Lost or retyped columns, licence and key are major; rows minor; values and texts patch."""
    freeze_now(world)
    change(world)
    assert release.draft(world, "tasks").version == number


def test_new_column_is_minor(world: Path) -> None:
    """A column more, in the table and in its schema."""
    freeze_now(world, "lists")
    content = small.rows(world, "lists/lists.csv")
    small.put_rows(world, "lists/lists.csv", [row | {"law": "06/QĐ-TTg"} for row in content])
    descriptor = small.read_descriptor(world, "lists")
    descriptor["resources"][0]["schema"]["fields"].append(small.column("law"))
    small.put_descriptor(world, "lists", descriptor)
    assert release.draft(world, "lists").version == "1.1.0"


def test_first_release(world: Path) -> None:
    """The first release is 1.0.0."""
    made = release.draft(world, "tasks")
    assert (made.version, made.level) == ("1.0.0", "first")


def test_the_heaviest_change_decides() -> None:
    """A corrected value beside a lost column is a major release."""
    changes = (Change("cell", "changed", "t"), Change("field", "removed", "t", field="x"))
    assert version.level(Diff("p", "1.4.2", changes)) == "major"
    assert version.following("1.4.2", "major") == "2.0.0"


def test_nothing_changed(world: Path) -> None:
    """Right after a release there is nothing to release, stamps or not."""
    freeze_now(world)
    made = release.draft(world, "tasks")
    assert (made.diff.changes, made.version) == ((), None)


def test_cells_are_compared_by_key(world: Path) -> None:
    """Sorting the rows anew changes nothing; an edited cell is one change."""
    freeze_now(world)
    small.put_rows(world, OBS, list(reversed(small.rows(world, OBS))))
    small.edit(world, OBS, 10, as_stated="34 việc")
    (change,) = release.draft(world, "tasks").diff.changes
    assert change == Change(
        "cell",
        "changed",
        "observations",
        "2008|11|tasks_done|result||2024-12-31|tinh-2024",
        "as_stated",
        "34 nhiệm vụ",
        "34 việc",
    )


def test_text_taken_away_is_a_change(world: Path) -> None:
    """A title that a descriptor no longer has stands in the diff, and nothing else does."""
    freeze_now(world)
    described("tasks", "titles", "en", value=None)(world)
    changes = release.draft(world, "tasks").diff.changes
    assert [(c.what, c.how, c.field, c.new) for c in changes] == [
        ("text", "removed", "titles.en", "")
    ]


def test_change_list_of_a_release(world: Path) -> None:
    """changes.csv tells every cell that changed since the release before."""
    freeze_now(world)
    small.edit(world, OBS, 2, value="35")
    folder = freeze_now(world)
    with (folder / "changes.csv").open(encoding="utf-8", newline="") as file:
        (row,) = csv.DictReader(file)
    assert (row["resource"], row["change"], row["field"]) == ("observations", "changed", "value")
    assert (row["old"], row["new"]) == ("34", "35")


def test_record_of_a_release(world: Path) -> None:
    """release.json holds version, date, predecessor, notes, counts and a hash of every file."""
    freeze_now(world)
    small.edit(world, OBS, 2, value="35")
    folder = freeze_now(world)
    record = json.loads((folder / "release.json").read_text(encoding="utf-8"))
    assert {k: record[k] for k in ("version", "date", "previous", "level", "note", "counts")} == {
        "version": "1.0.1",
        "date": "2025-08-01",
        "previous": "1.0.0",
        "level": "patch",
        "note": {"vi": "ghi chú", "en": "note"},
        "counts": {"cell changed": 1},
    }
    assert set(record["files"]) == {"changes.csv", "datapackage.json", "observations.csv"}


def test_release_passes_plain_frictionless(world: Path) -> None:
    """Anyone can check a release without our code."""
    folder = freeze_now(world)
    command = [Path(sys.executable).parent / "frictionless", "validate", "datapackage.json"]
    ended = subprocess.run(command, cwd=folder, capture_output=True, text=True)
    assert ended.returncode == 0, ended.stdout


def test_schema_is_inlined(world: Path) -> None:
    """A working schema beside the table becomes part of the released descriptor."""
    (world / "observation.schema.json").write_text(json.dumps(small.SHAPE), encoding="utf-8")
    link = world / "packages" / "tasks" / "observation.schema.json"
    link.symlink_to("../../observation.schema.json")
    described("tasks", "resources", 0, "schema", value="observation.schema.json")(world)
    folder = freeze_now(world)
    content = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    assert content["resources"][0]["schema"] == small.SHAPE


def test_working_descriptor_is_stamped(world: Path) -> None:
    """Version, hash and size are written into the working descriptor, and nothing else moves."""
    before = small.read_descriptor(world, "tasks")
    freeze_now(world)
    after = small.read_descriptor(world, "tasks")
    table = catalog.read(world / "packages" / "tasks").table("observations")
    resource = after["resources"][0]
    assert (after.pop("version"), resource.pop("hash"), resource.pop("bytes")) == (
        "1.0.0",
        f"sha256:{table.sha256}",
        table.size_bytes,
    )
    assert (after, list(after)) == (before, list(before))


def test_json_keeps_its_form(world: Path) -> None:
    """Indented by two, letters as they are, one line feed at the end."""
    freeze_now(world)
    text = (world / "packages/tasks/datapackage.json").read_text(encoding="utf-8")
    assert '\n  "title": "Gói tasks",\n' in text and text.endswith("}\n")


def test_same_input_same_release(world: Path, tmp_path: Path) -> None:
    """The same package on the same day gives the same bytes."""
    other = small.packages(tmp_path / "other")
    one, two = freeze_now(world), freeze_now(other)
    assert {p.name: p.read_bytes() for p in one.iterdir()} == {
        p.name: p.read_bytes() for p in two.iterdir()
    }


def test_date_of_reproducible_builds(monkeypatch: pytest.MonkeyPatch) -> None:
    """SOURCE_DATE_EPOCH decides the day, counted in UTC."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1735689599")
    assert release.today() == date(2024, 12, 31)


def test_backdated_release_is_refused(world: Path) -> None:
    """A release never comes before the one it follows."""
    freeze_now(world)
    small.edit(world, OBS, 2, value="35")
    with pytest.raises(release.Backdated):
        freeze_now(world, day=date(2025, 7, 31))


@pytest.mark.parametrize(
    ("spoil", "file"),
    [
        (lambda f: (f / "observations.csv").write_text("x"), "observations.csv"),
        (lambda f: (f / "changes.csv").unlink(), "changes.csv"),
        (lambda f: (f / "more.txt").write_text("x"), "more.txt"),
        (lambda f: (f / "release.json").write_text("{"), "release.json"),
    ],
)
def test_edited_release_is_noticed(world: Path, spoil: Callable[[Path], object], file: str) -> None:
    """A frozen folder that changed, lost or gained a file stops the next release."""
    spoil(freeze_now(world))
    with pytest.raises(release.Tampered) as caught:
        release.draft(world, "tasks")
    assert caught.value.files == [file]


def test_edit_during_release_is_refused(world: Path) -> None:
    """What is frozen is what was checked, or nothing."""
    made = release.draft(world, "tasks")
    small.edit(world, OBS, 2, value="35")
    with pytest.raises(release.Moved):
        release.write(world, made, note=NOTE, day=DAY)
    assert catalog.releases(world, "tasks") == ()


def test_second_writer_does_not_overwrite(world: Path) -> None:
    """Two drafts of one version: the later one is refused."""
    made = release.draft(world, "tasks")
    freeze_now(world)
    with pytest.raises(FileExistsError):
        release.write(world, made, note=NOTE, day=DAY)


def test_theme_needs_its_registers_released(world: Path) -> None:
    """The portal reads releases only, so a figure may not name an unreleased source."""
    rules = {p.rule for p in release.problems(world, ["tasks"])}
    assert rules == {"register-missing"}


def test_new_source_must_be_released_first(world: Path) -> None:
    """A source that stands in the working register alone is unknown to a release."""
    for slug in REGISTERS:
        freeze_now(world, slug)
    small.add(world, "sources/sources.csv", 2, source_id="moi-2025")
    small.edit(world, OBS, 2, source_id="moi-2025")
    assert {p.rule for p in release.problems(world, ["tasks"])} == {"unknown-source"}
    assert release.problems(world, ["tasks", "sources"]) == []


def test_source_in_use_cannot_be_withdrawn(world: Path) -> None:
    """A register's release must not leave a released figure without its source."""
    for slug in (*REGISTERS, "tasks"):
        freeze_now(world, slug)
    small.edit(world, "sources/sources.csv", 2, source_id="tinh-khac")
    found = {(p.package, p.rule, p.value) for p in release.problems(world, ["sources"])}
    assert found == {("tasks", "unknown-source", "tinh-2024")}


def killed_at(world: Path, point: int) -> None:
    """In a child: kills itself, with no warning, before the `point`-th change to the disk."""
    seen = 0

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal seen
        writes = event == "open" and isinstance(arguments[2], int) and arguments[2] & os.O_WRONLY
        if writes or event in ("os.rename", "os.mkdir", "os.remove", "os.rmdir"):
            seen += 1
            if seen == point:
                os.kill(os.getpid(), signal.SIGKILL)

    made = release.draft(world, "tasks")
    sys.addaudithook(hook)
    release.write(world, made, note=NOTE, day=DAY)


POINTS = range(1, 14)
"""Changes to the disk that one release makes: 13, and a test below holds that there are no more."""


@pytest.mark.parametrize("point", POINTS)
def test_killed_at_any_point(world: Path, point: int) -> None:
    """After kill -9 there is the old state or a whole release, and the next run completes it."""
    freeze_now(world)
    small.edit(world, OBS, 2, value="35")
    child = multiprocessing.get_context("fork").Process(target=killed_at, args=(world, point))
    child.start()
    child.join(60)
    assert child.exitcode == -signal.SIGKILL
    left = catalog.releases(world, "tasks")
    assert [d.version for d in left] in (["1.0.0"], ["1.0.0", "1.0.1"])
    assert [freeze.tampered(d) for d in left] == [[]] * len(left)
    made = release.draft(world, "tasks")
    if made.version:
        release.write(world, made, note=NOTE, day=DAY)
    else:
        release.stamp(made.dataset, "1.0.1")
    assert sorted(p.name for p in (world / "releases/tasks").iterdir()) == ["1.0.0", "1.0.1"]
    assert stamped(world) == "1.0.1"


def test_the_points_cover_the_whole_release(world: Path) -> None:
    """Past the last point tried above the release is done: no change to the disk is left out."""
    freeze_now(world)
    small.edit(world, OBS, 2, value="35")
    child = multiprocessing.get_context("fork").Process(target=killed_at, args=(world, POINTS.stop))
    child.start()
    child.join(60)
    assert (child.exitcode, stamped(world)) == (0, "1.0.1")


def test_unreadable_table_counts_as_empty(world: Path) -> None:
    """A diff speaks of a broken working table instead of failing."""
    freeze_now(world)
    (world / "packages" / OBS).write_bytes(b"\xff\xff")
    known = catalog.releases(world, "tasks")[-1]
    made = diff.between(known, catalog.read(world / "packages" / "tasks"))
    assert made.counts() == {"row removed": 9}
