"""A live portal in a process of its own, and the system's Chromium to look at it."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.portal import ground
from tools import chromium

HOME = Path(__file__).resolve().parents[2]
START_SECONDS = 60


@dataclass
class Seen:
    """What a page asked for and complained about while it was open."""

    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def watch(self, page: Page) -> None:
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on(
            "console",
            lambda said: self.complaints.append(said.text) if said.type == "error" else None,
        )


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        running = chromium.launched(playwright)
        yield running
        running.close()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    opened = browser.new_context(locale="vi-VN")
    yield opened
    opened.close()


@pytest.fixture
def seen() -> Seen:
    return Seen()


@pytest.fixture
def page(context: BrowserContext, seen: Seen) -> Page:
    opened = context.new_page()
    seen.watch(opened)
    return opened


@pytest.fixture(scope="session")
def stub_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the stub site of tests/portal over its small releases."""
    datasets = ground.whole(tmp_path_factory.mktemp("datasets"))
    build, port = tmp_path_factory.mktemp("build"), free_port()
    command = ["-m", "tests.portal.serve_stub", str(datasets), str(build), str(port)]
    yield from running(command, port, {})


@pytest.fixture(scope="session")
def portal_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the portal as `make serve` runs it, over the released packages."""
    port = free_port()
    yield from running(["-m", "portal"], port, {"PORT": str(port), "WEB_CONCURRENCY": "1"})


def running(command: list[str], port: int, env: dict[str, str]) -> Iterator[str]:
    address = f"http://127.0.0.1:{port}"
    process = subprocess.Popen([sys.executable, *command], cwd=HOME, env={**os.environ, **env})
    try:
        _wait(address, process)
        yield address
    finally:
        process.terminate()
        process.wait(timeout=15)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait(address: str, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        assert process.poll() is None, f"the server ended with {process.returncode}"
        try:
            urlopen(f"{address}/readyz", timeout=2).close()
            return
        except (URLError, OSError):
            time.sleep(0.1)
    raise AssertionError(f"{address} has not answered within {START_SECONDS} seconds")
