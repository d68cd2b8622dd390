"""The keyboard alone: everything is reached, in the page's order, and one sees where one is."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.site import examples

MOST_STOPS = 90
# After a real key press, focus() shows what the Tab key would show.
INVISIBLE = """() => {
    const all = [...document.querySelectorAll(
        'a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex="0"]')];
    return all.filter(e => e.checkVisibility()).map(e => {
        e.focus();
        if (document.activeElement !== e) return 'not focusable: ' + e.outerHTML.slice(0, 120);
        const style = getComputedStyle(e), box = e.getBoundingClientRect();
        const shown = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
        const there = box.width && box.height && box.bottom > 0 && box.top < innerHeight;
        return shown && there ? null : style.outline + ' ' + e.outerHTML.slice(0, 120);
    }).filter(Boolean).slice(0, 5);
}"""
# Where the focus went from the last call's place: what stood there may be gone, because a touched
# picture makes way for its live one.
STEP = """() => {
    const now = document.activeElement, last = self.last;
    self.last = now;
    if (now === document.body) return 'end';
    self.first ??= now;
    if (!last?.isConnected) return 'on';
    if (now === last) return 'caught';
    const follows = last.compareDocumentPosition(now) & Node.DOCUMENT_POSITION_FOLLOWING;
    return follows ? 'on' : now === self.first ? 'end' : 'back to ' + now.outerHTML.slice(0, 120);
}"""


@pytest.fixture(scope="module")
def desk(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(
        viewport={"width": 1280, "height": 800}, reduced_motion="reduce", locale="vi-VN"
    )
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("path", [examples.path(p, "vi") for p in examples.pages().values()])
def test_focus_is_visible(desk: Page, portal_site: str, path: str) -> None:
    """Whatever can have the focus shows it with an outline, inside the window."""
    desk.goto(portal_site + path)
    desk.keyboard.press("Tab")
    assert desk.evaluate(INVISIBLE) == []


@pytest.mark.parametrize("path", [examples.path(p, "vi") for p in examples.pages().values()])
def test_tab_goes_through_the_page(desk: Page, portal_site: str, path: str) -> None:
    """Tab goes forward through the page, each stop once, caught nowhere; Shift+Tab leads back."""
    desk.goto(portal_site + path)
    steps = []
    while len(steps) < MOST_STOPS and "end" not in steps:
        desk.keyboard.press("Tab")
        steps.append(desk.evaluate(STEP))
    assert len(steps) > 8
    assert set(steps) <= {"on", "end"}
    desk.keyboard.press("Shift+Tab")
    assert desk.evaluate(STEP) != "caught"


def test_skip_link(desk: Page, portal_site: str) -> None:
    """The first Tab shows the jump over the navigation, Enter takes it, the next Tab is inside."""
    desk.goto(portal_site + "/tinh/dien-bien")
    desk.keyboard.press("Tab")
    skip = desk.locator(":focus")
    assert skip.get_attribute("href") == "#main"
    box = skip.bounding_box()
    assert box is not None and box["x"] >= 0 and box["y"] >= 0
    desk.keyboard.press("Enter")
    desk.keyboard.press("Tab")
    assert desk.evaluate("document.activeElement.closest('main') !== null")


def test_wide_tables_scroll_by_keyboard(browser: Browser, portal_site: str) -> None:
    """A table wider than the phone can be focused and moved with the arrow keys, and its first
    column stays."""
    context = browser.new_context(viewport={"width": 320, "height": 640}, reduced_motion="reduce")
    page = context.new_page()
    moved = 0
    for path in examples.paths():
        page.goto(portal_site + path)
        page.evaluate("document.querySelectorAll('details').forEach(fold => fold.open = true)")
        for frame in page.locator(".table").all():
            if not frame.evaluate("f => f.scrollWidth > f.clientWidth + 40"):
                continue
            frame.focus()
            page.keyboard.press("ArrowRight")
            page.wait_for_function("f => f.scrollLeft > 0", arg=frame.element_handle())
            stays = (
                "f => { const h = f.querySelector('tbody th'); return !h || "
                "h.getBoundingClientRect().left >= f.getBoundingClientRect().left - 1 }"
            )
            assert frame.evaluate(stays), path
            moved += 1
    assert moved
    context.close()
