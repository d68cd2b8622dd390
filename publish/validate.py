"""The verb `validate`: all problems of the packages, in words."""

from __future__ import annotations

import argparse
from collections import Counter
from datetime import date
from pathlib import Path

from datasets import catalog, checks, freeze
from datasets.checks.ground import build
from datasets.model import Lang, Problem, Text
from publish import place
from publish.arguments import Parser, packages
from publish.desk import Desk
from publish.outcome import Exit, Outcome, listed
from publish.speech import T


def describe(parser: Parser, lang: Lang) -> None:
    """The verb's arguments."""
    packages(parser, lang, "verb.validate_packages", "*")
    group = parser.add_argument_group(T("help.verb_options").of(lang))
    text = T("verb.validate_released").of(lang)
    group.add_argument("--released", action="store_true", help=text)


def run(options: argparse.Namespace, desk: Desk) -> Outcome:
    """Checks and reports; only reads."""
    data = place.root()
    if options.released:
        slugs, problems = _released(data, options.packages, desk)
    else:
        slugs = place.packages(data, options.packages)
        with desk.progress(T("validate.progress"), len(slugs)) as step:
            problems = checks.of_working(data, slugs, step=step)
    report(problems, desk)
    if not problems:
        _approve(slugs, desk)
    count = Counter(p.package for p in problems)
    document = {
        "packages": [{"package": slug, "problems": count[slug]} for slug in slugs],
        "problems": listed(problems),
    }
    return Outcome(Exit.INVALID if problems else Exit.DONE, document)


def report(problems: list[Problem], desk: Desk) -> None:
    """Every problem: where, what, and what to do; then how many."""
    for problem in problems:
        desk.warn(_where(problem, desk), style="bold")
        desk.warn(f"  {desk.words(problem.message)}", style="red")
        desk.warn(f"  {desk.words(T('validate.remedy', remedy=problem.remedy))}")
    if problems:
        touched = len({p.package for p in problems})
        desk.warn(T("validate.found", problems=len(problems), packages=touched), style="bold red")


def _where(problem: Problem, desk: Desk) -> str:
    parts: list[Text | str] = [f"{problem.package}/{problem.file}"]
    if problem.row is not None:
        parts.append(T("validate.row", row=problem.row))
    if problem.field:
        in_table = problem.file.endswith(".csv")
        parts.append(T("validate.field" if in_table else "validate.place", field=problem.field))
    if problem.value:
        parts.append(T("validate.value", value=problem.value))
    return ", ".join(desk.words(part) for part in parts)


def _approve(slugs: list[str], desk: Desk) -> None:
    if not slugs:
        desk.say(T("validate.nothing"))
    elif len(slugs) == 1:
        desk.say(T("validate.sound_one", slug=slugs[0]), style="green")
    else:
        desk.say(T("validate.sound", packages=len(slugs)), style="green")


def _released(data: Path, named: list[str], desk: Desk) -> tuple[list[str], list[Problem]]:
    """The latest releases: still what was frozen, and sound by today's laws."""
    datasets = catalog.release_set(data).datasets
    slugs = place.chosen(named, datasets)
    ground = build(datasets, date.today())
    problems: list[Problem] = []
    with desk.progress(T("validate.progress"), len(slugs)) as step:
        for slug in slugs:
            problems += [_changed(slug, file) for file in freeze.tampered(datasets[slug])]
            problems += checks.of_dataset(datasets[slug], ground)
            step(slug)
    return slugs, problems


def _changed(slug: str, file: str) -> Problem:
    return Problem(
        rule="release-changed",
        package=slug,
        file=file,
        row=None,
        field=None,
        value=None,
        message=T("validate.release_changed"),
        remedy=T("validate.release_changed_remedy"),
    )
