"""The island in a real browser: asleep until touched, then taking over without loss."""

from __future__ import annotations

from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.conftest import Seen

DASH = ("_dash-component-suites", "_dash-layout", "_dash-dependencies", "_dash-update-component")


def test_nothing_but_the_page_before_a_touch(page: Page, stub_site: str, seen: Seen) -> None:
    """With data saving on, the visitor who only reads causes no request for scripts."""
    page.add_init_script(
        "Object.defineProperty(navigator, 'connection', {value: {saveData: true}})"
    )
    page.goto(f"{stub_site}/mau", wait_until="networkidle")
    known = ("/mau", "/assets/icon.svg", "/speculation-rules.json")
    extra = [url for url in seen.requests if not url.endswith(known)]
    assert extra == []


def test_idle_time_prefetches_without_running(page: Page, stub_site: str, seen: Seen) -> None:
    """Scripts are fetched when idle and none of them runs before the touch."""
    page.goto(f"{stub_site}/mau", wait_until="networkidle")
    fetched = [url for url in seen.requests if any(part in url for part in DASH)]
    assert len(fetched) == 5
    assert page.evaluate("typeof DashRenderer + typeof React") == "undefinedundefined"


def test_touch_wakes_the_live_part(page: Page, stub_site: str, seen: Seen) -> None:
    """A click into the static part brings the live one, which answers a choice from the server."""
    page.goto(f"{stub_site}/mau", wait_until="networkidle")
    page.locator("#still-word").click()
    page.locator("h1").click()  # leaves the field, so that nothing is being typed
    page.locator("#live-colour").select_option("blue")
    expect(page.locator("#live-answer")).to_have_text("Bạn chọn blue")
    assert page.locator("#still-colour").count() == 0
    assert seen.complaints == []


def test_choice_made_while_waking_is_replayed(page: Page, stub_site: str, seen: Seen) -> None:
    """What the visitor chose in the static select is what the live part shows, with the focus."""
    page.goto(f"{stub_site}/mau")
    page.locator("#still-colour").focus()
    page.locator("#still-colour").select_option("green")
    expect(page.locator("#live-answer")).to_have_text("Bạn chọn green")
    assert page.evaluate("document.activeElement.id") == "live-colour"
    assert seen.complaints == []


def test_open_select_is_not_taken_away(page: Page, stub_site: str) -> None:
    """While a select has the focus and nothing is chosen yet, the static part stays."""
    page.goto(f"{stub_site}/mau", wait_until="networkidle")
    page.locator("#still-colour").focus()
    page.wait_for_selector("#live-colour", state="attached")
    page.wait_for_timeout(400)
    assert page.locator("#still-colour").is_visible()


def test_without_live_scripts_the_static_part_works(page: Page, stub_site: str) -> None:
    """Where Dash's scripts cannot be loaded, the form still sends the choice to the server."""
    page.route("**/_dash-component-suites/**", lambda route: route.abort())
    page.goto(f"{stub_site}/mau")
    page.locator("#still-colour").select_option("blue")
    page.locator("form button").click()
    page.wait_for_url("**/mau?colour=blue**")
    assert page.locator("#still-colour").is_visible()


def test_policy_is_kept(context: BrowserContext, stub_site: str) -> None:
    """Neither the still page nor the awake island breaks the content policy."""
    page = context.new_page()
    page.add_init_script(
        "window.broken=[];addEventListener('securitypolicyviolation',"
        "e=>broken.push(e.violatedDirective+' '+e.blockedURI))"
    )
    page.goto(stub_site, wait_until="networkidle")
    assert page.evaluate("broken") == []
    page.goto(f"{stub_site}/mau", wait_until="networkidle")
    page.locator("#still-colour").select_option("green")
    page.locator("#still-colour").focus()
    expect(page.locator("#live-answer")).to_have_text("Bạn chọn green")
    assert page.evaluate("broken") == []


def test_title_stays(page: Page, stub_site: str) -> None:
    """Waking does not change the page's title."""
    page.goto(f"{stub_site}/mau", wait_until="networkidle")
    before = page.title()
    page.locator("#still-colour").focus()
    page.locator("#still-colour").select_option("green")
    expect(page.locator("#live-answer")).to_have_text("Bạn chọn green")
    assert page.title() == before
