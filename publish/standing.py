"""What a catalogue holds of a dataset, in the same flat words as what is wanted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from publish import record
from publish.record import Record
from publish.wanted import Piece

KEY_FIELD, HASH_FIELD = "publisher_key", "sha256"
"""Our own fields on a resource; CKAN keeps unknown ones as they are."""

PLAIN = ("title", "notes", "version", "license_id", "url", "author", "maintainer")
TEXTS = (
    "name",
    "name_en",
    "description",
    "description_en",
    "format",
    "mimetype",
    "media_type",
    "availability",
    "license",
)


@dataclass(frozen=True, slots=True)
class Held:
    """One resource as it stands."""

    id: str
    key: str
    fields: Mapping[str, str]
    file_name: str
    size_bytes: int
    stamp: str
    sha256: str
    uploaded: bool
    has_table: bool


@dataclass(frozen=True, slots=True)
class Standing:
    """One dataset as it stands; `revision` moves with every change of it."""

    id: str
    name: str
    revision: str
    deleted: bool
    fields: Mapping[str, str]
    resources: tuple[Held, ...]
    record: Record | None
    package: Mapping[str, Any]

    @property
    def ours(self) -> bool:
        return self.record is not None or any(r.key for r in self.resources)


def of(package: Mapping[str, Any]) -> Standing:
    """A package_show dictionary read."""
    extras = {e["key"]: str(e["value"]) for e in package.get("extras") or ()}
    kept = record.load(extras.pop(record.EXTRA, None))
    return Standing(
        id=package["id"],
        name=package["name"],
        revision=package["metadata_modified"],
        deleted=package.get("state") == "deleted",
        fields={
            **{name: str(package.get(name) or "") for name in PLAIN},
            "owner_org": str((package.get("organization") or {}).get("name") or ""),
            "tags": _joined(package.get("tags")),
            "groups": _joined(package.get("groups")),
            "private": "true" if package.get("private") else "false",
            **{f"extras.{key}": value for key, value in extras.items()},
        },
        resources=tuple(_held(r) for r in package.get("resources") or ()),
        record=kept,
        package=package,
    )


def _joined(items: Any) -> str:
    return ", ".join(sorted(str(item["name"]) for item in items or ()))


def _held(resource: Mapping[str, Any]) -> Held:
    url = str(resource.get("url") or "")
    return Held(
        id=resource["id"],
        key=str(resource.get(KEY_FIELD) or ""),
        fields={name: str(resource.get(name) or "") for name in TEXTS},
        file_name=urlsplit(url).path.rpartition("/")[2],
        size_bytes=int(resource.get("size") or 0),
        stamp=str(resource.get("last_modified") or ""),
        sha256=str(resource.get(HASH_FIELD) or ""),
        uploaded=resource.get("url_type") == "upload",
        has_table=resource.get("datastore_active") in (True, "True", "true"),
    )


def matched(standing: Standing, pieces: tuple[Piece, ...]) -> dict[str, Held]:
    """Piece key -> its resource: by our key, else by the recorded id, else by file name.

    A form of CKAN that is filled in by hand drops fields it does not know, our key with them;
    the resource must be found again all the same, for its id is in people's links.
    """
    entries = standing.record.resources if standing.record else {}
    found: dict[str, Held] = {}
    for piece in pieces:
        entry = entries.get(piece.key)
        ranked = [
            *(r for r in standing.resources if entry and r.id == entry.id),
            *(r for r in standing.resources if r.key == piece.key),
            *(r for r in standing.resources if not r.key and r.file_name == piece.file_name),
        ]
        taken = {r.id for r in found.values()}
        if free := [r for r in ranked if r.id not in taken]:
            found[piece.key] = free[0]
    return found
