"""The zip of a release."""

from __future__ import annotations

import io
import os
import zipfile
from datetime import date
from pathlib import Path

from datasets import archive, catalog, release
from datasets.model import Dataset, Text


def released(world: Path) -> Dataset:
    made = release.draft(world, "lists")
    release.write(world, made, note=Text("ghi chú", "note"), day=date(2025, 8, 1))
    return catalog.releases(world, "lists")[0]


def test_every_file_under_one_folder(world: Path) -> None:
    """The zip holds the whole release, below a folder of its name and version."""
    names = zipfile.ZipFile(io.BytesIO(archive.build(released(world)))).namelist()
    files = ("changes.csv", "datapackage.json", "lists.csv", "memberships.csv", "release.json")
    assert names == [f"lists-1.0.0/{name}" for name in files]


def test_same_release_same_bytes(world: Path) -> None:
    """Neither file times nor modes of the disk show in the zip."""
    dataset = released(world)
    first = archive.build(dataset)
    for path in dataset.folder.iterdir():
        os.utime(path, (0, 0))
        path.chmod(0o600)
    assert archive.build(dataset) == first


def test_files_come_out_as_they_are(world: Path) -> None:
    """What comes out is what was frozen."""
    dataset = released(world)
    packed = zipfile.ZipFile(io.BytesIO(archive.build(dataset)))
    frozen = (dataset.folder / "lists.csv").read_bytes()
    assert packed.read("lists-1.0.0/lists.csv") == frozen
