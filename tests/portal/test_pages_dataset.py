"""Pages of datasets: what they are, what their columns mean, how to take and cite them."""

from __future__ import annotations

import csv
import pickle
from datetime import date
from html import unescape
from pathlib import Path

import pytest

from datasets import catalog
from datasets import collection as collections
from datasets.model import LANGS, Lang
from portal.i18n import texts
from portal.page import NotFound
from portal.pages.dataset import keywords
from tests.portal import ground, real

SLUGS = sorted(real.collection().datasets)


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("slug", SLUGS)
def test_every_column_is_explained(slug: str, lang: Lang) -> None:
    """The page names every column of every table with its title and meaning."""
    page = real.read(real.path("dataset", lang, package=slug))
    for table in real.collection().datasets[slug].tables:
        assert table.title.of(lang) in page.text
        for column in table.fields:
            said = f"{column.title.of(lang)}. {column.description.of(lang)}"
            assert any(
                text.startswith(column.name + column.type) and text.endswith(said)
                for text in page.row_texts
            )


@pytest.mark.parametrize("slug", SLUGS)
def test_every_format_is_offered(slug: str) -> None:
    """The page offers the zip, the descriptor, and every table as CSV, XLSX and JSON."""
    addresses = real.read(real.path("dataset", "vi", package=slug)).addresses
    tables = real.collection().datasets[slug].tables
    wanted = {f"/data/{slug}.zip", f"/data/{slug}/datapackage.json"} | {
        f"/data/{slug}/{table.name}.{ending}"
        for table in tables
        for ending in ("csv", "xlsx", "json")
    }
    assert wanted <= addresses


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("slug", SLUGS)
def test_citation_names_the_version(slug: str, lang: Lang) -> None:
    """Sentence and BibTeX name the title, the version and an address that works elsewhere."""
    page = real.read(real.path("dataset", lang, package=slug))
    dataset = real.collection().datasets[slug]
    assert f"  version = {{{dataset.version}}}," in page.text
    assert f"  title = {{{{{dataset.title.of(lang)}}}}}," in page.text
    assert page.text.count(real.PORTAL_URL + real.path("dataset", lang, package=slug)) == 2


@pytest.mark.parametrize("slug", SLUGS)
def test_snippets_use_the_stable_address(slug: str) -> None:
    """Excel, pandas and R are given the public address of the package's first table."""
    first = real.collection().datasets[slug].tables[0].name
    text = real.read(real.path("dataset", "vi", package=slug)).text
    assert text.count(f"{real.PORTAL_URL}/data/{slug}/{first}.csv") == 3


@pytest.mark.parametrize("slug", SLUGS)
def test_preview_shows_the_first_rows_as_in_the_file(slug: str) -> None:
    """Each preview holds the first lines of its CSV, cell by cell, long ones cut."""
    for shown in real.view(real.path("dataset", "vi", package=slug)).tables:
        with shown.table.path.open(encoding="utf-8", newline="") as file:
            header, *rows = list(csv.reader(file))
        assert list(shown.header) == header
        assert shown.rows == len(rows)
        for line, preview in zip(rows, shown.preview, strict=False):
            assert [_plain(a) for a in preview] == [_plain(b, cut=True) for b in line]


def _plain(cell: str, *, cut: bool = False) -> str | float:
    """Numbers are compared by value: 0.50 and 0.5 are one."""
    try:
        return float(cell)
    except ValueError:
        return cell if not cut or len(cell) <= 80 else f"{cell[:79]}…"


@pytest.mark.parametrize("page", ["datasets", "dataset"])
def test_view_goes_to_the_cache_whole(page: str) -> None:
    """The views pickle, so that workers can share them."""
    arguments = {"package": "units"} if page == "dataset" else {}
    found = real.view(real.path(page, "vi", **arguments))
    assert pickle.loads(pickle.dumps(found)) == found


@pytest.mark.parametrize("lang", LANGS)
def test_list_names_every_dataset(lang: Lang) -> None:
    """The list links to every package's page and zip, once."""
    page = real.read(real.path("datasets", lang))
    shown = [address for row in page.rows for address, _ in row]
    wanted = [[real.path("dataset", lang, package=s), f"/data/{s}.zip"] for s in SLUGS]
    assert sorted(shown) == sorted(address for pair in wanted for address in pair)


@pytest.mark.parametrize(
    ("asof", "versions"), [(None, ["1.0.1", "1.0.0"]), (date(2026, 2, 1), ["1.0.0"])]
)
def test_versions_newest_first(tmp_path: Path, asof: date | None, versions: list[str]) -> None:
    """All releases are listed, newest first; on an earlier day only those that existed."""
    root = ground.whole(tmp_path)
    found = collections.load(catalog.release_set(root, asof).datasets)
    shown = real.view(real.path("dataset", "vi", package="identity"), found)
    assert [version.version for version in shown.versions] == versions


def test_version_can_be_taken(tmp_path: Path) -> None:
    """Each version of the list leads to its own zip, under its own number."""
    found = collections.load(catalog.release_set(ground.whole(tmp_path)).datasets)
    page = real.read(real.path("dataset", "vi", package="identity"), found)
    assert {f"/data/identity/{v}/identity.zip" for v in ("1.0.0", "1.0.1")} <= page.addresses


def test_unknown_dataset() -> None:
    """A package that is not released is not found."""
    with pytest.raises(NotFound):
        real.view(real.path("dataset", "vi", package="nothing"))


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("slug", SLUGS)
def test_notes_name_marks_in_words(slug: str, lang: Lang) -> None:
    """Where a curator's note names a mark by its code, readers get the words beside figures."""
    notes = real.collection().datasets[slug].notes
    codes = [key for key in texts("common") if key.startswith("flag_")]
    named = [key for key in codes if notes and key.removeprefix("flag_") in notes.of(lang)]
    page = real.html(real.path("dataset", lang, package=slug))
    written = page.partition(f"<h2>{texts('dataset')['dataset_notes'].of(lang)}</h2>")[2]
    written = written.partition("</section>")[0]
    assert all(f"“{texts('common')[key].of(lang)}”" in unescape(written) for key in named)
    assert not any(key.removeprefix("flag_") in written for key in codes)


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("slug", SLUGS)
def test_keywords_are_of_one_language(slug: str, lang: Lang) -> None:
    """Every keyword stands on the page of its language; names in capitals stand on both."""
    words = real.collection().datasets[slug].keywords
    shown = {key: keywords(words, key) for key in LANGS}
    assert set(shown["vi"]) | set(shown["en"]) == set(words)
    assert all(word.isascii() for word in shown["en"])
    assert ", ".join(shown[lang]) in unescape(real.html(real.path("dataset", lang, package=slug)))


def test_keywords_told_apart() -> None:
    """Letters outside ASCII are Vietnamese; VNeID and 766 belong to both languages."""
    words = ("Đề án 06", "căn cước", "VNeID", "766", "Project 06", "open data")
    assert keywords(words, "vi") == ["Đề án 06", "căn cước", "VNeID", "766"]
    assert keywords(words, "en") == ["VNeID", "766", "Project 06", "open data"]
