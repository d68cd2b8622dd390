"""The verbs that publish: apply and rollback."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from datasets.model import Lang, Text
from publish import (
    carrying,
    place,
    plan,
    run,
    static_folder,
    static_verbs,
    telling,
    withdrawals,
)
from publish.arguments import Parser, Usage
from publish.ckan import Catalogue
from publish.desk import Desk
from publish.faults import TEXTS
from publish.looking import common, look
from publish.outcome import Exit, Outcome
from publish.plan import Plan
from publish.speech import T
from publish.survey import Survey
from publish.telling import say

JOURNAL = Path("publish-journal.jsonl")


def describe_apply(parser: Parser, lang: Lang) -> None:
    arguments = parser.add_argument_group(T("help.arguments").of(lang))
    arguments.add_argument(
        "plan",
        nargs="?",
        type=Path,
        metavar="PLAN.json",
        help=T("verb.catalogue_plan_file").of(lang),
    )
    group = common(parser, lang)
    static_verbs.describe(group, lang)
    group.add_argument("--base-url", default="", help=T("verb.catalogue_base_url").of(lang))
    group.add_argument("--deep", action="store_true", help=T("verb.catalogue_deep").of(lang))
    writing(group, lang)


def describe_rollback(parser: Parser, lang: Lang) -> None:
    package_argument(parser, lang, "verb.catalogue_rollback")
    group = parser.add_argument_group(T("help.verb_options").of(lang))
    group.add_argument(
        "--to", required=True, metavar="VERSION", help=T("verb.catalogue_to").of(lang)
    )
    static_verbs.describe(group, lang)
    writing(group, lang)


def package_argument(parser: Parser, lang: Lang, text: str) -> None:
    group = parser.add_argument_group(T("help.arguments").of(lang))
    group.add_argument("name", metavar=T("help.package").of(lang), help=T(text).of(lang))


def writing(group: argparse._ArgumentGroup, lang: Lang) -> None:
    group.add_argument("--yes", action="store_true", help=T("help.yes").of(lang))
    group.add_argument("--dry-run", action="store_true", help=T("help.dry_run").of(lang))
    text = T("verb.catalogue_journal").of(lang)
    group.add_argument("--journal", type=Path, default=JOURNAL, metavar="FILE", help=text)


def run_apply(options: argparse.Namespace, desk: Desk) -> Outcome:
    """The plan of this moment, or exactly the saved one."""
    may_write(options, desk)
    saved = _saved(options.plan) if options.plan else None
    if saved:
        options.package, options.deep = list(saved.packages), saved.deep
    if options.to_dir:
        found = static_verbs.look(options)
        if saved:
            run.check_saved(saved, found.plan)
        return _into_folder(found, options, desk)
    site, found = look(options, deep=options.deep, desk=desk)
    if saved:
        run.check_saved(saved, found.plan)
    return _agree_and_do(site, found, options, desk)


def run_rollback(options: argparse.Namespace, desk: Desk) -> Outcome:
    """An old release put back, and kept there until there is a newer one."""
    may_write(options, desk)
    options.package, versions = [], {options.name: options.to}
    if options.to_dir:
        return _into_folder(static_verbs.look(options, versions), options, desk)
    # Deep, as a rollback may follow a failed update: a server that broke off may hold the new file
    # beside the old row, which only reading the file shows.
    site, found = look(options, deep=True, desk=desk, versions=versions)
    return _agree_and_do(site, found, options, desk)


def may_write(options: argparse.Namespace, desk: Desk) -> None:
    if not (options.yes or options.dry_run or desk.can_ask()):
        raise Usage(T("usage.needs_yes"))


def agreed(options: argparse.Namespace, desk: Desk, question: Text) -> bool:
    if options.dry_run:
        desk.say(say("dry"))
        return False
    if options.yes or desk.agrees(question):
        return True
    desk.say(say("declined"))
    return False


def _saved(path: Path) -> Plan:
    try:
        return plan.from_document(json.loads(path.read_text(encoding="utf-8")))
    except (ValueError, KeyError, TypeError):
        raise Usage(say("bad_plan", path=path)) from None


def _agree_and_do(
    site: Catalogue, found: Survey, options: argparse.Namespace, desk: Desk
) -> Outcome:
    for text, style in telling.of_plan(found.plan):
        desk.say(text, style)
    document: dict[str, Any] = {
        "dry_run": options.dry_run,
        "plan": found.plan.as_document(),
        "counts": found.plan.counts(),
        "done": [],
        "failed": {},
    }
    if not found.plan.pending:
        desk.say(say("nothing"), "green")
        return Outcome(Exit.DONE, {**document, "calls": site.journal.counts})
    if not agreed(options, desk, say("ask_apply", address=site.address)):
        return Outcome(Exit.DONE, document)
    return carrying.carry_out(site, found, document, desk)


def _into_folder(found: Survey, options: argparse.Namespace, desk: Desk) -> Outcome:
    for text, style in telling.of_plan(found.plan):
        desk.say(text, style)
    document = {"dry_run": options.dry_run, "plan": found.plan.as_document(), "done": []}
    if found.plan.pending and not agreed(options, desk, say("ask_apply", address=options.to_dir)):
        return Outcome(Exit.DONE, document)
    if options.dry_run:
        return Outcome(Exit.DONE, document)
    done = static_folder.apply(options.to_dir, found, getattr(options, "base_url", ""))
    address = static_folder.address(options.to_dir)
    withdrawals.returned(place.root(), done, address, say("note_again"))
    desk.say(TEXTS("static.done", count=len(done), path=options.to_dir), "green")
    return Outcome(Exit.DONE, {**document, "done": done})
