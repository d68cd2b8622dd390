"""Whether the released files are still what was released."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path


def damaged(root: Path) -> str | None:
    """One sentence about the first release file that differs from its stated hash, or None."""
    records = sorted(root.glob("releases/[!._]*/[!._]*/release.json"))
    if not records:
        return f"{root}/releases holds no release; run: python -m publish release PACKAGE"
    for record in records:
        try:
            stated = _hashes(json.loads(record.read_bytes()))
        except (ValueError, KeyError, TypeError):
            return f"Release {_name(record)} is damaged: release.json cannot be read."
        for name, sha256 in stated.items():
            path = record.parent / name
            if not path.is_file() or hashlib.sha256(path.read_bytes()).hexdigest() != sha256:
                return (
                    f"Release {_name(record)} is damaged: {name} is not the file that was "
                    f"released; restore it: git checkout -- {record.parent}"
                )
    return None


def _hashes(record: Mapping[str, Mapping[str, str]]) -> dict[str, str]:
    return {name: value.removeprefix("sha256:") for name, value in record["sha256"].items()}


def _name(record: Path) -> str:
    return f"{record.parent.parent.name} {record.parent.name}"
