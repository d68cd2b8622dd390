"""The verb `unpublish`."""

from __future__ import annotations

import argparse

from datasets import history
from datasets.model import Lang, Text
from publish import place, unpublish, withdrawals
from publish.arguments import Parser
from publish.changing import agreed, may_write, package_argument, writing
from publish.desk import Desk
from publish.looking import look
from publish.mapping import PREFIX
from publish.outcome import Exit, Outcome
from publish.speech import T
from publish.telling import say


def describe_unpublish(parser: Parser, lang: Lang) -> None:
    package_argument(parser, lang, "verb.catalogue_unpublish")
    group = parser.add_argument_group(T("help.verb_options").of(lang))
    group.add_argument("--delete", action="store_true", help=T("verb.catalogue_delete").of(lang))
    for flag, key in (("--note", "note"), ("--note-en", "note_en")):
        text = T(f"verb.catalogue_{key}").of(lang)
        group.add_argument(flag, metavar=T("help.text").of(lang), help=text)
    writing(group, lang)


def run_unpublish(options: argparse.Namespace, desk: Desk) -> Outcome:
    """Private or deleted, with a line in the package's changes list."""
    may_write(options, desk)
    options.package = [options.name]
    site, _ = look(options)
    name, root = PREFIX + options.name, place.root()
    kind = "deleted" if options.delete else "private"
    question = say(
        f"ask_{'delete' if options.delete else 'private'}", name=name, address=site.address
    )
    if not agreed(options, desk, question):
        return Outcome(Exit.DONE, {"dry_run": options.dry_run, "unpublished": None})
    note = say(f"note_{kind}")
    note = Text(vi=options.note or note.vi, en=options.note_en or options.note or note.en)

    def hidden(version: str) -> None:
        withdrawals.add(
            root, options.name, version=version, address=site.address, doing=kind, note=note
        )

    version = unpublish.unpublish(site, options.name, delete=options.delete, hidden=hidden)
    path = root / "releases" / options.name / history.WITHDRAWALS
    desk.say(say(f"withdrawn_{kind}", name=name, version=version, path=path), "green")
    done = {"package": options.name, "version": version, "doing": kind}
    return Outcome(Exit.DONE, {"dry_run": False, "unpublished": done, "calls": site.journal.counts})
