"""Pages of sources: each with everything that was taken from it."""

from __future__ import annotations

import pickle
import re
from dataclasses import replace

import pytest

from datasets.model import LANGS, Lang, Source
from portal.components import source_title
from portal.i18n import texts
from portal.page import NotFound
from tests.portal import real

SOURCES = list(real.collection().sources.values())
MARKED = [s for s in SOURCES if s.type in ("repost", "machine_translation")]


def read(source: Source, lang: Lang) -> real.Document:
    return real.read(real.path("source", lang, source_id=source.id))


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("source", SOURCES, ids=lambda s: s.id)
def test_every_figure_of_the_source_is_there(source: Source, lang: Lang) -> None:
    """The page is titled as the source and has one row for each figure taken from it."""
    page = read(source, lang)
    rows = real.collection().observations
    assert page.h1 == [source.title]
    assert len(page.rows) == int((rows["source_id"] == source.id).sum())


@pytest.mark.parametrize("source", SOURCES, ids=lambda s: s.id)
def test_way_to_the_original(source: Source) -> None:
    """The page leads out to the original without telling it who comes, or says that no public
    address is known."""
    html = real.html(real.path("source", "vi", source_id=source.id))
    out = re.findall(r'<a href="(http[^"]+)" rel="noopener external">', html)
    if source.url:
        assert [address.replace("&amp;", "&") for address in out] == [source.url]
    else:
        assert out == [] and texts("source")["source_no_address"].vi in html


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("source", MARKED, ids=lambda s: s.id)
def test_repost_and_machine_translation_are_marked(source: Source, lang: Lang) -> None:
    """What is not the first publication says so, and what that means."""
    assert texts("source")[f"source_is_{source.type}"].of(lang) in read(source, lang).text


@pytest.mark.parametrize("lang", LANGS)
def test_list_names_every_source_once(lang: Lang) -> None:
    """The list and the pages of copies that it leads to link to every source's page, once."""
    prefix, path = real.path("source", lang, source_id=""), real.path("sources", lang)
    first, apart = real.read(path), real.view(path).apart
    assert {f"{path}?type={group.type}" for group in apart} <= first.addresses
    lists = [first, *(real.read(path, type=group.type) for group in apart)]
    shown = [a for page in lists for a, _ in page.links if a.startswith(prefix)]
    assert sorted(shown) == sorted(real.path("source", lang, source_id=s.id) for s in SOURCES)


@pytest.mark.parametrize(
    ("title", "lang"),
    [
        ("Nhân dân là trung tâm", "vi"),
        ("An Giang tăng tốc chuyển đổi số, đẩy mạnh CCHC", "vi"),
        ("Bắc Ninh tops national public service delivery index", "en"),
        ("Quảng Ngãi ranks 13th Nationwide in online payment rate", "en"),
        ("PAPI province scores, 2024.csv", "en"),
    ],
)
def test_titles_are_read_in_their_own_language(title: str, lang: Lang) -> None:
    """The title tells its language, whatever the text behind it is written in."""
    assert source_title.language(replace(SOURCES[0], title=title)) == lang


@pytest.mark.parametrize("lang", LANGS)
def test_foreign_titles_are_marked(lang: Lang) -> None:
    """In the list of sources a title in the other language says so, one in the page's does not."""
    html = real.html(real.path("sources", lang), type="machine_translation")
    for source in (s for s in SOURCES if s.type == "machine_translation"):
        address, other = (
            real.path("source", lang, source_id=source.id),
            source_title.language(source),
        )
        mark = "" if other == lang else f' lang="{other}"'
        assert f'<a href="{address}"{mark}>' in html


def test_counts_add_up() -> None:
    """The figures counted beside the sources are all figures there are."""
    view = real.view(real.path("sources", "vi"))
    counted = sum(count for group in view.groups for _, count in group.sources)
    assert counted == view.figures == len(real.collection().observations)


def test_views_go_to_the_cache_whole() -> None:
    """The views pickle, so that workers can share them."""
    for path in (real.path("sources", "vi"), real.path("source", "vi", source_id=SOURCES[0].id)):
        found = real.view(path)
        assert pickle.loads(pickle.dumps(found)) == found


def test_unknown_source() -> None:
    """A source that the register does not hold is not found."""
    with pytest.raises(NotFound):
        real.view(real.path("source", "vi", source_id="nobody"))
