"""Pages fit any screen: 320 px, 200 % zoom, wide letters, small fingers, still eyes, paper."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page
from pypdf import PdfReader

from tests.site import examples

PRINTED = (  # much of it, little, former, merged from three; a ranking of 63, a map of 34
    "/tinh/dien-bien", "/en/provinces/dien-bien", "/tinh/ha-noi", "/tinh/bac-giang",
    "/tinh/ho-chi-minh", "/chi-tieu/dti_rank", "/en/indicators/dti_rank",
    "/chi-tieu/dossiers_online_pct",
)  # fmt: skip
SPACING = """* { line-height: 1.5 !important; letter-spacing: .12em !important;
    word-spacing: .16em !important } p { margin-bottom: 2em !important }"""  # WCAG 1.4.12
WIDER = """() => {
    const wide = document.documentElement.scrollWidth;
    return wide <= innerWidth ? null : [wide, ...[...document.querySelectorAll('body *')]
        .filter(e => e.getBoundingClientRect().right > innerWidth + 1)
        .slice(0, 3).map(e => e.outerHTML.slice(0, 120))];
}"""
# What is cut off: its own text is wider than its box, and nobody can scroll to it.
CUT = """() => [...document.querySelectorAll('body *')].filter(e => {
    const style = getComputedStyle(e);
    const hides = ['hidden', 'clip'].includes(style.overflowX);
    return hides && style.clipPath === 'none' && !e.closest('svg') && e.clientWidth > 1
        && e.scrollWidth > e.clientWidth + 1;
}).map(e => e.outerHTML.slice(0, 120))"""
MOVING = """() => [...document.querySelectorAll('*')].filter(e => {
    const style = getComputedStyle(e);
    return parseFloat(style.transitionDuration) > 0 || style.animationName !== 'none'
        || style.scrollBehavior === 'smooth';
}).map(e => e.outerHTML.slice(0, 120))"""


@pytest.fixture(scope="module")
def narrow(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 320, "height": 640}, bypass_csp=True)
    yield context.new_page()
    context.close()


@pytest.fixture(scope="module")
def zoomed(browser: Browser) -> Iterator[Page]:
    """A desk of 1280 px at 200 %."""
    context = browser.new_context(
        viewport={"width": 640, "height": 450}, device_scale_factor=2, reduced_motion="reduce"
    )
    yield context.new_page()
    context.close()


@pytest.fixture(scope="module")
def desk(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("path", [*examples.paths(), "/khong-co", "/embed/dti_rank"])
def test_320_pixels(narrow: Page, portal_site: str, path: str) -> None:
    """No page scrolls sideways at 320 px, nor with letters and lines as far apart as WCAG 1.4.12
    has them: only a table inside its own frame does."""
    narrow.goto(portal_site + path)
    assert narrow.evaluate(WIDER) is None
    narrow.add_style_tag(content=SPACING)
    assert narrow.evaluate(WIDER) is None


@pytest.mark.parametrize("path", examples.plain_paths())
def test_zoom_loses_nothing(zoomed: Page, desk: Page, portal_site: str, path: str) -> None:
    """At 200 % every word of the page is still shown, none is cut off, none is off the side."""
    zoomed.goto(portal_site + path)
    desk.goto(portal_site + path)
    assert _words(desk) - _words(zoomed) == set()
    assert zoomed.evaluate(WIDER) is None
    assert zoomed.evaluate(CUT) == []


@pytest.mark.parametrize("path", examples.plain_paths())
def test_large_letters(desk: Page, portal_site: str, path: str) -> None:
    """With the browser's letters twice as large, nothing is cut off or off the side."""
    desk.goto(portal_site + path)
    desk.evaluate("document.documentElement.style.fontSize = '200%'")
    assert desk.evaluate(WIDER) is None
    assert desk.evaluate(CUT) == []


@pytest.mark.parametrize("path", [examples.path(p, "vi") for p in examples.pages().values()])
def test_reduced_motion(zoomed: Page, portal_site: str, path: str) -> None:
    """Who asks for less motion gets none."""
    zoomed.goto(portal_site + path)
    assert zoomed.evaluate(MOVING) == []


@pytest.mark.parametrize("path", PRINTED)
def test_paper(desk: Page, portal_site: str, path: str) -> None:
    """A province or an indicator prints on one or two sheets of A4, its name on the first, what
    can only be pressed on none."""
    desk.goto(portal_site + path)
    sheets = PdfReader(io.BytesIO(desk.pdf(format="A4"))).pages
    assert len(sheets) <= 2
    heading = desk.locator("h1").inner_text()
    assert heading.split()[0] in sheets[0].extract_text()
    desk.emulate_media(media="print")
    pressed = "nav:visible, form:visible, button:visible, .lang:visible, .downloads:visible"
    assert desk.locator(pressed).count() == 0
    desk.emulate_media(media="null")


def _words(page: Page) -> set[str]:
    return set(page.locator("body").inner_text().split())
