"""The repository as a stranger gets it: portable, clean texts, pinned requirements."""

from __future__ import annotations

import re
import subprocess
import unicodedata
from functools import cache
from pathlib import Path

import pytest

HOME = Path(__file__).resolve().parent.parent
BINARY = {".png", ".woff2", ".ttf", ".xlsx", ".parquet", ".ico", ".zip", ".gz", ".br"}
LOCKS = ("requirements.txt", "requirements-dev.txt")

# Put together from pieces, so that this file does not hold what it forbids.
MACHINE_PATHS = re.compile(r"(?<![\w./>-])/(?:work|root|home/\w+|Users/\w+|tmp)" + r"/\w")
PACKAGE_HOSTS = re.compile(
    "|".join(("py" + r"pi\.org", "python" + "hosted", r"registry\.npm" + "js"))
)


@cache
def texts() -> tuple[tuple[str, bytes], ...]:
    """Every text file that git tracks, as (path, content)."""
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=HOME, capture_output=True, text=True, check=True
    ).stdout.split("\0")
    files = [HOME / name for name in listed if name and Path(name).suffix not in BINARY]
    return tuple(
        (str(path.relative_to(HOME)), path.read_bytes())
        for path in files
        if path.is_file() and not path.is_symlink()
    )


def offenders(pattern: re.Pattern[str]) -> list[str]:
    return [
        f"{name}: {found.group()}"
        for name, content in texts()
        for found in pattern.finditer(content.decode())
    ]


def test_texts_are_utf8_without_bom() -> None:
    """Every text file is UTF-8, without a byte order mark, with Unix line ends."""
    wrong = []
    for name, content in texts():
        content.decode("utf-8")  # raises with the file's bytes where it is not
        if content.startswith(b"\xef\xbb\xbf") or b"\r" in content:
            wrong.append(name)
    assert wrong == []


def test_texts_are_composed() -> None:
    """Vietnamese letters are composed (NFC) everywhere, so that search and sorting find them."""
    wrong = [n for n, c in texts() if not unicodedata.is_normalized("NFC", c.decode())]
    assert wrong == []


def test_no_path_of_one_machine() -> None:
    """No file names a folder that only one machine has."""
    assert offenders(MACHINE_PATHS) == []


def test_no_package_host() -> None:
    """No file names the host of a package registry: the machine's own settings choose it."""
    assert offenders(PACKAGE_HOSTS) == []


@pytest.mark.parametrize("lock", LOCKS)
def test_requirements_are_pinned(lock: str) -> None:
    """Every package is pinned to one version with at least one hash, and no index is chosen."""
    content = (HOME / lock).read_text()
    entries = re.split(r"\n(?=\S)", content.strip())
    packages = [entry for entry in entries if not entry.startswith("#")]
    assert len(packages) > 10
    assert [p.split()[0] for p in packages if not re.match(r"[\w.\[\]-]+==\S+", p)] == []
    assert [p.split()[0] for p in packages if "--hash=sha256:" not in p] == []
    assert "://" not in content and "--index" not in content and "--find-links" not in content


def asked(lock: str) -> list[str]:
    """The packages that people wrote into the .in file of a lock."""
    lines = (HOME / lock).with_suffix(".in").read_text().splitlines()
    return [line.split("[")[0] for line in lines if line and line[0] not in "#-"]


@pytest.mark.parametrize("lock", LOCKS)
def test_everything_asked_for_is_pinned(lock: str) -> None:
    """Each line of the .in file stands in the lock made of it."""
    pinned = {line.split("==")[0] for line in (HOME / lock).read_text().splitlines()}
    names = [re.sub(r"[-_.]+", "-", name).lower() for name in asked(lock)]
    assert [name for name in names if name not in pinned] == []


@pytest.mark.parametrize("lock", LOCKS)
def test_every_dependency_is_argued(lock: str) -> None:
    """docs/dependencies.md says why each package is there."""
    argued = set(re.findall(r"[\w.-]+", (HOME / "docs" / "dependencies.md").read_text()))
    assert [name for name in asked(lock) if name not in argued] == []


def test_style_needs_no_important() -> None:
    """No stylesheet shouts `!important`: the cascade stays readable."""
    styles = [name for name, content in texts() if name.endswith(".css") and b"!imp" in content]
    assert styles == []
