"""The journal: one JSON line for every call to a catalogue, never with a token or a row in it."""

from __future__ import annotations

import json
import secrets
import threading
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path


@dataclass(slots=True)
class Journal:
    """Appends to `path` (None: nowhere); `counts` tells how many calls of each action were made."""

    path: Path | None = None
    run: str = field(default_factory=lambda: secrets.token_hex(4))
    counts: dict[str, int] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False)

    def note(self, action: str, **facts: object) -> None:
        """`facts`: subject, outcome, attempt, ms, bytes, rows; those that are None are left out."""
        line = {
            "at": datetime.now(UTC).isoformat(timespec="milliseconds"),
            "run": self.run,
            "action": action,
            **{k: v for k, v in facts.items() if v is not None},
        }
        with self._lock:
            self.counts[action] = self.counts.get(action, 0) + 1
            if self.path:
                with self.path.open("a", encoding="utf-8") as file:
                    file.write(json.dumps(line, ensure_ascii=False) + "\n")
