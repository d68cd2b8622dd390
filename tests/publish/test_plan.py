"""The plan: pure, from what is released and what stands."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from publish import compare, mapping, plan, record
from publish import standing as standing_of
from publish.job import as_package
from publish.mapping import Setting
from publish.plan import DatasetPlan, Plan
from publish.record import Entry, Record
from publish.standing import Standing
from publish.wanted import Wanted
from tests.publish import making

SETTING = Setting("to-chuc", "https://minhbach.example", frozenset({"cc-by", "other-at"}))


@pytest.fixture
def wanted(tmp_path: Path) -> Wanted:
    release = making.release(tmp_path, "thu", "1.0.0")
    return mapping.wanted(release, SETTING, release.released)


def published(wanted: Wanted, **other: Any) -> dict[str, Any]:
    """The dataset as CKAN shows it after an undisturbed publish of `wanted`."""
    entries = {
        p.key: Entry(
            id=f"id-{p.key}",
            fields=record.shortened({**p.fields, "publisher_key": p.key, "sha256": "abc"}),
            content=p.content,
            size_bytes=10,
            stamp="2026-01-02T03:04:05",
            table=p.shape.digest if p.shape else None,
        )
        for p in wanted.pieces
    }
    kept = Record(wanted.version, record.shortened(wanted.fields), entries, pending=False)
    resources = [
        {
            **p.fields,
            "id": f"id-{p.key}",
            "publisher_key": p.key,
            "sha256": "abc",
            "url": f"https://ckan.example/dataset/x/resource/y/download/{p.file_name}",
            "url_type": "upload",
            "size": 10,
            "last_modified": "2026-01-02T03:04:05",
            "datastore_active": p.shape is not None,
        }
        for p in wanted.pieces
    ]
    package = as_package(wanted.fields, {}, kept)
    return {
        **package,
        "id": "id",
        "name": wanted.name,
        "metadata_modified": "2026-01-02",
        "state": "active",
        "organization": {"name": package["owner_org"]},
        "resources": resources,
        **other,
    }


def planned(wanted: Wanted, package: dict[str, Any] | None) -> DatasetPlan:
    standing: Standing | None = standing_of.of(package) if package else None
    return compare.of_dataset(wanted, standing)


def test_absent(wanted: Wanted) -> None:
    """What is not there is created, with every file and table."""
    made = planned(wanted, None)
    assert (made.doing, {p.doing for p in made.pieces}) == ("create", {"create"})
    assert [p.table for p in made.pieces] == ["load", "load", "none", "none", "none"]


def test_unchanged(wanted: Wanted) -> None:
    """After a publish there is nothing to do."""
    made = planned(wanted, published(wanted))
    assert (made.doing, made.changes) == ("unchanged", ())
    assert {(p.doing, p.file, p.changes, p.drifted) for p in made.pieces} == {
        ("unchanged", "keep", (), ())
    }


def test_our_own_change(wanted: Wanted) -> None:
    """A new title is an update from old to new, no drift."""
    renamed = replace(wanted, fields={**wanted.fields, "title": "Tên mới"})
    (change,) = planned(renamed, published(wanted)).changes
    assert (change.field, change.old, change.new, change.drifted) == (
        "title", "Bộ thử", "Tên mới", False,
    )  # fmt: skip


def test_somebody_elses_change(wanted: Wanted) -> None:
    """A title edited in the catalogue is named as drift."""
    made = planned(wanted, published(wanted, title="Sửa bằng tay"))
    assert (made.doing, made.drifts) == ("update", ["title"])


def test_others_extras_and_groups_are_left(wanted: Wanted) -> None:
    """What others added beside ours is no difference."""
    package = published(wanted)
    package["extras"].append({"key": "của họ", "value": "1"})
    package["groups"] = [{"name": "nhom-cua-ho"}]
    assert planned(wanted, package).doing == "unchanged"


@pytest.mark.parametrize("field", ["size", "last_modified", "sha256", "url"])
def test_file_changed_by_somebody(wanted: Wanted, field: str) -> None:
    """A file uploaded by hand shows in its size, its time, its lost hash or its name."""
    package = published(wanted)
    package["resources"][0][field] = {"size": 11, "url": "https://x/download/other.csv"}.get(
        field, "?"
    )
    made = planned(wanted, package)
    assert (made.pieces[0].file, made.doing) == ("replace", "update")
    assert made.pieces[0].drifted


def test_resource_found_again_without_its_key(wanted: Wanted) -> None:
    """A form of CKAN that dropped our fields costs no link: the resource keeps its id."""
    package = published(wanted)
    del package["resources"][1]["publisher_key"]
    made = planned(wanted, package)
    assert made.pieces[1].id == package["resources"][1]["id"]
    assert {p.doing for p in made.pieces} == {"unchanged", "update"}


def test_found_by_file_name_without_record(wanted: Wanted) -> None:
    """Even with our record gone too, the file's name tells which resource it is."""
    package = published(wanted)
    del package["resources"][1]["publisher_key"]
    package["extras"] = [e for e in package["extras"] if e["key"] != record.EXTRA]
    assert planned(wanted, package).pieces[1].id == "id-table:places"


def test_links_lead_to_the_recorded_resource(wanted: Wanted) -> None:
    """A copy that somebody made of a resource, our key with it, does not take its place."""
    package = published(wanted)
    package["resources"].insert(0, {**package["resources"][0], "id": "ban-sao"})
    made = planned(wanted, package)
    assert [p.id for p in made.pieces if p.key == "table:figures"] == [
        "id-table:figures",
        "ban-sao",
    ]
    assert [p.id for p in made.pieces if p.doing == "orphaned"] == ["ban-sao"]


@pytest.mark.parametrize(("keys", "ours"), [(True, True), (False, False)])
def test_ours_by_our_keys(wanted: Wanted, keys: bool, ours: bool) -> None:
    """Without our record a dataset is ours as long as one of its resources carries our key."""
    package = published(wanted)
    package["extras"] = []
    if not keys:
        package["resources"] = [r | {"publisher_key": None} for r in package["resources"]]
    assert standing_of.of(package).ours is ours


def test_hidden_by_somebody(wanted: Wanted) -> None:
    """A dataset that somebody made private is named as drift."""
    assert planned(wanted, published(wanted, private=True)).drifts == ["private"]


def test_table_dropped_by_somebody(wanted: Wanted) -> None:
    """A table that is gone is loaded again, and said to have been touched."""
    package = published(wanted)
    package["resources"][0]["datastore_active"] = False
    piece = planned(wanted, package).pieces[0]
    assert (piece.table, piece.file, piece.drifted) == ("load", "keep", ("table",))


def test_orphaned_resource(wanted: Wanted) -> None:
    """A resource of ours that no release has any more is to be removed; others' are left."""
    package = published(wanted)
    fewer = replace(wanted, pieces=wanted.pieces[1:])
    package["resources"].append({"id": "theirs", "name": "của họ", "url": "https://x/y.csv"})
    orphans = [p for p in planned(fewer, package).pieces if p.doing == "orphaned"]
    assert [(p.id, p.file, p.table) for p in orphans] == [("id-table:figures", "remove", "drop")]


@pytest.mark.parametrize("lost", ["publisher_key", "record"])
def test_orphan_is_known_by_what_is_left(wanted: Wanted, lost: str) -> None:
    """A resource that lost our key, or a dataset that lost our record, is still cleared up."""
    package = published(wanted)
    if lost == "record":
        package["extras"] = [e for e in package["extras"] if e["key"] != record.EXTRA]
    else:
        del package["resources"][0][lost]
    made = planned(replace(wanted, pieces=wanted.pieces[1:]), package)
    assert [p.id for p in made.pieces if p.doing == "orphaned"] == ["id-table:figures"]


@pytest.mark.parametrize(
    ("size", "drifted", "file"), [(10, (), "keep"), (11, ("size",), "replace")]
)
def test_file_of_a_publish_cut_off(
    wanted: Wanted, size: int, drifted: tuple[str, ...], file: str
) -> None:
    """A file that arrived before the cut is kept; of another size, somebody else replaced it."""
    package = published(wanted)
    kept = standing_of.of(package).record
    assert kept
    cut = {key: replace(entry, stamp=None) for key, entry in kept.resources.items()}
    package |= as_package({}, package, replace(kept, resources=cut, pending=True))
    package["resources"][0]["size"] = size
    piece = planned(wanted, package).pieces[0]
    assert (piece.drifted, piece.file) == (drifted, file)


def test_unfinished(wanted: Wanted) -> None:
    """A publish that was cut off is work to do, even when all seems to stand."""
    package = published(wanted)
    kept = standing_of.of(package).record
    assert kept
    package |= as_package({}, package, replace(kept, pending=True))
    made = planned(wanted, package)
    assert (made.doing, made.unfinished) == ("update", True)


def test_deep(wanted: Wanted) -> None:
    """Differences found by reading tables and files become reloads and replacements, as drift."""
    whole = Plan("https://ckan.example", "to-chuc", (planned(wanted, published(wanted)),))
    deep = plan.deepened(whole, {("thu", "table:figures"): {"value"}, ("thu", "archive"): {"file"}})
    pieces = {p.key: (p.file, p.table, p.drifted) for p in deep.datasets[0].pieces}
    assert pieces["table:figures"] == ("keep", "reload", ("table",))
    assert pieces["archive"] == ("replace", "none", ("file",))
    assert deep.pending and not whole.pending


def test_fields_are_counted_on_datasets_and_resources(wanted: Wanted) -> None:
    """The total of changed fields is those of the dataset and those of its resources."""
    package = published(wanted, title="Sửa bằng tay")
    package["resources"][0] |= {"description": "?", "description_en": "?"}
    assert Plan("https://x", "to-chuc", (planned(wanted, package),)).counts()["fields"] == 3


def test_saved_and_read(wanted: Wanted) -> None:
    """A plan survives JSON."""
    datasets = (planned(wanted, None), planned(wanted, published(wanted, title="?")))
    whole = Plan("https://ckan.example", "to-chuc", datasets, True, ("nhom",), ("thu",))
    assert plan.from_document(json.loads(json.dumps(whole.as_document()))) == whole


def test_record_survives_json(wanted: Wanted) -> None:
    """What we remember in the catalogue is read back as written."""
    kept = standing_of.of(published(wanted)).record
    assert kept and record.load(kept.dump()) == kept


@pytest.mark.parametrize(
    "spoilt", [None, "", "{}", "[]", "null", '{"release":1}', "không phải JSON"]
)
def test_spoilt_record(spoilt: str | None) -> None:
    """A record somebody spoilt is none, not a crash."""
    assert record.load(spoilt) is None
