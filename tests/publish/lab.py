"""The CKAN laboratory of a test run, where there is one, and what must hold in it."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
import requests

from publish import plan, run, survey, verify
from publish.ckan import Catalogue
from publish.mapping import PREFIX
from publish.run import Result
from publish.survey import Order, Survey

ADDRESS = os.environ.get("CKAN_URL", "")
TOKEN = os.environ.get("CKAN_TOKEN", "")
FOLDER = os.environ.get("CKAN_LAB", "")
ORGANIZATION = "minh-bach-06-tests"

needed = pytest.mark.skipif(
    not (ADDRESS and TOKEN and FOLDER),
    reason="no CKAN: CKAN_URL, CKAN_TOKEN and CKAN_LAB name a laboratory (see .ci/run)",
)


def slug() -> str:
    """A package name nobody has used."""
    return f"thu-{uuid4().hex[:10]}"


def site(address: str = ADDRESS, token: str = TOKEN) -> Catalogue:
    """A client that does not wait between attempts."""
    return Catalogue(address, token, delays_s=(0, 0, 0), answer_s=60)


def look(
    root: Path, address: str = ADDRESS, order: Order | None = None
) -> tuple[Catalogue, Survey]:
    client = site(address)
    return client, survey.survey(client, root, ORGANIZATION, order or Order())


def publish(
    root: Path, address: str = ADDRESS, order: Order | None = None, *, deep: bool = False
) -> Result:
    """plan and apply, as the steward does."""
    client, found = look(root, address, order)
    if deep:
        kinds = verify.by_piece(verify.verify(client, found))
        found = replace(found, plan=plan.deepened(found.plan, kinds))
    return run.run(client, found)


def ask(action: str, *, by: str = TOKEN, **params: Any) -> Any:
    """A call past our own client; the answer's result, or None when refused."""
    answer = requests.post(
        f"{ADDRESS}/api/action/{action}",
        json=params,
        headers={"Authorization": by} if by else {},
        timeout=60,
    )
    return (
        answer.json().get("result")
        if answer.headers["Content-Type"].startswith("application/json")
        else None
    )


def dataset(name: str) -> dict[str, Any]:
    found: dict[str, Any] = ask("package_show", id=PREFIX + name)
    return found


def assert_exactly(root: Path, *slugs: str) -> None:
    """The catalogue holds the newest releases under `root` and nothing more of these packages."""
    client, found = look(root)
    assert [(d.slug, d.doing) for d in found.plan.datasets if d.slug in slugs] == [
        (s, "unchanged") for s in sorted(slugs)
    ]
    assert verify.verify(client, found) == []
    for name in slugs:
        package = dataset(name)
        expected = [p.key for p in found.wanted[name].pieces]
        assert sorted(r["publisher_key"] for r in package["resources"]) == sorted(expected)
        assert len(_named(name)) == 1


def _named(name: str) -> list[str]:
    """All datasets, of any state the index knows, whose name begins with ours."""
    found = ask(
        "package_search", q=f"name:{PREFIX}{name}*", include_private=True, include_drafts=True
    )
    return [p["name"] for p in found["results"]]


def seen_by_anyone(name: str) -> dict[str, Any] | None:
    """The dataset as a reader without an account sees it."""
    found: dict[str, Any] | None = ask("package_show", by="", id=PREFIX + name)
    return found


def tables() -> set[str]:
    """Ids of all tables in the DataStore."""
    found = ask("datastore_search", resource_id="_table_metadata", limit=32000)
    return {r["name"] for r in found["records"] if not r["alias_of"]}


def files() -> set[str]:
    """Ids of all resources that have a file on the catalogue's disk."""
    home = Path(FOLDER) / "storage" / "resources"
    return {"".join(p.relative_to(home).parts) for p in home.rglob("*") if p.is_file()}


def purge(*slugs: str) -> None:
    """Clears up after a test."""
    for name in slugs:
        for resource in (ask("package_show", id=PREFIX + name) or {"resources": []})["resources"]:
            ask("datastore_delete", resource_id=resource["id"], force=True)
        ask("dataset_purge", id=PREFIX + name)
