"""The overview: what it leads to, and what it counts."""

from __future__ import annotations

import pytest

from datasets.model import LANGS, Lang
from tests.portal import real


@pytest.mark.parametrize("lang", LANGS)
def test_every_dataset_stands_under_its_day(lang: Lang) -> None:
    """Below the heading of the latest releases stands every dataset with its version."""
    page = real.read(real.path("overview", lang))
    for dataset in real.collection().datasets.values():
        address = real.path("dataset", lang, package=dataset.slug)
        assert (address, dataset.title.of(lang)) in page.links
        assert f"{dataset.title.of(lang)}\u00a0{dataset.version}" in page.text


@pytest.mark.parametrize("lang", LANGS)
def test_every_province_is_one_press_away(lang: Lang) -> None:
    """The 34 of today and every former province that merged into one of them."""
    collection = real.collection()
    addresses = real.read(real.path("overview", lang)).addresses
    for unit in collection.units.values():
        if unit.vintage == "2025" and unit.code != "VN":
            assert real.path("province", lang, slug=unit.slug) in addresses
    merged = {s.predecessor for s in collection.successions if s.successor != s.predecessor}
    gone = [collection.units[("2008", code)] for code in merged]
    for unit in gone:
        assert any(unit.slug in address for address in addresses)
