"""What else can happen while publishing to a real CKAN: killed, raced, refused, out of space."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from publish import faults, run, survey
from publish.mapping import PREFIX
from tests.publish import lab, making
from tests.publish.proxy import Call, Proxy
from tests.publish.test_faults import CHANGED, SECOND, whole_or_hidden

pytestmark = lab.needed

HOME = Path(__file__).resolve().parent.parent.parent
Make = Callable[[], tuple[Path, str]]


@pytest.fixture
def packages(tmp_path: Path) -> Iterator[Make]:
    """Makes (data folder, package) as often as asked, each package new to the catalogue."""
    used: list[str] = []

    def make() -> tuple[Path, str]:
        used.append(lab.slug())
        root = tmp_path / used[-1]
        making.release(root, used[-1], "1.0.0")
        return root, used[-1]

    yield make
    lab.purge(*used)


def steward(
    root: Path, address: str, *words: str, journal: Sequence[str] | None = None, **env: str
) -> subprocess.Popen[str]:
    """The command as a person runs it."""
    noted = ("--journal", str(root / "journal")) if journal is None else journal
    return subprocess.Popen(
        [sys.executable, "-m", "publish", *words, "--lang", "en", *noted],
        cwd=HOME,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={
            **os.environ,
            "DATASETS_DIR": str(root),
            "CKAN_URL": address,
            "CKAN_API_TOKEN": lab.TOKEN,
            "CKAN_ORGANIZATION": lab.ORGANIZATION,
            "PORTAL_URL": "",
            **env,
        },
    )


@pytest.mark.parametrize("action", ["package_create", "package_revise", "datastore_create"])
def test_killed(packages: Make, action: str) -> None:
    """kill -9 midway: nobody sees half of a dataset, and the next apply completes it."""
    lab.publish(packages()[0])
    root, name = packages()
    reached = threading.Event()

    def before(call: Call) -> None:
        if call.action == action:
            reached.set()
            time.sleep(0.5)

    with Proxy(lab.ADDRESS, before=before) as proxy:
        process = steward(root, proxy.address, "apply", "--yes")
        assert reached.wait(60)
        process.send_signal(signal.SIGKILL)
        process.communicate()
    whole_or_hidden(name, {"1.0.0"})
    assert lab.publish(root).exit_code == 0
    lab.assert_exactly(root, name)


def test_two_publishers_of_the_same(packages: Make) -> None:
    """Two stewards publish the same release at once: one may be refused, the catalogue is right."""
    lab.publish(packages()[0])
    root, name = packages()
    looked = [lab.look(root) for _ in range(2)]
    with ThreadPoolExecutor(2) as pool:
        results = list(pool.map(lambda pair: run.run(*pair), looked))
    assert {r.exit_code for r in results} <= {0, 3}
    assert lab.publish(root).exit_code == 0
    lab.assert_exactly(root, name)


def test_two_publishers_of_different_releases(packages: Make) -> None:
    """An old and a new release published at once: whoever applies the new one last is right."""
    root, name = packages()
    lab.publish(root)
    making.release(root, name, "1.1.0", SECOND)
    making.release(root, name, "1.2.0", {**SECOND, "figures": (making.FIGURES, CHANGED[:2])})
    older = lab.look(root, order=survey.Order(versions={name: "1.1.0"}))
    newer = lab.look(root)
    with ThreadPoolExecutor(2) as pool:
        results = list(pool.map(lambda pair: run.run(*pair), (older, newer)))
    assert {r.exit_code for r in results} <= {0, 3}
    assert lab.publish(root, order=survey.Order(packages=(name,))).exit_code == 0
    lab.assert_exactly(root, name)


def test_loser_disowns_its_table(packages: Make) -> None:
    """A publisher overtaken while it loads a table has that table loaded again by the next run."""
    root, name = packages()
    lab.publish(root)
    making.release(root, name, "1.1.0", SECOND)
    slow = lab.look(root)
    making.release(root, name, "1.2.0", {**SECOND, "figures": (making.FIGURES, CHANGED[:3])})

    def overtake(call: Call) -> None:
        if call.action == "datastore_upsert" and not overtaken:
            overtaken.append(call)
            assert lab.publish(root).exit_code == 0

    overtaken: list[Call] = []
    with Proxy(lab.ADDRESS, before=overtake) as proxy:
        slow[0].address = proxy.address
        result = run.run(*slow)
    assert result.exit_code == 3
    assert lab.publish(root).exit_code == 0
    lab.assert_exactly(root, name)


def test_catalogue_moved_since_the_plan(packages: Make) -> None:
    """An edit after the plan was made is not overwritten: apply refuses with exit 3."""
    root, name = packages()
    lab.publish(root)
    making.release(root, name, "1.1.0", SECOND)
    planned = lab.look(root)
    lab.ask("package_patch", id=PREFIX + name, title="Sửa bằng tay")
    assert run.run(*planned).exit_code == 3
    assert lab.dataset(name)["title"] == "Sửa bằng tay"


def test_token_revoked_midway(packages: Make) -> None:
    """A token that expires in the middle ends the run in plain words; the next one completes it."""
    lab.publish(packages()[0])
    root, name = packages()
    made = lab.ask("api_token_create", user=os.environ["CKAN_SYSADMIN"], name=name)["token"]

    def revoke(call: Call) -> None:
        if call.action == "package_revise":
            lab.ask("api_token_revoke", token=made)

    with Proxy(lab.ADDRESS, before=revoke) as proxy:
        process = steward(root, proxy.address, "apply", "--yes", CKAN_API_TOKEN=made)
        out, err = process.communicate()
    assert process.returncode == 2
    assert "does not accept CKAN_API_TOKEN" in err
    assert made not in out + err + (root / "journal").read_text()
    whole_or_hidden(name, {"1.0.0"})
    assert lab.publish(root).exit_code == 0
    lab.assert_exactly(root, name)


def test_no_room_for_files(packages: Make) -> None:
    """A server that cannot store a file ends the run with exit 4; later apply completes it."""
    lab.publish(packages()[0])
    root, name = packages()
    blocked: list[Path] = []

    def block(call: Call) -> None:
        if call.action == "package_revise" and not blocked:
            resource = lab.dataset(name)["resources"][2]["id"]
            folder = Path(lab.FOLDER) / "storage" / "resources" / resource[:3]
            blocked.append(folder)
            folder.write_bytes(b"")  # no folder can be made where a file lies

    with Proxy(lab.ADDRESS, before=block) as proxy:
        result = lab.publish(root, proxy.address)
    blocked[0].unlink()
    assert result.exit_code == 4
    assert isinstance(result.faults[name], faults.ServerFailed)
    whole_or_hidden(name, {"1.0.0"})
    assert lab.publish(root).exit_code == 0
    lab.assert_exactly(root, name)


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


def test_token_is_nowhere(packages: Make) -> None:
    """Neither output, journal, process list nor the error of a failing run holds the token."""
    root, _ = packages()
    with Proxy(lab.ADDRESS, lambda call: "error-before" if call.number > 6 else None) as proxy:
        process = steward(root, proxy.address, "apply", "--yes", "--json")
        listed = Path(f"/proc/{process.pid}/cmdline").read_text()
        out, err = process.communicate()
    assert process.returncode == 4
    assert lab.TOKEN not in out + err + listed + (root / "journal").read_text()
