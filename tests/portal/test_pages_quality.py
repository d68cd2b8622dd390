"""The page on data quality: every number worked out by hand on a few rows, then the real page."""

from __future__ import annotations

import pickle
from dataclasses import replace
from datetime import date
from typing import Any

import pandas as pd
import pytest

from datasets.collection import Collection
from datasets.model import LANGS, Lang, Source
from portal.state import State
from portal.views import quality
from portal.views.contested import Contested
from portal.views.grid import Filled
from portal.views.quality import QualityView
from tests.portal import real

ON = "2026-11-22"  # ages are counted from this day
COUNT, SHARE, RANK = "id_cards_issued_count", "dossiers_online_pct", "dti_rank"
SOURCES = {
    "official": ("official", date(2024, 1, 5)),
    "press": ("press", date(2024, 3, 1)),
    "later": ("press", date(2024, 4, 1)),
    "twin": ("press", date(2024, 4, 1)),
    "again": ("repost", date(2025, 1, 1)),
}


def row(
    indicator: str, code: str, value: float, end: str, source: str = "press", **more: Any
) -> dict[str, Any]:
    """One observation of the 34, as exact as a source can be."""
    kind, published = SOURCES[source]
    package = real.collection().indicators[indicator].theme
    return {
        **dict.fromkeys(real.collection().observations.columns),
        "vintage": "2025",
        "unit_code": code,
        "indicator_id": indicator,
        "kind": "result",
        "period_end": end,
        "date_basis": "stated",
        "value": value,
        "qualifier": "exact",
        "as_stated": str(value),
        "source_id": source,
        "package": package,
        "source_type": kind,
        "source_published": published,
        **more,
    }


def examined(*rows: dict[str, Any], asof: str = ON, **state: str) -> QualityView:
    return quality.view(holding(*rows), State.from_query({"asof": asof, **state}))


def holding(*rows: dict[str, Any]) -> Collection:
    """The real registers with these observations and a few made-up sources."""
    types = real.collection().observations.dtypes
    frame = pd.DataFrame(list(rows), columns=list(types.index)).astype(types)
    sources = {
        name: Source(name, None, name, name, "stated", published, kind, "vi", None)
        for name, (kind, published) in SOURCES.items()
    }
    return replace(real.collection(), observations=frame, sources=sources)


ROWS = (
    row(COUNT, "11", 10, "2026-06-30"),
    row(COUNT, "11", 8, "2025-06-30"),
    row(SHARE, "11", 50, "2024-03-31"),
    row(SHARE, "24", 70, "2025-03-31"),
    row(COUNT, "24", 99, "2027-12-31", kind="target"),
    row(COUNT, "VN", 1000, "2026-06-30"),
    row(COUNT, "12", 5, "2024-12-31", vintage="2008"),
)


def test_grid_counts_indicators_not_figures() -> None:
    """Điện Biên has three figures of two indicators, one a theme, each with its newest day."""
    view = examined(*ROWS)
    line = next(r for r in view.grid.rows if r.unit.code == "11")
    filled = {t.slug: f for t, f in zip(view.grid.themes, line.themes, strict=True)}
    assert line.whole == Filled(2, date(2026, 6, 30))
    assert filled["identity"] == Filled(1, date(2026, 6, 30))
    assert filled["online-services"] == Filled(1, date(2024, 3, 31))
    assert filled["rankings"] == Filled(0, None)


def test_target_is_a_figure_without_age() -> None:
    """Bắc Ninh's target counts as an indicator; its day, still ahead, is no sign of freshness."""
    line = next(r for r in examined(*ROWS).grid.rows if r.unit.code == "24")
    assert line.whole == Filled(2, date(2025, 3, 31))


def test_headline_columns_hold_the_newest_day() -> None:
    """Of the two days of ID cards in Điện Biên the later one stands in the column."""
    view = examined(*ROWS)
    line = next(r for r in view.grid.rows if r.unit.code == "11")
    days = {i.id: d for i, d in zip(view.grid.headlines, line.headlines, strict=True)}
    assert (days[COUNT], days[SHARE], days[RANK]) == (date(2026, 6, 30), date(2024, 3, 31), None)


def test_provinces_without_a_figure() -> None:
    """Of 34 two have figures: 32 are named; the country and the 63 do not fill anybody's row."""
    view = examined(*ROWS)
    assert (len(view.grid.rows), len(view.grid.empty)) == (34, 32)
    assert not {"11", "24"} & {unit.code for unit in view.grid.empty}


def test_grid_of_the_63() -> None:
    """With vintage=2008 the grid is that of the 63, and only Lai Châu's old figure stands there."""
    view = examined(*ROWS, vintage="2008")
    assert (len(view.grid.rows), len(view.grid.empty)) == (63, 62)
    assert view.grid.fullest.unit.key == ("2008", "12")


def test_ages_are_counted_from_the_day_of_the_data() -> None:
    """On 22/11/2026, figures of June 2026, March 2025 and March 2024 are under one year, under
    two, and older."""
    view = examined(*ROWS)
    fresh = {f.theme.slug: f for f in view.grid.freshness}
    identity, services = fresh["identity"], fresh["online-services"]
    assert (identity.within_year, identity.within_two, identity.older, identity.never) == (
        1,
        0,
        0,
        33,
    )
    assert (services.within_year, services.within_two, services.older, services.never) == (
        0,
        1,
        1,
        32,
    )
    assert (view.on, services.newest) == (date(2026, 11, 22), date(2025, 3, 31))


def test_reach_of_themes() -> None:
    """Identity and online services are reported by two provinces each, all other themes by none."""
    assert [n for _, n in examined(*ROWS).grid.reach] == [2, 2, 0, 0, 0, 0, 0]


def test_percentages() -> None:
    """Of three percentages two come with both parts; one of these is marked as differing."""
    view = examined(
        row(
            SHARE,
            "11",
            42.67,
            "2024-01-25",
            numerator=153380.0,
            denominator=359399.0,
            flags="percent_differs",
        ),
        row(SHARE, "12", 50, "2024-01-25", numerator=1.0, denominator=2.0),
        row(SHARE, "14", 60, "2024-01-25"),
        row(COUNT, "11", 10, "2024-01-25", numerator=10.0, denominator=20.0),
    )
    found = view.percentages
    assert (found.printed, found.with_parts, found.agreeing) == (3, 2, 1)
    recomputed = found.differing[0].recomputed_pct
    assert recomputed is not None and round(recomputed, 2) == 42.68


def contested(*rows: dict[str, Any]) -> Contested:
    found = examined(*rows).several.contested
    assert len(found) == 1
    return found[0]


@pytest.mark.parametrize(
    ("one", "other", "shown", "decided"),
    [
        ("press", "official", "official", "kind"),
        ("press", "later", "later", "newest"),
        ("press", "again", "press", "kind"),
        ("twin", "later", "later", "alphabet"),
    ],
)
def test_contradiction_names_the_step(one: str, other: str, shown: str, decided: str) -> None:
    """Two numbers on one cell: the one shown, and the step of the rule that put it there."""
    cell = contested(
        row(COUNT, "11", 10, "2024-01-25", one), row(COUNT, "11", 12, "2024-01-25", other)
    )
    assert (cell.shown.source.id, cell.decided) == (shown, decided)
    assert {cell.shown.source.id, *(f.source.id for f in cell.others)} == {one, other}


def test_agreeing_sources_are_no_contradiction() -> None:
    """Three cells: one with one source, one with two that agree, one with two that do not."""
    found = examined(
        row(COUNT, "11", 10, "2024-01-25"),
        row(COUNT, "12", 10, "2024-01-25"),
        row(COUNT, "12", 10, "2024-01-25", "official"),
        row(COUNT, "14", 10, "2024-01-25"),
        row(COUNT, "14", 11, "2024-01-25", "official"),
    ).several
    assert (found.cells, found.agreeing, len(found.contested)) == (2, 1, 1)


def test_fall_names_what_it_fell_from() -> None:
    """32 million, then 24.4: the page sets the fall beside the last higher figure before it."""
    view = examined(
        row(COUNT, "11", 30, "2024-06-30"),
        row(COUNT, "11", 32, "2024-10-31"),
        row(COUNT, "11", 24.4, "2025-02-28", flags="series_falls"),
        row(COUNT, "11", 40, "2025-06-30"),
        row(COUNT, "12", 90, "2024-12-31"),
    )
    fall = view.falls[0]
    assert fall.before is not None
    assert (fall.figure.value, fall.before.value) == (24.4, 32)


def test_provenance() -> None:
    """Of four figures two are from the press: 50 %; one date is the publication's: 25 %."""
    view = examined(
        row(COUNT, "11", 1, "2024-01-25", "official"),
        row(COUNT, "12", 1, "2024-01-25"),
        row(COUNT, "14", 1, "2024-01-25", date_basis="publication"),
        row(COUNT, "15", 1, "2024-01-25", "again", flags="doubtful_date doubtful_base"),
    )
    types = {share.name: (share.count, share.share_pct) for share in view.types}
    bases = {share.name: (share.count, share.share_pct) for share in view.bases}
    assert types["press"] == (2, 50.0) and types["official"] == (1, 25.0)
    assert types["machine_translation"] == (0, 0.0)
    assert bases == {"stated": (3, 75.0), "context": (0, 0.0), "publication": (1, 25.0)}
    assert dict(view.flags) == {"doubtful_date": 1, "doubtful_base": 1}


def test_without_asof_the_latest_release_counts() -> None:
    """The page says the same until the data changes: ages count from the latest release."""
    released = max(d.released for d in real.collection().datasets.values() if d.released)
    assert quality.view(real.collection(), State()).on == released


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("vintage", ["2008", "2025"])
def test_page_names_every_empty_province(lang: Lang, vintage: str) -> None:
    """The real page names and links each province without a figure, and has a row for each unit."""
    view = real.view("/chat-luong", vintage=vintage)
    page = real.read(real.path("quality", lang), vintage=vintage)
    for unit in view.grid.empty:
        assert unit.name.of(lang) in page.text
    rows = [
        text for text in page.row_texts if any(r.unit.name.of(lang) in text for r in view.grid.rows)
    ]
    assert len(rows) >= len(view.grid.rows)


@pytest.mark.parametrize("lang", LANGS)
def test_page_shows_both_numbers_of_a_contradiction(lang: Lang) -> None:
    """Over 60 million and over 55.25 million activated accounts stand in one row."""
    page = real.read(real.path("quality", lang))
    numbers = ("60.000.000", "55.250.000") if lang == "vi" else ("60,000,000", "55,250,000")
    assert any(all(n in text for n in numbers) for text in page.row_texts)


def test_view_goes_to_the_cache_whole() -> None:
    """The view pickles, so that workers can share it."""
    found = real.view("/chat-luong")
    assert pickle.loads(pickle.dumps(found)) == found
