"""The verbs that only read a catalogue: plan, verify, status."""

from __future__ import annotations

import argparse
import json
import os
from collections.abc import Mapping
from dataclasses import asdict, replace
from datetime import date
from pathlib import Path
from types import MappingProxyType

from datasets.model import Lang
from publish import (
    place,
    plan,
    settings,
    static_folder,
    static_verbs,
    status,
    telling,
    verify,
)
from publish.arguments import Parser
from publish.bar import transfer
from publish.ckan import Catalogue
from publish.desk import Desk
from publish.journal import Journal
from publish.outcome import Exit, Outcome
from publish.speech import T
from publish.survey import Order, Survey, survey
from publish.telling import say


def describe_plan(parser: Parser, lang: Lang) -> None:
    group = common(parser, lang)
    static_verbs.describe(group, lang)
    group.add_argument("--deep", action="store_true", help=T("verb.catalogue_deep").of(lang))
    group.add_argument(
        "--exit-code", action="store_true", help=T("verb.catalogue_exit_code").of(lang)
    )
    group.add_argument(
        "-o", "--output", type=Path, metavar="FILE", help=T("verb.catalogue_output").of(lang)
    )


def describe_verify(parser: Parser, lang: Lang) -> None:
    static_verbs.describe(common(parser, lang), lang)


def describe_status(parser: Parser, lang: Lang) -> None:
    static_verbs.describe(common(parser, lang), lang)


def common(parser: Parser, lang: Lang) -> argparse._ArgumentGroup:
    """The options of every verb about a catalogue."""
    group = parser.add_argument_group(T("help.verb_options").of(lang))
    group.add_argument(
        "--package",
        action="append",
        default=[],
        metavar=T("help.package").of(lang),
        help=T("verb.catalogue_package").of(lang),
    )
    return group


def run_plan(options: argparse.Namespace, desk: Desk) -> Outcome:
    """Prints what would be done."""
    if options.to_dir:
        return tell_plan(static_verbs.look(options), options, desk)
    site, found = look(options, deep=options.deep, desk=desk)
    return tell_plan(found, options, desk, site.journal.counts)


def tell_plan(
    found: Survey,
    options: argparse.Namespace,
    desk: Desk,
    calls: Mapping[str, int] = MappingProxyType({}),
) -> Outcome:
    for text, style in telling.of_plan(found.plan):
        desk.say(text, style)
    if options.output:
        content = json.dumps(found.plan.as_document(), ensure_ascii=False, indent=2) + "\n"
        options.output.write_text(content, encoding="utf-8")
        desk.say(say("saved", path=options.output))
    document = {
        "plan": found.plan.as_document(),
        "counts": found.plan.counts(),
        "pending": found.plan.pending,
        "calls": dict(calls),
    }
    pending = options.exit_code and found.plan.pending
    return Outcome(Exit.PENDING if pending else Exit.DONE, document)


def run_verify(options: argparse.Namespace, desk: Desk) -> Outcome:
    """Reads everything back; exit 3 on any difference."""
    if options.to_dir:
        found = static_verbs.look(options)
        folder: Path = options.to_dir
        size_bytes = sum(p.stat().st_size for p in folder.rglob("*") if p.is_file())
        return _tell_findings(static_folder.verify(folder, found), size_bytes, found, desk)
    site, found = look(options)
    return _tell_findings(*read_back(site, found, desk), found, desk)


def _tell_findings(
    findings: list[verify.Finding], size_bytes: int, found: Survey, desk: Desk
) -> Outcome:
    for finding in findings:
        desk.warn(telling.of_finding(finding), "red")
    if findings:
        desk.warn(say("differ", count=len(findings)), "bold")
    else:
        desk.say(telling.of_verified(len(found.wanted), size_bytes), "green")
    document = {
        "datasets": len(found.wanted),
        "bytes": size_bytes,
        "differences": verify.as_document(findings),
    }
    return Outcome(Exit.CONFLICT if findings else Exit.DONE, document)


def run_status(options: argparse.Namespace, desk: Desk) -> Outcome:
    """One line a package."""
    found = static_verbs.look(options) if options.to_dir else look(options)[1]
    states = status.status(found, place.root(), date.today())
    for state in states:
        desk.say(telling.of_status(state), None if state.current else "yellow")
    listed = [asdict(s) for s in states]
    return Outcome(Exit.DONE, {"address": found.plan.address, "packages": listed})


def look(
    options: argparse.Namespace,
    *,
    deep: bool = False,
    desk: Desk | None = None,
    versions: dict[str, str] | None = None,
) -> tuple[Catalogue, Survey]:
    """The catalogue of the environment and the plan for it."""
    chosen = settings.from_env(os.environ)
    journal = Journal(getattr(options, "journal", None))
    site = Catalogue(chosen.address, chosen.token, journal=journal)
    order = Order(tuple(options.package), versions or {}, chosen.portal_url)
    found = survey(site, place.root(), chosen.organization, order)
    if deep and desk:
        findings, _ = read_back(site, found, desk)
        found = replace(found, plan=plan.deepened(found.plan, verify.by_piece(findings)))
    return site, found


def read_back(site: Catalogue, found: Survey, desk: Desk) -> tuple[list[verify.Finding], int]:
    """What verify found, and how many bytes it read."""
    with transfer(desk, say("progress_verify"), len(found.wanted)) as moved:
        return verify.verify(site, found, moved.told_bytes, moved.told_dataset), moved.bytes
