"""The real site in a real browser, over the released packages."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import Seen

PATHS = (
    "/",
    "/en",
    "/tinh",
    "/tinh/dien-bien",
    "/en/provinces/dien-bien",
    "/chi-tieu",
    "/chi-tieu/dti_rank",
    "/du-lieu",
    "/du-lieu/identity",
    "/nguon",
    "/tinh/bac-giang",
    "/khong-co",
)
BROKEN = (
    "window.broken=[];addEventListener('securitypolicyviolation',"
    "e=>broken.push(e.violatedDirective+' '+e.blockedURI))"
)


@pytest.mark.parametrize("path", PATHS)
def test_page_is_clean(page: Page, portal_site: str, seen: Seen, path: str) -> None:
    """No console error, no broken policy, and no request to any other host."""
    page.add_init_script(BROKEN)
    page.goto(portal_site + path, wait_until="networkidle")
    hosts = {urlsplit(url).netloc for url in seen.requests if not url.startswith("data:")}
    assert hosts == {urlsplit(portal_site).netloc}
    assert page.evaluate("broken") == []
    expected = ["404"] if path == "/khong-co" else []  # the browser notes the status itself
    assert [c for c in seen.complaints if not any(e in c for e in expected)] == []


@pytest.mark.parametrize(
    ("path", "figure"),
    [
        ("/tinh/dien-bien", "94,4%"),
        ("/en/provinces/dien-bien", "94.4%"),
    ],
)
def test_province_reads_without_scripts(
    browser: Browser, portal_site: str, path: str, figure: str
) -> None:
    """With scripts off: the figure, its date, its definition, and a link to its source's page."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(portal_site + path)
    number = page.locator("main a.n", has_text=figure).first
    block = number.locator("xpath=ancestor::div[1]")
    assert block.locator("time[datetime='2022-08-25']").inner_text() == "25/08/2022"
    assert block.locator("details p").text_content()
    block.locator("a.src", has_text="Báo Điện Biên Phủ").first.click()
    assert urlsplit(page.url).path.startswith(("/nguon/", "/en/sources/"))
    assert "Báo Điện Biên Phủ" in page.locator("main").inner_text()
    context.close()


def test_overview_reads_without_scripts(browser: Browser, portal_site: str) -> None:
    """With scripts off: heading, a map or chart with a title, figures with sources, navigation."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(portal_site)
    assert page.locator("h1").count() == 1
    assert page.locator("main svg title").count() >= 1
    assert page.locator("main a[href^='/nguon/']").count() >= 1
    assert page.locator("header nav a").count() >= 4
    context.close()


def test_phone_needs_no_sideways_scrolling(browser: Browser, portal_site: str) -> None:
    """At 360 pixels the pages fit the screen."""
    context = browser.new_context(viewport={"width": 360, "height": 740})
    page = context.new_page()
    for path in ("/", "/tinh/dien-bien", "/chi-tieu", "/du-lieu/identity", "/nguon"):
        page.goto(portal_site + path)
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, path
    context.close()


def test_map_follows_the_choice(page: Page, portal_site: str, seen: Seen) -> None:
    """On the overview another indicator changes picture and address, and says nothing wrong."""
    page.add_init_script(BROKEN)
    page.goto(portal_site, wait_until="networkidle")
    before = page.locator("[data-island] figure h2").inner_text()
    select = page.locator("[data-island] select[name=indicators]")
    values = select.locator("option").evaluate_all("all => all.map(o => o.value)")
    select.focus()
    select.select_option(values[-1])
    page.wait_for_url(f"**/?indicators={values[-1]}*")
    assert page.locator("[data-island] figure h2").inner_text() != before
    assert page.evaluate("document.activeElement.name") == "indicators"
    assert page.locator("[data-island] figure").count() == 1
    assert (page.evaluate("broken"), seen.complaints) == ([], [])


def test_chart_on_request_stays_at_home(page: Page, portal_site: str, seen: Seen) -> None:
    """The interactive chart comes when asked for, from this host alone, within the policy."""
    page.add_init_script(BROKEN)
    page.goto(portal_site, wait_until="networkidle")
    page.locator("[data-island] select").last.focus()
    page.locator("[data-island] select").last.press("ArrowDown")
    assert not any("plotly" in url for url in seen.requests)
    page.locator("#explorer-open").click()
    page.wait_for_selector(".js-plotly-plot .main-svg")
    hosts = {urlsplit(url).netloc for url in seen.requests if url.startswith("http")}
    assert hosts == {urlsplit(portal_site).netloc}
    assert (page.evaluate("broken"), seen.complaints) == ([], [])
