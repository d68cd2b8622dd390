"""The machine's Chromium: where it is, and how pictures, tests and measurements start it."""

from __future__ import annotations

import shutil

from playwright.sync_api import Browser, Playwright

NAMES = ("chromium", "chromium-browser", "google-chrome")
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def path() -> str | None:
    """None where there is none; tools/chromium.sh installs it."""
    return next(filter(None, map(shutil.which, NAMES)), None)


def launched(playwright: Playwright) -> Browser:
    """Raises LookupError where there is none."""
    found = path()
    if found is None:
        raise LookupError("No Chromium on this machine; `make chromium` installs it.")
    return playwright.chromium.launch(executable_path=found, args=[*FLAGS])
