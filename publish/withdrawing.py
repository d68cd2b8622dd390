"""The verb `unpublish`."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import replace
from functools import partial

from datasets import history
from datasets.model import Lang, Text
from publish import place, static_folder, static_verbs, unpublish, withdrawals
from publish.arguments import Parser, Usage
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
    static_verbs.describe(group, lang)
    writing(group, lang)


def run_unpublish(options: argparse.Namespace, desk: Desk) -> Outcome:
    """Private or deleted, with a line in the package's changes list."""
    may_write(options, desk)
    options.package = [options.name]
    if options.to_dir:
        if not options.delete:
            raise Usage(T("usage.folder_hides_nothing"))
        address = static_verbs.look(options).address
        remove = partial(static_folder.remove, options.to_dir, options.name)
        return _take_back(options, desk, options.name, address, lambda hidden: hidden(remove()))
    site, _ = look(options)
    remove = partial(unpublish.unpublish, site, options.name, delete=options.delete)
    outcome = _take_back(
        options, desk, PREFIX + options.name, site.address, lambda hidden: remove(hidden=hidden)
    )
    return replace(outcome, document={**outcome.document, "calls": site.journal.counts})


def _take_back(
    options: argparse.Namespace,
    desk: Desk,
    name: str,
    address: str,
    remove: Callable[[Callable[[str], None]], object],
) -> Outcome:
    """Asks, removes, tells; `remove` gives the version to its argument once that is hidden."""
    kind, root = "deleted" if options.delete else "private", place.root()
    question = say(f"ask_{'delete' if options.delete else 'private'}", name=name, address=address)
    if not agreed(options, desk, question):
        return Outcome(Exit.DONE, {"dry_run": options.dry_run, "unpublished": None})
    note = say(f"note_{kind}")
    note = Text(vi=options.note or note.vi, en=options.note_en or options.note or note.en)
    taken: list[str] = []

    def hidden(version: str) -> None:
        taken.append(version)
        withdrawals.add(root, options.name, version=version, address=address, doing=kind, note=note)

    remove(hidden)
    path = root / "releases" / options.name / history.WITHDRAWALS
    desk.say(say(f"withdrawn_{kind}", name=name, version=taken[0], path=path), "green")
    done = {"package": options.name, "version": taken[0], "doing": kind}
    return Outcome(Exit.DONE, {"dry_run": False, "unpublished": done})
