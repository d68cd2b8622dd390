"""The sites, each for as long as it is measured."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

HOME = Path(__file__).resolve().parent.parent
START_SECONDS = 120


@contextmanager
def portal() -> Iterator[str]:
    """Ours, as `make serve` runs it."""
    port = free()
    address = f"http://127.0.0.1:{port}"
    with running([sys.executable, "-m", "portal"], address + "/readyz", {"PORT": str(port)}):
        yield address


@contextmanager
def comparisons(page: bytes) -> Iterator[tuple[str, str]]:
    """The static page and the plain Dash app, both made from the portal's page."""
    with tempfile.TemporaryDirectory() as folder:
        file, assets = Path(folder) / "page.html", Path(folder) / "assets"
        file.write_bytes(page)
        assets.mkdir()
        shutil.copy(HOME / "assets" / "site.css", assets)
        env = {"BENCH_PAGE": str(file), "BENCH_ASSETS": str(assets)}
        with (
            _granian("benchmarks.static_page:application", env) as static,
            _granian("benchmarks.plain_dash:application", env) as dash,
        ):
            yield static, dash


@contextmanager
def _granian(target: str, env: dict[str, str]) -> Iterator[str]:
    port = free()
    command = [
        sys.executable,
        "-m",
        "granian",
        "--interface",
        "wsgi",
        "--port",
        str(port),
        "--workers",
        "1",
        "--blocking-threads",
        "4",
        "--log-level",
        "warning",
        target,
    ]
    address = f"http://127.0.0.1:{port}"
    with running(command, address, env):
        yield address


@contextmanager
def running(command: list[str], asked: str, env: dict[str, str]) -> Iterator[None]:
    """The command's process, from the moment in which the address answers."""
    process = subprocess.Popen(
        command, cwd=HOME, env={**os.environ, **env}, stdout=subprocess.DEVNULL
    )
    try:
        _wait(asked, process)
        yield
    finally:
        process.terminate()
        process.wait(timeout=20)


def _wait(address: str, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise SystemExit(f"{process.args} ended with {process.returncode}.")
        try:
            urlopen(address, timeout=5).close()
            return
        except (HTTPError, URLError, OSError):
            time.sleep(0.2)
    raise SystemExit(f"{address} has not answered within {START_SECONDS} seconds.")


def free() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
