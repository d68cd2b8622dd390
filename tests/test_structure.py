"""Who may import whom: the floors of the house, read from the code's own import statements."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

HOME = Path(__file__).resolve().parent.parent
PACKAGES = ("datasets", "portal", "publish")

# From the ground up. A module imports from the floors below its own and from its own room; rooms
# of one floor do not know each other. The longest prefix says which room a module belongs to.
FLOORS: tuple[tuple[str, ...], ...] = (
    ("datasets.model",),
    ("datasets.catalog", "datasets.tables"),
    ("datasets",),
    ("datasets.checks",),
    ("datasets.release",),
    ("publish", "portal.i18n", "portal.formats", "portal.state", "portal.config", "portal.assets"),
    ("portal.page", "portal.rendered", "portal.cache", "portal.island"),
    ("portal.library",),
    ("portal.views",),
    ("portal.figures",),
    ("portal.components",),
    ("portal.pages",),
    ("portal.routing",),
    ("portal.respond",),
    ("portal.exports",),
    ("portal.api",),
    ("portal",),  # what stands the server up: app, security, guard ...
)
EXCEPTIONS: frozenset[tuple[str, str]] = frozenset()  # stays empty: mend the design instead

ONLY_IMPORTER = {"ckanapi": "publish.ckan"}
DESCRIPTOR_NAMES = {"datapackage.json", "datapackage.yaml"}


@dataclass(frozen=True, slots=True)
class Module:
    name: str
    path: Path
    tree: ast.Module


@cache
def modules() -> tuple[Module, ...]:
    """Every module of the three packages, parsed."""
    found = []
    for package in PACKAGES:
        for path in sorted((HOME / package).rglob("*.py")):
            parts = path.relative_to(HOME).with_suffix("").parts
            name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
            found.append(Module(name, path, ast.parse(path.read_text(encoding="utf-8"))))
    return tuple(found)


def imports(module: Module) -> Iterator[str]:
    """Every name that the module imports anywhere, written out from the top: 'portal.state'."""
    known = {m.name for m in modules()} | {m.name.rpartition(".")[0] for m in modules()}
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = _base(module, node)
            for alias in node.names:
                whole = f"{base}.{alias.name}"
                yield whole if whole in known else base


def _base(module: Module, node: ast.ImportFrom) -> str:
    if not node.level:
        return node.module or ""
    steps = node.level - (module.path.name == "__init__.py")
    parents = module.name.split(".")[: -steps or None]
    return ".".join([*parents, *([node.module] if node.module else [])])


def room(name: str) -> tuple[int, str]:
    """(floor, room) of one of our modules, by its longest prefix in FLOORS."""
    rooms = [(i, r) for i, floor in enumerate(FLOORS) for r in floor]
    return max(
        ((i, r) for i, r in rooms if name == r or name.startswith(f"{r}.")),
        key=lambda found: len(found[1]),
    )


def allowed(importer: str, imported: str) -> bool:
    """Downward or within a room; `portal` and `publish` never meet."""
    if {importer.split(".")[0], imported.split(".")[0]} == {"portal", "publish"}:
        return False
    (from_floor, from_room), (to_floor, to_room) = room(importer), room(imported)
    return to_floor < from_floor or to_room == from_room


@pytest.mark.parametrize("module", modules(), ids=lambda m: m.name)
def test_imports_run_downward(module: Module) -> None:
    """A module imports only from the floors below its own."""
    ours = [name for name in imports(module) if name.split(".")[0] in PACKAGES]
    upward = {(module.name, name) for name in ours if not allowed(module.name, name)}
    assert upward - EXCEPTIONS == set()


@pytest.mark.parametrize("module", modules(), ids=lambda m: m.name)
def test_nothing_outside_is_imported(module: Module) -> None:
    """The product needs neither its tests nor its tools nor its benchmarks to run."""
    tops = {name.split(".")[0] for name in imports(module)}
    assert tops & {"tests", "tools", "benchmarks", "pytest", "playwright"} == set()


@pytest.mark.parametrize("library", ONLY_IMPORTER)
def test_one_importer(library: str) -> None:
    """What must be replaceable in one place is imported in one place."""
    importers = {m.name for m in modules() if library in {i.split(".")[0] for i in imports(m)}}
    assert importers <= {ONLY_IMPORTER[library]}


def test_only_routing_knows_the_pages() -> None:
    """A page is found by its address alone: no page or export reaches into another page."""
    knowing = {m.name for m in modules() if any(i.startswith("portal.pages") for i in imports(m))}
    assert knowing == {"portal.routing"}


def test_descriptors_are_read_in_one_place() -> None:
    """Only datasets/catalog.py knows what a descriptor's file is called."""
    knowing = {
        module.name
        for module in modules()
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Constant) and node.value in DESCRIPTOR_NAMES
    }
    assert knowing == {"datasets.catalog"}


@pytest.mark.parametrize("module", modules(), ids=lambda m: m.name)
def test_module_says_what_it_owns(module: Module) -> None:
    """Every module opens with a sentence."""
    said = ast.get_docstring(module.tree)
    assert said is not None and said.splitlines()[0].rstrip().endswith((".", ":", ";", ","))


@pytest.mark.parametrize(
    ("importer", "imported", "may"),
    [
        ("portal.pages.province", "portal.components.shell", True),
        ("portal.components.shell", "portal.pages.province", False),
        ("portal.library", "portal.views.province", False),
        ("portal.views.province", "portal.components.value", False),
        ("datasets.model", "datasets.catalog", False),
        ("datasets.units", "portal.state", False),
        ("publish.plan", "datasets.catalog", True),
        ("publish.plan", "portal.i18n", False),
        ("portal.app", "publish.plan", False),
    ],
)
def test_the_rule_itself(importer: str, imported: str, may: bool) -> None:
    """The rule tells a downward import from an upward one."""
    assert allowed(importer, imported) is may
