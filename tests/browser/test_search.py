"""Searching in a real browser: by keyboard, without scripts, on the narrowest phone."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page

PAGES = (
    "/tim?q=bac+giang+cccd",
    "/tim",
    "/en/search?q=VNeID",
    "/chat-luong",
    "/en/quality",
    "/thay-doi",
    "/en/changes",
    "/phuong-phap",
    "/gioi-thieu",
    "/en/accessibility",
)


def test_search_by_keyboard_alone(page: Page, portal_site: str) -> None:
    """From the first page: Tab to the box, type without marks, Enter; the figure stands first."""
    page.goto(portal_site)
    for _ in range(20):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.name") == "q":
            break
    page.keyboard.type("bac giang cccd")
    page.keyboard.press("Enter")
    page.wait_for_url("**/tim?q=bac+giang+cccd")
    first = page.locator("main tbody tr").first.inner_text()
    assert "Bắc Giang" in first and "100%" in first and "26/01/2024" in first


@pytest.mark.parametrize(
    ("path", "words", "first"),
    [
        ("/", "sai gon", "TP Hồ Chí Minh"),
        ("/en", "dak nong", "Dak Nong"),
    ],
)
def test_search_without_scripts(
    browser: Browser, portal_site: str, path: str, words: str, first: str
) -> None:
    """With scripts off the form answers in the language of the page it stands on."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(portal_site + path)
    page.locator("header input[name=q]").fill(words)
    page.locator("header form button").click()
    assert page.locator("main .listed a").first.inner_text() == first
    assert page.locator("meta[name=robots]").get_attribute("content") == "noindex"
    assert page.locator("main input[name=q]").input_value() == words
    context.close()


def test_box_is_labelled(page: Page, portal_site: str) -> None:
    """The box has a name for those who do not see it."""
    page.goto(portal_site)
    assert page.get_by_role("search").get_by_label("Tìm tỉnh, thành").count() == 1


@pytest.mark.parametrize("path", PAGES)
def test_narrowest_phone(browser: Browser, portal_site: str, path: str) -> None:
    """At 320 pixels the page needs no sideways scrolling, all folds open."""
    context = browser.new_context(viewport={"width": 320, "height": 640})
    page = context.new_page()
    page.goto(portal_site + path)
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    context.close()
