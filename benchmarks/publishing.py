"""How fast the synthetic set is published to a real CKAN by us, a plain script and frictionless."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import ckanapi

from benchmarks import synthetic
from benchmarks.contenders import CONTENDERS, LEAVES_OUT, ORGANIZATION
from publish.mapping import PREFIX

NEEDED = ("CKAN_URL", "CKAN_TOKEN")  # the token must be allowed to create an organisation


def measured(packages: int, rows: int) -> dict[str, Any]:
    """All contenders in turn on one set; whatever they published is removed again."""
    site = ckanapi.RemoteCKAN(os.environ["CKAN_URL"], apikey=os.environ["CKAN_TOKEN"])
    if ORGANIZATION not in site.action.organization_list():
        site.action.organization_create(name=ORGANIZATION)
    _clear(site, packages)
    try:
        results = _compared(packages, rows)
    finally:
        _clear(site, packages)
    return {
        "packages": packages,
        "rows": packages * synthetic.TABLES * rows,
        "resources": packages * (synthetic.TABLES + 3),
        "load_average": round(os.getloadavg()[1], 1),  # beyond the cores, the times say little
        "cores": os.cpu_count(),
        "leaves_out": {name: what for name, what in LEAVES_OUT.items() if what},
        "results": results,
    }


def _compared(packages: int, rows: int) -> dict[str, dict[str, Any]]:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        synthetic.make(root, packages, rows)
        found = {f"{name}, first": _timed(name, root) for name in CONTENDERS}
        found["ours, unchanged"] = _timed("ours", root)
        synthetic.change_one(root)
        found["ours, one changed file"] = _timed("ours", root)
    return found


def _timed(contender: str, root: Path) -> dict[str, Any]:
    """One contender in a process of its own: seconds, peak memory, calls."""
    print(f"publishing: {contender}", file=sys.stderr, flush=True)
    start = time.monotonic()
    ended = subprocess.run(
        [sys.executable, "-m", "benchmarks.contenders", contender, str(root)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    seconds = round(time.monotonic() - start, 1)
    if ended.returncode:
        return {"seconds": seconds, "failed": ended.stderr.strip().splitlines()[-1][:300]}
    return {"seconds": seconds, **json.loads(ended.stdout.splitlines()[-1])}


def _clear(site: ckanapi.RemoteCKAN, packages: int) -> None:
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
                # Purging leaves the file on the disk; clearing it does not.
                site.action.resource_patch(id=resource["id"], clear_upload=True, url="")
            site.action.dataset_purge(id=name)


def table(section: dict[str, Any]) -> str:
    heading = "{packages} packages, {resources} resources, {rows:,} rows".format(**section)
    lines = [heading]
    for name, found in section["results"].items():
        told = found.get("failed") or "{:5} MB {:4} calls".format(
            found["peak_mb"], sum(found["calls"].values())
        )
        lines.append(f"{name:24} {found['seconds']:7.1f} s {told}")
    lines += [f"{name} leaves out: {what}" for name, what in section["leaves_out"].items()]
    return "\n".join(lines)
