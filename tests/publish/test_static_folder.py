"""A static folder as the catalogue: same plan, same verify, readable and harvestable."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pyshacl
import pytest
import rdflib
from frictionless import Package

from datasets import history
from publish import artefacts, faults, static_folder
from publish.static_folder import ABOUT
from publish.survey import Order, Survey
from tests.publish import making
from tests.publish.conftest import Ended, Run

HOME = Path(__file__).resolve().parent.parent.parent
BASE = "https://data.example.vn/mb06"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    making.release(tmp_path / "data", "thu", "1.0.0")
    making.release(tmp_path / "data", "khac", "1.0.0", title="Bộ khác")
    return tmp_path / "data"


def look(root: Path, order: Order | None = None) -> Survey:
    return static_folder.survey(root.parent / "out", root, "to-chuc", order or Order())


def publish(root: Path, order: Order | None = None) -> Path:
    out = root.parent / "out"
    static_folder.apply(out, look(root, order), BASE)
    return out


def doings(root: Path) -> dict[str, str]:
    return {d.slug: d.doing for d in look(root).plan.datasets}


def test_published_then_unchanged(root: Path) -> None:
    """After apply the plan is empty and verify finds nothing."""
    assert doings(root) == {"thu": "create", "khac": "create"}
    out = publish(root)
    assert doings(root) == {"thu": "unchanged", "khac": "unchanged"}
    assert static_folder.verify(out, look(root)) == []


def test_unchanged_writes_nothing(root: Path) -> None:
    """A second apply leaves every dataset's folder as it was."""
    out = publish(root)
    before = {p: p.stat().st_mtime_ns for p in out.glob("*/*")}
    publish(root)
    assert {p: p.stat().st_mtime_ns for p in out.glob("*/*")} == before


def test_edited_file_is_drift(root: Path) -> None:
    """A file edited in the folder is named by the plan and by verify, and put right by apply."""
    out = publish(root)
    (out / "thu" / "figures.csv").write_text("sửa", encoding="utf-8")
    (planned,) = [d for d in look(root).plan.datasets if d.doing == "update"]
    assert (planned.slug, planned.drifts) == ("thu", ["table:figures stamp", "table:figures size"])
    found = static_folder.verify(out, look(root))
    assert [(f.slug, f.key, f.kind) for f in found] == [("thu", "table:figures", "file")]
    publish(root)
    assert static_folder.verify(out, look(root)) == []


@pytest.mark.parametrize("name", ["index.html", "catalog.jsonld"])
def test_edited_page_is_found(root: Path, name: str) -> None:
    """Index and catalogue are verified too."""
    out = publish(root)
    (out / name).write_text("{}", encoding="utf-8")
    assert [f.place for f in static_folder.verify(out, look(root))] == [name]


def test_new_release_and_rollback(root: Path) -> None:
    """A newer release replaces the older one; rolled back, the older one stays."""
    out = publish(root)
    making.release(root, "thu", "1.1.0", title="Tên mới")
    publish(root)
    assert json.loads((out / "thu" / ABOUT).read_text(encoding="utf-8"))["version"] == "1.1.0"
    publish(root, Order(versions={"thu": "1.0.0"}))
    assert json.loads((out / "thu" / ABOUT).read_text(encoding="utf-8"))["version"] == "1.0.0"
    assert doings(root)["thu"] == "unchanged"


def test_moved_since_the_plan(root: Path) -> None:
    """A folder somebody else wrote to since the plan is refused."""
    planned = look(root)
    out = publish(root)
    with pytest.raises(faults.Moved):
        static_folder.apply(out, planned, BASE)


def test_gone_since_the_plan(root: Path) -> None:
    """A dataset that somebody took out of the folder since the plan does not come back unasked."""
    out = publish(root)
    making.release(root, "thu", "1.1.0")
    planned = look(root)
    shutil.rmtree(out / "thu")
    with pytest.raises(faults.Moved):
        static_folder.apply(out, planned, BASE)


@pytest.mark.parametrize("mark", [static_folder.MAKING, static_folder.OLD])
def test_killed_while_writing(root: Path, mark: str) -> None:
    """What a killed run left, half made or half cleared, is no dataset; the next clears it."""
    out = publish(root)
    shutil.copytree(out / "thu", out / f"{mark}thu")
    making.release(root, "thu", "1.1.0")
    assert static_folder.verify(publish(root), look(root)) == []
    assert not list(out.glob(".*"))


def test_table_is_held_to_its_release(root: Path) -> None:
    """A file edited together with the hash that the folder itself states is still found."""
    out = publish(root)
    (out / "thu" / "figures.csv").write_text("sửa", encoding="utf-8")
    about = json.loads((out / "thu" / ABOUT).read_text(encoding="utf-8"))
    about["resources"][0]["sha256"] = artefacts.measure(out / "thu" / "figures.csv")[1]
    (out / "thu" / ABOUT).write_text(json.dumps(about), encoding="utf-8")
    found = static_folder.verify(out, look(root))
    assert ("thu", "table:figures", "file") in [(f.slug, f.key, f.kind) for f in found]


def test_dataset_that_is_gone_is_found(root: Path) -> None:
    """`verify` names a dataset that somebody took out of the folder."""
    out = publish(root)
    shutil.rmtree(out / "thu")
    found = static_folder.verify(out, look(root))
    assert ("thu", "missing") in [(f.slug, f.kind) for f in found]


def test_edited_description_is_found(root: Path) -> None:
    """`verify` names a field of a dataset that was edited, with both of its values."""
    out = publish(root)
    about = json.loads((out / "thu" / ABOUT).read_text(encoding="utf-8"))
    (out / "thu" / ABOUT).write_text(json.dumps(about | {"title": "Sửa"}), encoding="utf-8")
    (found, *_) = static_folder.verify(out, look(root))
    assert (found.kind, found.place, found.expected, found.found) == (
        "field", "title", "Bộ thử", "Sửa",
    )  # fmt: skip


def test_what_is_not_ours_stays(root: Path) -> None:
    """A dataset in the folder that this publisher did not make is not removed from it."""
    out = publish(root)
    about = json.loads((out / "thu" / ABOUT).read_text(encoding="utf-8"))
    (out / "thu" / ABOUT).write_text(json.dumps(about | {"extras": []}), encoding="utf-8")
    with pytest.raises(faults.Missing):
        static_folder.remove(out, "thu")
    assert (out / "thu" / "figures.csv").is_file()


def test_new_address_goes_before_the_old_one(root: Path) -> None:
    """A folder that moves to another server is told so once, and names the new address."""
    out = publish(root)
    static_folder.apply(out, look(root), "https://noi-moi.example.vn")
    assert static_folder.address(out) == "https://noi-moi.example.vn"


def test_orphan_is_named(root: Path) -> None:
    """A dataset that has no release here is named and left alone."""
    out = publish(root)
    shutil.rmtree(root / "releases" / "khac")
    assert doings(root) == {"thu": "unchanged", "khac": "orphaned"}
    publish(root)
    assert (out / "khac" / ABOUT).is_file()


def test_packages_not_named_are_no_orphans(root: Path) -> None:
    """A plan for one package says nothing of the others in the folder."""
    publish(root)
    assert [d.slug for d in look(root, Order(packages=("thu",))).plan.datasets] == ["thu"]


def test_folder_without_address_goes_by_its_name(root: Path) -> None:
    """The list of changes, which everybody reads, never tells where on a disk the folder lies."""
    out = root.parent / "out"
    static_folder.apply(out, look(root))
    assert static_folder.address(out) == "out"


@pytest.fixture
def told(run: Run, root: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Ended]:
    """The command on the folder, in English, with an address that is named once."""
    monkeypatch.setenv("DATASETS_DIR", str(root))
    (root / "packages").mkdir(exist_ok=True)
    out = str(root.parent / "out")

    def ended(*words: str) -> Ended:
        return run(*words, "--to-dir", out, "--lang", "en", "--json")

    assert ended("apply", "--yes", "--base-url", BASE).exit == 0
    return ended


def states(told: Callable[..., Ended]) -> dict[str, tuple[str | None, str]]:
    packages = told("status").document["packages"]
    return {s["slug"]: (s["published"], s["visibility"]) for s in packages}


def test_status(told: Callable[..., Ended]) -> None:
    """`status` tells of a folder what it tells of a CKAN, with addresses that people can open."""
    assert states(told) == {"khac": ("1.0.0", "public"), "thu": ("1.0.0", "public")}
    first, _ = told("status").document["packages"]
    assert first["address"] == f"{BASE}/khac"


def test_rolled_back_by_the_verb(told: Callable[..., Ended], root: Path) -> None:
    """`rollback` puts the old release back into the folder, where it stays; addresses too."""
    making.release(root, "thu", "1.1.0", title="Tên mới")
    assert told("apply", "--yes").document["done"] == ["thu"]
    assert told("rollback", "thu", "--to", "1.0.0", "--yes").document["done"] == ["thu"]
    assert states(told)["thu"] == ("1.0.0", "public")
    assert told("apply", "--yes").document["done"] == []
    assert f'"@id": "{BASE}/catalog.jsonld"' in (root.parent / "out/catalog.jsonld").read_text()
    assert told("verify").exit == 0


def test_unpublished_until_named(told: Callable[..., Ended], root: Path) -> None:
    """Deleted it is gone from folder, index and catalogue, leaving a note; named it returns."""
    assert told("unpublish", "thu", "--delete", "--note", "sai số", "--yes").exit == 0
    out = root.parent / "out"
    assert not (out / "thu").exists() and "thu/" not in (out / "catalog.jsonld").read_text()
    assert told("verify").exit == 0
    assert told("apply", "--yes").document["done"] == []
    assert states(told)["thu"] == (None, "absent")
    assert told("apply", "--package", "thu", "--yes").document["done"] == ["thu"]
    lines = history.withdrawals(root / "releases" / "thu")
    assert [(line.doing, line.address) for line in lines] == [("deleted", BASE), ("again", BASE)]


def test_folder_hides_nothing(told: Callable[..., Ended]) -> None:
    """Without --delete `unpublish` refuses, and says what can be done instead."""
    ended = told("unpublish", "thu", "--yes")
    assert ended.exit == 2 and "add --delete" in ended.document["error"]["en"]
    assert states(told)["thu"] == ("1.0.0", "public")


def test_unpublished_twice(told: Callable[..., Ended]) -> None:
    """What is not in the folder cannot be taken back from it."""
    assert told("unpublish", "thu", "--delete", "--yes").exit == 0
    ended = told("unpublish", "thu", "--delete", "--yes")
    assert ended.exit == 4 and "has no thu" in ended.document["error"]["en"]


def test_descriptor_is_valid_for_anyone(root: Path) -> None:
    """`frictionless validate` accepts the folder's descriptor."""
    out = publish(root)
    assert Package(str(out / "thu" / "datapackage.json")).validate().valid


def test_catalogue_is_dcat(root: Path) -> None:
    """The catalogue fulfils what DCAT-AP makes mandatory, by the shapes the portal's own meets."""
    graph = rdflib.Graph().parse(publish(root) / "catalog.jsonld", format="json-ld")
    shapes = str(HOME / "tests" / "shapes" / "dcat-ap.ttl")
    fulfilled, _, report = pyshacl.validate(graph, shacl_graph=shapes, allow_warnings=True)
    assert fulfilled, report


def test_every_file_is_listed(root: Path) -> None:
    """Catalogue and index name every file of every dataset by its address."""
    out = publish(root)
    graph = rdflib.Graph().parse(out / "catalog.jsonld", format="json-ld")
    listed = {str(o) for o in graph.objects(None, rdflib.DCAT.downloadURL)}
    files = {p.relative_to(out).as_posix() for p in out.glob("*/*") if p.name != ABOUT}
    assert listed == {f"{BASE}/{name}" for name in files}
    page = (out / "index.html").read_text(encoding="utf-8")
    assert all(f'href="{name}"' in page for name in files)
