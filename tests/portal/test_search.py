"""What people type and what they must find first: names, old names, short forms, slips."""

from __future__ import annotations

import pickle
import re
from typing import Any

import pytest

from datasets import units
from datasets.model import COUNTRY, LANGS, Dataset, Lang, Source
from portal.page import LONGEST
from portal.state import BadState
from portal.views import territory
from portal.views.figure import Figure
from portal.views.finding import abbreviations, words
from portal.views.finding.answers import figures_of_places
from portal.views.search import Measured, Place, SearchView
from tests.portal import real
from tests.portal.handmade import holding, row

PROVINCES = [u for u in real.collection().units.values() if u.code != COUNTRY]


def found(query: str) -> SearchView:
    view: SearchView = real.view("/tim", q=query)
    return view


def said(hit: Any) -> str:
    """A hit in short: figure:<slug>:<indicator>, place:<slug>:<vintage>, indicator:<id> ..."""
    if isinstance(hit, Figure):
        return f"figure:{hit.unit.slug}:{hit.indicator.id}"
    if isinstance(hit, Place):
        return f"place:{hit.unit.slug}:{hit.unit.vintage}"
    if isinstance(hit, Measured):
        return f"indicator:{hit.indicator.id}"
    if isinstance(hit, Dataset):
        return f"dataset:{hit.slug}"
    return f"source:{hit.id}" if isinstance(hit, Source) else "nothing"


@pytest.mark.parametrize(
    ("query", "first"),
    [
        # a place and a matter: that very figure
        ("bac giang cccd", "figure:bac-giang:id_applications_eligible_pct"),
        ("CCCD Bắc Giang", "figure:bac-giang:id_applications_eligible_pct"),
        ("bắc giang căn cước", "figure:bac-giang:id_applications_eligible_pct"),
        ("bac gaing cccd", "figure:bac-giang:id_applications_eligible_pct"),
        ("số liệu căn cước ở Bắc Giang", "figure:bac-giang:id_applications_eligible_pct"),
        ("bac giang dti", "figure:bac-giang:dti_rank"),
        ("dak nong dti", "figure:dak-nong:dti_rank"),
        ("daknong DTI", "figure:dak-nong:dti_rank"),
        ("tphcm dti", "figure:ho-chi-minh:dti_rank"),
        ("sai gon dti", "figure:ho-chi-minh:dti_rank"),
        ("quang nam 766", "figure:quang-nam:svc766_total_score"),
        ("nghe an dvctt", "figure:nghe-an:online_services_full_count"),
        ("ty le ho so truc tuyen cong an binh dinh", "figure:binh-dinh:police_dossiers_online_pct"),
        ("ca nuoc vneid", "figure:viet-nam:eid_accounts_activated_count"),
        ("viet nam cccd", "figure:viet-nam:id_cards_issued_count"),
        ("hai phong ho so truc tuyen", "figure:hai-phong:dossiers_online_pct"),
        # places: today's, former, short, in English, mistyped, written together
        ("Điện Biên", "place:dien-bien:2025"),
        ("dien bien", "place:dien-bien:2025"),
        ("dienbien", "place:dien-bien:2025"),
        ("tỉnh Điện Biên", "place:dien-bien:2025"),
        ("bac giang", "place:bac-giang:2008"),
        ("bac gian", "place:bac-giang:2008"),
        ("hau giang", "place:hau-giang:2008"),
        ("ha giang", "place:ha-giang:2008"),
        ("TP.HCM", "place:ho-chi-minh:2025"),
        ("TPHCM", "place:ho-chi-minh:2025"),
        ("tp ho chi minh", "place:ho-chi-minh:2025"),
        ("HCMC", "place:ho-chi-minh:2025"),
        ("Saigon", "place:ho-chi-minh:2025"),
        ("BRVT", "place:ba-ria-vung-tau:2008"),
        ("vung tau", "place:ba-ria-vung-tau:2008"),
        ("thua thien hue", "place:hue:2025"),
        ("TT Huế", "place:hue:2025"),
        ("Hanoi", "place:ha-noi:2025"),
        ("Da Nang City", "place:da-nang:2025"),
        ("da nag", "place:da-nang:2025"),
        ("quang nin", "place:quang-ninh:2025"),
        ("thai nguyn", "place:thai-nguyen:2025"),
        ("hai duog", "place:hai-duong:2008"),
        ("Đắc Lắc", "place:dak-lak:2025"),
        ("tay n", "place:tay-ninh:2025"),
        # indicators: words, short forms, slips, English
        ("cccd", "indicator:id_cards_issued_count"),
        ("cancuoc", "indicator:id_cards_issued_count"),
        ("can cuok", "indicator:id_cards_issued_count"),
        ("VNeID", "indicator:eid_accounts_activated_count"),
        ("kich hoat dinh danh", "indicator:eid_accounts_activated_count"),
        ("dinh danh dien tuu", "indicator:eid_accounts_activated_count"),
        ("dvc toan trinh", "indicator:online_services_full_count"),
        ("dich vu cog toan trinh", "indicator:online_services_full_count"),
        ("DVCTT một phần", "indicator:online_services_partial_count"),
        ("TTHC", "indicator:dossiers_received_count"),
        ("hồ sơ đúng hạn", "indicator:dossiers_ontime_pct"),
        ("ho so qua han", "indicator:dossiers_overdue_count"),
        ("bhyt vneid", "indicator:bhyt_vneid_count"),
        ("DTI", "indicator:dti_rank"),
        ("766", "indicator:svc766_total_score"),
        ("SIPAS", "indicator:sipas_rank"),
        ("cchc", "indicator:par_index_rank"),
        ("so suc khoe", "indicator:ehealth_vneid_count"),
        ("thanh tan truc tuyen", "indicator:online_payment_pct"),
        ("tram 5g", "indicator:stations_5g_count"),
        ("dossiers on time", "indicator:dossiers_ontime_pct"),
        ("digital signature", "indicator:citizen_digital_signatures_count"),
        # datasets and sources
        ("ranh gioi", "dataset:boundaries"),
        ("nguon", "dataset:sources"),
        ("Bắc Giang tập trung cho việc số hóa dữ liệu", "place:bac-giang:2008"),
        ("tang 20 bac so voi nam 2022", "source:baomoi-nd-ha-giang-tang-20-bac-so-voi-nam-2022-ve"),
    ],
)
def test_first_hit(query: str, first: str) -> None:
    """What is typed leads first to what is meant."""
    assert said(found(query).best) == first


@pytest.mark.parametrize("unit", PROVINCES, ids=lambda u: f"{u.slug}-{u.vintage}")
def test_every_province_by_its_bare_name(unit: Any) -> None:
    """Each of the 34 and the 63 is found without marks, and each former one with its successor."""
    group = found(" ".join(words.tokens(unit.name.vi))).groups[0]
    assert group.kind == "places"
    places = {hit.unit.key for hit in group.hits if isinstance(hit, Place)}
    today = unit
    if unit.vintage == units.BEFORE:
        today = units.successor(real.collection(), unit.code)
    carried_on = territory.of(real.collection(), unit).twin == today and unit.name == today.name
    expected = {today.key} if carried_on else {unit.key, today.key}
    assert expected <= places


@pytest.mark.parametrize(
    "alias",
    real.collection().aliases.to_dict("records"),
    ids=lambda a: f"{a['vintage']}-{a['alias']}",
)
def test_every_alias_is_understood(alias: dict[str, str]) -> None:
    """Each other name in the register of units names that unit."""
    named = {unit.key for unit in found(alias["alias"]).units}
    assert (alias["vintage"], alias["code"]) in named


@pytest.mark.parametrize("form", abbreviations.known().values(), ids=lambda f: f.short)
def test_every_short_form_finds_something(form: abbreviations.Abbreviation) -> None:
    """No short form is listed that leads nowhere, and each says what it stands for."""
    view = found(form.short)
    assert [short for short, _ in view.short] == [form.short]
    assert view.groups


def test_year_comes_first() -> None:
    """A year in the query puts the figures of that year before newer ones."""
    best = found("da nang dti 2022").best
    assert isinstance(best, Figure) and best.period_end.year == 2022


@pytest.mark.parametrize("query", ["thanh toán", "công an", "căn cước", "cấp huyện", "mã tỉnh"])
def test_words_of_the_subject_are_no_mistyped_province(query: str) -> None:
    """'thanh toán' means payment, though it is two letters from Thanh Hóa."""
    assert found(query).units == ()


def test_nothing_is_mended_beside_a_province_written_right() -> None:
    """'bình thường' beside Hà Nội is no Bình Dương and no Bình Thuận."""
    assert {unit.slug for unit in found("ha noi binh thuong").units} == {"ha-noi"}


def test_named_year_goes_before_the_closer_matter() -> None:
    """Asked for 2023, the figure of 2023 stands first though another indicator fits better."""
    closer, further = (real.collection().indicators[i] for i in ("dti_rank", "sipas_rank"))
    ground = holding(row(closer.id, "11", 9, "2024-12-31"), row(further.id, "11", 7, "2023-12-31"))
    unit = ground.units[units.BEFORE, "11"]
    hits = figures_of_places(ground, [unit], [closer, further], [2023])
    assert [hit.indicator.id for hit in hits] == [further.id, closer.id]


@pytest.mark.parametrize("query", ["bhyt", "chu ky so"])
def test_kind_that_answers_far_worse_is_left_out(query: str) -> None:
    """A dataset whose description merely has a word of the query does not stand below the hits."""
    assert "datasets" not in {group.kind for group in found(query).groups}


def test_figure_is_the_one_that_is_shown() -> None:
    """Of two sources on one cell, the search names the one that the written rule prefers."""
    hits = found("viet nam kich hoat vneid 2025").groups[0].hits
    cells = [(h.indicator.id, h.kind, h.unit.vintage) for h in hits if isinstance(h, Figure)]
    assert len(cells) == len(set(cells))


@pytest.mark.parametrize("query", ["", "   ", "?!", "zzqqx wwyyv", "%"])
def test_nothing_found_is_told(query: str) -> None:
    """Words that mean nothing here find nothing, and the page then says how to ask."""
    assert found(query).best is None
    page = real.read("/tim", q=query)
    assert {"/tinh", "/chi-tieu", "/du-lieu"} <= page.addresses
    assert any(address.startswith("/tim?q=") for address in page.addresses)


@pytest.mark.parametrize("lang", LANGS)
def test_place_without_such_a_figure(lang: Lang) -> None:
    """Where the province has no figure of the matter, the page says so, and still leads on."""
    page = real.read(real.path("search", lang), q="can tho ho so dung han")
    expected = "chưa tìm thấy số liệu công khai" if lang == "vi" else "no public figure"
    assert expected in page.text
    assert real.path("province", lang, slug="can-tho") in page.addresses


def test_too_long_is_refused() -> None:
    """Words beyond all measure answer with a sentence, not with work."""
    with pytest.raises(BadState, match=str(LONGEST)):
        real.view("/tim", q="a" * (LONGEST + 1))


def test_markup_in_words_is_text() -> None:
    """What a visitor types is shown, never run."""
    html = real.html("/tim", q="<script>alert(1)</script>")
    assert "<script>alert" not in html and "&lt;script&gt;" in html


@pytest.mark.parametrize("query", ["bac giang cccd", "tphcm", "cccd", "ranh gioi", ""])
def test_view_goes_to_the_cache_whole(query: str) -> None:
    """The view pickles, so that workers can share it."""
    assert pickle.loads(pickle.dumps(found(query))) == found(query)


@pytest.mark.parametrize("lang", LANGS)
def test_other_language_keeps_the_words(lang: Lang) -> None:
    """The link to the other language carries the words along."""
    other = real.path("search", "en" if lang == "vi" else "vi")
    page = real.read(real.path("search", lang), q="bac giang cccd")
    assert f"{other}?q=bac+giang+cccd" in page.addresses


@pytest.mark.parametrize("path", ["/", "/en/provinces", "/tinh/dien-bien"])
def test_box_stands_on_every_page(path: str) -> None:
    """Every page has the search form in its header, with a label."""
    html = real.html(path)
    form = r'<form class="find" role="search" method="get" action="/(tim|en/search)"'
    assert re.search(form, html)
    assert '<label for="q">' in html


def test_country_is_told_by_its_result_not_its_target() -> None:
    """A target is newer than the last result: what was reached is what the hit shows."""
    name = real.collection().indicators["ehealth_records_created_count"].name.vi
    hits = {hit.indicator.id: hit for group in found(name).groups for hit in group.hits
            if isinstance(hit, Measured)}  # fmt: skip
    country = hits["ehealth_records_created_count"].country
    assert country is not None and (country.value, country.kind) == (32_000_000, "result")
