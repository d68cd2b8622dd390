"""The three sites, each behind the same server, for as long as they are measured."""

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
    port = _free()
    with _running(["-m", "portal"], port, {"PORT": str(port)}, "/readyz") as address:
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
    port = _free()
    command = [
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
    with _running(command, port, env, "/") as address:
        yield address


@contextmanager
def _running(command: list[str], port: int, env: dict[str, str], path: str) -> Iterator[str]:
    address = f"http://127.0.0.1:{port}"
    process = subprocess.Popen(
        [sys.executable, *command], cwd=HOME, env={**os.environ, **env}, stdout=subprocess.DEVNULL
    )
    try:
        _wait(address + path, process)
        yield address
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


def _free() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
