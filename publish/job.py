"""One dataset on its way into a CKAN, and its state put into CKAN's words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from publish import record
from publish import standing as standing_of
from publish.catalogue import Package
from publish.ckan import Catalogue
from publish.plan import DatasetPlan
from publish.record import Record
from publish.standing import Standing
from publish.wanted import Wanted


@dataclass(slots=True)
class Job:
    """One dataset on its way; `package` is the catalogue's state after our last write."""

    site: Catalogue
    wanted: Wanted
    planned: DatasetPlan
    folder: Path  # for files that are made
    told_rows: Callable[[int], None]
    package: Package
    record: Record
    before: Record | None  # of the last publish

    @property
    def standing(self) -> Standing:
        return standing_of.of(self.package)

    def links(self, key: str) -> str:
        """The address of a resource's file, also before the file is there."""
        held = standing_of.matched(self.standing, self.wanted.pieces).get(key)
        if held is None:
            return ""
        at = f"{self.site.site_url}/dataset/{self.package['id']}/resource/{held.id}/download"
        return f"{at}/{self.wanted.piece(key).file_name}"


def as_package(fields: Mapping[str, str], now: Mapping[str, Any], kept: Record) -> dict[str, Any]:
    """Flat fields in CKAN's words, with our record; extras of others are carried along."""
    extras = {e["key"]: e["value"] for e in now.get("extras") or ()}
    package: dict[str, Any] = {}
    for name, value in fields.items():
        if name.startswith("extras."):
            extras[name.removeprefix("extras.")] = value
        elif name in ("tags", "groups"):
            names = set(value.split(", ")) - {""}
            if name == "groups":  # others may have put the dataset into more groups
                names |= {g["name"] for g in now.get("groups") or ()}
            package[name] = [{"name": n} for n in sorted(names)]
        elif name == "private":
            package[name] = value == "true"
        else:
            package[name] = value
    extras[record.EXTRA] = kept.dump()
    package["extras"] = [{"key": k, "value": v} for k, v in extras.items() if v]
    return package
