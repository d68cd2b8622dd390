"""The progress bar of a publish."""

from __future__ import annotations

import io

import pytest
from rich.console import Console

from publish import bar
from publish.desk import Desk
from publish.telling import say


def shown(monkeypatch: pytest.MonkeyPatch, seconds: float, rows: int, *, quiet: bool) -> str:
    """What a terminal of 80 columns was shown, and what stays on it, after `seconds` of work."""
    now = [0.0]
    monkeypatch.setattr(bar.time, "monotonic", lambda: now[0])
    out = io.StringIO()
    err = Console(force_terminal=True, width=80, file=out, color_system=None)
    with bar.transfer(Desk("vi", quiet=quiet, err=err), say("progress_publish"), 2, rows) as moved:
        now[0] = seconds
        moved.told_rows(7)
        moved.told_bytes(1500)
        moved.told_dataset("online-services")
    assert (moved.rows, moved.bytes, moved.datasets) == (7, 1500, ["online-services"])
    return out.getvalue()


def test_tells_datasets_rows_and_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    """On one line: how many datasets and rows of how many, how much was sent, the last one done."""
    said = shown(monkeypatch, 1.1, 1621, quiet=False)
    assert "1/2 bộ 7/1621 dòng 1.5 kB online-services" in said


def test_without_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where no rows are loaded none are told."""
    said = shown(monkeypatch, 1.1, 0, quiet=False)
    assert "1/2 bộ 1.5 kB" in said and "dòng" not in said


@pytest.mark.parametrize(("seconds", "quiet"), [(0.9, False), (1.1, True)])
def test_stays_away(monkeypatch: pytest.MonkeyPatch, seconds: float, quiet: bool) -> None:
    """Work under a second, and a quiet run, show none."""
    assert shown(monkeypatch, seconds, 10, quiet=quiet) == ""
