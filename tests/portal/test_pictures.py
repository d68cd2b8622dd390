"""Pictures at their addresses: files of a chart, the page for a frame, cards of shared links."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from html import unescape
from itertools import product
from xml.etree import ElementTree

import pytest
from flask import Flask, request
from flask.testing import FlaskClient

from datasets.model import COUNTRY, LANGS, VINTAGES, Lang
from portal import failures, security
from portal.assets import Assets
from portal.cache import Shelf
from portal.components import card, cards, chart, reading, share, unit_link
from portal.config import Settings
from portal.exports import pictures, raster
from portal.figures import lettering
from portal.figures.drawing import SHADES, NothingToDraw
from portal.i18n import translator
from portal.library import Library
from portal.page import Context
from portal.respond import Responder
from portal.routing import discover
from portal.state import State
from portal.views.indicator import IndicatorView
from tests.portal import pixels, real

SVG = "{http://www.w3.org/2000/svg}"
VIEWS = ("map", "tiles", "table", "trend")
SCORE = "papi_egov_portal_score"  # 61 of 63, all four kinds of picture
FEW = "eid_accounts_activated_count"  # most provinces without a figure


@pytest.fixture(scope="module")
def server() -> Flask:
    flask = Flask("pictures", static_folder=None)
    settings = Settings(datasets_dir=real.ROOT, portal_url=real.PORTAL_URL)
    assets = Assets()
    responder = Responder(settings, Library(real.ROOT), discover(), assets, "test")
    responder.shelf = Shelf(flask, None)
    pictures.register(flask, responder)
    failures.register(flask, responder)
    security.protect(flask, settings, assets)
    flask.add_url_rule("/<path:path>", "page", lambda path: responder.respond(request))
    return flask


@pytest.fixture
def client(server: Flask) -> FlaskClient:
    return server.test_client()


def context(view: IndicatorView, lang: Lang, state: State) -> Context:
    page = real.routes().pages["indicator"]
    return Context(
        lang=lang,
        t=translator("indicator", lang),
        state=state,
        collection=real.collection(),
        addresses=real.routes().pages,
        page=page,
        arguments={"indicator_id": view.indicator.id},
        portal_url=real.PORTAL_URL,
    )


def view_of(indicator_id: str, **query: str) -> IndicatorView:
    found: IndicatorView = real.view(f"/chi-tieu/{indicator_id}", **query)
    return found


def views() -> Iterator[tuple[IndicatorView, Context]]:
    """Every indicator in every vintage as every kind of picture that it has."""
    for indicator_id, vintage in product(real.collection().indicators, VINTAGES):
        view = view_of(indicator_id, vintage=vintage)
        for kind in view.pictures or ("map",):
            yield replace(view, picture=kind), context(view, "vi", State(vintage=vintage))


def words(svg: str) -> str:
    """All that can be read in the picture, without title and description."""
    return " ".join(text.text or "" for text in ElementTree.fromstring(svg).iter(f"{SVG}text"))


def test_every_chart_is_a_sound_document() -> None:
    """Every indicator x vintage x view is well-formed XML of its own with title, text and size, or
    there is no province, no series to draw."""
    drawn = 0
    for view, ctx in views():
        try:
            svg = chart.chart_svg(view, ctx)
        except NothingToDraw:
            assert not (view.trend.series if view.picture == "trend" else view.snapshot.places)
            continue
        root = ElementTree.fromstring(svg)
        said = [root.findtext(f"{SVG}{name}") for name in ("title", "desc")]
        assert root.tag == f"{SVG}svg" and all(said), view.indicator.id
        width, height = float(root.get("width") or 0), float(root.get("height") or 0)
        assert root.get("viewBox") == f"0 0 {root.get('width')} {root.get('height')}"
        assert 100 < height < 5000 and width == chart.WIDTHS[view.picture], view.indicator.id
        assert width * height * pictures.ZOOM**2 < raster.MOST_PIXELS
        drawn += 1
    assert drawn > 500


def test_nothing_sticks_out() -> None:
    """No line of words is wider than the paper, in either language."""
    for indicator_id, lang in product((SCORE, FEW, "center_dossiers_resolved_pct"), LANGS):
        view = view_of(indicator_id)
        root = ElementTree.fromstring(chart.chart_svg(view, context(view, lang, State())))
        for text in (t for group in root.findall(f"{SVG}g") for t in group.findall(f"{SVG}text")):
            size = float(next(g for g in root.iter(f"{SVG}g") if text in g).get("font-size") or 0)
            end = float(text.get("x") or 0) + lettering.width(text.text or "", size, 600)
            assert end <= float(root.get("width") or 0), text.text


def test_legends_have_room() -> None:
    """On maps they end west of the land, under tiles before the next swatch and the paper's edge,
    whatever the numbers are."""
    for view, ctx in views():
        if view.picture not in ("map", "tiles") or not view.snapshot.places:
            continue
        for lang in LANGS:
            root = ElementTree.fromstring(chart.chart_svg(view, replace(ctx, lang=lang)))
            groups = root.findall(f"{SVG}g[@font-size='{chart.LEGEND}']")
            swatches = [(float(r.get("x") or 0), float(r.get("y") or 0) + 12)
                        for r in groups[0].findall(f"{SVG}rect")]  # fmt: skip
            for text in groups[0].findall(f"{SVG}text"):
                x, y = float(text.get("x") or 0), float(text.get("y") or 0)
                weight = int(text.get("font-weight") or 400)
                end = x + lettering.width(text.text or "", chart.LEGEND, weight)
                limit = 275.0 if view.picture == "map" else chart.WIDTHS["tiles"] - chart.EDGE
                beside = [left for left, at in swatches if left > x and abs(at - y) < 1]
                assert end < min([limit, *beside]), (view.indicator.id, text.text)


@pytest.mark.parametrize("lang", LANGS)
def test_map_says_what_it_must(lang: Lang) -> None:
    """Headline, unit and date, classes and 'no figure' with its hatch, sources, boundary credit,
    both archipelagos by name, and its own address."""
    view = view_of(FEW, vintage="2008", period="2023", view="map")
    svg = chart.chart_svg(view, context(view, lang, State()))
    read = words(svg)
    credit = real.collection().datasets["boundaries"].credit
    assert credit is not None
    expected = {
        "vi": ("Đơn vị: tài khoản", "chưa có số liệu (56)", "Nguồn:", "Hoàng Sa", "Trường Sa"),
        "en": ("Unit: account", "no figure (56)", "Sources:", "Hoang Sa", "Truong Sa"),
    }[lang]
    assert [text for text in (*expected, credit.of(lang)[:40]) if text not in read] == []
    assert svg.count("url(#map-none)") >= 2  # provinces and the legend
    joined = read.replace(" ", "")
    assert f"/{FEW}?vintage=2008&period=2023&asof=" in joined and "&view=map" in joined


def test_png_is_the_picture(client: FlaskClient) -> None:
    """As large as the SVG says, one and a half times."""
    query = f"{SCORE}.%s?vintage=2008&view=map"
    root = ElementTree.fromstring(client.get(f"/chart/{query % 'svg'}").data)
    shown = pixels.size(client.get(f"/chart/{query % 'png'}").data)
    asked = (float(root.get(side) or 0) * pictures.ZOOM for side in ("width", "height"))
    assert shown == tuple(round(side) for side in asked)


def test_every_shade_is_in_the_png() -> None:
    """The five shades of the legend arrive in the pixels as they are."""
    view = view_of(SCORE, vintage="2008", view="map")
    ctx = context(view, "vi", State())
    drawn = chart.chart(view, ctx)
    small = raster.png(chart.chart_svg(view, ctx), drawn.width, drawn.height, 0.25)
    seen = {tuple(row[x : x + 3]) for row in pixels.read(small).rows for x in range(0, len(row), 4)}
    assert {tuple(bytes.fromhex(shade[1:])) for shade in SHADES.values()} <= seen


@pytest.mark.parametrize("kind", VIEWS)
def test_png_of_every_kind(client: FlaskClient, kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each is a picture with ink in every quarter of its height."""
    monkeypatch.setattr(pictures, "ZOOM", 0.25)  # few pixels to read
    response = client.get(f"/chart/{SCORE}.png?view={kind}&period=2024")
    assert (response.status_code, response.mimetype) == (200, "image/png")
    shown = pixels.read(response.data)
    quarters = {4 * y // shown.height for _, y in shown.inked()}
    assert quarters == {0, 1, 2, 3} and shown.colours > 20


def test_language_is_asked_for(client: FlaskClient) -> None:
    """`lang=en` speaks English, without it Vietnamese, anything else is refused."""
    assert "Đơn vị" in words(client.get(f"/chart/{SCORE}.svg").get_data(as_text=True))
    english = client.get(f"/chart/{SCORE}.svg?lang=en").get_data(as_text=True)
    assert "Unit" in words(english) and 'lang="en"' in english
    assert client.get(f"/chart/{SCORE}.svg?lang=fr").status_code == 400


@pytest.mark.parametrize(("address", "status"), [
    ("/chart/nothing_such.svg", 404), (f"/chart/{SCORE}.pdf", 404), ("/embed/nothing_such", 404),
    (f"/chart/{SCORE}.svg?period=1999", 404), (f"/chart/{SCORE}.png?vintage=1900", 400),
    (f"/embed/{SCORE}?lang=xx", 400), ("/card/nothing.png", 404), ("/card/nguon.png", 404),
    ("/card/tinh/khong-co.png", 404),
])  # fmt: skip
def test_impossible_pictures(client: FlaskClient, address: str, status: int) -> None:
    """400 or 404 with a sentence in both languages, kept by nobody."""
    response = client.get(address)
    assert (response.status_code, response.mimetype) == (status, "text/plain")
    assert len(response.get_data(as_text=True).strip().splitlines()) == 2
    assert response.headers["Cache-Control"] == "no-store"


def test_picture_is_drawn_once(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    """However an address spells the same view, it is drawn once, and known again by its ETag."""
    first = client.get(f"/chart/{SCORE}.png?vintage=2008&period=2024&view=map")
    monkeypatch.setattr(raster, "png", None)  # drawing again would fail
    again = client.get(f"/chart/{SCORE}.png?utm_source=x&view=map&vintage=2008&period=2024")
    assert (again.status_code, again.data) == (200, first.data)
    etag = first.headers["ETag"]
    unchanged = client.get(f"/chart/{SCORE}.png?vintage=2008", headers={"If-None-Match": etag})
    assert unchanged.status_code == 304
    assert first.headers["Access-Control-Allow-Origin"] == "*"


def test_only_the_embeddable_page_may_be_framed(client: FlaskClient) -> None:
    """Other sites may frame /embed/, found or not, changed or not, and nothing else."""
    page = client.get(f"/embed/{SCORE}")
    unchanged = client.get(f"/embed/{SCORE}", headers={"If-None-Match": page.headers["ETag"]})
    assert unchanged.status_code == 304
    for response in (page, unchanged, client.get("/embed/nothing_such")):
        assert "frame-ancestors *" in response.headers["Content-Security-Policy"]
        assert response.headers["X-Robots-Tag"] == "noindex"
    for path in (f"/chart/{SCORE}.svg", f"/chi-tieu/{SCORE}", "/card/vi.png", "/embedded"):
        policy = client.get(path).headers["Content-Security-Policy"]
        assert "frame-ancestors 'none'" in policy, path


@pytest.mark.parametrize("kind", VIEWS)
@pytest.mark.parametrize("lang", LANGS)
def test_embedded_page_stands_alone(client: FlaskClient, kind: str, lang: Lang) -> None:
    """Picture, headline, source and a link back, in its language; no script, nothing fetched, one
    style that the policy allows."""
    response = client.get(f"/embed/{SCORE}?view={kind}&lang={lang}")
    html = response.get_data(as_text=True)
    assert f'<html lang="{lang}">' in html and html.count("<h1>") == 1 and "<svg" in html
    assert ("Nguồn:" if lang == "vi" else "Source:") in html
    assert not re.search(r"<script|<iframe|<img| src=| on\w+=|style=", html)
    style = re.search(r"<style>(.*?)</style>", html, re.S)
    assert style and security.csp_hash(style[1]) in response.headers["Content-Security-Policy"]
    links = re.findall(r'<a href="([^"]+)" target="_blank" rel="noopener">', html)
    assert len(links) == 1 and f"&amp;view={kind}" in links[0]
    back = links[0].removeprefix(real.PORTAL_URL).replace("&amp;", "&")
    assert client.get(back).status_code == 200


def test_embedded_page_without_figures_says_so(client: FlaskClient) -> None:
    """No empty picture: a sentence, and the way to the page."""
    html = client.get(f"/embed/{SCORE}?period=1999").get_data(as_text=True)
    assert "Không có số liệu để vẽ" in html and "<svg" not in html and "<a href" in html


def test_code_to_embed_is_shown_escaped() -> None:
    """The code is text in its box, and what is copied is one frame that leads to the picture."""
    html = real.html(f"/en/indicators/{SCORE}", view="tiles")
    box = re.search(r'<textarea id="embed-code"[^>]*>(.*?)</textarea>', html, re.S)
    assert box and "<" not in box[1]
    code = unescape(box[1])
    frame = ElementTree.fromstring(code.replace("></iframe>", "/>"))
    assert frame.tag == "iframe" and frame.get("title")
    assert frame.get("src", "").startswith(f"{real.PORTAL_URL}/embed/{SCORE}?vintage=2008")
    assert frame.get("src", "").endswith("&view=tiles&lang=en")
    assert int(frame.get("height", 0)) == share.FRAME_HEIGHTS["tiles"]


def test_page_offers_its_files(client: FlaskClient) -> None:
    """The five files and the lasting link of an indicator's page name what the page shows."""
    found = real.read(f"/chi-tieu/{FEW}").addresses
    shown = view_of(FEW).snapshot
    state = f"vintage={shown.vintage}&period={shown.period}"
    for kind in ("csv", "xlsx", "json"):
        assert f"/data/view.{kind}?indicator={FEW}&{state}&view=map" in found
    for kind in ("svg", "png"):
        assert client.get(f"/chart/{FEW}.{kind}?{state}&view=map").status_code == 200
        assert f"/chart/{FEW}.{kind}?{state}&view=map" in found
    assert any(a.startswith(f"/chi-tieu/{FEW}?{state}&asof=") for a in found)


CARDS = ("/", "/en", f"/chi-tieu/{FEW}", f"/en/indicators/{SCORE}", "/tinh/dien-bien",
         "/en/provinces/bac-giang", "/tinh/bac-ninh?vintage=2008",
         "/chi-tieu/dti_rank?vintage=2008&period=2022-12-31&units=24")  # fmt: skip


@pytest.mark.parametrize("address", CARDS)
def test_card_of_a_shared_link(client: FlaskClient, address: str) -> None:
    """The page names a picture that is there, of the size that it says, with ink in it, and says
    in words what the picture shows."""
    head = properties(client.get(address).get_data(as_text=True))
    assert head["twitter:card"] == "summary_large_image"
    assert (head["og:image:width"], head["og:image:height"]) == ("1200", "630")
    response = client.get(head["og:image"].removeprefix(real.PORTAL_URL))
    assert (response.status_code, response.mimetype) == (200, head["og:image:type"])
    assert pixels.size(response.data) == (card.WIDTH, card.HEIGHT)
    assert len(head["og:image:alt"]) > 20


def test_card_is_not_blank(client: FlaskClient) -> None:
    """There is ink on the words' side and on the map's side."""
    ink = pixels.read(client.get("/card/tinh/dien-bien.png").data).inked()
    assert any(x < 600 for x, _ in ink) and any(x > 650 for x, _ in ink)


def test_card_has_the_figure() -> None:
    """The picture of a province says the headline figures of its page; so does its text."""
    page = real.view("/tinh/dien-bien")
    made = real.routes().pages["province"].card
    assert made is not None
    view = view_of(FEW)
    ctx = replace(
        context(view, "vi", State()),
        page=real.routes().pages["province"],
        t=translator("province", "vi"),
        arguments={"slug": "dien-bien"},
    )
    shown = made(page, ctx)
    text = words(f"<svg xmlns='{SVG[1:-1]}'>{card.drawing(shown, ctx).marks}</svg>")
    assert shown.title in text and "Điện Biên" in shown.title
    assert shown.numbers and all(
        n.written in text and n.written in shown.alt for n in shown.numbers
    )
    assert dict(shown.shades)["11"] == 5


ONE_FIGURE = sorted({
    (row["indicator_id"], row["vintage"], row["unit_code"], str(row["period_end"].date()))
    for row in real.collection().observations.to_dict("records")
})  # fmt: skip


def test_one_figure_has_a_card_of_its_own() -> None:
    """Whoever shares one figure shares its number, place and source, not the whole indicator,
    and no word of it runs into the map or below the paper."""
    for (indicator_id, vintage, code, day), lang in product(ONE_FIGURE[::7], LANGS):
        view = view_of(indicator_id, vintage=vintage, units=code, period=day)
        assert view.focus is not None
        ctx = context(view, lang, State(vintage=vintage, period=day, units=(code,)))
        shown, figure = cards.of_indicator(view, ctx), view.focus.shown[0]
        assert shown.numbers[0].written == reading.said(figure, ctx)
        assert unit_link.name(figure.unit, lang) in shown.title
        assert (figure.source.publisher or figure.source.title) in shown.line
        assert code == COUNTRY or dict(shown.shades)[code] == card.CHOSEN
        root = ElementTree.fromstring(f"<svg xmlns='{SVG[1:-1]}'>{card.words(shown)}</svg>")
        assert max(float(t.get("y") or 0) for t in root.iter(f"{SVG}text")) <= card.BOTTOM


def test_card_of_one_figure_is_the_one_named(client: FlaskClient) -> None:
    """The head of a figure's own page names a picture with the unit and the period in it."""
    own = "/chi-tieu/dti_rank?vintage=2008&period=2022-12-31&units=24"
    whole = "/chi-tieu/dti_rank?vintage=2008&period=2022-12-31"
    one, all_of_it = (properties(client.get(a).get_data(as_text=True)) for a in (own, whole))
    assert "units=24" in one["og:image"] and "units" not in all_of_it["og:image"]
    assert "Bắc Giang" in one["og:image:alt"] and "9 trên 63" in one["og:image:alt"]
    assert one["og:title"] != all_of_it["og:title"]


def test_page_without_figures_shares_the_site(client: FlaskClient) -> None:
    """Pages without a card of their own show the overview's, in their language."""
    head = properties(client.get("/en/sources").get_data(as_text=True))
    assert head["og:image"].startswith(f"{real.PORTAL_URL}/card/en.png?")


def test_card_address_changes_with_the_data(client: FlaskClient) -> None:
    """Who fetched the picture of an older release set will fetch it anew."""
    head = properties(client.get("/").get_data(as_text=True))
    assert head["og:image"].endswith(f"release={real.collection().id}")


def test_cards_fit_everywhere() -> None:
    """No card has words that run into the map or below the paper, whatever its name is."""
    collection = real.collection()
    for indicator_id, lang in product(collection.indicators, LANGS):
        view = view_of(indicator_id)
        ctx = context(view, lang, State())
        shown = cards.of_indicator(view, ctx)
        assert 1 <= len(shown.numbers) <= 2 or not view.rows, indicator_id
        root = ElementTree.fromstring(f"<svg xmlns='{SVG[1:-1]}'>{card.words(shown)}</svg>")
        lows = [float(text.get("y") or 0) for text in root.iter(f"{SVG}text")]
        assert max(lows) <= card.BOTTOM, indicator_id


def properties(html: str) -> dict[str, str]:
    """The properties of a document's head, by name."""
    found = re.findall(r'<meta (?:property|name)="([^"]+)" content="([^"]*)"', html)
    return {name: unescape(content) for name, content in found}
