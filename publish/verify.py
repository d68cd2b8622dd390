"""Reads everything back from a catalogue and compares it with the releases, byte and row."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from datasets import freeze
from publish import compare, datastore, faults, loading, pieces
from publish import standing as standing_of
from publish.ckan import Catalogue
from publish.record import short
from publish.reloading import Row
from publish.standing import HASH_FIELD, Held, Standing
from publish.survey import AT_A_TIME, Survey
from publish.wanted import Piece, Shape, Wanted

Told = Callable[[int], None]
"""Hears how many bytes were read."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One difference: where, of what kind, what the release says, what the catalogue says."""

    slug: str
    key: str  # of the resource; '' for the dataset itself
    kind: str  # missing | field | file | columns | dictionary | key | rows | value
    place: str  # the field, column or row meant
    expected: str
    found: str


def verify(
    site: Catalogue,
    found: Survey,
    told: Told = lambda size_bytes: None,
    told_dataset: Callable[[str], None] = lambda slug: None,
) -> list[Finding]:
    """Every difference in every dataset; none means the catalogue holds exactly the releases."""

    def one(wanted: Wanted) -> list[Finding]:
        findings = list(_dataset(site, wanted, found.standing[wanted.slug], told))
        told_dataset(wanted.slug)
        return findings

    with ThreadPoolExecutor(AT_A_TIME) as pool:
        return [finding for part in pool.map(one, found.wanted.values()) for finding in part]


def _dataset(
    site: Catalogue, wanted: Wanted, now: Standing | None, told: Told
) -> Iterator[Finding]:
    if now is None or now.deleted:
        yield Finding(wanted.slug, "", "missing", wanted.name, wanted.version, "")
        return
    for change in compare.compared(wanted.fields, now.fields, {}):
        yield Finding(wanted.slug, "", "field", change.field, change.new, change.old)
    held = standing_of.matched(now, wanted.pieces)
    for piece in wanted.pieces:
        if piece.key not in held:
            yield Finding(wanted.slug, piece.key, "missing", piece.file_name, piece.file_name, "")
            continue
        yield from _piece(site, wanted, piece, held[piece.key], now, told)
    for orphan in compare.of_dataset(wanted, now).pieces:
        if orphan.doing == "orphaned":
            yield Finding(wanted.slug, orphan.key, "surplus", orphan.key, "", orphan.id or "")


def _piece(
    site: Catalogue, wanted: Wanted, piece: Piece, held: Held, now: Standing, told: Told
) -> Iterator[Finding]:
    for change in compare.compared(piece.fields, held.fields, {}):
        yield Finding(wanted.slug, piece.key, "field", change.field, change.new, change.old)
    expected = _expected_sha256(site, wanted, piece, held, now)
    actual = _downloaded(site, now, held, f"{wanted.slug} {piece.key}", told)
    if actual != expected:
        yield Finding(wanted.slug, piece.key, "file", piece.file_name, expected, actual)
    if held.sha256 != expected:
        yield Finding(wanted.slug, piece.key, "field", HASH_FIELD, expected, held.sha256)
    if piece.shape:
        for kind, place, want, have in _table(site, held.id, piece.shape):
            yield Finding(wanted.slug, piece.key, kind, place, want, have)


def _expected_sha256(
    site: Catalogue, wanted: Wanted, piece: Piece, held: Held, now: Standing
) -> str:
    """Tables and descriptor: that of the release. Workbook and archive: that of what we sent.

    Their bytes may differ between versions of the libraries that write them; what they were made
    from is compared instead.
    """
    if piece.table:
        return piece.table.sha256
    if piece.key == "descriptor":
        matched = standing_of.matched(now, wanted.pieces)
        at = f"{site.site_url}/dataset/{now.id}/resource"
        content = pieces.descriptor(
            wanted.release,
            lambda key: f"{at}/{matched[key].id}/download/{wanted.piece(key).file_name}",
        )
        return freeze.sha256(freeze.as_json(content))
    entry = now.record.resources.get(piece.key) if now.record else None
    if entry is None or entry.content != piece.content:
        return "?"
    return held.sha256 if entry.fields.get(HASH_FIELD) == short(held.sha256) else "?"


def _downloaded(site: Catalogue, now: Standing, held: Held, subject: str, told: Told) -> str:
    """SHA-256 of the file at the address the catalogue prints; '' when there is none."""
    url = next(str(r["url"]) for r in now.package["resources"] if r["id"] == held.id)

    def digest(attempt: int) -> str:
        found = hashlib.sha256()
        for chunk in site.download(url, subject):
            found.update(chunk)
            told(len(chunk))
        return found.hexdigest()

    with suppress(faults.Missing):
        return site.patiently("download", subject, digest)
    return ""


def _table(site: Catalogue, resource_id: str, shape: Shape) -> Iterator[tuple[str, str, str, str]]:
    columns = datastore.fields(site, resource_id)
    if columns is None:
        yield "missing", "DataStore", shape.table.name, ""
        return
    want = [f"{c.id} {c.type}" for c in shape.columns]
    have = [f"{f['id']} {f['type']}" for f in columns]
    if sorted(want) != sorted(have):  # a column added later stands last
        yield "columns", "", ", ".join(want), ", ".join(have)
        return
    infos = {f["id"]: f.get("info") or {} for f in columns}
    for column in shape.columns:
        if dict(column.info) != infos[column.id]:
            yield "dictionary", column.id, str(dict(column.info)), str(infos[column.id])
    key = [f["id"] for f in columns if f["schema"].get("is_index")]
    if sorted(key) != sorted(shape.key):
        yield "key", "", ", ".join(shape.key), ", ".join(key)
    rows = [row for _, row in loading.standing(site, resource_id, shape)]
    yield from _rows(loading.released(shape), rows, shape)


def _rows(
    expected: list[Row], found: list[Row], shape: Shape
) -> Iterator[tuple[str, str, str, str]]:
    if len(expected) != len(found):
        yield "rows", "", str(len(expected)), str(len(found))
    lost, gained = Counter(expected), Counter(found)
    for place, only, expects in (("-", lost - gained, True), ("+", gained - lost, False)):
        for row in list(only)[:MOST_ROWS]:
            cells = ", ".join(f"{c.id}={v}" for c, v in zip(shape.columns, row, strict=True) if v)
            yield "value", place, cells if expects else "", "" if expects else cells


MOST_ROWS = 5  # of each kind are printed; the count says how many there are


def by_piece(findings: Iterable[Finding]) -> dict[tuple[str, str], set[str]]:
    """(slug, key) -> kinds of differences, for a plan that looks into files and tables."""
    kinds: dict[tuple[str, str], set[str]] = {}
    for f in findings:
        kinds.setdefault((f.slug, f.key), set()).add(f.kind)
    return kinds


def as_document(findings: Iterable[Finding]) -> list[dict[str, Any]]:
    return [
        {
            "package": f.slug,
            "resource": f.key or None,
            "kind": f.kind,
            "place": f.place,
            "expected": f.expected,
            "found": f.found,
        }
        for f in findings
    ]
