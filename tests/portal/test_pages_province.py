"""Pages of provinces: every unit of both vintages, in both languages."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from datasets import units
from datasets.model import COUNTRY, LANGS, Lang, Unit
from portal.views.territory import of
from tests.portal import real

UNITS = [unit for unit in real.collection().units.values() if unit.code != COUNTRY]
OLD = [unit for unit in UNITS if unit.vintage == units.BEFORE]


def read(unit: Unit, lang: Lang) -> real.Document:
    return real.read(real.path("province", lang, slug=unit.slug), vintage=unit.vintage)


def bare(address: str) -> str:
    return re.split(r"[?#]", address)[0]


def by_name(unit: Unit) -> str:
    return f"{unit.slug}-{unit.vintage}"


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("unit", UNITS, ids=by_name)
def test_every_unit_has_its_page(unit: Unit, lang: Lang) -> None:
    """The page bears the unit's name and every figure of its land in a row of its own, which
    leads to the page of the source that the figure stands in."""
    page = read(unit, lang)
    assert len(page.h1) == 1 and unit.name.of(lang) in page.h1[0]
    rows = real.collection().observations
    keys = of(real.collection(), unit).keys
    own = [r for r in rows.to_dict("records") if (r["vintage"], r["unit_code"]) in keys]
    expected = Counter(real.path("source", lang, source_id=r["source_id"]) for r in own)
    shown = Counter(
        next(bare(address) for address, _ in row if bare(address) in expected) for row in page.rows
    )
    assert shown == expected


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("unit", OLD, ids=by_name)
def test_old_unit_leads_to_its_successor(unit: Unit, lang: Lang) -> None:
    """The page of a province of the 63 links to what it became."""
    today = units.successor(real.collection(), unit.code)
    assert real.path("province", lang, slug=today.slug) in read(unit, lang).addresses


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("unit", [u for u in UNITS if u.vintage == units.AFTER], ids=by_name)
def test_unit_of_today_leads_to_what_it_came_from(unit: Unit, lang: Lang) -> None:
    """The page of a unit of today links to each province that merged into it; where only the
    vintage tells the two apart, with the vintage."""
    page = read(unit, lang)
    land = of(real.collection(), unit)
    for old in land.predecessors if land.merged else ():
        address = real.path("province", lang, slug=old.slug)
        shared = real.collection().by_slug(old.slug).key != old.key
        assert address + ("?vintage=2008" if shared else "") in page.addresses


@pytest.mark.parametrize(
    ("path", "written", "definition"),
    [("/tinh/dien-bien", "94,4%", "vi"), ("/en/provinces/dien-bien", "94.4%", "en")],
)
def test_dien_bien(path: str, written: str, definition: Lang) -> None:
    """Without scripts the page shows 94.4 % with its date, its definition and its source."""
    page = real.read(path)
    indicator = real.collection().indicators["id_applications_eligible_pct"]
    row = next(
        (links, text)
        for links, text in zip(page.rows, page.row_texts, strict=True)
        if written in text and indicator.name.of(definition) in text
    )
    assert "25/08/2022" in row[1]
    assert real.path("source", definition, source_id="seed-dienbien-2022-08-25") in [
        bare(address) for address, _ in row[0]
    ]
    assert indicator.definition.of(definition) in page.text


@pytest.mark.parametrize("lang", LANGS)
def test_figures_of_before_stand_under_their_own_heading(lang: Lang) -> None:
    """On the page of Bắc Ninh no table row is about a province of before the merger."""
    page = real.read(real.path("province", lang, slug="bac-ninh"))
    old = real.path("source", lang, source_id="seed-bacgiang-2024-03-06")
    assert old in {bare(address) for address in page.addresses}
    assert all(old != bare(address) for row in page.rows for address, _ in row)


@pytest.mark.parametrize("lang", LANGS)
def test_missing_indicator_names_who_reports_it(lang: Lang) -> None:
    """Hưng Yên of today has no figure: the page says which ones miss and who could give them."""
    page = real.read(real.path("province", lang, slug="hung-yen"))
    missing = real.view("/tinh/hung-yen").missing
    assert missing
    for indicator in missing:
        assert indicator.name.of(lang) in page.text
        assert indicator.reported_by is None or indicator.reported_by.of(lang) in page.text


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("vintage", ["2008", "2025"])
def test_list_leads_to_every_unit(vintage: str, lang: Lang) -> None:
    """The list of a vintage links to each of its units' pages, one row a unit."""
    page = real.read(real.path("provinces", lang), vintage=vintage)
    listed = [unit for unit in UNITS if unit.vintage == vintage]
    assert len(page.rows) == len(listed)
    shown = {bare(row[0][0]) for row in page.rows}
    assert shown == {real.path("province", lang, slug=unit.slug) for unit in listed}


@pytest.mark.parametrize("asof", [None, "2099-01-01"])
def test_links_keep_the_day(asof: str | None) -> None:
    """Who reads the data of an earlier day stays on that day when following a link."""
    page = real.read("/tinh/bac-giang", None, **({"asof": asof} if asof else {}))
    inner = [a for a, _ in page.links if a.startswith(("/tinh", "/nguon", "/chi-tieu"))]
    inner = [a for a in inner if a != "/tinh/bac-giang"]  # the way back to today
    assert inner and all((f"asof={asof}" in a) == bool(asof) for a in inner)


def test_below_is_not_nearly() -> None:
    """Where the source says "dưới 10%" (below), the page does not say "gần 10%" (nearly)."""
    row = next(r for r in real.read("/tinh/ha-noi").row_texts if "10%" in r)
    assert "dưới 10%" in row and "gần 10%" not in row


@pytest.mark.parametrize(
    ("path", "heading"),
    [
        ("/tinh/thua-thien-hue", "Tỉnh Thừa Thiên Huế"),
        ("/tinh/hue", "Thành phố Huế"),
        ("/tinh/da-nang", "Thành phố Đà Nẵng"),
        ("/tinh/dien-bien", "Tỉnh Điện Biên"),
        ("/en/provinces/hue", "Hue"),
    ],
)
def test_headed_by_the_title_that_goes_with_the_name(path: str, heading: str) -> None:
    """Huế was a city for the last half year of the 63, but Thừa Thiên Huế never was one."""
    assert real.read(path).h1 == [heading]
