"""How fast a synthetic set is published to a real CKAN: `python -m benchmarks.publish`.

Side by side in one run: our publisher, a plain ckanapi script that does the minimum, and
frictionless' own publishing. Reads CKAN_URL and CKAN_TOKEN; clears up after itself.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import ckanapi

from datasets import catalog, freeze, release
from datasets.model import Text
from publish import artefacts, mapping, run, survey
from publish.ckan import Catalogue
from publish.mapping import PREFIX

RESULTS = Path(__file__).parent / "publish.json"
PACKAGES, TABLES, ROWS = 20, 2, 5_000  # with workbook, package and descriptor: 100 resources
ORGANIZATION = "minh-bach-06-bench"
FIELDS = (
    ("code", "string"),
    ("period_end", "date"),
    ("value", "number"),
    ("dossiers", "integer"),
    ("note_vi", "string"),
)
TYPES = {"string": "text", "date": "date", "number": "numeric", "integer": "int8"}


def make(root: Path, packages: int, rows: int) -> None:
    """The synthetic releases: the same bytes each time."""
    dice = random.Random(6)
    for number in range(packages):
        slug = f"bench-{number:02d}"
        folder = root / "packages" / slug
        folder.mkdir(parents=True)
        for table in range(TABLES):
            write(folder / f"table-{table}.csv", dice, rows)
        (folder / "datapackage.json").write_bytes(freeze.as_json(descriptor(slug)))
        freeze_it(root, slug)


def write(path: Path, dice: random.Random, rows: int) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow([name for name, _ in FIELDS])
        for row in range(rows):
            value, count = f"{dice.uniform(0, 100):.2f}", dice.randrange(10**6)
            out.writerow([f"{row:06d}", "2025-06-30", value, count, f"Tỉnh thứ {row % 63 + 1}"])


def descriptor(slug: str) -> dict[str, Any]:
    fields = [
        {"name": n, "type": t, "title": n, "constraints": {"required": True}} for n, t in FIELDS
    ]
    return {
        "name": slug, "title": f"Bộ {slug}", "description": "Số liệu tổng hợp để đo.",
        "keywords": ["đo"], "contributors": [{"title": "Minh Bạch 06", "role": "publisher"}],
        "licenses": [{"name": "CC-BY-4.0", "title": "CC BY 4.0",
                      "path": "https://creativecommons.org/licenses/by/4.0/"}],
        "resources": [
            {"name": f"table-{i}", "path": f"table-{i}.csv", "type": "table", "format": "csv",
             "mediatype": "text/csv", "encoding": "utf-8", "title": f"Bảng {i}",
             "schema": {"fields": fields, "primaryKey": ["code"]}}
            for i in range(TABLES)
        ],
    }  # fmt: skip


def freeze_it(root: Path, slug: str) -> None:
    made = release.draft(root, slug)
    release.write(root, made, note=Text("đo", "bench"), day=date(2026, 1, 2))


def change_one(root: Path) -> None:
    """One cell of one table, released."""
    path = root / "packages" / "bench-00" / "table-0.csv"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    lines[1] = lines[1].replace("Tỉnh", "Thành phố")
    path.write_text("".join(lines), encoding="utf-8")
    freeze_it(root, "bench-00")


def ours(root: Path) -> dict[str, int]:
    """plan and apply."""
    site = Catalogue(os.environ["CKAN_URL"], os.environ["CKAN_TOKEN"])
    result = run.run(site, survey.survey(site, root, ORGANIZATION, survey.Order()))
    assert result.exit_code == 0, result
    return site.journal.counts


def plain(root: Path) -> dict[str, int]:
    """What a script of twenty lines would do: one call after the other, no checks, no retries."""
    site = ckanapi.RemoteCKAN(os.environ["CKAN_URL"], apikey=os.environ["CKAN_TOKEN"])
    counts = {"package_create": 0, "resource_create": 0, "datastore_create": 0}
    for slug, dataset in catalog.release_set(root).datasets.items():
        package = site.action.package_create(
            name=f"{PREFIX}plain-{slug}", title=dataset.title.vi, owner_org=ORGANIZATION
        )
        counts["package_create"] += 1
        wanted = mapping.wanted(dataset, mapping.Setting(ORGANIZATION), None)
        for piece in wanted.pieces:
            made = artefacts.upload(wanted, piece, lambda key: "", root)
            with made.path.open("rb") as file:
                resource = site.action.resource_create(
                    package_id=package["id"], name=piece.key, format=piece.fields["format"],
                    upload=(piece.file_name, file),
                )  # fmt: skip
            counts["resource_create"] += 1
            if piece.table:
                with piece.table.path.open(encoding="utf-8", newline="") as lines:
                    records = list(csv.DictReader(lines))
                site.action.datastore_create(
                    resource_id=resource["id"], force=True, records=records, primary_key=["code"],
                    fields=[{"id": n, "type": TYPES[t]} for n, t in FIELDS],
                )  # fmt: skip
                counts["datastore_create"] += 1
    return counts


def frictionless(root: Path) -> dict[str, int]:
    """`Package.publish`: dataset and files; it has no DataStore, workbook or dictionary."""
    from frictionless import Package
    from frictionless.portals import CkanControl

    for slug, dataset in catalog.release_set(root).datasets.items():
        content = json.loads((dataset.folder / "datapackage.json").read_text(encoding="utf-8"))
        package = Package.from_descriptor(
            {**content, "name": f"{PREFIX}frictionless-{slug}"}, basepath=str(dataset.folder)
        )
        package.publish(control=CkanControl(
            baseurl=os.environ["CKAN_URL"], apikey=os.environ["CKAN_TOKEN"],
            allow_update=False, organization_name=ORGANIZATION,
        ))  # fmt: skip
    return {}


CONTENDERS: dict[str, Callable[[Path], dict[str, int]]] = {
    "ours": ours, "plain": plain, "frictionless": frictionless,
}  # fmt: skip


def measured(contender: str, root: Path) -> dict[str, Any]:
    """One contender in a process of its own: seconds, peak memory, calls."""
    start = time.monotonic()
    process = subprocess.Popen(
        [sys.executable, "-m", "benchmarks.publish", "--contender", contender, "--root", str(root)],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    out, err = process.communicate()
    seconds = round(time.monotonic() - start, 1)
    if process.returncode:
        return {"seconds": seconds, "failed": err.strip().splitlines()[-1][:300]}
    told = json.loads(out.splitlines()[-1])
    return {"seconds": seconds, **told}


def clear(packages: int) -> None:
    site = ckanapi.RemoteCKAN(os.environ["CKAN_URL"], apikey=os.environ["CKAN_TOKEN"])
    for number in range(packages):
        for mark in ("", "plain-", "frictionless-"):
            name = f"{PREFIX}{mark}bench-{number:02d}"
            try:
                package = site.action.package_show(id=name)
            except (ckanapi.NotFound, ckanapi.NotAuthorized):
                continue
            for resource in package["resources"]:
                if resource.get("datastore_active"):
                    site.action.datastore_delete(resource_id=resource["id"], force=True)
            site.action.dataset_purge(id=name)


def compare(packages: int, rows: int) -> dict[str, Any]:
    site = ckanapi.RemoteCKAN(os.environ["CKAN_URL"], apikey=os.environ["CKAN_TOKEN"])
    if ORGANIZATION not in site.action.organization_list():
        site.action.organization_create(name=ORGANIZATION)
    clear(packages)
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        make(root, packages, rows)
        found = {"plain, first": measured("plain", root), "ours, first": measured("ours", root)}
        found["frictionless, first"] = measured("frictionless", root)
        found["ours, unchanged"] = measured("ours", root)
        change_one(root)
        found["ours, one changed file"] = measured("ours", root)
    clear(packages)
    return found


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.publish", description=__doc__)
    parser.add_argument("--packages", type=int, default=PACKAGES)
    parser.add_argument("--rows", type=int, default=ROWS, help="of each table (%(default)s)")
    parser.add_argument("--contender", choices=CONTENDERS, help=argparse.SUPPRESS)
    parser.add_argument("--root", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.contender:
        import resource

        calls = CONTENDERS[options.contender](options.root)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        print(json.dumps({"peak_mb": peak, "calls": calls}))
        return 0
    if not (os.environ.get("CKAN_URL") and os.environ.get("CKAN_TOKEN")):
        print("No CKAN: CKAN_URL and CKAN_TOKEN name one.", file=sys.stderr)
        return 2
    found = compare(options.packages, options.rows)
    facts = {"packages": options.packages, "rows": options.packages * TABLES * options.rows,
             "resources": options.packages * (TABLES + 3),
             "load_average": round(os.getloadavg()[1], 1), "cores": os.cpu_count()}  # fmt: skip
    RESULTS.write_text(json.dumps({**facts, "results": found}, indent=1) + "\n", encoding="utf-8")
    for name, figures in found.items():
        calls = sum(figures.get("calls", {}).values()) or ""
        told = figures.get("failed") or f"{figures['peak_mb']} MB {calls} calls"
        print(f"{name:24} {figures['seconds']:7.1f} s  {told}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
