"""The command as a person runs it: a process of its own, against the CKAN at some address."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from tests.publish import lab

HOME = Path(__file__).resolve().parents[2]


def surroundings(root: Path, address: str, **env: str) -> dict[str, str]:
    """The environment of a steward who has set everything up."""
    return {
        **os.environ,
        "DATASETS_DIR": str(root),
        "CKAN_URL": address,
        "CKAN_API_TOKEN": lab.TOKEN,
        "CKAN_ORGANIZATION": lab.ORGANIZATION,
        "PORTAL_URL": "",
        **env,
    }


def steward(
    root: Path, address: str, *words: str, journal: Sequence[str] | None = None, **env: str
) -> subprocess.Popen[str]:
    noted = ("--journal", str(root / "journal")) if journal is None else journal
    return subprocess.Popen(
        [sys.executable, "-m", "publish", *words, "--lang", "en", *noted],
        cwd=HOME,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=surroundings(root, address, **env),
    )
