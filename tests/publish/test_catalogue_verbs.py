"""The verbs about a catalogue as a steward runs them, against a real CKAN."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from publish.mapping import PREFIX
from tests.publish import lab, making
from tests.publish.steward import steward
from tests.publish.test_faults import SECOND

pytestmark = lab.needed


@pytest.fixture
def name(tmp_path: Path) -> Iterator[str]:
    """A released package that is not in the catalogue yet."""
    slug = lab.slug()
    making.release(tmp_path, slug, "1.0.0")
    yield slug
    lab.purge(slug)


def told(root: Path, *words: str) -> tuple[int, dict[str, Any]]:
    """Exit code and JSON document of a run."""
    journal = (
        () if words[0] in ("plan", "verify", "status") else ("--journal", str(root / "journal"))
    )
    process = steward(root, lab.ADDRESS, *words, "--json", journal=journal)
    out, _ = process.communicate()
    return process.returncode, json.loads(out)


def test_from_plan_to_verify(tmp_path: Path, name: str) -> None:
    """plan says there is work (10), apply does the saved plan, then verify and plan find none."""
    saved = tmp_path / "plan.json"
    assert told(tmp_path, "plan", "--exit-code", "-o", str(saved))[0] == 10
    code, applied = told(tmp_path, "apply", str(saved), "--yes")
    assert (code, applied["done"], applied["rows"]) == (0, [name], 7)
    assert told(tmp_path, "verify")[0] == 0
    assert told(tmp_path, "plan", "--exit-code")[0] == 0


def test_saved_plan_twice(tmp_path: Path, name: str) -> None:
    """A plan that was carried out already is refused with exit 3."""
    saved = tmp_path / "plan.json"
    told(tmp_path, "plan", "-o", str(saved))
    told(tmp_path, "apply", str(saved), "--yes")
    assert told(tmp_path, "apply", str(saved), "--yes")[0] == 3


def test_dry_run_writes_nothing(tmp_path: Path, name: str) -> None:
    """--dry-run shows the plan and leaves the catalogue alone."""
    code, shown = told(tmp_path, "apply", "--dry-run")
    assert (code, shown["counts"]["datasets_create"]) == (0, 1)
    assert lab.ask("package_show", id=PREFIX + name) is None


def test_verify_names_the_difference(tmp_path: Path, name: str) -> None:
    """A title edited in CKAN ends verify with exit 3 and its name."""
    told(tmp_path, "apply", "--yes")
    lab.ask("package_patch", id=PREFIX + name, title="Sửa bằng tay")
    code, found = told(tmp_path, "verify")
    (difference,) = found["differences"]
    assert (code, difference["place"], difference["found"]) == (3, "title", "Sửa bằng tay")


def test_status_after_rollback(tmp_path: Path, name: str) -> None:
    """After a rollback status tells the version that stands and the newer one it is held from."""
    making.release(tmp_path, name, "1.1.0", SECOND)
    told(tmp_path, "apply", "--yes")
    assert told(tmp_path, "rollback", name, "--to", "1.0.0", "--yes")[0] == 0
    (state,) = [s for s in told(tmp_path, "status")[1]["packages"] if s["slug"] == name]
    assert (state["published"], state["latest"], state["held"]) == ("1.0.0", "1.1.0", True)


@pytest.mark.parametrize(("flags", "doing"), [((), "private"), (("--delete",), "deleted")])
def test_withdrawn_until_named(
    tmp_path: Path, name: str, flags: tuple[str, ...], doing: str
) -> None:
    """A package taken back leaves a note, stays away from `apply`, and returns when named."""
    told(tmp_path, "apply", "--yes")
    assert told(tmp_path, "unpublish", name, *flags, "--note", "sai số", "--yes")[0] == 0
    notes = tmp_path / "releases" / name / "withdrawals.jsonl"
    (line,) = [json.loads(line) for line in notes.read_text(encoding="utf-8").splitlines()]
    assert (line["doing"], line["version"], line["note"]["vi"]) == (doing, "1.0.0", "sai số")
    assert told(tmp_path, "apply", "--yes")[1]["done"] == []
    assert lab.seen_by_anyone(name) is None
    assert told(tmp_path, "apply", "--package", name, "--yes")[1]["done"] == [name]
    lab.assert_exactly(tmp_path, name)
