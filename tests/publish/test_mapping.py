"""Releases put into a catalogue's words."""

from __future__ import annotations

import hashlib
import io
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from datasets import catalog
from datasets.model import Dataset
from publish import artefacts, mapping, pieces
from publish.mapping import Setting
from publish.wanted import Wanted
from tests.publish import making

HOME = Path(__file__).resolve().parent.parent.parent
RELEASES = catalog.release_set(HOME / "datasets").datasets
SETTING = mapping.setting_of(RELEASES, "to-chuc", "https://minhbach.example", ["cc-by", "other-at"])


def of(release: Dataset, setting: Setting = SETTING) -> Wanted:
    return mapping.wanted(release, setting, date(2026, 1, 1))


@pytest.mark.parametrize("slug", RELEASES)
def test_fits_ckans_limits(slug: str) -> None:
    """Names, tags, columns and file names of every release are such as CKAN takes unchanged."""
    wanted = of(RELEASES[slug])
    assert wanted.name.isascii() and len(wanted.name) <= 100
    assert all(2 <= len(tag) <= 100 for tag in wanted.fields["tags"].split(", "))
    for piece in wanted.pieces:
        assert piece.file_name.isascii() and piece.file_name == piece.file_name.lower()
        for column in piece.shape.columns if piece.shape else ():
            assert column.id.isascii() and len(column.id.encode()) <= 63
            assert not column.id.startswith("_")


@pytest.mark.parametrize("slug", RELEASES)
def test_dictionary_in_both_languages(slug: str) -> None:
    """Every column of every release has a label in Vietnamese and in English."""
    for piece in of(RELEASES[slug]).pieces:
        for column in piece.shape.columns if piece.shape else ():
            assert column.info["label"] and column.info["label_en"]


def test_pieces(tmp_path: Path) -> None:
    """Each table, the workbook, the package and the descriptor are resources."""
    wanted = of(making.release(tmp_path, "thu", "1.0.0"))
    assert [p.key for p in wanted.pieces] == [
        "table:figures", "table:places", "workbook", "archive", "descriptor",
    ]  # fmt: skip


def test_key_only_without_missing_cells(tmp_path: Path) -> None:
    """A key column that may be empty gives no key: PostgreSQL would let its rows double."""
    figures, places = of(making.release(tmp_path, "thu", "1.0.0")).pieces[:2]
    assert figures.shape and places.shape
    assert (figures.shape.key, places.shape.key) == (("code",), ())


def test_types_are_declared(tmp_path: Path) -> None:
    """Each column's type follows from its schema; a code stays text."""
    shape = of(making.release(tmp_path, "thu", "1.0.0")).pieces[0].shape
    assert shape
    assert [c.type for c in shape.columns] == ["text", "date", "numeric", "int8", "text"]


@pytest.mark.parametrize(
    ("name", "known", "expected"),
    [
        ("CC-BY-4.0", {"cc-by", "other-at"}, "cc-by"),
        ("CC-BY-4.0", {"CC-BY-4.0", "cc-by"}, "CC-BY-4.0"),
        ("Riêng-1.0", {"cc-by", "other-at"}, "other-at"),
        ("CC-BY-4.0", set(), "CC-BY-4.0"),
    ],
)
def test_licence(name: str, known: set[str], expected: str) -> None:
    """A licence gets the id it has in the catalogue's own list."""
    assert mapping.licence_id(name, frozenset(known)) == expected


def test_tags() -> None:
    """Keywords become tags that CKAN takes: no commas, two letters at least, each once."""
    given = ["Đề án 06", "dân số, nhà ở", "x", "tỉnh", "tỉnh"]
    assert mapping.tags(given) == ["dân số nhà ở", "tỉnh", "Đề án 06"]


def test_themes_are_groups() -> None:
    """A theme's package is in its own group; targets are in those of the indicators they name."""
    tasks = [g.name for g in mapping.groups_of(RELEASES["tasks"], SETTING)]
    assert tasks == ["minh-bach-06-tasks"]
    assert len(mapping.groups_of(RELEASES["targets"], SETTING)) > 1
    assert mapping.groups_of(RELEASES["units"], SETTING) == ()


def test_without_portal_no_links(tmp_path: Path) -> None:
    """Without PORTAL_URL nothing published points at a page."""
    release = making.release(tmp_path, "thu", "1.0.0")
    fields = of(release, Setting("to-chuc")).fields
    assert not [v for v in fields.values() if "/du-lieu/" in v]


def test_descriptor_names_the_catalogues_files(tmp_path: Path) -> None:
    """The published descriptor's paths are addresses in the catalogue; nothing else differs."""
    release = making.release(tmp_path, "thu", "1.0.0")
    made = pieces.descriptor(release, lambda key: f"https://ckan.example/{key}")
    paths = [r.pop("path") for r in made["resources"]]
    assert paths == ["https://ckan.example/table:figures", "https://ckan.example/table:places"]
    given = [{k: v for k, v in r.items() if k != "path"} for r in release.descriptor["resources"]]
    assert made == {**release.descriptor, "resources": given}


@pytest.mark.parametrize("key", ["workbook", "archive"])
def test_made_files_are_the_same_each_time(tmp_path: Path, key: str) -> None:
    """A workbook or package written twice has the same bytes."""
    wanted = of(making.release(tmp_path, "thu", "1.0.0"))
    hashes = {
        artefacts.upload(wanted, wanted.piece(key), lambda k: "", folder).sha256
        for folder in (tmp_path / "a", tmp_path / "b")
        if not folder.mkdir()
    }
    assert len(hashes) == 1


def test_workbook_holds_the_tables(tmp_path: Path) -> None:
    """Each table of the release is a sheet with the same cells, codes as text."""
    wanted = of(making.release(tmp_path, "thu", "1.0.0"))
    made = artefacts.upload(wanted, wanted.piece("workbook"), lambda k: "", tmp_path)
    assert made.sha256 == hashlib.sha256(made.path.read_bytes()).hexdigest()
    sheets = pd.read_excel(io.BytesIO(made.path.read_bytes()), sheet_name=None, dtype={"code": str})
    assert list(sheets) == ["Giới thiệu", "figures", "places"]
    assert list(sheets["figures"]["code"]) == [row[0] for row in making.ROWS]
    assert list(sheets["figures"]["value"]) == [float(row[2]) for row in making.ROWS]
