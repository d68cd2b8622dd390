"""Pages of the overview and of indicators: every indicator, vintage and language, read back."""

from __future__ import annotations

import re
from collections import Counter
from xml.etree import ElementTree

import pytest

from datasets.model import LANGS, VINTAGES, Lang
from portal.components import reading
from portal.components.chart import chart_svg
from portal.figures.drawing import NothingToDraw
from portal.i18n import translator
from portal.page import Context
from portal.state import State
from portal.views.indicator import IndicatorView
from tests.portal import real

IDS = list(real.collection().indicators)
VIEWS = ("map", "tiles", "table", "trend")
RANK = "dti_rank"
ID = re.compile(r'\sid="([^"]+)"')


def address(indicator_id: str, lang: Lang) -> str:
    return real.path("indicator", lang, indicator_id=indicator_id)


def context(shown: IndicatorView, lang: Lang, **query: str) -> Context:
    pages = real.routes().pages
    return Context(
        lang=lang, t=translator("indicator", lang), state=State.from_query(query),
        collection=real.collection(), addresses=pages, page=pages["indicator"],
        arguments={"indicator_id": shown.indicator.id}, portal_url=real.PORTAL_URL,
    )  # fmt: skip


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("vintage", VINTAGES)
@pytest.mark.parametrize("indicator_id", IDS)
def test_every_indicator_in_every_vintage(indicator_id: str, vintage: str, lang: Lang) -> None:
    """Name, definition, every shown province and every missing one stand on the page; no id
    stands there twice; the picture's text names the first of the ranking."""
    view = real.view(address(indicator_id, lang), vintage=vintage)
    html = real.html(address(indicator_id, lang), vintage=vintage)
    page = real.read(address(indicator_id, lang), vintage=vintage)
    assert page.h1 == [view.indicator.name.of(lang)]
    assert view.indicator.definition.of(lang) in page.text
    assert [i for i, n in Counter(ID.findall(html)).items() if n > 1] == []
    links = {text for _, text in page.links}
    named = [*(f.unit for f in view.snapshot.figures), *view.snapshot.missing]
    if view.snapshot.period:
        assert all(any(unit.name.of(lang) in text for text in links) for unit in named)
    if view.snapshot.places and view.picture == "map":
        first = reading.unit_said(view.snapshot.figures[0], context(view, lang, vintage=vintage))
        assert first.split(": ")[1] in page.text


@pytest.mark.parametrize("kind", VIEWS)
@pytest.mark.parametrize("indicator_id", [RANK, "dossiers_online_pct", "dti_rank_gain_count",
                                          "eid_accounts_activated_count"])  # fmt: skip
def test_every_kind_of_picture(indicator_id: str, kind: str) -> None:
    """The picture asked for is the current choice, or the first that can be drawn."""
    view = real.view(address(indicator_id, "vi"), view=kind)
    html = real.html(address(indicator_id, "vi"), view=kind)
    assert view.picture == (kind if kind in view.pictures else view.pictures[0])
    assert ('id="trend-title"' in html) == bool(view.trend.series)
    assert ('id="map-title"' in html) == (view.picture != "trend")


@pytest.mark.parametrize("lang", LANGS)
def test_map_states_its_values(lang: Lang) -> None:
    """The picture's description names leaders, last ones and how many are missing."""
    view = real.view(address("dossiers_online_pct", lang))
    text = reading.alternative(view.snapshot, context(view, lang), "map_of")
    shown = view.snapshot
    assert shown.figures[0].unit.name.of(lang) in text
    assert shown.figures[-1].unit.name.of(lang) in text
    assert str(len(shown.missing)) in text


def test_tie_is_marked() -> None:
    """Thanh Hóa and Yên Bái, both 15th of 63 in the DTI of 2022, are said to be tied."""
    page = real.read(address(RANK, "vi"), vintage="2008", period="2022")
    tied = [text for text in page.row_texts if "15 trên 63" in text and "đồng hạng" in text]
    assert len(tied) >= 2
    assert not any("đồng hạng" in text for text in page.row_texts if "Đà Nẵng" in text)


def test_empty_year_says_so() -> None:
    """A year without figures shows words, not an empty map."""
    html = real.html(address(RANK, "vi"), period="2010")
    assert 'id="map-title"' not in html
    assert "chưa tỉnh, thành nào có số liệu" in html


def test_boundary_credit_is_printed() -> None:
    """Under a geographic map the licence's credit stands; under tiles nothing is owed."""
    credit = real.collection().datasets["boundaries"].credit
    assert credit is not None
    assert credit.vi in real.read(address(RANK, "vi"), view="map").text
    assert credit.vi not in real.read(address(RANK, "vi"), view="tiles").text


@pytest.mark.parametrize("lang", LANGS)
def test_overview_chooses_a_map(lang: Lang) -> None:
    """The chosen indicator's map and title stand on the overview, its option marked."""
    path, chosen = real.path("overview", lang), real.collection().indicators[RANK]
    html = real.html(path, indicators=RANK, vintage="2008")
    assert f'value="{RANK}" selected' in html
    assert chosen.name.of(lang) in re.findall(r"<title>(.*?)</title>", html)[0]


@pytest.mark.parametrize("lang", LANGS)
def test_overview_leads_to_every_province(lang: Lang) -> None:
    """All 34 of today, and all the former names, are links."""
    page = real.read(real.path("overview", lang))
    texts = " ".join(text for _, text in page.links)
    for unit in real.collection().units.values():
        assert unit.code == "VN" or unit.name.of(lang) in texts


@pytest.mark.parametrize("lang", LANGS)
def test_catalogue_lists_every_indicator(lang: Lang) -> None:
    """Every indicator is linked exactly once from the list."""
    found = Counter(href for href, _ in real.read(real.path("indicators", lang)).links)
    assert [i for i in IDS if found[address(i, lang)] != 1] == []


@pytest.mark.parametrize("kind", VIEWS)
@pytest.mark.parametrize("lang", LANGS)
def test_chart_stands_alone(lang: Lang, kind: str) -> None:
    """The file is well-formed, says what is seen, names its sources, and links nowhere."""
    view = real.view(address("dti_score", lang), view=kind)
    svg = ElementTree.fromstring(chart_svg(view, context(view, lang, view=kind)))
    words = " ".join(svg.itertext())
    assert svg.tag == "{http://www.w3.org/2000/svg}svg"
    assert view.indicator.name.of(lang).split()[0] in words
    assert "Minh Bạch 06" in words
    assert svg.find(".//{http://www.w3.org/2000/svg}a") is None


def test_chart_of_nothing_raises() -> None:
    """Without figures there is no file."""
    view = real.view(address(RANK, "vi"), period="2010", view="map")
    with pytest.raises(NothingToDraw):
        chart_svg(view, context(view, "vi"))
