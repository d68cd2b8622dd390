"""Accessibility as axe-core judges it: WCAG 2.2 A and AA and its best practice, no violation."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route

from tests.site import examples

AXE = Path(__file__).resolve().parents[1] / "judges/node_modules/axe-core/axe.min.js"
TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
RUN = """async tags => (await axe.run(document, {
    runOnly: tags,
    rules: {'target-size': {enabled: true}},
    resultTypes: ['violations'],
})).violations.map(v => [v.id, v.nodes.length, v.nodes[0].html.slice(0, 200)])"""
PHONE, DESK = {"width": 360, "height": 740}, {"width": 1280, "height": 900}
Opener = Callable[[bool, dict[str, int]], Page]


@pytest.fixture(scope="module")
def opened(browser: Browser) -> Iterator[Opener]:
    """A page for scripts on or off and a screen; the same page serves many addresses."""
    contexts: list[BrowserContext] = []

    @cache
    def open_page(scripts: bool, width: int, height: int) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": height}, locale="vi-VN", bypass_csp=scripts
        )
        if not scripts:
            context.route("**/*", _without_scripts)
        contexts.append(context)
        return context.new_page()

    yield lambda scripts, screen: open_page(scripts, **screen)
    for context in contexts:
        context.close()


@pytest.mark.parametrize("screen", [PHONE, DESK], ids=["360", "1280"])
@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
@pytest.mark.parametrize("path", examples.plain_paths())
def test_no_violations(
    opened: Opener, portal_site: str, path: str, scripts: bool, screen: dict[str, int]
) -> None:
    """Every kind of page, in both languages, with its live part awake and without any script."""
    page = opened(scripts, screen)
    page.goto(portal_site + path)
    if scripts:
        _wake(page)
    assert judged(page) == []


@pytest.mark.parametrize("path", sorted({*examples.paths()} - {*examples.plain_paths()}))
def test_no_violations_in_states(opened: Opener, portal_site: str, path: str) -> None:
    """The other views, the former provinces, the answers to a search."""
    page = opened(False, PHONE)
    page.goto(portal_site + path)
    assert judged(page) == []


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_no_violations_in_a_frame(opened: Opener, portal_site: str, lang: str) -> None:
    """The page that other sites put into a frame."""
    page = opened(False, PHONE)
    page.goto(f"{portal_site}/embed/dti_rank?lang={lang}")
    assert judged(page) == []


def test_axe_judges(opened: Opener) -> None:
    """axe runs with every rule asked for: it finds a missing text, a faint one, a small target,
    without scripts of the page too."""
    bad = """<html lang=vi><title>x</title><main><h1>x</h1><img src="data:,">
        <p style="color:#bbb;background:#fff">nhạt</p>
        <button style="padding:0;border:0;width:12px;height:12px">.</button
        ><button style="padding:0;border:0;width:12px;height:12px">.</button></main>"""
    for scripts in (True, False):
        page = opened(scripts, PHONE)
        page.set_content(bad)
        found = {rule for rule, _, _ in judged(page)}
        assert {"image-alt", "color-contrast", "target-size"} <= found


def judged(page: Page) -> list[tuple[str, int, str]]:
    """The violations: rule, how many nodes, the first of them."""
    assert AXE.is_file(), "axe-core is not here; `make test` fetches it."
    page.evaluate(_axe())
    found: list[tuple[str, int, str]] = page.evaluate(RUN, TAGS)
    return found


@cache
def _axe() -> str:
    return AXE.read_text(encoding="utf-8")


def _wake(page: Page) -> None:
    """Touch the live part, where there is one, and wait until it stands."""
    live = page.locator("[data-island]")
    if live.count():
        live.locator("select, a, button, input").first.dispatch_event("focusin")
        page.wait_for_load_state("networkidle")


def _without_scripts(route: Route) -> None:
    """The browser runs nothing that the page brings: axe itself cannot run where scripts are
    switched off altogether."""
    if route.request.resource_type != "document":
        route.continue_()
        return
    answer = route.fetch()
    route.fulfill(
        response=answer,
        headers={**answer.headers, "content-security-policy": "script-src 'none'"},
    )
