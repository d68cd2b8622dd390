"""`python -m portal` as a person runs it: address printed, port in use, Ctrl-C."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest

HOME = Path(__file__).resolve().parents[2]


def start(port: int) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "portal"],
        cwd=HOME,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PORT": str(port), "WEB_CONCURRENCY": "1"},
    )


@pytest.fixture
def port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        number: int = probe.getsockname()[1]
        return number


@pytest.fixture
def server(port: int) -> Iterator[subprocess.Popen[str]]:
    process = start(port)
    yield process
    process.terminate()  # not kill: its workers would live on
    process.communicate(timeout=20)


def test_address_is_printed_when_it_answers(server: subprocess.Popen[str], port: int) -> None:
    """The first line is the address, and at that moment the data is loaded."""
    assert server.stdout is not None
    address = server.stdout.readline().strip()
    assert address == f"http://127.0.0.1:{port}"
    assert urlopen(f"{address}/readyz").status == 200


def test_interrupt_ends_cleanly(server: subprocess.Popen[str]) -> None:
    """Ctrl-C ends server and workers with 0 and without a trace."""
    assert server.stdout is not None
    server.stdout.readline()
    server.send_signal(signal.SIGINT)
    _, said = server.communicate(timeout=20)
    assert (server.returncode, said) == (0, "")


def test_port_in_use_is_a_sentence(port: int) -> None:
    """Who finds the port taken reads which one, and the exit is 2."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", port))
        taken.listen()
        process = start(port)
        out, said = process.communicate(timeout=60)
    assert (process.returncode, out) == (2, "")
    assert f"127.0.0.1:{port}" in said and said.count("\n") == 1
