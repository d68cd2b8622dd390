"""How a run ended: its exit code and, for --json, its document."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from enum import IntEnum
from typing import Any

from datasets.model import Problem, Text


class Exit(IntEnum):
    """The exit codes of the contract."""

    DONE = 0
    INVALID = 1
    USAGE = 2
    CONFLICT = 3
    REMOTE = 4
    PARTLY = 5
    PENDING = 10  # plan --exit-code: there is something to do


INTERRUPTED = 130
"""Of a program ended by Ctrl-C, as shells count it."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """The end of one verb."""

    exit: int
    document: Mapping[str, Any] = field(default_factory=dict)

    def as_document(self, verb: str | None) -> dict[str, Any]:
        head = {"verb": verb, "ok": self.exit == Exit.DONE, "exit": int(self.exit)}
        return {**head, **self.document}


def failed(code: int, text: Text, **more: Any) -> Outcome:
    """An end with an error in words."""
    return Outcome(code, {"error": asdict(text), **more})


def listed(problems: list[Problem]) -> list[dict[str, Any]]:
    """Problems as JSON objects, texts in both languages."""
    return [asdict(p) for p in problems]
