"""Tombstones: writes that a package was taken back from the catalogue, and reads whether it is."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict
from datetime import date
from pathlib import Path

from datasets import history
from datasets.history import Withdrawal
from datasets.model import Text


def withdrawn(root: Path, slug: str, address: str) -> Withdrawal | None:
    """The withdrawal in force at that catalogue, if any."""
    known = [w for w in history.withdrawals(root / "releases" / slug) if w.address == address]
    return known[-1] if known and known[-1].doing != "again" else None


def add(root: Path, slug: str, *, version: str, address: str, doing: str, note: Text) -> None:
    line = {
        "date": date.today().isoformat(),
        "version": version,
        "address": address,
        "doing": doing,
        "note": asdict(note),
    }
    path = root / "releases" / slug / history.WITHDRAWALS
    with path.open("a", encoding="utf-8") as file:
        file.write(json.dumps(line, ensure_ascii=False) + "\n")


def returned(root: Path, slugs: Iterable[str], address: str, note: Text) -> None:
    """What was published by name is withdrawn no more."""
    for slug in slugs:
        if last := withdrawn(root, slug, address):
            add(root, slug, version=last.version, address=address, doing="again", note=note)
