"""Measures the overview as a static page, as plain Dash and as the portal, in turn."""

from __future__ import annotations

import os
import statistics
import sys
from collections.abc import Iterable
from dataclasses import asdict, fields
from typing import Any
from urllib.request import urlopen

from playwright.sync_api import Browser, sync_playwright

from benchmarks import phone, servers
from benchmarks.phone import Reading
from tools import chromium

WARM_UPS = 8  # each worker has its own cache
STATIC, DASH = "static page", "plain Dash, gzip"
SAVING, PREFETCHED = "portal, nothing prefetched", "portal, prefetched when idle"


def measured(rounds: int) -> dict[str, Any] | None:
    """Each site loaded `rounds` times, in turn; None where there is no Chromium."""
    if chromium.path() is None:
        return None
    with servers.portal() as ours, sync_playwright() as playwright:
        page = urlopen(ours).read()
        release_set = urlopen(f"{ours}/readyz").read().decode().split()[-1]
        with servers.comparisons(page) as (static, dash):
            for _ in range(WARM_UPS):  # as a site is met that others have visited before
                urlopen(ours).close()
            browser = chromium.launched(playwright)
            readings = _measure(browser, rounds, ours, static, dash)
            version = browser.version
    medians = {name: _median(found) for name, found in readings.items()}
    return {
        "page": "/",
        "release_set": release_set,
        "rounds": rounds,
        "chromium": version,
        "cores": os.cpu_count(),
        "load_average": round(os.getloadavg()[1], 1),  # beyond the cores, the times say little
        "profile": {
            "latency_ms": phone.LATENCY_MS,
            "bits_per_second": phone.BITS_PER_SECOND,
            "cpu_slowdown": phone.CPU_SLOWDOWN,
        },
        "medians": medians,
        "ratios": _ratios(medians),
        "readings": {name: [asdict(r) for r in found] for name, found in readings.items()},
    }


def _measure(
    browser: Browser, rounds: int, ours: str, static: str, dash: str
) -> dict[str, list[Reading]]:
    """Each site once a round, so that a busy minute of the machine meets all of them."""
    readings: dict[str, list[Reading]] = {STATIC: [], DASH: [], SAVING: [], PREFETCHED: []}
    for number in range(1, rounds + 1):
        print(f"round {number} of {rounds}", file=sys.stderr, flush=True)
        readings[STATIC].append(phone.read(browser, static))
        readings[DASH].append(phone.read(browser, dash))
        readings[SAVING].append(phone.read(browser, ours, save_data=True, touch=True))
        readings[PREFETCHED].append(phone.read(browser, ours, touch=True))
    return readings


def _median(found: Iterable[Reading]) -> dict[str, float | None]:
    rows = list(found)
    medians: dict[str, float | None] = {}
    for field in fields(Reading):
        values = [value for row in rows if (value := getattr(row, field.name)) is not None]
        medians[field.name] = round(statistics.median(values), 3) if values else None
    return medians


def _ratios(medians: dict[str, dict[str, float | None]]) -> dict[str, dict[str, float | None]]:
    """Ours over the static page, and plain Dash over ours; None where ours is nothing."""
    ours, static, dash = medians[PREFETCHED], medians[STATIC], medians[DASH]
    saving = medians[SAVING]
    return {
        "portal / static": {key: _ratio(ours[key], static[key]) for key in ("lcp_ms", "map_ms")},
        "plain Dash / portal": {
            "lcp_ms": _ratio(dash["lcp_ms"], ours["lcp_ms"]),
            "map_ms": _ratio(dash["map_ms"], ours["map_ms"]),
            "tbt_ms": _ratio(dash["tbt_ms"], ours["tbt_ms"]),
            "total_bytes": _ratio(dash["total_bytes"], saving["total_bytes"]),
        },
    }


def _ratio(above: float | None, below: float | None) -> float | None:
    return round(above / below, 2) if above is not None and below else None


def table(section: dict[str, Any]) -> str:
    medians = section["medians"]
    names = [field.name for field in fields(Reading)]
    rows = [["", *names]]
    for name, found in medians.items():
        rows.append([name, *("-" if found[key] is None else f"{found[key]:,.5g}" for key in names)])
    for name, ratios in section["ratios"].items():
        rows.append([name, *(f"x {ratios[key]:g}" if ratios.get(key) else "" for key in names)])
    widths = [max(len(row[place]) for row in rows) for place in range(len(rows[0]))]
    return "\n".join(
        "  ".join(
            cell.rjust(width) if place else cell.ljust(width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        for row in rows
    )
