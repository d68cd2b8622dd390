"""Every call of a publish cut off, before and after it reached a real CKAN."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from publish import faults
from publish.run import Result
from publish.survey import Order
from tests.publish import lab, making
from tests.publish.proxy import Call, Fault, Proxy

pytestmark = lab.needed

MOMENTS = ("cut-before", "cut-after", "cut-during", "error-after")
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
def packages(tmp_path: Path) -> Iterator[Packages]:
    made = Packages(tmp_path)
    yield made
    lab.purge(*made.slugs)


class Packages:
    """Packages of one data folder, each new to the catalogue."""

    def __init__(self, root: Path) -> None:
        self.root, self.slugs = root, list[str]()

    def new(self) -> str:
        """A package with its first release."""
        self.slugs.append(lab.slug())
        making.release(self.root, self.slugs[-1], "1.0.0")
        return self.slugs[-1]

    def published(self) -> str:
        """The same, in the catalogue already."""
        name = self.new()
        assert self.publish(name).exit_code == 0
        return name

    def publish(self, name: str, address: str = lab.ADDRESS) -> Result:
        return lab.publish(self.root, address, Order(packages=(name,)))

    def calls_of(self, name: str) -> int:
        """How many calls an undisturbed publish of it makes."""
        with Proxy(lab.ADDRESS) as proxy:
            assert self.publish(name, proxy.address).exit_code == 0
            return len(proxy.calls)

    def publish_until(self, name: str, number: int, moment: str) -> None:
        """Publishes until call `number`, which is cut; none after it reaches the server."""

        def fault(call: Call) -> str | None:
            if call.number == number:
                return moment
            return "cut-before" if call.number > number else None

        with Proxy(lab.ADDRESS, fault) as proxy:
            try:
                assert self.publish(name, proxy.address).exit_code != 0
            except faults.Fault as fault_seen:
                assert fault_seen.exit_code == 4


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
def test_one_call_lost(packages: Packages, moment: str) -> None:
    """Whichever single call of a first publish is lost, that very publish ends exactly right."""
    packages.published()  # the organisation exists from here on
    for number in range(1, packages.calls_of(packages.new()) + 1):
        name = packages.new()
        with Proxy(lab.ADDRESS, only(number, moment)) as proxy:
            result = packages.publish(name, proxy.address)
        assert (number, result.exit_code) == (number, 0)
    lab.assert_exactly(packages.root, *packages.slugs)


@pytest.mark.parametrize("moment", ["cut-before", "cut-after"])
def test_line_dead_in_a_first_publish(packages: Packages, moment: str) -> None:
    """Cut off for good at any call: nobody sees half a dataset, and the next apply completes it."""
    packages.published()
    for number in range(1, packages.calls_of(packages.new()) + 1):
        name = packages.new()
        packages.publish_until(name, number, moment)
        whole_or_hidden(name, {"1.0.0"})
        assert packages.publish(name).exit_code == 0
    lab.assert_exactly(packages.root, *packages.slugs)


@pytest.mark.parametrize("moment", ["cut-before", "cut-after"])
def test_line_dead_in_an_update(packages: Packages, moment: str) -> None:
    """Cut off for good at any call of an update: the next apply completes it, resource ids stay."""
    name = packages.published()
    making.release(packages.root, name, "1.1.0", SECOND)
    for number in range(1, packages.calls_of(name) + 1):
        name = packages.published()
        ids = [r["id"] for r in lab.dataset(name)["resources"]]
        making.release(packages.root, name, "1.1.0", SECOND)
        packages.publish_until(name, number, moment)
        whole_or_hidden(name, {"1.0.0", "1.1.0"})
        assert packages.publish(name).exit_code == 0
        assert [r["id"] for r in lab.dataset(name)["resources"]] == ids
    lab.assert_exactly(packages.root, *packages.slugs)


def only(number: int, moment: str) -> Fault:
    """This one call is disturbed."""
    return lambda call: moment if call.number == number else None
