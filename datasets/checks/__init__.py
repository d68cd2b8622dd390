"""Whether packages are sound: frictionless and the house laws, all problems at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path

from datasets import catalog
from datasets.checks import (
    cells,
    descriptors,
    figures,
    personal,
    references,
    registers,
    structure,
)
from datasets.checks.ground import Case, Ground, build, problem
from datasets.model import Dataset, Problem

Law = Callable[[Case], Iterator[Problem]]

LAWS: tuple[Law, ...] = (
    *structure.LAWS,
    *descriptors.LAWS,
    *cells.LAWS,
    *references.LAWS,
    *figures.LAWS,
    *registers.LAWS,
    *personal.LAWS,
)
"""Every law; one is added by writing a function and naming it in its module's LAWS."""

REFERENCES: tuple[Law, ...] = references.LAWS
"""The laws that another package's release can break."""

SCHEMA_SPEAKS = {"unknown-unit", "unknown-indicator", "missing-source", "source-type"}
SCHEMA_REFUSES = {"type-error", "constraint-error"}
"""Rules of the first set are silent on a cell that one of the second has refused already."""


def of_working(
    root: Path,
    slugs: Iterable[str] | None = None,
    today: date | None = None,
    step: Callable[[str], None] = lambda slug: None,
) -> list[Problem]:
    """Problems of the working packages `slugs` (all, where None); raises nothing for bad data.

    `step` is told each package's slug when it has been checked.
    """
    datasets, problems = _readable(root)
    ground = build(datasets, today or date.today())
    wanted = set(catalog.folders(root) if slugs is None else slugs)
    found = [p for p in problems if p.package in wanted]
    for slug in sorted(wanted & set(datasets)):
        found += of_dataset(datasets[slug], ground)
        step(slug)
    return found


def of_dataset(dataset: Dataset, ground: Ground, laws: Iterable[Law] = LAWS) -> list[Problem]:
    """Problems of one package before the registers of `ground`, in the order of file and row."""
    case = Case(dataset, ground)
    found = _once([p for law in laws for p in law(case)])
    return sorted(found, key=lambda p: (p.file, p.row or 0, p.field or "", p.rule))


def _once(found: list[Problem]) -> Iterable[Problem]:
    """One mistake, one problem: a cell or row that two rules refuse is named by the plainer one."""
    cells = {(p.file, p.row, p.field) for p in found if p.rule in SCHEMA_REFUSES}
    twins = {(p.file, p.row) for p in found if p.rule == "duplicate-fact"}
    told: dict[tuple[object, ...], Problem] = {}
    for p in found:
        refused = p.rule in SCHEMA_SPEAKS and (p.file, p.row, p.field) in cells
        if not refused and not (p.rule == "primary-key" and (p.file, p.row) in twins):
            told.setdefault((p.rule, p.file, p.row, p.field, p.message.en), p)
    return told.values()


def _readable(root: Path) -> tuple[Mapping[str, Dataset], list[Problem]]:
    """The packages that can be read, and one problem for each that cannot."""
    datasets, problems = {}, []
    for slug, folder in catalog.folders(root).items():
        try:
            datasets[slug] = catalog.read(folder)
        except catalog.DescriptorError as error:
            why = problem(
                "unreadable-descriptor",
                slug,
                error.path.name,
                None,
                None,
                None,
                reason=error.reason,
            )
            problems.append(why)
    return datasets, problems
