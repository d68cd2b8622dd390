"""Pictures of every kind of page, at a phone's and a desk's width, in both languages.

`make screens` writes docs/screens/<page>-<language>-<width>.png; a name picks some of the pages:
`make screens ARGS="province overview"`.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from datasets.model import LANGS
from portal import routing
from portal.page import Page
from tools import chromium

HOME = Path(__file__).resolve().parent.parent
SCREENS = HOME / "docs" / "screens"
SIZES = {360: 780, 1280: 900}  # first screen of a cheap phone, of a small laptop
EXAMPLES = {
    "slug": "dien-bien",
    "indicator_id": "dti_rank",
    "package": "online-services",
    "source_id": "seed-dienbien-2022-08-25",
}
ASKED = {  # of pages that only ask until somebody has chosen
    "compare": "?vintage=2008&units=01,79,48&indicators=dti_rank,dti_score",
    "search": "?q=bac+giang+cccd",
}
SHOWN_URL = "https://minhbach06.example"
START_SECONDS = 60


def main(names: list[str]) -> int:
    """Exit code 0 when every picture is taken; 1 when a page answered anything but 200."""
    pages = [p for p in routing.discover().pages.values() if not names or p.name in names]
    SCREENS.mkdir(parents=True, exist_ok=True)
    with _portal() as base, sync_playwright() as playwright:
        browser = chromium.launched(playwright)
        failed = [page.name for page in pages if not _pictures(browser, base, page)]
        browser.close()
    print(f"{len(pages) - len(failed)} of {len(pages)} kinds of page in {SCREENS.name}/")
    return 1 if failed else 0


def _pictures(browser: Browser, base: str, page: Page) -> bool:
    """Take the four pictures of one kind of page; False where it does not answer 200."""
    for lang in LANGS:
        for width, height in SIZES.items():
            tab = browser.new_page(viewport={"width": width, "height": height})
            address = base + page.path(lang, _arguments(page)) + ASKED.get(page.name, "")
            answer = tab.goto(address, wait_until="load")
            if answer is None or answer.status != 200:
                print(f"{tab.url} answered {answer and answer.status}", file=sys.stderr)
                return False
            tab.screenshot(path=SCREENS / f"{page.name}-{lang}-{width}.png")
            tab.close()
    return True


def _arguments(page: Page) -> dict[str, str]:
    return {name: value for name, value in EXAMPLES.items() if f"<{name}>" in page.vi}


@contextmanager
def _portal() -> Iterator[str]:
    """The portal on a free port, until the pictures are taken."""
    port = _free_port()
    # A name as readers would see it, not the port of the day.
    env = {**os.environ, "PORT": str(port), "WEB_CONCURRENCY": "1", "PORTAL_URL": SHOWN_URL}
    base = f"http://127.0.0.1:{port}"
    server = subprocess.Popen([sys.executable, "-m", "portal"], cwd=HOME, env=env)
    try:
        _wait(server, f"{base}/readyz")
        yield base
    finally:
        server.terminate()
        server.wait(timeout=10)


def _wait(server: subprocess.Popen[bytes], address: str) -> None:
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end:
        if server.poll() is not None:
            raise SystemExit(f"the portal ended with {server.returncode}")
        try:
            with urllib.request.urlopen(address, timeout=2):
                return
        except OSError:
            time.sleep(0.1)
    raise SystemExit(f"no answer from {address} within {START_SECONDS} s")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
