"""Figures of the 63 carried over to the 34: worked out by hand, marked, never mixed in."""

from __future__ import annotations

import pytest

from datasets.collection import Collection
from datasets.model import LANGS, Lang
from portal.state import State
from portal.views import restated
from portal.views.snapshot import Snapshot, snapshot
from tests.portal import real
from tests.portal.handmade import holding, row

COUNT = "id_cards_issued_count"  # a stock that adds up
SHARE = "dossiers_online_pct"  # a ratio of parts
RANK = "dti_rank"
DAY = "2024-12-31"
GIANG, NINH, DIEN_BIEN = "24", "27", "11"  # of the 63; 24 + 27 = today's 24, 11 is unchanged


def today(found: Collection, indicator_id: str, **query: str) -> Snapshot:
    state = State.from_query({"vintage": "2025", **query})
    return snapshot(found, found.indicators[indicator_id], state)


def reasons(shown: Snapshot) -> dict[str, str]:
    return {refusal.unit.code: refusal.reason.vi for refusal in shown.refusals}


def both(**of_giang: float) -> Collection:
    return holding(row(COUNT, GIANG, 1_200_000, DAY, **of_giang), row(COUNT, NINH, 800_000, DAY))


def test_complete_sum_adds_up() -> None:
    """1.200.000 + 800.000 = 2.000.000, of today's Bắc Ninh, with both parts kept as printed."""
    (made,) = today(both(), COUNT).figures
    assert (made.unit.key, made.value) == (("2025", "24"), 2_000_000)
    assert made.flags == (restated.COMPUTED,) and made.as_stated == ""
    assert [(part.unit.key, part.value) for part in made.parts] == [
        (("2008", GIANG), 1_200_000), (("2008", NINH), 800_000)
    ]  # fmt: skip


def test_share_is_recomputed_from_its_parts() -> None:
    """30 of 100 and 270 of 300 are 300 of 400: 75 %, not the mean of 30 % and 90 %."""
    (made,) = today(holding(
        row(SHARE, GIANG, 30, DAY, numerator=30, denominator=100),
        row(SHARE, NINH, 90, DAY, numerator=270, denominator=300),
    ), SHARE).figures  # fmt: skip
    assert (made.value, made.numerator, made.denominator) == (75, 300, 400)


def test_share_without_parts_is_refused() -> None:
    """Two bare percentages give no third."""
    found = holding(row(SHARE, GIANG, 30, DAY), row(SHARE, NINH, 90, DAY))
    shown = today(found, SHARE)
    assert shown.figures == () and shown.restated
    assert "không có tử số và mẫu số" in reasons(shown)["24"]


def test_half_a_sum_is_refused_by_name() -> None:
    """Bắc Giang alone is not Bắc Ninh of today: the reason names who is missing."""
    shown = today(holding(row(COUNT, GIANG, 1, DAY)), COUNT)
    assert "Bắc Ninh (cũ) chưa có số liệu" in reasons(shown)["24"]
    assert len(shown.refusals) == 34


def test_unchanged_territory_keeps_the_printed_figure() -> None:
    """Điện Biên did not merge: number, precision word and wording stay."""
    (kept,) = today(holding(row(COUNT, DIEN_BIEN, 5, DAY, qualifier="over")), COUNT).figures
    assert (kept.unit.key, kept.value, kept.qualifier, kept.as_stated) == (
        ("2025", "11"), 5, "over", "5"
    )  # fmt: skip
    assert kept.flags == (restated.CARRIED,)


def test_ranks_are_never_restated() -> None:
    """A place among 63 is none among 34, not even of an unchanged province."""
    shown = today(holding(row(RANK, DIEN_BIEN, 5, DAY, rank_of=63)), RANK)
    assert shown.figures == () and "thứ hạng" in reasons(shown)["11"]


def test_reported_figures_are_never_mixed_with_restated_ones() -> None:
    """Where one of the 34 reports in the year, only what they report is shown."""
    shown = today(holding(
        row(COUNT, GIANG, 1, DAY), row(COUNT, NINH, 2, DAY), row(COUNT, DIEN_BIEN, 3, DAY),
        row(COUNT, "01", 9, "2024-06-30", vintage="2025"),
    ), COUNT, period="2024")  # fmt: skip
    assert not shown.restated
    assert [(f.unit.code, f.value) for f in shown.figures] == [("01", 9)]


def test_other_years_are_a_choice_of_their_own() -> None:
    """The years of the 63 that can be carried over are offered beside the reported ones."""
    found = holding(
        row(COUNT, DIEN_BIEN, 3, "2023-12-31"), row(COUNT, DIEN_BIEN, 4, "2025-10-01",
                                                    vintage="2025"),
    )  # fmt: skip
    view = real.view(f"/chi-tieu/{COUNT}", found, vintage="2025")
    assert view.restatable == (("2023", 1),)
    page = real.read(f"/chi-tieu/{COUNT}", found, vintage="2025")
    assert "2023, quy đổi (1)" in [text for _, text in page.links]


def test_original_view_is_untouched() -> None:
    """The 63 stay as printed, without any mark."""
    found = both()
    shown = snapshot(found, found.indicators[COUNT], State(vintage="2008"))
    assert not shown.restated and all(not f.flags and not f.parts for f in shown.figures)


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("kind", ["map", "tiles", "table"])
def test_page_says_that_it_is_restated(lang: Lang, kind: str) -> None:
    """Headline, note and ranking say so; each part is named and linked to its source."""
    path = real.path("indicator", lang, indicator_id=COUNT)
    page = real.read(path, both(), vintage="2025", view=kind)
    said = {
        "vi": ("của 63 tỉnh, thành cũ", "Minh Bạch 06 quy đổi", "Tính từ 2 tỉnh cũ"),
        "en": ("of the former 63", "restated by Minh Bạch 06", "From 2 former provinces"),
    }
    assert [text for text in said[lang] if text not in page.text] == []
    (ranked,) = [text for text in page.row_texts if "2.000.000" in text or "2,000,000" in text]
    assert all(
        real.collection().units[("2008", code)].name.of(lang) in ranked for code in (GIANG, NINH)
    )


@pytest.mark.parametrize("lang", LANGS)
def test_details_lead_to_every_part(lang: Lang) -> None:
    """The computed figure's own page lists its parts, each with its number and its source."""
    path = real.path("indicator", lang, indicator_id=COUNT)
    page = real.read(path, both(), vintage="2025", period=DAY, units="24")
    assert {"1.200.000", "800.000"} <= {text.replace(",", ".") for _, text in page.links}
    source = real.path("source", lang, source_id=row(COUNT, NINH, 1, DAY)["source_id"])
    assert sum(address == source for address, _ in page.links) >= 2


def test_refusal_is_said_on_the_details() -> None:
    """Asked for one unit that cannot be restated, the page gives the reason."""
    found = holding(row(COUNT, GIANG, 1, DAY))
    page = real.read(f"/chi-tieu/{COUNT}", found, vintage="2025", period=DAY, units="24")
    assert "Bắc Ninh (cũ) chưa có số liệu cho năm 2024" in page.text


def test_page_of_a_merged_province_adds_up() -> None:
    """Bắc Ninh of today shows 2.000.000 under a heading of its own, marked, with both parts."""
    view = real.view("/tinh/bac-ninh", both())
    assert [(f.indicator.id, f.value) for f in view.added_up] == [(COUNT, 2_000_000)]
    page = real.read("/tinh/bac-ninh", both())
    assert "Cộng từ các tỉnh cũ" in page.text and "không phải số công bố" in page.text
    assert {"2.000.000", "1.200.000", "800.000"} <= {text for _, text in page.links}
    assert view.count == 0  # never counted among the province's own


def test_own_figure_is_preferred_to_a_computed_one() -> None:
    """What the merged province reports itself is not computed beside it."""
    found = holding(
        row(COUNT, GIANG, 1, DAY),
        row(COUNT, NINH, 2, DAY),
        row(COUNT, "24", 7, "2025-09-30", vintage="2025"),
    )
    assert real.view("/tinh/bac-ninh", found).added_up == ()
