"""The main journeys of a visitor: by hand and by keyboard alone, with scripts and without."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Locator, Page

MOST_TABS = 250


@dataclass
class Visitor:
    """Somebody with a phone who taps, or at a desk who only has keys."""

    page: Page
    home: str
    keys: bool

    def goes(self, path: str) -> None:
        self.page.goto(self.home + path)

    def presses(self, target: Locator, key: str = "Enter") -> None:
        """Tap it; or Tab to it, as often as that takes, and press the key."""
        if not self.keys:
            target.click()
            return
        self.reaches(target)
        self.page.keyboard.press(key)

    def reaches(self, target: Locator) -> None:
        for _ in range(MOST_TABS):
            self.page.keyboard.press("Tab")
            if target.evaluate("e => e === document.activeElement"):
                return
        raise AssertionError(f"{target} is not reached within {MOST_TABS} presses of Tab")

    def writes(self, target: Locator, text: str) -> None:
        self.reaches(target) if self.keys else target.click()
        self.page.keyboard.type(text)
        self.page.keyboard.press("Enter")

    def opens(self, title: str) -> None:
        """Unfold the part of that title, unless it is open already."""
        part = self.page.locator("details", has=self.page.locator("summary b", has_text=title))
        if part.get_attribute("open") is None:
            self.presses(part.locator("summary"))

    def comes_to(self, path: str) -> None:
        self.page.wait_for_url(lambda address: urlsplit(address).path == path, timeout=10_000)

    @property
    def query(self) -> dict[str, list[str]]:
        return parse_qs(urlsplit(self.page.url).query)


WAYS = {
    "taps": (True, False), "taps-no-scripts": (False, False),
    "keys": (True, True), "keys-no-scripts": (False, True),
}  # fmt: skip


@pytest.fixture(params=WAYS)
def visitor(
    request: pytest.FixtureRequest, browser: Browser, portal_site: str
) -> Iterator[Visitor]:
    scripts, keys = WAYS[request.param]
    screen = {"width": 1280, "height": 800} if keys else {"width": 360, "height": 740}
    context = browser.new_context(
        java_script_enabled=scripts, viewport=screen, has_touch=not keys, locale="vi-VN",
        reduced_motion="reduce",
    )  # fmt: skip
    yield Visitor(context.new_page(), portal_site, keys)
    context.close()


def test_my_province_in_two_presses(visitor: Visitor) -> None:
    """From the overview: one press to the list of provinces, one to mine, and its figures."""
    visitor.goes("/")
    visitor.presses(visitor.page.locator("main a[href='#tinh']").first)
    mine = visitor.page.locator("#tinh, #tinh ~ *").locator("a[href='/tinh/dien-bien']")
    visitor.presses(mine.first)
    visitor.comes_to("/tinh/dien-bien")
    assert "Điện Biên" in visitor.page.locator("h1").inner_text()
    assert visitor.page.locator("main .figure a.n").count() >= 3


def test_three_provinces_side_by_side(visitor: Visitor) -> None:
    """Three provinces and an indicator chosen: a table names all three, the address holds them."""
    visitor.goes("/so-sanh?vintage=2008")
    page = visitor.page
    visitor.opens("Tỉnh, thành")
    for code in ("01", "24", "27"):
        visitor.presses(page.locator(f"input[name=units][value='{code}']"), "Space")
    visitor.opens("Chỉ tiêu")
    visitor.presses(page.locator("input[name=indicators][value=dti_rank]"), "Space")
    visitor.presses(page.locator("form.pick button").first)
    page.wait_for_url("**indicators=dti_rank**")
    assert sorted(",".join(visitor.query["units"]).split(",")) == ["01", "24", "27"]
    assert visitor.query["indicators"] == ["dti_rank"]
    told = page.locator("main table").first.inner_text()
    assert all(name in told for name in ("Hà Nội", "Bắc Giang", "Bắc Ninh"))


def test_csv_of_a_view(visitor: Visitor, tmp_path: Path) -> None:
    """The CSV below a picture holds the rows of the table on the page: all 63, value by value."""
    visitor.goes("/chi-tieu/dti_rank?vintage=2008&period=2022")
    page = visitor.page
    rows = page.locator(".rank tbody tr")
    shown = sorted(int(text.split()[0]) for text in rows.locator(".num").all_inner_texts())
    with page.expect_download() as coming:
        visitor.presses(page.locator("main a[href*='/data/view.csv']").first)
    coming.value.save_as(tmp_path / "view.csv")
    content = (tmp_path / "view.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    text = content.decode("utf-8-sig")
    table = [row for row in csv.reader(io.StringIO(text)) if len(row) > 3]
    place = table[0].index("value")
    assert sorted(int(float(row[place])) for row in table[1:]) == shown
    assert len(shown) == 63


def test_figure_to_its_source(visitor: Visitor) -> None:
    """A figure leads to its own page with the words of its source, and on to the source's page,
    which leads out to where it was printed."""
    visitor.goes("/tinh/dien-bien")
    page = visitor.page
    visitor.presses(page.locator("main a.n", has_text="241.460").first)
    visitor.comes_to("/chi-tieu/eid_accounts_activated_count")
    assert "241.460" in page.locator("main").inner_text()
    source = page.locator("main a[href^='/nguon/']").first
    publisher, address = source.inner_text(), source.get_attribute("href")
    visitor.presses(source)
    visitor.comes_to(str(address))
    assert publisher.split()[0] in page.locator("main").inner_text()
    assert page.locator("main a[href^='http']").count() >= 1


def test_other_boundaries(visitor: Visitor) -> None:
    """From the 63 provinces to the 34 by a link: the ranking has 34 places at most, and says so."""
    visitor.goes("/chi-tieu/dti_rank?vintage=2008")
    assert visitor.page.locator(".rank tbody tr").count() > 34
    visitor.presses(visitor.page.locator("main a[href*='vintage=2025']").first)
    visitor.page.wait_for_url("**vintage=2025**")
    assert 0 < visitor.page.locator(".rank tbody tr").count() <= 34
    assert "34 tỉnh, thành" in visitor.page.locator("main").inner_text()


def test_search_without_marks(visitor: Visitor) -> None:
    """ "bac giang cccd", typed into the box in the header, leads to that figure of Bắc Giang."""
    visitor.goes("/")
    visitor.writes(visitor.page.locator("header input[name=q]"), "bac giang cccd")
    visitor.page.wait_for_url("**/tim?q=**")
    first = visitor.page.locator("main").locator("a", has_text="Bắc Giang").first
    visitor.presses(first)
    visitor.page.wait_for_url(lambda address: "/tim" not in address)
    told = visitor.page.locator("main").inner_text()
    assert "Bắc Giang" in told and "căn cước" in told.lower()


def test_language_keeps_the_view(visitor: Visitor) -> None:
    """The other language shows the same view: same path's twin, same query."""
    visitor.goes("/chi-tieu/dti_rank?vintage=2008&period=2022")
    visitor.presses(visitor.page.locator("header a.lang"))
    visitor.comes_to("/en/indicators/dti_rank")
    assert visitor.query == {"vintage": ["2008"], "period": ["2022"]}
    assert visitor.page.locator("html").get_attribute("lang") == "en"
