"""The command over a fresh small world."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from publish import command
from tests.fixtures import small


@dataclass(frozen=True)
class Ended:
    """How a run of the command ended."""

    exit: int
    out: str
    err: str

    @property
    def document(self) -> dict[str, Any]:
        content: dict[str, Any] = json.loads(self.out)
        return content


Run = Callable[..., Ended]


@pytest.fixture
def world(tmp_path: Path) -> Path:
    return small.packages(tmp_path / "data")


@pytest.fixture
def run(world: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs the command on the small world, in Vietnamese unless LANG or --lang say otherwise."""
    monkeypatch.setenv("DATASETS_DIR", str(world))
    monkeypatch.delenv("LANG", raising=False)
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)

    def ended(*argv: str) -> Ended:
        capsys.readouterr()
        code = command.run(argv)
        said = capsys.readouterr()
        return Ended(code, said.out, said.err)

    return ended
