"""The documents tell what is there: addresses, verbs, packages, commands, settings, links."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from benchmarks import report
from benchmarks.pages import PREFETCHED
from datasets import catalog
from datasets.model import LANGS
from portal import routing

HOME = Path(__file__).resolve().parent.parent
DOCS = sorted([*HOME.glob("*.md"), *(HOME / "docs").glob("*.md")])
FLASK_STATIC = "/static/<path:filename>"  # nothing lies there
README = HOME / "README.md"
LINK = re.compile(r"""(?:\]\(|src=")([^)"\s]+)""")


@cache
def text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


@cache
def everything() -> str:
    return "\n".join(text(path) for path in DOCS)


def targets() -> dict[str, str]:
    """Make's targets for people, with the line that `make` prints about each."""
    return dict(re.findall(r"^([a-z]+):.*## (.+)$", text(HOME / "Makefile"), re.MULTILINE))


def anchors(path: Path) -> set[str]:
    """The headings of a document as their addresses on a code host."""
    titles = re.findall(r"^#+ (.+)$", text(path), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).strip().replace(" ", "-") for title in titles}


def relative_links() -> list[tuple[str, str]]:
    found = [(doc, link) for doc in DOCS for link in LINK.findall(text(doc))]
    return [(str(doc.relative_to(HOME)), link) for doc, link in found if "://" not in link]


@pytest.mark.parametrize("page", routing.discover().pages.values(), ids=lambda page: page.name)
def test_address_is_documented(page: routing.Page) -> None:
    """Both addresses of every page stand in docs/addresses.md."""
    documented = text(HOME / "docs" / "addresses.md")
    assert [lang for lang in LANGS if f"`{page.pattern(lang)}`" not in documented] == []


def python(*arguments: str) -> str:
    """What a run of Python in the repository prints."""
    command = [sys.executable, *arguments]
    done = subprocess.run(command, cwd=HOME, capture_output=True, text=True, check=True)
    return done.stdout


def told(*arguments: str) -> str:
    """What the steward's command prints."""
    return python("-m", "publish", *arguments, "--lang", "en")


def test_addresses_for_machines_are_documented() -> None:
    """Every address that the server answers besides pages stands in docs/addresses.md."""
    printing = (
        "from portal.app import create; from portal.config import Settings;"
        "print(*(rule.rule for rule in create(Settings(working=True)).server.url_map.iter_rules()))"
    )
    rules = [
        rule
        for rule in python("-c", printing).split()
        if not rule.startswith(("/_", "/<")) and rule != "/"
    ]
    documented = text(HOME / "docs" / "addresses.md")
    named = re.findall(r"`(/[^`]+)`", documented)
    patterns = [re.sub(r"<[^>]+>", "[^/]+", rule) for rule in rules if rule != FLASK_STATIC]
    assert len(patterns) > 10
    assert [p for p in patterns if not any(re.fullmatch(p, name) for name in named)] == []


def test_verbs_are_documented() -> None:
    """Every verb of the steward's command and each of its options stand in docs/steward.md."""
    documented = text(HOME / "docs" / "steward.md")
    verbs = re.findall(r"^  ([a-z]+)  ", told("--help"), re.MULTILINE)
    assert {"validate", "diff", "release"} <= set(verbs)
    assert [verb for verb in verbs if f"| `{verb}" not in documented] == []
    for verb in verbs:
        options = set(re.findall(r"--[a-z][a-z-]+", told(verb, "--help"))) - {"--help"}
        assert [o for o in options if not re.search(rf"`({verb} )?{o}\b", documented)] == []


@pytest.mark.parametrize("slug", catalog.folders(HOME / "datasets"))
def test_package_is_documented(slug: str) -> None:
    """Every package has its row in docs/data.md."""
    assert f"| `{slug}` |" in text(HOME / "docs" / "data.md")


def test_observation_is_documented() -> None:
    """Every column and every flag of the observation shape is explained in docs/data.md."""
    shape = json.loads(text(HOME / "datasets" / "observation.schema.json"))
    fields = {field["name"]: field for field in shape["fields"]}
    flags = re.findall(r"([a-z_]+) = ", fields["flags"]["descriptions"]["en"])
    assert len(flags) > 5
    words = {*fields, *flags}
    documented = set(re.findall(r"`(\w+)`", text(HOME / "docs" / "data.md")))
    assert words - documented == set()


@pytest.mark.parametrize("target", targets())
def test_make_target_is_documented(target: str) -> None:
    """Every target that `make` lists is told of in a document."""
    assert re.search(rf"make {target}\b", everything()) or target == "help"


def test_documented_commands_exist() -> None:
    """No document names a make target that is not there."""
    named = set(re.findall(r"`make ([a-z]+)", everything()))
    named |= set(re.findall(r"^ *make ([a-z]+)", everything(), re.MULTILINE))
    assert named - set(targets()) == set()


def test_measured_figures_are_those_of_the_bench() -> None:
    """docs/performance.md says what benchmarks/results.json holds, misses included."""
    results = json.loads(text(HOME / "benchmarks" / "results.json"))
    written = text(HOME / "docs" / "performance.md")
    assert report.filled(written, results) == written


@pytest.mark.parametrize(("lcp_ms", "verdict"), [(1100, "met"), (1110, "**not met**")])
def test_missed_target_is_told(lcp_ms: int, verdict: str) -> None:
    """A page that paints more than a tenth later than the static one is said to miss its target."""
    results = json.loads(text(HOME / "benchmarks" / "results.json"))
    medians = {
        name: {**found, "lcp_ms": 1000} for name, found in results["pages"]["medians"].items()
    }
    medians[PREFETCHED]["lcp_ms"] = lcp_ms
    found = {label: told for label, _, _, told in report.page_targets(medians)}
    assert found["largest paint, ours / static"] == verdict


def test_settings_are_documented() -> None:
    """Every variable that the portal reads from the environment stands in the README."""
    names = set(re.findall(r'"([A-Z]+_?[A-Z]+)"', text(HOME / "portal" / "config.py")))
    assert len(names) >= 4
    assert {name for name in names if f"`{name}`" not in text(README)} == set()


@pytest.mark.parametrize(("doc", "link"), relative_links())
def test_link_leads_somewhere(doc: str, link: str) -> None:
    """A link within the repository leads to a file, and its anchor to a heading there."""
    path, _, anchor = link.partition("#")
    target = (HOME / doc).parent / path if path else HOME / doc
    assert target.exists()
    assert not anchor or anchor in anchors(target)
