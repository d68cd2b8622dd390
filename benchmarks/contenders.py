"""Who publishes the synthetic set: `python -m benchmarks.contenders NAME FOLDER`, one a process.

Reads CKAN_URL and CKAN_TOKEN; ends with one line of JSON: peak memory and calls.
"""

from __future__ import annotations

import csv
import json
import os
import resource
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import ckanapi
import requests
from frictionless import Package, system
from frictionless.portals import CkanControl

from benchmarks.synthetic import FIELDS
from datasets import catalog
from publish import artefacts, mapping, run, survey
from publish.ckan import Catalogue
from publish.mapping import PREFIX

ORGANIZATION = "minh-bach-06-bench"
TYPES = {"string": "text", "date": "date", "number": "numeric", "integer": "int8"}


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
                created = site.action.resource_create(
                    package_id=package["id"], name=piece.key, format=piece.fields["format"],
                    upload=(piece.file_name, file),
                )  # fmt: skip
            counts["resource_create"] += 1
            if piece.table:
                with piece.table.path.open(encoding="utf-8", newline="") as lines:
                    records = list(csv.DictReader(lines))
                site.action.datastore_create(
                    resource_id=created["id"], force=True, records=records, primary_key=["code"],
                    fields=[{"id": n, "type": TYPES[t]} for n, t in FIELDS],
                )  # fmt: skip
                counts["datastore_create"] += 1
    return counts


def frictionless(root: Path) -> dict[str, int]:
    """`Package.publish`, as its documentation shows it."""
    counts: Counter[str] = Counter()
    session = requests.Session()
    session.hooks["response"].append(
        lambda answer, **_: counts.update([answer.request.path_url.rsplit("/", 1)[-1]])
    )
    with system.use_context(http_session=session):
        for slug, dataset in catalog.release_set(root).datasets.items():
            content = json.loads((dataset.folder / catalog.DESCRIPTOR).read_text(encoding="utf-8"))
            package = Package.from_descriptor(
                {**content, "name": f"{PREFIX}frictionless-{slug}"}, basepath=str(dataset.folder)
            )
            package.publish(control=CkanControl(
                baseurl=os.environ["CKAN_URL"], apikey=os.environ["CKAN_TOKEN"],
                organization_name=ORGANIZATION,
            ))  # fmt: skip
    return dict(counts)


CONTENDERS: dict[str, Callable[[Path], dict[str, int]]] = {
    "ours": ours, "plain": plain, "frictionless": frictionless,
}  # fmt: skip
LEAVES_OUT = {
    "ours": "",
    "plain": "retries, checks, dictionary; each dataset is public while it is filled; a second run "
    "fails, as every name is taken",
    "frictionless": "DataStore tables, dictionary, workbook, archive, retries; each dataset is "
    "public while it is filled; a second run fails or doubles every resource, so only the first "
    "publish is measured",
}


def main() -> int:
    name, folder = sys.argv[1:]
    calls = CONTENDERS[name](Path(folder))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(json.dumps({"peak_mb": peak, "calls": calls}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
