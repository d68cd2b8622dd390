"""What else can happen while publishing to a real CKAN: killed, raced, refused, out of space."""

from __future__ import annotations

import json
import os
import signal
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pytest

from publish import faults, run
from publish.mapping import PREFIX
from publish.run import Result
from publish.survey import AT_A_TIME, Order
from tests.publish import lab, making
from tests.publish.proxy import Call, Proxy
from tests.publish.steward import steward
from tests.publish.test_faults import CHANGED, SECOND, whole_or_hidden

pytestmark = lab.needed

THIRD: making.Tables = {**SECOND, "figures": (making.FIGURES, CHANGED[:3])}


@dataclass(frozen=True)
class Package:
    """A package with one release, alone in its data folder, that is new to the catalogue."""

    root: Path
    name: str

    def publish(self, address: str = lab.ADDRESS) -> Result:
        return lab.publish(self.root, address)

    def release(self, version: str, tables: making.Tables) -> None:
        making.release(self.root, self.name, version, tables)

    def assert_hidden_then_completed(self) -> None:
        """Nobody sees half of what was cut off, and the next apply ends it."""
        whole_or_hidden(self.name, {"1.0.0"})
        self.assert_completed()

    def assert_completed(self) -> None:
        assert self.publish().exit_code == 0
        lab.assert_exactly(self.root, self.name)


@pytest.fixture
def package(tmp_path: Path) -> Iterator[Package]:
    made = Package(tmp_path, lab.slug())
    lab.ask("organization_create", name=lab.ORGANIZATION)  # refused where it stands already
    made.release("1.0.0", making.FIRST)
    yield made
    lab.purge(made.name)


@pytest.mark.parametrize("action", ["package_create", "package_revise", "datastore_create"])
def test_killed(package: Package, action: str) -> None:
    """kill -9 midway: nobody sees half of a dataset, and the next apply completes it."""
    reached = threading.Event()

    def before(call: Call) -> None:
        if call.action == action:
            reached.set()
            time.sleep(0.5)

    with Proxy(lab.ADDRESS, before=before) as proxy:
        process = steward(package.root, proxy.address, "apply", "--yes")
        assert reached.wait(60)
        process.send_signal(signal.SIGKILL)
        process.communicate()
    package.assert_hidden_then_completed()


@pytest.mark.parametrize(("sent", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_stopped_by_hand(package: Package, sent: signal.Signals, code: int) -> None:
    """Ctrl-C and SIGTERM: what is under way is finished, the rest not begun, and both are told."""
    others = [lab.slug() for _ in range(AT_A_TIME + 1)]
    for other in others:
        making.release(package.root, other, "1.0.0")

    def before(call: Call) -> None:
        if call.action == "package_revise" and not reached.is_set():
            reached.set()
            time.sleep(0.5)

    reached = threading.Event()
    try:
        with Proxy(lab.ADDRESS, before=before) as proxy:
            process = steward(package.root, proxy.address, "apply", "--yes", "--json")
            assert reached.wait(60)
            process.send_signal(sent)
            out, err = process.communicate()
        done = json.loads(out)["done"]
        assert process.returncode == json.loads(out)["exit"] == code
        assert 0 < len(done) < len(others) + 1
        assert f"Stopped. Datasets done: {len(done)} of {len(others) + 1}. Run again" in err
        assert "Traceback" not in err
        assert all(lab.seen_by_anyone(slug) for slug in done)
        assert package.publish().exit_code == 0
        lab.assert_exactly(package.root, package.name, *others)
    finally:
        lab.purge(*others)


def test_two_publishers_of_the_same(package: Package) -> None:
    """Two stewards publish the same release at once: one may be refused, the catalogue is right."""
    looked = [lab.look(package.root) for _ in range(2)]
    with ThreadPoolExecutor(2) as pool:
        results = list(pool.map(lambda pair: run.run(*pair), looked))
    assert {r.exit_code for r in results} <= {0, 3}
    package.assert_completed()


def test_two_publishers_of_different_releases(package: Package) -> None:
    """An old and a new release published at once: whoever applies the new one last is right."""
    package.publish()
    package.release("1.1.0", SECOND)
    package.release("1.2.0", THIRD)
    older = lab.look(package.root, order=Order(versions={package.name: "1.1.0"}))
    newer = lab.look(package.root)
    with ThreadPoolExecutor(2) as pool:
        results = list(pool.map(lambda pair: run.run(*pair), (older, newer)))
    assert {r.exit_code for r in results} <= {0, 3}
    named = Order(packages=(package.name,))
    assert lab.publish(package.root, order=named).exit_code == 0
    lab.assert_exactly(package.root, package.name)


def test_loser_disowns_its_table(package: Package) -> None:
    """A publisher overtaken while it loads a table has that table loaded again by the next run."""
    package.publish()
    package.release("1.1.0", SECOND)
    site, planned = lab.look(package.root)
    package.release("1.2.0", THIRD)
    overtaken: list[Call] = []

    def overtake(call: Call) -> None:
        if call.action == "datastore_upsert" and not overtaken:
            overtaken.append(call)
            assert package.publish().exit_code == 0

    with Proxy(lab.ADDRESS, before=overtake) as proxy:
        site.address = proxy.address
        assert run.run(site, planned).exit_code == 3
    package.assert_completed()


def test_catalogue_moved_since_the_plan(package: Package) -> None:
    """An edit after the plan was made is not overwritten: apply refuses with exit 3."""
    package.publish()
    package.release("1.1.0", SECOND)
    planned = lab.look(package.root)
    lab.ask("package_patch", id=PREFIX + package.name, title="Sửa bằng tay")
    assert run.run(*planned).exit_code == 3
    assert lab.dataset(package.name)["title"] == "Sửa bằng tay"


def test_token_revoked_midway(package: Package) -> None:
    """A token that expires in the middle ends the run in plain words; the next one completes it."""
    user = os.environ["CKAN_SYSADMIN"]
    made = lab.ask("api_token_create", user=user, name=package.name)["token"]

    def revoke(call: Call) -> None:
        if call.action == "package_revise":
            lab.ask("api_token_revoke", token=made)

    with Proxy(lab.ADDRESS, before=revoke) as proxy:
        process = steward(package.root, proxy.address, "apply", "--yes", CKAN_API_TOKEN=made)
        out, err = process.communicate()
    assert process.returncode == 2
    assert "does not accept CKAN_API_TOKEN" in err
    assert made not in out + err + (package.root / "journal").read_text()
    package.assert_hidden_then_completed()


@pytest.mark.parametrize("action", ["package_search", "package_create", "package_revise"])
def test_search_index_away(package: Package, action: str) -> None:
    """CKAN without its Solr undoes each write: the fault says so, and a later apply completes."""
    gone = threading.Event()

    def fault(call: Call) -> str | None:
        if call.action == action:
            gone.set()
        needed = call.action.startswith("package_") and call.action != "package_show"
        return "no-index" if gone.is_set() and needed else None

    with Proxy(lab.ADDRESS, fault) as proxy:
        process = steward(package.root, proxy.address, "apply", "--yes")
        _, err = process.communicate()
    assert process.returncode == 4
    assert "search index (Solr) does not answer" in err and "start Solr again" in err
    package.assert_hidden_then_completed()


def test_no_room_for_files(package: Package) -> None:
    """A server that cannot store a file ends the run with exit 4; later apply completes it."""
    blocked: list[Path] = []

    def block(call: Call) -> None:
        if call.action == "package_revise" and not blocked:
            resource = lab.dataset(package.name)["resources"][2]["id"]
            # no folder can be made where a file lies; the upper one other files may share
            folder = Path(lab.FOLDER) / "storage" / "resources" / resource[:3] / resource[3:6]
            folder.parent.mkdir(exist_ok=True)
            blocked.append(folder)
            folder.write_bytes(b"")

    with Proxy(lab.ADDRESS, before=block) as proxy:
        result = package.publish(proxy.address)
    blocked[0].unlink()
    assert result.exit_code == 4
    assert isinstance(result.faults[package.name], faults.ServerFailed)
    package.assert_hidden_then_completed()


def test_file_too_large(tmp_path: Path) -> None:
    """A file beyond the server's limit is named with its size, and the dataset stays hidden."""
    name = lab.slug()
    rows = [[f"{n:06d}", "2025-01-01", "1", "1", "x" * 1000] for n in range(11_000)]
    making.release(tmp_path, name, "1.0.0", {"figures": (making.FIGURES, rows)})
    fault = lab.publish(tmp_path).faults[name]
    assert isinstance(fault, faults.TooLarge)
    assert "figures.csv (11." in fault.what.en
    assert lab.seen_by_anyone(name) is None
    lab.purge(name)


def test_token_is_nowhere(package: Package) -> None:
    """Neither output, journal, process list nor the error of a failing run holds the token."""
    with Proxy(lab.ADDRESS, lambda call: "error-before" if call.number > 6 else None) as proxy:
        process = steward(package.root, proxy.address, "apply", "--yes", "--json")
        listed = Path(f"/proc/{process.pid}/cmdline").read_text()
        out, err = process.communicate()
    assert process.returncode == 4
    assert lab.TOKEN not in out + err + listed + (package.root / "journal").read_text()
