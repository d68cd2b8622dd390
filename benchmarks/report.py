"""The tables of docs/performance.md, written from results.json, each figure beside its target."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from benchmarks import throughput
from benchmarks.pages import DASH, PREFETCHED, SAVING, STATIC

DOCUMENT = Path(__file__).resolve().parent.parent / "docs" / "performance.md"
MEASURES = {
    "lcp_ms": "largest paint, ms",
    "map_ms": "map visible, ms",
    "tbt_ms": "blocked (TBT), ms",
    "cls": "layout shift (CLS)",
    "requests": "requests",
    "total_bytes": "bytes on the line",
    "script_bytes": "of these scripts",
    "touch_ms": "first choice answered, ms",
    "awake_ms": "live controls stand, ms",
}
LOOKS = {"status_show", "user_show", "organization_list_for_user", "license_list", "package_show",
         "package_search", "download"}  # fmt: skip

Row = tuple[str, ...]


def write(results: Mapping[str, Any]) -> None:
    """Puts the figures of `results` into the document."""
    DOCUMENT.write_text(filled(DOCUMENT.read_text(encoding="utf-8"), results), encoding="utf-8")


def filled(document: str, results: Mapping[str, Any]) -> str:
    """The document with every part between its marks written from `results`."""
    parts = {
        "conditions": conditions(results["pages"]),
        "pages": _table(pages(results["pages"]["medians"])),
        "page targets": _table(page_targets(results["pages"]["medians"])),
        "throughput": _table(pages_per_second(results["throughput"])),
        "publishing": _table(publishing(results["publishing"]["full"])),
        "publishing targets": _table(publishing_targets(results["publishing"]["full"])),
    }
    for name, text in parts.items():
        document = _between(document, name, text)
    return document


def _between(document: str, name: str, text: str) -> str:
    begin, end = f"<!-- {name} -->\n", "<!-- end -->"
    before, mark, rest = document.partition(begin)
    if not mark or end not in rest:
        raise ValueError(f"{DOCUMENT.name} has no part named {name!r}")
    return before + mark + text + rest[rest.index(end) :]


def conditions(section: Mapping[str, Any]) -> str:
    profile = section["profile"]
    return (
        f"Medians of {section['rounds']} loads of `{section['page']}` (release set "
        f"`{section['release_set']}`), Chromium {section['chromium']}, {section['cores']} cores, "
        f"load average {section['load_average']}; {profile['latency_ms']} ms round trip, "
        f"{profile['bits_per_second'] / 1e6:g} Mbit/s, CPU x{profile['cpu_slowdown']} slower.\n"
    )


def pages(medians: Mapping[str, Any]) -> Iterable[Row]:
    yield ("", *medians)
    for key, label in MEASURES.items():
        if any(found.get(key) is not None for found in medians.values()):
            yield (label, *(_figure(found.get(key)) for found in medians.values()))


def page_targets(medians: Mapping[str, Any]) -> Iterable[Row]:
    static, dash = medians[STATIC], medians[DASH]
    cold, ours = medians[SAVING], medians[PREFETCHED]
    yield ("", "found", "target", "")
    yield _most("largest paint, ours / static", ours["lcp_ms"] / static["lcp_ms"], 1.10)
    yield _most("map visible, ours / static", ours["map_ms"] / static["map_ms"], 1.15)
    yield _most("blocked, ms", cold["tbt_ms"], 50)
    yield _most("layout shift", max(cold["cls"], ours["cls"]), 0)
    yield _most("bytes before a touch, nothing prefetched", cold["total_bytes"], 25_000)
    yield _most("first choice answered, prefetched, ms", ours["touch_ms"], 600)
    yield _most("first choice answered, nothing prefetched, ms", cold["touch_ms"], 1500)
    for key, of, least in (("lcp_ms", ours, 6), ("map_ms", ours, 30), ("tbt_ms", cold, 150),
                           ("total_bytes", cold, 100)):  # fmt: skip
        label = f"{MEASURES[key].split(',')[0]}, plain Dash / ours"
        yield _least(label, dash[key] / max(of[key], 1), least)


def pages_per_second(section: Mapping[str, Any]) -> Iterable[Row]:
    yield ("", "pages a second", "ratio", "target", "")
    rates = section["pages_per_second"]
    yield from ((name, _figure(rate), "", "", "") for name, rate in rates.items())
    for (above, below), least in throughput.TARGETS.items():
        label, found, target, verdict = _least(f"{above} / {below}", rates[above] / rates[below],
                                               least)  # fmt: skip
        yield (label, "", found, target, verdict)


def publishing(section: Mapping[str, Any]) -> Iterable[Row]:
    yield ("", "seconds", "peak MB", "calls", "of these writes")
    for name, found in section["results"].items():
        if "failed" in found:
            yield (name, _figure(found["seconds"]), "failed", found["failed"], "")
        else:
            calls = found["calls"]
            yield (name, *map(_figure, (found["seconds"], found["peak_mb"], sum(calls.values()),
                                        _writes(calls))))  # fmt: skip


def publishing_targets(section: Mapping[str, Any]) -> Iterable[Row]:
    results, packages = section["results"], section["packages"]
    unchanged, changed = results["ours, unchanged"], results["ours, one changed file"]
    first, plain = results["ours, first"], results["plain, first"]
    more = sum(changed["calls"].values()) - sum(unchanged["calls"].values())
    shown = unchanged["calls"]["package_show"] / packages
    yield ("", "found", "target", "")
    yield _most("first publish, ours / plain script", first["seconds"] / plain["seconds"], 1.10)
    yield _most("unchanged: writes", _writes(unchanged["calls"]), 0)
    yield _most("unchanged: reads a dataset", shown, 3)
    yield _most("one changed file: calls for its dataset", shown + more, 6)


def _writes(calls: Mapping[str, int]) -> int:
    return sum(number for name, number in calls.items() if name not in LOOKS)


def _most(label: str, found: float, most: float) -> Row:
    return label, _figure(found), f"at most {_figure(most)}", _verdict(found <= most)


def _least(label: str, found: float, least: float) -> Row:
    return label, _figure(found), f"at least {_figure(least)}", _verdict(found >= least)


def _verdict(met: bool) -> str:
    return "met" if met else "**not met**"


def _figure(value: float | None) -> str:
    if value is None:
        return "-"
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"


def _table(rows: Iterable[Row]) -> str:
    head, *body = rows
    lines = [head, ("---", *("---:" for _ in head[1:])), *body]
    return "".join(f"| {' | '.join(cells)} |\n" for cells in lines)
