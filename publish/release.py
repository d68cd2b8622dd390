"""The verb `release`: freezes packages, all checked before the first is written."""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from datasets import release
from datasets.model import LANGS, Lang, Text
from datasets.release import Draft
from publish import place, validate
from publish.arguments import Parser, Usage, packages
from publish.desk import Desk
from publish.diff import summary
from publish.explain import explained
from publish.outcome import Exit, Outcome, failed, listed
from publish.speech import T

REGISTERS = ("units", "sources", "indicators")
"""Released first, so that every row of the others finds what it names."""


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be done: drafts that hold changes, and those that hold none."""

    due: tuple[Draft, ...]
    same: tuple[Draft, ...]


def describe(parser: Parser, lang: Lang) -> None:
    """The verb's arguments."""
    packages(parser, lang, "verb.release_packages", "*")
    group = parser.add_argument_group(T("help.verb_options").of(lang))
    for flag, key in (
        ("--all", "verb.release_all"),
        ("--yes", "help.yes"),
        ("--dry-run", "help.dry_run"),
    ):
        group.add_argument(flag, action="store_true", help=T(key).of(lang))
    for flag, key in (("--note", "help.note"), ("--note-en", "help.note_en")):
        group.add_argument(flag, metavar=T("help.text").of(lang), help=T(key).of(lang))


def run(options: argparse.Namespace, desk: Desk) -> Outcome:
    """Checks, asks, freezes."""
    data = place.root()
    slugs, day = _slugs(data, options), _day()
    if not (options.yes or options.dry_run or desk.can_ask()):
        raise Usage(T("usage.needs_yes"))
    drafts = [release.draft(data, slug) for slug in slugs]
    order = Order(tuple(d for d in drafts if d.version), tuple(d for d in drafts if not d.version))
    if order.due and (problems := release.problems(data, [d.dataset.slug for d in order.due])):
        validate.report(problems, desk)
        return Outcome(Exit.INVALID, {"problems": listed(problems)})
    return _carry_out(data, order, day, options, desk)


def _carry_out(
    data: Path, order: Order, day: date, options: argparse.Namespace, desk: Desk
) -> Outcome:
    planned = [_planned(draft, day, options, desk) for draft in order.due]
    for draft in order.same:
        _say_same(draft, desk, write=not options.dry_run)
    if options.dry_run:
        desk.say(T("release.dry"))
        return Outcome(Exit.DONE, {"dry_run": True, "released": [], "planned": planned})
    if order.due and not options.yes and not desk.agrees(T("release.ask", count=len(order.due))):
        desk.say(T("release.declined"))
        return Outcome(Exit.DONE, {"dry_run": False, "released": [], "planned": planned})
    return _write_all(data, order.due, planned, day, options, desk)


def _write_all(
    data: Path,
    due: tuple[Draft, ...],
    planned: list[dict[str, Any]],
    day: date,
    options: argparse.Namespace,
    desk: Desk,
) -> Outcome:
    done: list[dict[str, Any]] = []
    try:
        with desk.progress(T("release.progress"), len(due)) as step:
            for draft, plan in zip(due, planned, strict=True):
                note = Text(**plan["note"])
                folder = release.write(data, draft, note=note, day=day)
                done.append({**plan, "path": str(folder)})
                step(draft.dataset.slug)
    except Exception as error:
        reason = explained(error)
        if reason is None or not done:
            raise
        text = T("failed.partly", done=len(done), all=len(due), reason=reason.text)
        desk.fail(text)
        return failed(Exit.PARTLY, text, released=done)
    for made in done:
        said = T("release.done", slug=made["package"], version=made["version"], path=made["path"])
        desk.say(said, style="green")
    return Outcome(Exit.DONE, {"dry_run": False, "released": done, "planned": planned})


def _slugs(data: Path, options: argparse.Namespace) -> list[str]:
    if options.all and options.packages:
        raise Usage(T("usage.named_and_all"))
    if not options.all and not options.packages:
        raise Usage(T("usage.nothing_named"))
    slugs = place.packages(data, options.packages)
    if len(slugs) > 1 and (options.note or options.note_en):
        raise Usage(T("usage.note_for_one"))
    first = [slug for slug in REGISTERS if slug in slugs]
    return first + [slug for slug in slugs if slug not in first]


def _day() -> date:
    try:
        return release.today()
    except (ValueError, OverflowError, OSError) as error:
        value = str(error).rpartition(":")[2].strip(" '")
        raise Usage(T("usage.bad_epoch", value=value)) from None


def _planned(draft: Draft, day: date, options: argparse.Namespace, desk: Desk) -> dict[str, Any]:
    """What will be released, told to the steward and as part of the document."""
    slug, previous = draft.dataset.slug, draft.diff.previous
    said = T(
        "release.planned",
        slug=slug,
        previous=previous or T("release.unreleased"),
        version=draft.version,
        level=T(f"level.{draft.level}"),
        summary=_summary(draft),
    )
    desk.say(said, style="bold")
    note = _note(draft, options)
    return {
        "package": slug,
        "previous": previous,
        "version": draft.version,
        "level": draft.level,
        "date": day.isoformat(),
        "counts": draft.diff.counts(),
        "note": {lang: note.of(lang) for lang in LANGS},
    }


def _note(draft: Draft, options: argparse.Namespace) -> Text:
    """The steward's words where given; the summary, true in both languages, elsewhere."""
    own = _summary(draft)
    if draft.level == "first":
        own = T("release.first_note", summary=own)
    return Text(vi=options.note or own.vi, en=options.note_en or own.en)


def _summary(draft: Draft) -> Text:
    return Text(**{lang: summary(draft.diff.changes, lang) for lang in LANGS})


def _say_same(draft: Draft, desk: Desk, *, write: bool) -> None:
    """Nothing to release. A run killed after its release may have left the stamp undone."""
    slug, previous = draft.dataset.slug, draft.diff.previous
    desk.say(T("release.unchanged", slug=slug, previous=previous))
    if write and previous and release.stamp(draft.dataset, previous):
        desk.say(T("release.restamped", slug=slug, previous=previous))
