"""`release`: all checked before the first is written, asked, and told."""

from __future__ import annotations

import errno
import io
import json
import multiprocessing
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from datasets import catalog, release
from publish import command
from tests.datasets.offences import OBS
from tests.fixtures import small
from tests.publish.conftest import Run


def versions(world: Path, slug: str = "tasks") -> list[str]:
    return [d.version for d in catalog.releases(world, slug)]


def test_all_packages(run: Run, world: Path) -> None:
    """--all releases every package; the next run finds nothing to do."""
    assert run("release", "--all", "--yes").exit == 0
    assert {slug: versions(world, slug) for slug in small.TABLES} == {
        slug: ["1.0.0"] for slug in small.TABLES
    }
    ended = run("release", "--all", "--yes")
    assert ended.exit == 0
    assert "tasks: không có gì thay đổi từ bản 1.0.0, không phát hành." in ended.out


def test_dry_run_writes_nothing(run: Run, world: Path) -> None:
    """--dry-run tells the versions, needs no --yes and writes nothing."""
    before = sorted(world.rglob("*"))
    ended = run("release", "--all", "--dry-run")
    assert ended.exit == 0 and "tasks: chưa phát hành → 1.0.0 (bản đầu)" in ended.out
    assert sorted(world.rglob("*")) == before


def test_invalid_data_is_not_released(run: Run, world: Path) -> None:
    """One bad cell in one package and none is written; every problem is listed."""
    small.edit(world, OBS, 2, unit_code="99")
    ended = run("release", "--all", "--yes")
    assert ended.exit == 1 and "dòng 2" in ended.out
    assert not (world / "releases").exists()


def test_note_of_the_steward(run: Run, world: Path) -> None:
    """--note and --note-en stand in the record."""
    run("release", "units", "--yes", "--note", "Bản đầu", "--note-en", "First")
    record = json.loads((world / "releases/units/1.0.0/release.json").read_text(encoding="utf-8"))
    assert record["note"] == {"vi": "Bản đầu", "en": "First"}


def test_note_by_default(run: Run, world: Path) -> None:
    """Without a note the record summarises the changes, in both languages."""
    run("release", "--all", "--yes")
    small.edit(world, OBS, 2, value="35", as_stated="35")
    run("release", "tasks", "--yes")
    record = json.loads((world / "releases/tasks/1.0.1/release.json").read_text(encoding="utf-8"))
    assert record["note"] == {"vi": "sửa ô: 2", "en": "cell changed: 2"}


def test_date_from_the_environment(run: Run, world: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """SOURCE_DATE_EPOCH dates the release."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1754006400")
    run("release", "units", "--yes")
    assert str(catalog.releases(world, "units")[0].released) == "2025-08-01"


def test_bad_date_in_the_environment(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """A date that is none is a configuration error."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "today")
    ended = run("release", "units", "--yes")
    assert ended.exit == 2 and "SOURCE_DATE_EPOCH phải là số giây kể từ 1970" in ended.err
    assert '"today"' in ended.err


def test_tampered_release(run: Run, world: Path) -> None:
    """An edited release is a conflict: exit 3, and nothing is written."""
    run("release", "--all", "--yes")
    (world / "releases/tasks/1.0.0/observations.csv").write_text("x", encoding="utf-8")
    small.edit(world, OBS, 2, value="35", as_stated="35")
    ended = run("release", "tasks", "--yes")
    assert ended.exit == 3 and "đã bị sửa sau khi phát hành (observations.csv)" in ended.err
    assert versions(world) == ["1.0.0"]


class Terminal(io.StringIO):
    """A keyboard at a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("answer", "made"),
    [("c\n", True), ("có\n", True), ("Y\n", True), ("k\n", False), ("\n", False), ("", False)],
)
def test_asks_on_a_terminal(
    run: Run, world: Path, monkeypatch: pytest.MonkeyPatch, answer: str, made: bool
) -> None:
    """On a terminal the steward is asked; anything but yes is no."""
    monkeypatch.setattr(sys, "stdin", Terminal(answer))
    monkeypatch.setattr("publish.desk.Desk.can_ask", lambda self: sys.stdin.isatty())
    ended = run("release", "units")
    assert "Phát hành 1 gói? [c/K]" in ended.err
    assert (ended.exit, bool(versions(world, "units"))) == (0, made)


def test_killed_before_the_stamp_is_mended(run: Run, world: Path) -> None:
    """A release without its stamp in the working descriptor gets it from the next run."""
    run("release", "--all", "--yes")
    content = small.read_descriptor(world, "tasks")
    del content["version"]
    small.put_descriptor(world, "tasks", content)
    ended = run("release", "tasks", "--yes")
    assert "tasks: ghi lại phiên bản 1.0.0" in ended.out
    assert small.read_descriptor(world, "tasks")["version"] == "1.0.0"


def test_file_where_a_folder_should_be(run: Run, world: Path) -> None:
    """A data folder that cannot take a release: a sentence, not a trace."""
    (world / "releases").write_text("", encoding="utf-8")
    ended = run("release", "units", "--yes")
    assert ended.exit == 2 and "Không đọc hoặc ghi được" in ended.err


def test_disk_full(run: Run, world: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No space: said in words, nothing left behind."""

    def full(path: Path, content: bytes) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path))

    monkeypatch.setattr(release, "_put", full)
    ended = run("release", "units", "--yes")
    assert ended.exit == 2 and "hết chỗ trên đĩa" in ended.err
    assert list((world / "releases/units").iterdir()) == []


def test_disk_full_midway(run: Run, world: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Some packages released, then an error: exit 5, and a re-run completes it."""
    put = release._put

    def fills_up(path: Path, content: bytes) -> None:
        if "tasks" in path.parts:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path))
        put(path, content)

    monkeypatch.setattr(release, "_put", fills_up)
    ended = run("release", "--all", "--yes")
    assert ended.exit == 5 and "Đã phát hành 5 trên 6 gói" in ended.err
    monkeypatch.setattr(release, "_put", put)
    assert (run("release", "--all", "--yes").exit, versions(world)) == (0, ["1.0.0"])


def test_stamp_that_cannot_be_written(
    run: Run, world: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The release stands, the stamp does not: partly done, exit 5."""
    put = release._put

    def refuses(path: Path, content: bytes) -> None:
        if path.name.endswith(".new"):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))
        put(path, content)

    monkeypatch.setattr(release, "_put", refuses)
    ended = run("release", "units", "--yes")
    assert (ended.exit, versions(world, "units")) == (5, ["1.0.0"])
    assert "không có quyền" in ended.err


@pytest.fixture
def read_only() -> Iterator[Path]:
    """A small world that nobody but its owner may write to, reachable for every user."""
    home = Path(tempfile.mkdtemp())
    home.chmod(0o755)
    world = small.packages(home / "data")
    (world / "releases").mkdir()
    (world / "releases").chmod(0o555)
    yield world
    (world / "releases").chmod(0o755)
    shutil.rmtree(home)


def as_nobody(world: Path, said: str) -> None:
    """In a child: gives up root's rights, which no permission stops, and tries to release."""
    os.environ |= {"DATASETS_DIR": str(world), "LANG": "en"}
    with open(said, "w", encoding="utf-8") as sys.stderr:
        if os.geteuid() == 0:
            os.seteuid(65534)
        code = command.run(["release", "units", "--yes"])
    os._exit(code)


def test_read_only_folder(read_only: Path, tmp_path: Path) -> None:
    """A folder that may not be written to: exit 2 and the reason."""
    said = tmp_path / "said.txt"
    context = multiprocessing.get_context("fork")
    child = context.Process(target=as_nobody, args=(read_only, str(said)))
    child.start()
    child.join(60)
    assert child.exitcode == 2
    assert "no permission" in said.read_text(encoding="utf-8")
