"""The printed plan and its JSON, word for word: one small situation with everything a plan can say.

After a wanted change of the words, `REWRITE` writes the files under golden/ anew; read their diff.
"""

from __future__ import annotations

import argparse
import difflib
import os
from pathlib import Path
from typing import Any

import pytest

from datasets.model import LANGS, Lang
from publish import compare, mapping
from publish import standing as standing_of
from publish.desk import Desk
from publish.looking import tell_plan
from publish.plan import DatasetPlan, Plan
from publish.survey import Survey
from publish.wanted import Wanted
from tests.publish import making
from tests.publish.test_plan import SETTING, published

GOLDEN = Path(__file__).parent / "golden"
REWRITE = "GOLDEN=rewrite .venv/bin/python -m pytest tests/publish/test_plan_golden.py"

MORE_ROWS = [*making.ROWS[1:], ["92", "2025-09-30", "88.1", "12", "Cần Thơ"]]
OLD: making.Tables = {**making.FIRST, "former": (making.PLACES, making.PLACE_ROWS)}
NEW: making.Tables = {**making.FIRST, "figures": (making.FIGURES, MORE_ROWS)}


def wanted(
    root: Path, slug: str, version: str, tables: making.Tables = making.FIRST, title: str = "Bộ thử"
) -> Wanted:
    release = making.release(root, slug, version, tables, title=title)
    return mapping.wanted(release, SETTING, release.released)


def planned(whole: Wanted, package: dict[str, Any] | None) -> DatasetPlan:
    return compare.of_dataset(whole, standing_of.of(package) if package else None)


def updated(root: Path) -> DatasetPlan:
    """A new release over one that somebody touched: title, rows, a table less; notes and a file."""
    package = published(wanted(root, "sua", "1.0.0", OLD), notes="Sửa bằng tay")
    package["resources"][1]["last_modified"] = "2026-03-04T05:06:07"
    return planned(wanted(root, "sua", "2.0.0", NEW, "Tên mới"), package)


@pytest.fixture
def situation(tmp_path: Path) -> Survey:
    unchanged, back = (wanted(tmp_path, slug, "1.0.0") for slug in ("nguyen", "khoi-phuc"))
    datasets = (
        planned(wanted(tmp_path, "moi", "1.0.0"), None),
        updated(tmp_path),
        planned(unchanged, published(unchanged)),
        planned(back, published(back, state="deleted")),
        DatasetPlan("da-rut", "minh-bach-06-da-rut", "1.0.0", "withdrawn"),
        DatasetPlan("bo-lai", "minh-bach-06-bo-lai", "", "orphaned"),
    )
    whole = Plan(
        "https://ckan.example",
        "to-chuc",
        datasets,
        new_organization=True,
        new_groups=("minh-bach-06-dan-cu",),
        closed_groups=("minh-bach-06-y-te",),
    )
    return Survey(whole, {}, {}, {}, {}, whole.address)


def told(situation: Survey, desk: Desk) -> None:
    options = argparse.Namespace(output=None, exit_code=True)
    desk.document(tell_plan(situation, options, desk).as_document("plan"))


def check(name: str, said: str) -> None:
    path = GOLDEN / name
    if os.environ.get("GOLDEN") == "rewrite":
        path.write_text(said, encoding="utf-8")
    golden = path.read_text(encoding="utf-8")
    lines = (text.splitlines() for text in (golden, said))
    diff = "\n".join(difflib.unified_diff(*lines, f"golden/{name}", "now", lineterm="", n=1))
    assert not diff, f"\n{diff}\n\nAs it should be? {REWRITE}"


@pytest.mark.parametrize("lang", LANGS)
def test_printed(situation: Survey, lang: Lang, capsys: pytest.CaptureFixture[str]) -> None:
    """What a steward reads, in either language."""
    told(situation, Desk(lang))
    check(f"plan.{lang}.txt", capsys.readouterr().out)


def test_document(situation: Survey, capsys: pytest.CaptureFixture[str]) -> None:
    """What a program reads."""
    told(situation, Desk("vi", json=True))
    check("plan.json", capsys.readouterr().out)


def test_every_doing_occurs(situation: Survey) -> None:
    """The situation leaves out nothing that can become of a dataset, a file or a table."""
    datasets = situation.plan.datasets
    pieces = [piece for dataset in datasets for piece in dataset.pieces]
    assert {d.doing for d in datasets} == {
        "create", "update", "unchanged", "restore", "withdrawn", "orphaned",
    }  # fmt: skip
    assert {p.file for p in pieces} == {"send", "replace", "keep", "remove"}
    assert {p.table for p in pieces} == {"load", "reload", "keep", "drop", "none"}
    assert {p.doing for p in pieces} == {"create", "update", "unchanged", "orphaned"}
    assert any(d.drifts for d in datasets)
