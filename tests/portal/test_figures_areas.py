"""The map and the tiles: every province drawn, linked, in its shade; gaps hatched."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from datasets.model import LANGS, VINTAGES, Lang
from portal.figures.areas import Mark, geographic, tiles
from portal.figures.drawing import Drawing, NothingToDraw, inline
from portal.views import geography
from portal.views.snapshot import provinces_of
from tests.portal import real

SVG = "{http://www.w3.org/2000/svg}"


def marks(vintage: str, shade: int | None = 3) -> dict[str, Mark]:
    """The first province has no figure, all others the shade."""
    codes = [unit.code for unit in provinces_of(real.collection(), vintage)]
    return {c: Mark(shade if n else None, f"{c}: x", f"/tinh/{c}") for n, c in enumerate(codes)}


def draw(kind: str, vintage: str, lang: Lang, found: dict[str, Mark]) -> Drawing:
    if kind == "map":
        return geographic(geography.shapes(real.collection(), vintage), found, "k", lang)
    return tiles(geography.tiles(real.collection(), vintage), found, "k", lang)


def parsed(drawing: Drawing) -> ElementTree.Element:
    svg = inline(drawing, title="<Tiêu đề>", text="a & b", key="k", linked=True)
    return ElementTree.fromstring(
        str(svg).replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ')
    )


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("vintage", VINTAGES)
@pytest.mark.parametrize("kind", ["map", "tiles"])
def test_every_province_is_linked(kind: str, vintage: str, lang: Lang) -> None:
    """Each province of the vintage is one link with a name to read."""
    links = parsed(draw(kind, vintage, lang, marks(vintage))).findall(f".//{SVG}a")
    expected = {f"/tinh/{unit.code}" for unit in provinces_of(real.collection(), vintage)}
    assert {link.get("href") for link in links} == expected
    assert len(links) == len(expected)
    assert all(link.find(f".//{SVG}title") is not None for link in links)


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("vintage", VINTAGES)
@pytest.mark.parametrize("kind", ["map", "tiles"])
def test_archipelagos_are_named(kind: str, vintage: str, lang: Lang) -> None:
    """Hoàng Sa and Trường Sa stand on every picture of the country."""
    words = " ".join(parsed(draw(kind, vintage, lang, marks(vintage))).itertext())
    for name in ("Hoàng Sa", "Trường Sa") if lang == "vi" else ("Hoang Sa", "Truong Sa"):
        assert name.split()[0] in words and name.split()[1] in words


@pytest.mark.parametrize("kind", ["map", "tiles"])
def test_names_need_no_paint_order(kind: str) -> None:
    """No name has a visible outline: office programs paint it over the letters, and the name of
    the province or archipelago is gone."""
    svg = parsed(draw(kind, "2008", "vi", marks("2008")))
    parents = {child: parent for parent in svg.iter() for child in parent}
    for words in svg.iter(f"{SVG}text"):
        line: ElementTree.Element | None = words
        while line is not None and line.get("stroke") is None:
            line = parents.get(line)
        assert line is None or line.get("stroke") == "none", "".join(words.itertext())


@pytest.mark.parametrize("kind", ["map", "tiles"])
def test_gap_is_hatched(kind: str) -> None:
    """A province without a figure is filled with the pattern, none of the shades."""
    svg = parsed(draw(kind, "2025", "vi", marks("2025")))
    hatched = [g for g in svg.iter(f"{SVG}g") if g.get("fill") == "url(#k-none)"]
    assert [a.get("href") for g in hatched for a in g.findall(f"{SVG}a")] == ["/tinh/01"]
    assert svg.find(f".//{SVG}pattern[@id='k-none']") is not None


@pytest.mark.parametrize("vintage", VINTAGES)
@pytest.mark.parametrize("kind", ["map", "tiles"])
def test_nothing_is_not_drawn(kind: str, vintage: str) -> None:
    """Without a single value there is no picture to take for one."""
    with pytest.raises(NothingToDraw):
        draw(kind, vintage, "vi", marks(vintage, shade=None))


@pytest.mark.parametrize("vintage", VINTAGES)
def test_tiles_do_not_collide(vintage: str) -> None:
    """No two squares of the grid lie on one another."""
    places = [(t.row, t.col) for t in geography.tiles(real.collection(), vintage)]
    assert len(places) == len(set(places))


def test_words_are_escaped() -> None:
    """A name with markup in it stays text."""
    found = marks("2025") | {"01": Mark(3, "<b>&", "/tinh/x?a=1&b=2")}
    assert "<b>" not in str(draw("map", "2025", "vi", found).marks)
