"""A folder of files as the catalogue: any web server can carry it, any CKAN can harvest it.

The same plan as for a CKAN, from the same mapping: beside its files every dataset keeps a
`dataset.json` in the words of CKAN's package_show, with the publisher's record in it.
"""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from datasets import catalog, freeze
from publish import artefacts, compare, mapping, record, static_dcat, static_pages, withdrawals
from publish import standing as standing_of
from publish.faults import Missing, Moved
from publish.job import as_package
from publish.plan import DatasetPlan, Plan
from publish.record import Entry, Record
from publish.standing import HASH_FIELD, KEY_FIELD, Standing
from publish.survey import Order, Survey, chosen, release_of
from publish.verify import Finding
from publish.wanted import Wanted

ABOUT = "dataset.json"
MAKING, OLD = ".making-", ".old-"


def survey(folder: Path, root: Path, organization: str, order: Order) -> Survey:
    """The plan for the folder; reads every file in it."""
    released = catalog.release_set(root)
    setting = mapping.setting_of(released.datasets, organization, order.portal_url, ())
    wanted: dict[str, Wanted] = {}
    standing: dict[str, Standing | None] = {}
    held_over: dict[str, str] = {}
    withdrawn: list[DatasetPlan] = []
    for slug in chosen(released, order):
        standing[slug] = now = read(folder, slug)
        if order.everything and withdrawals.withdrawn(root, slug, address(folder)):
            version = released.datasets[slug].version
            withdrawn.append(DatasetPlan(slug, slug, version, "withdrawn"))
            continue
        release, over = release_of(root, released.datasets[slug], now, order)
        if over:
            held_over[slug] = over
        first = catalog.releases(root, slug)[0].released
        wanted[slug] = _unloaded(mapping.wanted(release, setting, first))
    plans = [compare.of_dataset(w, standing[s]) for s, w in wanted.items()] + withdrawn
    if order.everything:
        found = sorted(p.parent.name for p in folder.glob(f"[!.]*/{ABOUT}"))
        plans += [DatasetPlan(s, s, "", "orphaned") for s in found if s not in standing]
    whole = Plan(str(folder), organization, tuple(plans), packages=tuple(order.packages))
    return Survey(whole, wanted, standing, {}, held_over, address(folder), "/")


def base_url(folder: Path) -> str:
    """The address that the folder's catalogue says it is served at; '' when it names none."""
    stated = re.search(r'"@id": "(.*)catalog\.jsonld"', _text(folder / "catalog.jsonld"))
    return stated[1] if stated else ""


def address(folder: Path) -> str:
    """What the folder is called in the changes list, which everybody reads."""
    return base_url(folder).rstrip("/") or folder.resolve().name


def _unloaded(whole: Wanted) -> Wanted:
    """Without tables to load: a folder has files only."""
    return replace(
        whole, name=whole.slug, pieces=tuple(replace(p, shape=None) for p in whole.pieces)
    )


def read(folder: Path, slug: str) -> Standing | None:
    """The dataset as it lies there, its files measured; None when there is none."""
    try:
        package = json.loads((folder / slug / ABOUT).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    for resource in package["resources"]:
        path = folder / slug / resource["url"]
        size, digest = artefacts.measure(path) if path.is_file() else (0, "")
        resource |= {"size": size, "last_modified": record.short(digest)}
    return standing_of.of(package)


def apply(folder: Path, found: Survey, at: str = "") -> list[str]:
    """Writes what is planned, each dataset in one rename; returns the packages written.

    `at` is the address the folder will be served at; '' leaves the one it has. Raises Moved when a
    dataset changed since the plan.
    """
    folder.mkdir(parents=True, exist_ok=True)
    done = []
    for planned in found.plan.due:
        now = read(folder, planned.slug)
        if (now.revision if now else None) != planned.revision:
            raise Moved(subject=planned.slug, detail=ABOUT)
        _write(folder, found.wanted[planned.slug], found.held_over.get(planned.slug))
        done.append(planned.slug)
    _write_whole(folder, at)
    return done


def remove(folder: Path, slug: str) -> str:
    """Deletes a dataset in one rename; returns the version taken back. Raises Missing."""
    now = read(folder, slug)
    if now is None or now.record is None:
        raise Missing(subject=slug)
    old = folder / f"{OLD}{slug}"
    shutil.rmtree(old, ignore_errors=True)
    os.replace(folder / slug, old)
    _write_whole(folder)
    shutil.rmtree(old)
    return now.record.release


def _write(folder: Path, wanted: Wanted, held_over: str | None) -> None:
    making, final, old = (folder / f"{mark}{wanted.slug}" for mark in (MAKING, "", OLD))
    for left in (making, old):  # by a run that was killed
        shutil.rmtree(left, ignore_errors=True)
    making.mkdir()
    entries, resources = {}, []
    for piece in wanted.pieces:
        made = artefacts.upload(wanted, piece, lambda key: "", making)
        path = making / piece.file_name
        if made.path != path:
            (os.replace if made.path.parent == making else shutil.copyfile)(made.path, path)
        fields = {**piece.fields, KEY_FIELD: piece.key, HASH_FIELD: made.sha256}
        stamp = record.short(made.sha256)
        entries[piece.key] = Entry(
            piece.key, record.shortened(fields), piece.content, made.size_bytes, stamp, None
        )
        stored = {"id": piece.key, "url": piece.file_name, "url_type": "upload"}
        resources.append({**fields, **stored, "size": made.size_bytes})
    kept = Record(
        wanted.version,
        record.shortened(wanted.fields),
        entries,
        pending=False,
        held_over=held_over,
    ).marked()
    about = as_package(wanted.fields, {}, kept)
    about |= {
        "id": wanted.slug,
        "name": wanted.slug,
        "metadata_modified": kept.write,
        "organization": {"name": about["owner_org"]},
        "resources": resources,
    }
    _put(making / ABOUT, json.dumps(about, ensure_ascii=False, indent=2) + "\n")
    if final.exists():
        os.replace(final, old)
    os.replace(making, final)
    shutil.rmtree(old, ignore_errors=True)


def _write_whole(folder: Path, at: str = "") -> None:
    for name, content in whole(folder, at or base_url(folder)).items():
        _put(folder / name, content)


def whole(folder: Path, at: str) -> dict[str, str]:
    """The files about all datasets, from what lies in the folder."""
    packages = [
        json.loads(path.read_text(encoding="utf-8"))
        for path in sorted(folder.glob(f"[!.]*/{ABOUT}"))
    ]
    return {
        "index.html": static_pages.index(packages),
        "catalog.jsonld": static_dcat.catalog(packages, at),
    }


def _put(path: Path, content: str) -> None:
    beside = path.with_name(f".{path.name}.new")
    with beside.open("w", encoding="utf-8") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    os.replace(beside, path)


def verify(folder: Path, found: Survey) -> list[Finding]:
    """Every difference between the folder and the releases."""
    findings: list[Finding] = []
    for slug, wanted in found.wanted.items():
        now = found.standing[slug]
        if now is None:
            findings.append(Finding(slug, "", "missing", slug, wanted.version, ""))
            continue
        for change in compare.compared(wanted.fields, now.fields, {}):
            findings.append(Finding(slug, "", "field", change.field, change.new, change.old))
        held = standing_of.matched(now, wanted.pieces)
        entries: Mapping[str, Entry] = now.record.resources if now.record else {}
        for piece in wanted.pieces:
            path, entry = folder / slug / piece.file_name, entries.get(piece.key)
            expected = held[piece.key].sha256 if piece.key in held else "?"
            if piece.table:
                expected = piece.table.sha256
            elif entry is None or entry.content != piece.content:
                expected = "?"
            actual = artefacts.measure(path)[1] if path.is_file() else ""
            if actual != expected:
                findings.append(Finding(slug, piece.key, "file", piece.file_name, expected, actual))
    return findings + list(_verify_whole(folder))


def _verify_whole(folder: Path) -> Iterator[Finding]:
    """Index and catalogue must be what follows from the datasets beside them."""
    for name, content in whole(folder, base_url(folder)).items():
        if (found := _text(folder / name)) != content:
            expected = freeze.sha256(content.encode())
            yield Finding(name, "", "file", name, expected, freeze.sha256(found.encode()))


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.is_file() else ""
