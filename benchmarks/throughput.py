"""Counts pages a second: nginx with a file, nginx before the portal, the portal, plain Dash."""

from __future__ import annotations

import gzip
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

from benchmarks import servers
from benchmarks.static_page import still

NEEDED = ("nginx", "wrk")  # Debian's packages nginx-light and wrk
FILE, PROXY, OURS, DASH = "nginx, a file", "nginx before the portal", "portal alone", "plain Dash"
TARGETS = {(PROXY, FILE): 0.95, (PROXY, DASH): 40}  # at least
SECONDS = 5
CONNECTIONS = 16
_RATE = re.compile(r"Requests/sec:\s+([\d.]+)")
_WRONG = re.compile(r"Non-2xx or 3xx responses: (\d+)|Socket errors: (.*)")

# The cache keeps one answer an encoding, and renews it behind the back of who asks.
CONFIG = """
daemon off; worker_processes 1; pid {folder}/pid; error_log stderr crit;
events {{ }}
http {{
  default_type text/html; sendfile on; open_file_cache max=100;
  access_log off; client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxied;
  fastcgi_temp_path {folder}/f; uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;
  proxy_cache_path {folder}/cache keys_zone=pages:8m use_temp_path=off;
  server {{
    listen 127.0.0.1:{file_port};
    location / {{ root {folder}/files; gzip_static on; }}
  }}
  server {{
    listen 127.0.0.1:{proxy_port};
    location / {{
      proxy_pass {ours}; proxy_http_version 1.1; proxy_set_header Connection "";
      proxy_set_header Accept-Encoding $http_accept_encoding;
      proxy_cache pages; proxy_cache_key $request_uri$http_accept_encoding;
      proxy_cache_lock on; proxy_cache_use_stale updating; proxy_cache_background_update on;
    }}
  }}
}}
"""


def measured(rounds: int) -> dict[str, Any] | None:
    """Each site in turn, `rounds` times; None where nginx or wrk is missing."""
    if not all(map(shutil.which, NEEDED)):
        return None
    with servers.portal() as ours:
        page = urlopen(ours).read()
        with servers.comparisons(page) as (_, dash), _nginx(still(page), ours) as (file, proxy):
            sites = {FILE: file, PROXY: proxy, OURS: ours, DASH: dash}
            readings: dict[str, list[float]] = {name: [] for name in sites}
            for number in range(1, rounds + 1):
                print(f"pages a second, round {number} of {rounds}", file=sys.stderr, flush=True)
                for name, address in sites.items():
                    readings[name].append(_rate(address))
    medians = {name: round(statistics.median(rates)) for name, rates in readings.items()}
    return {
        "page": "/",
        "connections": CONNECTIONS,
        "seconds": SECONDS,
        "rounds": rounds,
        "pages_per_second": medians,
    }


def _rate(address: str) -> float:
    """Pages a second, compressed; a refused or broken answer ends the measurement."""
    urlopen(Request(address, headers={"Accept-Encoding": "gzip"})).close()
    ended = subprocess.run(
        ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{SECONDS}s", "-H", "Accept-Encoding: gzip",
         address + "/"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    found = _RATE.search(ended.stdout)
    if found is None or _WRONG.search(ended.stdout):
        raise SystemExit(f"{address} did not answer every request:\n{ended.stdout}")
    return float(found[1])


@contextmanager
def _nginx(page: bytes, ours: str) -> Iterator[tuple[str, str]]:
    """The addresses of the file and of the portal behind a cache."""
    with tempfile.TemporaryDirectory() as folder:
        files = Path(folder) / "files"
        files.mkdir()
        (files / "index.html").write_bytes(page)
        (files / "index.html.gz").write_bytes(gzip.compress(page, 9))
        file_port, proxy_port = servers.free(), servers.free()
        config = Path(folder) / "nginx.conf"
        config.write_text(
            CONFIG.format(folder=folder, file_port=file_port, proxy_port=proxy_port, ours=ours)
        )
        Path(folder).chmod(0o755)  # the worker may be another user
        command = ["nginx", "-c", str(config), "-p", folder]
        file = f"http://127.0.0.1:{file_port}"
        with servers.running(command, file, {}):
            yield file, f"http://127.0.0.1:{proxy_port}"


def table(section: dict[str, Any]) -> str:
    rates = section["pages_per_second"]
    lines = [f"{name:<42}{rate:>10,}" for name, rate in rates.items()]
    lines += [f"{f'{above} / {below}':<42}{rates[above] / rates[below]:>10.3g}"
              for above, below in TARGETS]  # fmt: skip
    return "\n".join(["pages a second", *lines])
