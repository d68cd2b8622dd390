"""The command as a process: signals, pipes, colours, locales."""

from __future__ import annotations

import io
import os
import pty
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from rich.console import Console

from publish import desk
from publish.desk import Desk
from publish.speech import T
from tests.fixtures import small

SLOW = """
import sys, time
from datasets import release
put = release._put
def slowly(path, content):
    put(path, content)
    time.sleep(60)
release._put = slowly
from publish.__main__ import main
sys.exit(main())
"""


def started(world: Path, *argv: str, code: str | None = None, **env: str) -> subprocess.Popen[str]:
    command = ["-c", code] if code else ["-m", "publish"]
    return subprocess.Popen(
        [sys.executable, *command, *argv],
        cwd=small.HOME,
        env={**os.environ, "DATASETS_DIR": str(world), "LANG": "vi_VN.UTF-8", **env},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )


@pytest.mark.parametrize(("sent", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_stopped_midway(world: Path, sent: signal.Signals, code: int) -> None:
    """Ctrl-C and SIGTERM end a release with a sentence and nothing half-written."""
    running = started(world, "release", "units", "--yes", code=SLOW)
    home = world / "releases" / "units"
    deadline = time.monotonic() + 60
    while not list(home.glob(".making-*/*")) and time.monotonic() < deadline:
        time.sleep(0.02)
    running.send_signal(sent)
    _, err = running.communicate(timeout=60)
    assert running.returncode == code
    assert err == "Đã dừng. Không có gì bị ghi dở.\n"
    assert list(home.iterdir()) == []


def test_reader_that_goes_away(world: Path) -> None:
    """`validate | head` makes no noise."""
    for row in range(2, 11):
        small.edit(world, "tasks/observations.csv", row, unit_code="99")
    running = started(world, "validate")
    assert running.stdout is not None and running.stderr is not None
    running.stdout.close()
    err = running.stderr.read()
    running.wait(60)
    assert (err, running.returncode) == ("", 128 + signal.SIGPIPE)


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "utf-8"])
def test_vietnamese_in_every_locale(world: Path, encoding: str) -> None:
    """Texts come out in UTF-8 whatever the surroundings are set to."""
    out, _ = started(world, "validate", PYTHONIOENCODING=encoding, LC_ALL="C").communicate()
    assert out == "6 gói đều đạt, không có lỗi.\n"


def on_a_terminal(world: Path, **env: str) -> str:
    """What `validate` prints on a terminal."""
    outer, inner = pty.openpty()
    surroundings = {k: v for k, v in os.environ.items() if k not in ("NO_COLOR", "TERM")}
    subprocess.run(
        [sys.executable, "-m", "publish", "validate"],
        cwd=small.HOME,
        env={**surroundings, "DATASETS_DIR": str(world), "TERM": "xterm-256color", **env},
        stdin=inner,
        stdout=inner,
        stderr=inner,
        check=True,
    )
    os.close(inner)
    said = os.read(outer, 10_000).decode()
    os.close(outer)
    return said


def test_colours_on_a_terminal(world: Path) -> None:
    """A terminal gets colours, unless NO_COLOR asks for none."""
    assert "\x1b[32m" in on_a_terminal(world)
    assert "\x1b[3" not in on_a_terminal(world, NO_COLOR="1")


@pytest.mark.parametrize(("seconds", "shown"), [(0.9, False), (1.1, True)])
def test_progress_after_a_second(
    monkeypatch: pytest.MonkeyPatch, seconds: float, shown: bool
) -> None:
    """A bar appears when work lasts over a second, not before."""
    now = [0.0]
    monkeypatch.setattr(desk.time, "monotonic", lambda: now[0])
    err = Console(force_terminal=True, record=True, width=100, file=io.StringIO())
    with Desk("vi", err=err).progress(T("validate.progress"), total=3) as step:
        now[0] = seconds
        step("tasks")
    assert ("Đang kiểm tra" in err.export_text()) == shown


def test_no_progress_without_a_terminal() -> None:
    """A log file gets no bar, however long it lasts."""
    err = Console(force_terminal=False, record=True, file=io.StringIO())
    with Desk("vi", err=err).progress(T("validate.progress"), total=1) as step:
        time.sleep(desk.PATIENCE_S + 0.05)
        step("tasks")
    assert err.export_text() == ""
