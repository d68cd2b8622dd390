"""A cheap phone on a slow line, as Lighthouse's mobile profile has it, and what it feels."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Browser, CDPSession, Page

LATENCY_MS = 150
BITS_PER_SECOND = 1_600_000
UPLOAD_BITS_PER_SECOND = 750_000
CPU_SLOWDOWN = 4
QUIET_MS = 2500  # without a request: what comes after that is no part of loading
GIVE_UP_MS = 90_000

OBSERVE = """
window.seen = {lcp: 0, cls: 0, tbt: 0, map: 0};
const each = (type, take) => new PerformanceObserver(
  (list) => list.getEntries().forEach(take)).observe({type, buffered: true});
each("largest-contentful-paint", (e) => { seen.lcp = e.startTime; });
each("layout-shift", (e) => { if (!e.hadRecentInput) seen.cls += e.value; });
each("longtask", (e) => { seen.tbt += Math.max(0, e.duration - 50); });
const look = () => {
  const paths = document.querySelectorAll("main svg path, .js-plotly-plot .main-svg path");
  if ([...paths].some((path) => path.getBoundingClientRect().width)) seen.map = performance.now();
  else requestAnimationFrame(look);
};
requestAnimationFrame(look);
"""
SAVE_DATA = "Object.defineProperty(navigator, 'connection', {value: {saveData: true}});"

TOUCH = """async () => {
  const select = document.querySelector("[data-island] select");
  const last = [...select.options].filter((o) => !o.disabled).pop();
  const heading = () => document.querySelector("[data-island] figure h2").textContent;
  const before = heading();
  const start = performance.now();
  const until = async (stands) => {
    while (!stands()) {
      if (performance.now() - start > 30000) return null;
      await new Promise(requestAnimationFrame);
    }
    return performance.now() - start;
  };
  select.focus();
  select.value = last.value;
  select.dispatchEvent(new Event("change", {bubbles: true}));
  return {
    touch: await until(() => location.search.includes(last.value) && heading() !== before),
    awake: await until(() =>
      document.querySelector("[data-island] > div:not([hidden]) #react-entry-point")),
  };
}"""
NO_TOUCH = {"touch": None, "awake": None}


@dataclass(frozen=True, slots=True)
class Reading:
    """One load of one page; times in milliseconds, sizes in bytes on the line."""

    lcp_ms: float
    map_ms: float
    tbt_ms: float
    cls: float
    requests: int
    total_bytes: int
    script_bytes: int
    touch_ms: float | None  # from the first choice to the picture and the address of that choice
    awake_ms: float | None  # from the first choice until Dash's controls stand


def read(
    browser: Browser, address: str, *, save_data: bool = False, touch: bool = False
) -> Reading:
    """Loads the page in a fresh context and waits until it is quiet."""
    context = browser.new_context(
        viewport={"width": 360, "height": 640},
        device_scale_factor=2,
        is_mobile=True,
        has_touch=True,
        locale="vi-VN",
    )
    try:
        page = context.new_page()
        page.set_default_timeout(GIVE_UP_MS)
        page.add_init_script((SAVE_DATA if save_data else "") + OBSERVE)
        line = _slow(page)
        received = _received(line)
        page.goto(address, wait_until="load")
        _quiet(page, received)
        found = page.evaluate("seen")
        sizes = received()
        touched = page.evaluate(TOUCH) if touch else NO_TOUCH
        return Reading(
            lcp_ms=found["lcp"],
            map_ms=found["map"],
            tbt_ms=found["tbt"],
            cls=found["cls"],
            requests=len(sizes),
            total_bytes=sum(sizes.values()),
            script_bytes=sum(size for url, size in sizes.items() if url.endswith(".js")),
            touch_ms=touched["touch"],
            awake_ms=touched["awake"],
        )
    finally:
        context.close()


def _slow(page: Page) -> CDPSession:
    line = page.context.new_cdp_session(page)
    line.send("Network.enable")
    line.send(
        "Network.emulateNetworkConditions",
        {
            "offline": False,
            "latency": LATENCY_MS,
            "downloadThroughput": BITS_PER_SECOND / 8,
            "uploadThroughput": UPLOAD_BITS_PER_SECOND / 8,
        },
    )
    line.send("Emulation.setCPUThrottlingRate", {"rate": CPU_SLOWDOWN})
    return line


def _received(line: CDPSession) -> Callable[[], dict[str, int]]:
    """Bytes on the line by address, headers included, as they come."""
    urls: dict[str, str] = {}
    sizes: dict[str, int] = {}

    def finished(event: dict[str, object]) -> None:
        url = urls.get(str(event["requestId"]), "?")
        sizes[url] = sizes.get(url, 0) + int(float(str(event["encodedDataLength"])))

    line.on(
        "Network.requestWillBeSent",
        lambda event: urls.__setitem__(event["requestId"], event["request"]["url"]),
    )
    line.on("Network.loadingFinished", finished)
    return lambda: dict(sizes)


def _quiet(page: Page, received: Callable[[], dict[str, int]]) -> None:
    known = -1
    while known != len(received()):
        known = len(received())
        page.wait_for_timeout(QUIET_MS)
    page.wait_for_function("seen.map > 0")
    page.wait_for_timeout(QUIET_MS)
