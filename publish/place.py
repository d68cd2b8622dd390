"""Which data folder the command works on, and which packages were meant."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from pathlib import Path

from datasets.catalog import folders
from publish.arguments import Usage
from publish.speech import T


def root() -> Path:
    """The folder of DATASETS_DIR (default `datasets`); raises Usage when it holds no packages."""
    path = Path(os.environ.get("DATASETS_DIR") or "datasets")
    if not path.is_dir():
        raise Usage(T("usage.no_folder", path=path))
    if not (path / "packages").is_dir():
        raise Usage(T("usage.no_packages_folder", path=path))
    return path


def packages(data: Path, named: Sequence[str]) -> list[str]:
    """The packages named, each once, else all; raises Usage for one that does not exist."""
    return chosen(named, folders(data))


def chosen(named: Sequence[str], known: Iterable[str]) -> list[str]:
    """Those of `known` that are named, all when none is; raises Usage for any other name."""
    known = sorted(known)
    for slug in named:
        if slug not in known:
            listed = ", ".join(known) or T("usage.no_packages")
            raise Usage(T("usage.unknown_package", slug=slug, known=listed))
    return list(dict.fromkeys(named)) or known
