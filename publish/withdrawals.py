"""Tombstones: which packages were taken back from the catalogue, when and why."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

from datasets.model import Text

FILE = "withdrawals.jsonl"  # beside a package's releases, which are never edited themselves


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """One line: on `date`, `version` was made private, deleted or published again."""

    date: str
    version: str
    address: str
    doing: str  # private | deleted | again
    note: Text


def lines(root: Path, slug: str) -> list[Withdrawal]:
    """All lines of one package, oldest first."""
    path = root / "releases" / slug / FILE
    if not path.is_file():
        return []
    found = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return [Withdrawal(**{**w, "note": Text(**w["note"])}) for w in found]


def withdrawn(root: Path, slug: str, address: str) -> Withdrawal | None:
    """The withdrawal in force at that catalogue, if any."""
    known = [line for line in lines(root, slug) if line.address == address]
    return known[-1] if known and known[-1].doing != "again" else None


def add(root: Path, slug: str, *, version: str, address: str, doing: str, note: Text) -> None:
    line = Withdrawal(date.today().isoformat(), version, address, doing, note)
    path = root / "releases" / slug / FILE
    with path.open("a", encoding="utf-8") as file:
        file.write(json.dumps(asdict(line), ensure_ascii=False) + "\n")
