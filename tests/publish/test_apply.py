"""Publishing to a real CKAN: what stands there afterwards, and what readers see meanwhile."""

from __future__ import annotations

import io
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
import requests
from frictionless import Package

from publish import faults, run, unpublish, verify
from publish.mapping import PREFIX
from publish.run import Result
from publish.survey import Order
from tests.publish import lab, making
from tests.publish.proxy import Proxy
from tests.publish.test_faults import CHANGED, SECOND

pytestmark = lab.needed


@pytest.fixture
def name(tmp_path: Path) -> Iterator[str]:
    """A package in the catalogue."""
    slug = lab.slug()
    making.release(tmp_path, slug, "1.0.0")
    assert lab.publish(tmp_path).exit_code == 0
    yield slug
    lab.purge(slug)


def ids(name: str) -> dict[str, str]:
    return {r["publisher_key"]: r["id"] for r in lab.dataset(name)["resources"]}


def figures(name: str) -> Any:
    return lab.ask("datastore_search", resource_id=ids(name)["table:figures"], limit=1000)


def counted(root: Path, order: Order | None = None) -> tuple[Result, Proxy]:
    with Proxy(lab.ADDRESS) as proxy:
        return lab.publish(root, proxy.address, order), proxy


def test_published(tmp_path: Path, name: str) -> None:
    """After a publish the catalogue holds exactly the release, and anyone sees it."""
    lab.assert_exactly(tmp_path, name)
    assert lab.seen_by_anyone(name)


def test_again_writes_nothing(tmp_path: Path, name: str) -> None:
    """Publishing the same again makes no write and one read of the dataset."""
    _, proxy = counted(tmp_path)
    assert proxy.writes == []
    assert [c.action for c in proxy.calls].count("package_show") == 1


def test_changed_file_costs_six_calls_at_most(tmp_path: Path, name: str) -> None:
    """A release with one changed table costs at most six calls about its dataset."""
    _, idle = counted(tmp_path)
    making.release(tmp_path, name, "1.0.1", {**making.FIRST, "figures": (making.FIGURES, CHANGED)})
    _, busy = counted(tmp_path)
    assert len(busy.calls) - len(idle.calls) + 1 <= 6
    lab.assert_exactly(tmp_path, name)


def test_dictionary(name: str) -> None:
    """The DataStore tells types as declared and the dictionary with label, unit and English."""
    fields = {f["id"]: f for f in figures(name)["fields"]}
    assert {k: f["type"] for k, f in fields.items()} == {
        "_id": "int", "code": "text", "period_end": "date", "value": "numeric", "dossiers": "int8",
        "note": "text",
    }  # fmt: skip
    assert (fields["value"]["info"]["label"], fields["value"]["info"]["unit"]) == ("Giá trị", "%")


def test_values_survive(tmp_path: Path, name: str) -> None:
    """Codes keep their zeros, numbers their digits, missing cells stay missing."""
    table = ids(name)["table:figures"]
    dump = requests.get(f"{lab.ADDRESS}/datastore/dump/{table}?bom=False", timeout=60).text
    rows = pd.read_csv(io.StringIO(dump), dtype=str, keep_default_na=False).drop(columns="_id")
    assert rows.to_numpy().tolist() == making.ROWS


def test_read_by_others(tmp_path: Path, name: str) -> None:
    """pandas reads the same table from CKAN as from the release; frictionless finds it valid."""
    by_key = {r["publisher_key"]: r["url"] for r in lab.dataset(name)["resources"]}
    ours = pd.read_csv(tmp_path / "releases" / name / "1.0.0" / "figures.csv")
    pd.testing.assert_frame_equal(pd.read_csv(by_key["table:figures"]), ours)
    assert Package(by_key["descriptor"]).validate().valid


def test_new_release(tmp_path: Path, name: str) -> None:
    """A new release replaces rows and files under the same ids, found by their new words."""
    before = ids(name)
    making.release(tmp_path, name, "1.1.0", SECOND)
    assert lab.publish(tmp_path).exit_code == 0
    lab.assert_exactly(tmp_path, name)
    assert ids(name) == before
    found = lab.ask("datastore_search", resource_id=before["table:figures"], q="Thơ")
    assert [r["code"] for r in found["records"]] == ["92"]


def test_readers_see_old_or_new(tmp_path: Path, name: str) -> None:
    """Someone who reads a table while it is reloaded sees all of the old rows or all of the new."""
    many = [[f"{n:04d}", "2025-01-01", "1", str(n), "cũ"] for n in range(600)]
    fresh = [[f"{n:04d}", "2025-01-01", "2", str(n), "mới"] for n in range(600)]
    making.release(tmp_path, name, "1.1.0", {**making.FIRST, "figures": (making.FIGURES, many)})
    lab.publish(tmp_path)
    making.release(tmp_path, name, "1.2.0", {**making.FIRST, "figures": (making.FIGURES, fresh)})
    seen: set[tuple[int, frozenset[str]]] = set()
    done = threading.Event()

    def read() -> None:
        while not done.is_set():
            found = figures(name)
            seen.add((found["total"], frozenset(r["note"] for r in found["records"])))

    reader = threading.Thread(target=read)
    reader.start()
    lab.publish(tmp_path)
    done.set()
    reader.join()
    assert seen and seen <= {(600, frozenset({"cũ"})), (600, frozenset({"mới"}))}


@pytest.mark.parametrize(
    "columns",
    [
        [*making.FIGURES, {"name": "extra", "type": "integer", "title": "Thêm"}],
        making.FIGURES[:-1],
        [{**f, "type": "string"} if f["name"] == "value" else f for f in making.FIGURES],
        [{**f, "title": "Nhãn mới"} for f in making.FIGURES],
        [{k: v for k, v in f.items() if k != "constraints"} for f in making.FIGURES],
    ],
    ids=["added", "removed", "retyped", "relabelled", "key-gone"],
)
def test_columns_change(tmp_path: Path, name: str, columns: list[dict[str, Any]]) -> None:
    """Added, removed, retyped or relabelled columns, and a lost key, arrive in the same table."""
    before = ids(name)
    rows = [[*row, "7"][: len(columns)] for row in CHANGED]
    making.release(tmp_path, name, "2.0.0", {**making.FIRST, "figures": (columns, rows)})
    assert lab.publish(tmp_path).exit_code == 0
    lab.assert_exactly(tmp_path, name)
    assert ids(name) == before


def test_table_added_and_removed(tmp_path: Path, name: str) -> None:
    """A new table gets a resource; one that is gone goes with its table and its file."""
    gone = ids(name)["table:places"]
    more = (making.PLACES, making.PLACE_ROWS)
    making.release(tmp_path, name, "2.0.0", {"figures": SECOND["figures"], "more": more})
    assert lab.publish(tmp_path).exit_code == 0
    lab.assert_exactly(tmp_path, name)
    assert gone not in lab.tables() | lab.files()


def test_edited_by_hand(tmp_path: Path, name: str) -> None:
    """A title edited in CKAN is named as drift, and put right by the next apply."""
    lab.ask("package_patch", id=PREFIX + name, title="Sửa bằng tay")
    _, found = lab.look(tmp_path)
    assert found.plan.datasets[0].drifts == ["title"]
    lab.publish(tmp_path)
    lab.assert_exactly(tmp_path, name)


def test_form_filled_in_by_hand(tmp_path: Path, name: str) -> None:
    """CKAN's own form drops our fields from a resource; it keeps its id all the same."""
    before = ids(name)
    resource = lab.dataset(name)["resources"][0]
    kept = {k: resource[k] for k in ("id", "url", "url_type")}
    lab.ask("resource_update", **kept, name="Tên khác")
    lab.publish(tmp_path)
    lab.assert_exactly(tmp_path, name)
    assert ids(name) == before


def test_work_of_others_is_kept(tmp_path: Path, name: str) -> None:
    """Extras and resources that others added survive a new release."""
    package = lab.dataset(name)
    extras = [*package["extras"], {"key": "cua-ho", "value": "giữ"}]
    lab.ask("package_patch", id=package["id"], extras=extras)
    lab.ask("resource_create", package_id=package["id"], name="của họ", url="https://example.org/x")
    making.release(tmp_path, name, "1.1.0", SECOND)
    assert lab.publish(tmp_path).exit_code == 0
    after = lab.dataset(name)
    assert {"key": "cua-ho", "value": "giữ"} in after["extras"]
    assert "của họ" in [r["name"] for r in after["resources"]]


@pytest.mark.parametrize(
    ("action", "params", "kinds"),
    [
        ("datastore_upsert", {"method": "update", "records": [{"_id": 1, "note": "?"}]}, {"value"}),
        ("datastore_delete", {"filters": {"_id": [1]}}, {"rows", "value"}),
        (
            "datastore_create",
            {"fields": [{"id": "code", "type": "text", "info": {"label": "?"}}]},
            {"dictionary"},
        ),
        ("datastore_delete", {}, {"missing"}),
    ],
    ids=["cell", "row", "dictionary", "table"],
)
def test_verify_finds(
    tmp_path: Path, name: str, action: str, params: dict[str, Any], kinds: set[str]
) -> None:
    """Whatever was changed in a table, verify names it and a deep apply puts it right."""
    lab.ask(action, resource_id=ids(name)["table:figures"], force=True, **params)
    site, found = lab.look(tmp_path)
    assert {f.kind for f in verify.verify(site, found)} == kinds
    assert lab.publish(tmp_path, deep=True).exit_code == 0
    lab.assert_exactly(tmp_path, name)


def test_verify_reads_the_files(tmp_path: Path, name: str) -> None:
    """A byte changed on the server's disk is found, and a deep apply sends the file again."""
    resource = ids(name)["archive"]
    path = Path(lab.FOLDER, "storage", "resources", resource[:3], resource[3:6], resource[6:])
    path.write_bytes(path.read_bytes()[:-1] + b"?")
    site, found = lab.look(tmp_path)
    assert not found.plan.pending
    assert [(f.key, f.kind) for f in verify.verify(site, found)] == [("archive", "file")]
    assert lab.publish(tmp_path, deep=True).exit_code == 0
    lab.assert_exactly(tmp_path, name)


def test_rolled_back(tmp_path: Path, name: str) -> None:
    """An old release comes back under the same ids and stays until a newer one is released."""
    before = ids(name)
    making.release(tmp_path, name, "1.1.0", SECOND)
    lab.publish(tmp_path)
    assert lab.publish(tmp_path, order=Order(versions={name: "1.0.0"})).exit_code == 0
    assert (lab.dataset(name)["version"], ids(name)) == ("1.0.0", before)
    assert not lab.look(tmp_path)[1].plan.pending
    making.release(tmp_path, name, "1.2.0", SECOND)
    lab.publish(tmp_path)
    assert lab.dataset(name)["version"] == "1.2.0"


def test_unpublished(tmp_path: Path, name: str) -> None:
    """Made private it is seen by nobody; published again, the links are the same."""
    before = ids(name)
    assert unpublish.unpublish(lab.site(), name, delete=False) == "1.0.0"
    assert lab.seen_by_anyone(name) is None
    lab.publish(tmp_path)
    lab.assert_exactly(tmp_path, name)
    assert ids(name) == before


def test_deleted(tmp_path: Path, name: str) -> None:
    """Deleted it leaves no table and no file; published again, it is the same dataset."""
    resources, dataset_id = set(ids(name).values()), lab.dataset(name)["id"]
    assert resources <= lab.files()
    unpublish.unpublish(lab.site(), name, delete=True)
    assert not resources & (lab.tables() | lab.files())
    lab.publish(tmp_path)
    lab.assert_exactly(tmp_path, name)
    assert lab.dataset(name)["id"] == dataset_id


def test_not_ours(tmp_path: Path) -> None:
    """A dataset of our name that somebody else made is never touched."""
    slug = lab.slug()
    making.release(tmp_path, slug, "1.0.0")
    lab.ask("package_create", name=PREFIX + slug, owner_org=lab.ORGANIZATION, title="Của họ")
    with pytest.raises(faults.NotOurs):
        lab.look(tmp_path)
    lab.purge(slug)


def test_saved_plan_is_refused_when_stale(tmp_path: Path, name: str) -> None:
    """A plan made before an edit in the catalogue is not carried out."""
    making.release(tmp_path, name, "1.1.0", SECOND)
    _, planned = lab.look(tmp_path)
    lab.ask("package_patch", id=PREFIX + name, notes="Sửa")
    _, fresh = lab.look(tmp_path)
    with pytest.raises(faults.Stale, match=name):
        run.check_saved(planned.plan, fresh.plan)
