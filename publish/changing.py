"""The verbs that publish: apply and rollback."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from datasets.model import Lang, Text
from publish import (
    place,
    plan,
    run,
    static_folder,
    static_verbs,
    telling,
    withdrawals,
)
from publish.arguments import Parser, Usage
from publish.bar import transfer
from publish.ckan import Catalogue
from publish.desk import Desk
from publish.faults import TEXTS, Fault
from publish.looking import common, look
from publish.outcome import Exit, Outcome
from publish.plan import Plan
from publish.run import Result
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
    return _carry_out(site, found, options, desk)


def run_rollback(options: argparse.Namespace, desk: Desk) -> Outcome:
    """An old release put back, and kept there until there is a newer one."""
    may_write(options, desk)
    options.package = []
    # Deep, as a rollback may follow a failed update: a server that broke off may hold the new file
    # beside the old row, which only reading the file shows.
    site, found = look(options, deep=True, desk=desk, versions={options.name: options.to})
    return _carry_out(site, found, options, desk)


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


def _carry_out(site: Catalogue, found: Survey, options: argparse.Namespace, desk: Desk) -> Outcome:
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
    with transfer(desk, say("progress_publish"), _rows(found)) as moved:
        site.sent = moved.told_bytes
        result = run.run(site, found, moved.told_rows, moved.told_dataset)
    _tell(result, found, desk, site)
    failed = {s: {"error": f.what.en, "exit": f.exit_code} for s, f in result.faults.items() if f}
    done = [s for s, f in result.faults.items() if f is None]
    _note_again(done, site)
    moved_counts = {"rows": moved.rows, "bytes": moved.bytes, "calls": site.journal.counts}
    return Outcome(
        Exit(result.exit_code), {**document, "done": done, "failed": failed, **moved_counts}
    )


def _into_folder(found: Survey, options: argparse.Namespace, desk: Desk) -> Outcome:
    for text, style in telling.of_plan(found.plan):
        desk.say(text, style)
    document = {"dry_run": options.dry_run, "plan": found.plan.as_document(), "done": []}
    if found.plan.pending and not agreed(options, desk, say("ask_apply", address=options.to_dir)):
        return Outcome(Exit.DONE, document)
    if options.dry_run:
        return Outcome(Exit.DONE, document)
    done = static_folder.apply(options.to_dir, found, options.base_url)
    desk.say(TEXTS("static.done", count=len(done), path=options.to_dir), "green")
    return Outcome(Exit.DONE, {**document, "done": done})


def _tell(result: Result, found: Survey, desk: Desk, site: Catalogue) -> None:
    for slug, fault in result.faults.items():
        wanted = found.wanted[slug]
        if fault is None:
            url = f"{site.address}/dataset/{wanted.name}"
            said = say("done_one", name=wanted.name, version=wanted.version, url=url)
            desk.say(said, "green")
        else:
            desk.fail(_worded(wanted.name, fault))
    done = sum(f is None for f in result.faults.values())
    calls = sum(site.journal.counts.values())
    desk.say(say("done_all", done=done, all=len(result.faults), calls=calls), "bold")


def _worded(name: str, fault: Fault) -> Text:
    return say("failed_one", name=name, what=fault.what, remedy=fault.remedy)


def _rows(found: Survey) -> int:
    """Rows to load at most; a reload writes only those that differ."""
    return sum(
        int(piece.shape.table.rows or 0)
        for d in found.plan.datasets
        for p in d.pieces
        if p.table in ("load", "reload")
        for piece in [found.wanted[d.slug].piece(p.key)]
        if piece.shape
    )


def _note_again(done: list[str], site: Catalogue) -> None:
    """A withdrawn package that was published by name is withdrawn no more."""
    root = place.root()
    for slug in done:
        if last := withdrawals.withdrawn(root, slug, site.address):
            withdrawals.add(
                root,
                slug,
                version=last.version,
                address=site.address,
                doing="again",
                note=say("note_again"),
            )
