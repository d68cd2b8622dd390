"""Every call of a publish cut off, before and after it reached a real CKAN."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from publish import faults
from tests.publish import lab, making
from tests.publish.proxy import Call, Proxy

pytestmark = lab.needed

MOMENTS = ("cut-before", "cut-after", "error-after")
CHANGED = [
    ["01", "2025-06-30", "42.68", "951", "Hà Nội"],
    ["24", "2025-06-30", "0.5", "100549", ""],
    ["79", "", "133", "1447", "vượt chỉ tiêu"],
    ["92", "2025-09-30", "88.1", "12", "Cần Thơ mới"],
    ["96", "2025-09-30", "70", "", "Cà Mau"],
]
SECOND: making.Tables = {
    "figures": (making.FIGURES, CHANGED),
    "places": (making.PLACES, making.PLACE_ROWS[1:]),
}


@pytest.fixture
def packages(tmp_path: Path) -> Iterator[Callable[[], tuple[Path, str]]]:
    """Makes (data folder, package) as often as asked, each package new to the catalogue."""
    used: list[str] = []

    def make() -> tuple[Path, str]:
        used.append(lab.slug())
        root = tmp_path / used[-1]
        making.release(root, used[-1], "1.0.0")
        return root, used[-1]

    yield make
    lab.purge(*used)


def calls_of(root: Path, act: Callable[[str], object]) -> int:
    """How many calls an undisturbed publish makes."""
    with Proxy(lab.ADDRESS) as proxy:
        act(proxy.address)
        return len(proxy.calls)


def whole_or_hidden(name: str, versions: set[str]) -> None:
    """Whoever sees the dataset sees all of its resources and tables, with a file each."""
    if seen := lab.seen_by_anyone(name):
        assert seen["version"] in versions
        assert len(seen["resources"]) == 5
        assert all(r["url_type"] == "upload" for r in seen["resources"])
        assert [r["datastore_active"] for r in seen["resources"]] == [
            True,
            True,
            False,
            False,
            False,
        ]


@pytest.mark.parametrize("moment", MOMENTS)
def test_one_call_lost(packages: Callable[[], tuple[Path, str]], moment: str) -> None:
    """Whichever single call of a first publish is lost, that same publish still ends exactly right."""
    lab.publish(*packages()[:1])  # the organisation exists from here on
    root, _ = packages()
    count = calls_of(root, lambda at: lab.publish(root, at))
    for number in range(1, count + 1):
        root, name = packages()
        with Proxy(lab.ADDRESS, lambda call: moment if call.number == number else None) as proxy:
            result = lab.publish(root, proxy.address)
        assert (number, result.exit_code) == (number, 0)
        lab.assert_exactly(root, name)


@pytest.mark.parametrize("moment", ["cut-before", "cut-after"])
def test_line_dead_in_a_first_publish(
    packages: Callable[[], tuple[Path, str]], moment: str
) -> None:
    """Cut off for good at any call: nobody sees half a dataset, and the next apply completes it."""
    root, _ = packages()
    count = calls_of(root, lambda at: lab.publish(root, at))
    for number in range(1, count + 1):
        root, name = packages()
        dead(root, number, moment)
        whole_or_hidden(name, {"1.0.0"})
        assert lab.publish(root).exit_code == 0
        lab.assert_exactly(root, name)


@pytest.mark.parametrize("moment", ["cut-before", "cut-after"])
def test_line_dead_in_an_update(packages: Callable[[], tuple[Path, str]], moment: str) -> None:
    """Cut off for good at any call of an update: the next apply completes it, resource ids stay."""
    root, name = packages()
    lab.publish(root)
    making.release(root, name, "1.1.0", SECOND)
    count = calls_of(root, lambda at: lab.publish(root, at))
    for number in range(1, count + 1):
        root, name = packages()
        lab.publish(root)
        ids = [r["id"] for r in lab.dataset(name)["resources"]]
        making.release(root, name, "1.1.0", SECOND)
        dead(root, number, moment)
        whole_or_hidden(name, {"1.0.0", "1.1.0"})
        assert lab.publish(root).exit_code == 0
        lab.assert_exactly(root, name)
        assert [r["id"] for r in lab.dataset(name)["resources"]] == ids


def dead(root: Path, number: int, moment: str) -> None:
    """Publishes until call `number`, which is cut; none after it reaches the server."""

    def fault(call: Call) -> str | None:
        if call.number == number:
            return moment
        return "cut-before" if call.number > number else None

    with Proxy(lab.ADDRESS, fault) as proxy:
        try:
            assert lab.publish(root, proxy.address).exit_code != 0
        except faults.Fault as fault_seen:
            assert fault_seen.exit_code == 4
