"""Comparing three provinces in a real browser: without scripts, by keys, and alive."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Browser, Page

from tests.browser.conftest import Seen

CHOSEN = "/so-sanh?vintage=2008&units=01,79,48&indicators=dti_rank"


def test_choose_without_scripts(browser: Browser, portal_site: str) -> None:
    """Three boxes, one indicator, one press: the address names the choice in the contract's form
    and the table has three rows."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{portal_site}/so-sanh?vintage=2008")
    for code in ("01", "48", "79"):
        page.locator(f"input[name=units][value='{code}']").check()
    page.locator("summary", has_text="Chỉ tiêu").click()
    page.locator("input[name=indicators][value=dti_rank]").check()
    page.locator("form.pick button").click()
    query = parse_qs(urlsplit(page.url).query)
    assert query == {"vintage": ["2008"], "units": ["01,48,79"], "indicators": ["dti_rank"]}
    assert page.locator("main tbody tr").count() == 3
    context.close()


def test_choice_stays_in_the_form(page: Page, portal_site: str) -> None:
    """What is compared is ticked, so that one more can be added."""
    page.goto(portal_site + CHOSEN)
    assert page.locator("input[name=units]:checked").count() == 3
    assert page.locator("input[name=indicators]:checked").count() == 1


def test_boxes_by_keyboard(page: Page, portal_site: str) -> None:
    """A fold opens with Enter, a box is ticked with Space, the form is sent with Enter."""
    page.goto(portal_site + CHOSEN)
    page.locator("form.pick summary").first.focus()
    page.keyboard.press("Enter")
    page.locator("input[name=units][value='24']").focus()
    page.keyboard.press("Space")
    page.locator("form.pick button").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**units=*24*")
    assert page.locator("main tbody tr").count() == 4


def test_figure_opens_its_source_by_keyboard(page: Page, portal_site: str) -> None:
    """A number focused and entered shows its details; from there the source is one step away."""
    page.goto(portal_site + CHOSEN)
    page.locator("main tbody td a.n").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/chi-tieu/dti_rank?**units=01**")
    assert page.locator(".terms dt", has_text="Nguồn in").count() == 1
    page.locator(".terms a[href^='/nguon/']").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/nguon/**")
    assert page.locator("main h1").count() == 1


def test_change_of_vintage(page: Page, portal_site: str) -> None:
    """From the 63 to the 34 the same land stays chosen."""
    page.goto(f"{portal_site}/so-sanh?vintage=2008&units=24,27&indicators=dti_rank")
    page.get_by_role("link", name="34 tỉnh, thành").click()
    assert page.locator("main tbody th").all_inner_texts() == ["TP Bắc Ninh"]


def test_comparison_comes_alive(page: Page, portal_site: str, seen: Seen) -> None:
    """A year chosen renews pictures and table; the charts on request are one an indicator."""
    page.goto(
        portal_site
        + "/so-sanh?vintage=2008&units=01,79,48&indicators=dti_rank,id_applications_count"
    )
    page.dispatch_event("[data-island] .controls a", "focusin")
    page.locator("#explorer-picture > *").first.wait_for()
    page.select_option("#explorer-first", "2023")
    page.wait_for_url("**period=2023**")
    page.locator("#explorer-picture .soft", has_text="2023").first.wait_for()
    assert "2022" not in page.locator("[data-follows=below] thead").inner_text()
    page.locator("#explorer-open").click()
    page.locator("#explorer-chart .main-svg").first.wait_for(timeout=30_000)
    assert page.locator("#explorer-chart h2").count() == 2
    assert seen.complaints == []
