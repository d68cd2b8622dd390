"""The pictures' controls in a real browser: with scripts and without."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import Seen


def test_choice_without_scripts(browser: Browser, portal_site: str) -> None:
    """The form of the overview answers a choice with its map and an address that holds it."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(portal_site)
    page.select_option("select[name=indicators]", "dossiers_online_pct")
    page.click("form.choose button")
    assert parse_qs(urlsplit(page.url).query)["indicators"] == ["dossiers_online_pct"]
    assert "Tỷ lệ hồ sơ nộp trực tuyến" in page.locator("figure h2").inner_text()
    context.close()


def test_choice_with_scripts(page: Page, portal_site: str, seen: Seen) -> None:
    """The choice that wakes the page is carried out: map, title and address follow, no reload."""
    page.goto(portal_site)
    page.evaluate("self.stayed = true")
    page.select_option("select[name=indicators]", "dossiers_online_pct")
    page.dispatch_event("select[name=indicators]", "focusin")
    page.locator("#explorer-picture h2", has_text="Tỷ lệ hồ sơ nộp trực tuyến").wait_for()
    assert urlsplit(page.url).query == "indicators=dossiers_online_pct"
    assert page.title().startswith("Tỷ lệ hồ sơ nộp trực tuyến")
    assert page.evaluate("self.stayed") is True
    assert page.locator("#map-title").count() == 1
    assert seen.complaints == []


def test_choice_does_not_wait_for_dash(page: Page, portal_site: str) -> None:
    """The first choice is followed while Dash's libraries are still on their way, or lost."""
    page.route("**/*libraries*", lambda route: route.abort())
    page.goto(portal_site)
    page.evaluate("self.stayed = true")
    page.locator("select[name=indicators]").focus()
    page.select_option("select[name=indicators]", "dossiers_online_pct")
    page.locator("figure h2", has_text="Tỷ lệ hồ sơ nộp trực tuyến").wait_for()
    page.select_option("select[name=vintage]", "2025")
    page.wait_for_url("**/?vintage=2025&indicators=dossiers_online_pct")
    assert page.locator("#explorer-picture").count() == 0
    assert page.evaluate("self.stayed") is True


def test_choice_that_fails_leads_to_the_page_that_says_why(page: Page, portal_site: str) -> None:
    """Where the parts of a choice cannot be had, the browser goes to its address."""
    page.goto(portal_site)
    page.locator("select[name=indicators]").focus()
    page.evaluate("""() => {
      const select = document.querySelector("select[name=indicators]");
      select.append(new Option("?", "no_such_indicator"));
      select.value = "no_such_indicator";
      select.dispatchEvent(new Event("change", {bubbles: true}));
    }""")
    page.wait_for_url("**/?indicators=no_such_indicator")
    page.locator("h1").wait_for()
    assert page.locator("[data-island]").count() == 0


def test_year_renews_the_whole_page(page: Page, portal_site: str) -> None:
    """Another year changes picture, answer and ranking together."""
    page.goto(portal_site + "/chi-tieu/dti_rank?vintage=2008&period=2022")
    before = page.locator(".rank tbody tr").count()
    page.dispatch_event("[data-island] .controls a", "focusin")
    page.locator("#explorer-picture > *").first.wait_for()
    page.select_option("#explorer-first", "2023")
    page.locator("#explorer-picture h2", has_text="2023").wait_for()
    assert "2023" in page.locator(".lede").inner_text()
    assert page.locator(".rank tbody tr").count() < before
    assert urlsplit(page.url).query == "vintage=2008&period=2023&view=map"


@pytest.mark.parametrize("query", ["?view=map", "?view=trend"])
def test_chart_opens_and_closes(page: Page, portal_site: str, seen: Seen, query: str) -> None:
    """On request Plotly draws the same view, from this host alone; a second press removes it."""
    page.goto(portal_site + "/chi-tieu/dti_rank" + query)
    page.dispatch_event("[data-island] .controls a", "focusin")
    button = page.locator("#explorer-open")
    button.wait_for()  # in sight: what is hidden has no inner text of its own
    assert button.inner_text() == "Mở biểu đồ tương tác"
    button.click()
    page.locator("#explorer-chart .main-svg").first.wait_for(timeout=30_000)
    assert button.inner_text() == "Đóng biểu đồ tương tác"
    assert page.locator("#explorer-chart h2").count() == 1
    assert page.locator("#explorer-picture svg").count() > 0
    assert {urlsplit(u).netloc for u in seen.requests if not u.startswith("data:")} == {
        urlsplit(portal_site).netloc
    }
    page.locator("#explorer-open").click()
    page.locator("#explorer-chart .main-svg").first.wait_for(state="detached")
    assert seen.complaints == []


@pytest.mark.parametrize("path", ["/", "/chi-tieu", "/chi-tieu/dti_rank",
                                  "/chi-tieu/dossiers_online_pct?view=table"])  # fmt: skip
def test_phone_needs_no_sideways_scrolling(browser: Browser, portal_site: str, path: str) -> None:
    """At 320 px nothing but a table's own frame is wider than the screen."""
    context = browser.new_context(viewport={"width": 320, "height": 640})
    page = context.new_page()
    page.goto(portal_site + path)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    context.close()
