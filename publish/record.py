"""The publisher's own record of a dataset, kept beside it in the catalogue as one extra.

It tells the next run what we last wrote (as short hashes), so that a change of ours can be told
from a change by somebody else; whether a publish was cut off; and, by its random `write` mark,
whether a write whose answer was lost did arrive.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

EXTRA = "publisher_record"
HASH_DIGITS = 12  # enough to tell two values of one field apart; an extra may hold 32,766 bytes


@dataclass(frozen=True, slots=True)
class Entry:
    """What we last wrote of one resource."""

    id: str
    fields: Mapping[str, str]  # field -> short hash
    content: str  # short hash of what the file is made of
    size_bytes: int
    stamp: str | None  # the catalogue's last_modified after our upload; None while unfinished
    table: str | None  # short hash of the table's shape and rows; None while it is not loaded


@dataclass(frozen=True, slots=True)
class Record:
    """What we last wrote of one dataset."""

    release: str
    fields: Mapping[str, str]  # field -> short hash
    resources: Mapping[str, Entry] = field(default_factory=dict)
    pending: bool = True  # files or tables are still on their way
    held_over: str | None = None  # rolled back: stay at `release` while this is the newest
    write: str = ""

    def marked(self) -> Record:
        """The same with a fresh mark."""
        return replace(self, write=secrets.token_hex(6))

    def dump(self) -> str:
        entries = {
            key: [e.id, dict(e.fields), e.content, e.size_bytes, e.stamp, e.table]
            for key, e in self.resources.items()
        }
        content = {
            "release": self.release,
            "pending": self.pending,
            "held_over": self.held_over,
            "write": self.write,
            "fields": dict(self.fields),
            "resources": entries,
        }
        return json.dumps(content, ensure_ascii=False, separators=(",", ":"))


def load(text: str | None) -> Record | None:
    """None when there is none, or somebody spoilt it."""
    try:
        content = json.loads(text or "")
        return Record(
            release=str(content["release"]),
            fields=dict(content["fields"]),
            resources={k: Entry(*values) for k, values in content["resources"].items()},
            pending=bool(content["pending"]),
            held_over=content.get("held_over"),
            write=str(content["write"]),
        )
    except (ValueError, KeyError, TypeError, AttributeError):
        return None


def extra(package: Mapping[str, Any], key: str) -> str | None:
    """An extra of a dataset in CKAN's words."""
    return next((e["value"] for e in package.get("extras") or () if e["key"] == key), None)


def short(value: str) -> str:
    """The short hash under which a value is remembered."""
    return hashlib.sha256(value.encode()).hexdigest()[:HASH_DIGITS]


def shortened(fields: Mapping[str, str]) -> dict[str, str]:
    return {name: short(value) for name, value in fields.items()}
