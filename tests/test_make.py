"""What `make` says on a machine that lacks something, tried with stand-ins for its programs."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

HOME = Path(__file__).resolve().parent.parent
NEEDED = ("make", "sh", "id", "git", "sed", "awk", "echo")


@pytest.fixture
def machine(tmp_path: Path) -> Path:
    """A folder to be the whole PATH: the system's tools by link, and no Python."""
    for name in NEEDED:
        (tmp_path / name).symlink_to(str(shutil.which(name)))
    return tmp_path


def add_python(machine: Path, before: str, name: str = "python3") -> None:
    """A Python that runs the line `before` ahead of any `-c` code given to it."""
    program = machine / name
    program.write_text(f"#!/bin/sh\nexec \"{sys.executable}\" -c \"{before}; exec('''$2''')\"\n")
    program.chmod(0o755)


def add_program(machine: Path, name: str, script: str) -> None:
    program = machine / name
    program.unlink(missing_ok=True)
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)


def make(machine: Path, *targets: str) -> subprocess.CompletedProcess[str]:
    env = {**os.environ, "PATH": str(machine)}
    command = [str(machine / "make"), "--no-print-directory", *targets]
    return subprocess.run(command, cwd=HOME, env=env, capture_output=True, text=True, check=False)


def test_no_python(machine: Path) -> None:
    """Without python3, one sentence names it and the command that installs it."""
    done = make(machine, "serve")
    said = done.stderr.splitlines()[0]
    assert said.startswith("python3 is missing; install it with: ")
    assert said.endswith("apt-get install -y python3 python3-venv")
    assert done.returncode != 0


def test_no_venv(machine: Path) -> None:
    """Debian's python3 without python3-venv is told apart from no Python at all."""
    add_python(machine, "import sys; sys.modules['ensurepip'] = None")
    done = make(machine, "serve")
    assert done.stderr.splitlines()[0].startswith("python3 has no venv module; install it with: ")
    assert "apt-get install -y python3-venv" in done.stderr
    assert done.returncode != 0


def test_old_python(machine: Path) -> None:
    """A Python before 3.11 is named with its version and the package that mends it."""
    add_python(machine, "import sys; sys.version_info = (3, 10, 12)")
    done = make(machine, "serve")
    said = done.stderr.splitlines()[0]
    assert said.startswith("python3 is Python 3.10 and 3.11 or newer is needed; install it with: ")
    assert said.endswith("apt-get install -y python3.11 python3.11-venv")
    assert done.returncode != 0


def test_newer_python_beside_an_old_one(machine: Path) -> None:
    """Where python3 is too old but python3.12 is there, that one is taken."""
    add_python(machine, "import sys; sys.version_info = (3, 10, 12)")
    add_python(machine, "import sys; sys.modules['ensurepip'] = None", name="python3.12")
    assert make(machine, "serve").stderr.startswith("python3.12 has no venv module")


def test_no_git(machine: Path) -> None:
    """Without git the tests stop with the sentence that installs it."""
    (machine / "git").unlink()
    done = make(machine, "test")
    assert done.stderr.startswith("git is missing")
    assert "apt-get install -y git" in done.stderr
    assert done.returncode != 0


def test_make_alone_prints_help(machine: Path) -> None:
    """`make` without a target lists every target a person may type, on a machine without Python."""
    listed = make(machine).stdout
    for target in ("serve", "test", "lint", "fmt", "bench", "lock", "screens", "clean"):
        assert f"  make {target} " in listed


def test_chromium_is_installed_where_missing(machine: Path) -> None:
    """Without Chromium, root gets it from the system's packages and is told so."""
    for name in ("env", "mktemp", "rm", "tail"):
        (machine / name).symlink_to(str(shutil.which(name)))
    add_program(machine, "id", "echo 0")
    add_program(machine, "apt-get", f'echo "$@" >>"{machine}/asked"')
    done = make(machine, "chromium")
    assert done.returncode == 0
    assert done.stdout.startswith("Installing Chromium from the system's packages")
    asked = (machine / "asked").read_text().splitlines()
    assert [line.rpartition(" ")[2] for line in asked] == ["update", "chromium"]


def test_chromium_without_root(machine: Path) -> None:
    """Who may not install gets the sentence with the command for root."""
    add_program(machine, "id", "echo 1000")
    done = make(machine, "chromium")
    assert done.stderr.startswith("Chromium is missing")
    assert "apt-get install -y chromium" in done.stderr
    assert done.returncode != 0
