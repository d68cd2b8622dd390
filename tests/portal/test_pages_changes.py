"""The page of changes: every release, every changed cell from old to new, with its reason."""

from __future__ import annotations

import pickle
import shutil
from datetime import date
from pathlib import Path

import pytest

from datasets import catalog, release
from datasets import collection as ground
from datasets.collection import Collection
from datasets.model import LANGS, Lang
from portal import library
from portal.integrity import damaged
from portal.page import NotFound
from portal.views.changes import ChangesView
from tests.portal import machine, real


@pytest.fixture(scope="module")
def corrected(released: Path) -> Collection:
    """All packages released once, and one again with its last figure one higher."""
    return ground.load(catalog.release_set(released).datasets)


def view(found: Collection, **query: str) -> ChangesView:
    shown: ChangesView = real.view("/thay-doi", found, **query)
    return shown


def test_newest_first(corrected: Collection) -> None:
    """The correction stands before the thirteen first releases."""
    releases = view(corrected).releases
    assert len(releases) == 1 + len(corrected.datasets)
    assert (releases[0].package, releases[0].version) == (machine.CHANGED, "1.0.1")
    days = [release.released for release in releases]
    assert days == sorted(days, reverse=True)


def test_changed_cell_from_old_to_new(corrected: Collection) -> None:
    """The one changed cell names unit, indicator, field, old and new."""
    release = view(corrected).releases[0]
    last = corrected.observations[corrected.observations["package"] == machine.CHANGED].iloc[-1]
    assert (release.cells_changed, release.rows_added, len(release.lines)) == (1, 0, 1)
    line = release.lines[0]
    assert line.unit is not None and line.indicator is not None and line.field is not None
    assert line.unit.key == (last["vintage"], last["unit_code"])
    assert line.indicator.id == last["indicator_id"]
    assert float(line.new) == float(line.old) + 1 == last["value"]


@pytest.mark.parametrize("lang", LANGS)
def test_page_says_old_new_and_reason(corrected: Collection, lang: Lang) -> None:
    """The page shows the cell in one row, and the note as the reason, in its language."""
    line = view(corrected).releases[0].lines[0]
    page = real.read(real.path("changes", lang), corrected)
    assert line.unit is not None and line.indicator is not None
    row = next(text for text in page.row_texts if line.indicator.name.of(lang) in text)
    assert line.old in row and line.new in row and line.unit.name.of(lang) in row
    assert machine.NOTE.of(lang) in page.text


def test_first_release_lists_no_cells(corrected: Collection) -> None:
    """Of a first release the page says how many rows there are, and lists none of them."""
    first = [release for release in view(corrected).releases if release.first]
    assert len(first) == len(corrected.datasets)
    assert all(release.lines == () and release.rows_added > 0 for release in first)


def test_filter_by_package(corrected: Collection) -> None:
    """package= shows that dataset's releases alone, and the links offer every dataset."""
    shown = view(corrected, package=machine.CHANGED)
    assert {release.package for release in shown.releases} == {machine.CHANGED}
    assert [release.version for release in shown.releases] == ["1.0.1", "1.0.0"]
    page = real.read("/thay-doi", corrected, package=machine.CHANGED)
    wanted = {f"/thay-doi?package={slug}" for slug in corrected.datasets}
    assert wanted | {"/thay-doi", f"/feed/{machine.CHANGED}.atom"} <= page.addresses


def test_unknown_package(corrected: Collection) -> None:
    """A dataset that is not there is not found."""
    with pytest.raises(NotFound):
        view(corrected, package="nothing")


def test_past_day_has_a_past_log(released: Path) -> None:
    """As of the first day, the correction had not been made."""
    past = ground.load(catalog.release_set(released, machine.FIRST).datasets)
    assert all(release.first for release in view(past).releases)


def test_working_packages_have_no_log() -> None:
    """A preview of unreleased work says that nothing has been released."""
    working = ground.load(catalog.working(real.ROOT))
    assert view(working).releases == ()
    assert "xem trước" in real.read("/thay-doi", working).text


def test_view_goes_to_the_cache_whole(corrected: Collection) -> None:
    """The view pickles, so that workers can share it."""
    assert pickle.loads(pickle.dumps(view(corrected))) == view(corrected)


def load(root: Path) -> Collection:
    return ground.load(catalog.release_set(root).datasets)


@pytest.mark.parametrize("lang", LANGS)
def test_withdrawal_is_shown(withdrawn: Path, lang: Lang) -> None:
    """The page tells that a package was taken back, from where and why, and that it returned."""
    found = load(withdrawn)
    told = [(b.told.day.isoformat(), b.told.doing) for b in view(found).taken_back]
    assert told == [(machine.AGAIN, "again"), (machine.PRIVATE, "private")]
    page = real.read(real.path("changes", lang), found)
    back = {"vi": "Đã rút khỏi danh mục", "en": "Withdrawn from the catalogue"}[lang]
    again = {"vi": "Đã công bố lại trên danh mục", "en": "Published again in the catalogue"}[lang]
    why = machine.WHY.of(lang)
    where = page.text.index(f"{back} {machine.CATALOGUE}")
    assert page.text.index(f"{again} {machine.CATALOGUE}") < where < page.text.index(why)
    assert page.text.count(f"{back} {machine.CATALOGUE}") == 1


def test_withdrawal_of_another_package(withdrawn: Path) -> None:
    """The log of one dataset leaves out what became of the others."""
    assert view(load(withdrawn), package="targets").taken_back == ()
    assert len(view(load(withdrawn), package=machine.CHANGED).taken_back) == 2


def test_past_day_knows_no_later_withdrawal(withdrawn: Path) -> None:
    """As of a day between, the package was taken back and not yet published again."""
    shown = view(load(withdrawn), asof=date(2026, 2, 26).isoformat())
    assert [back.told.doing for back in shown.taken_back] == ["private"]


def test_withdrawal_disturbs_no_release(released: Path, withdrawn: Path) -> None:
    """Releases, the release set's id, the next release and the check at start stay the same."""
    ours, theirs = catalog.release_set(withdrawn), catalog.release_set(released)
    assert ours.id == theirs.id
    versions = [d.version for d in catalog.releases(withdrawn, machine.CHANGED)]
    assert versions == ["1.0.0", "1.0.1"]
    assert release.draft(withdrawn, machine.CHANGED).version is None
    assert damaged(withdrawn) is None


def test_release_after_a_withdrawal(withdrawn: Path, tmp_path: Path) -> None:
    """A package that was taken back is released as any other, and the note stays."""
    root = tmp_path / "data"
    shutil.copytree(withdrawn, root)
    machine.correct(root, date(2026, 3, 1))
    assert [d.version for d in catalog.releases(root, machine.CHANGED)][-1] == "1.0.2"
    assert len(view(load(root)).taken_back) == 2
    assert damaged(root) is None


def test_broken_line_is_named_at_start(withdrawn: Path, tmp_path: Path) -> None:
    """A line that cannot be read is named with file and number before anything is served."""
    root = tmp_path / "data"
    shutil.copytree(withdrawn, root)
    machine.withdraw(root, (machine.PRIVATE, "lost"))
    assert "withdrawals.jsonl: line 4 cannot be read" in (damaged(root) or "")


def test_withdrawal_is_seen_without_a_restart(
    released: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The page that is kept makes way for one that tells of the withdrawal."""
    root = tmp_path / "data"
    shutil.copytree(released, root)
    monkeypatch.setattr(library, "CHECK_SECONDS", 0)
    client = machine.server(root).test_client()
    assert machine.CATALOGUE not in client.get("/thay-doi").text
    machine.withdraw(root, (machine.PRIVATE, "deleted"))
    assert f"Đã xóa khỏi danh mục {machine.CATALOGUE}" in client.get("/thay-doi").text
