"""One run of the command: its language, its verb, its end."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from datasets.model import Lang
from publish import changing, diff, looking, release, validate, withdrawing
from publish.arguments import COMMAND, Parser, Usage, read
from publish.desk import Desk
from publish.explain import explained
from publish.outcome import Exit, Outcome, failed
from publish.speech import T, language


@dataclass(frozen=True, slots=True)
class Verb:
    """What a verb takes and what it does."""

    describe: Callable[[Parser, Lang], None]
    run: Callable[[argparse.Namespace, Desk], Outcome]


VERBS: Mapping[str, Verb] = {
    "validate": Verb(validate.describe, validate.run),
    "diff": Verb(diff.describe, diff.run),
    "release": Verb(release.describe, release.run),
    "plan": Verb(looking.describe_plan, looking.run_plan),
    "apply": Verb(changing.describe_apply, changing.run_apply),
    "verify": Verb(looking.describe_verify, looking.run_verify),
    "status": Verb(looking.describe_status, looking.run_status),
    "rollback": Verb(changing.describe_rollback, changing.run_rollback),
    "unpublish": Verb(withdrawing.describe_unpublish, withdrawing.run_unpublish),
}


def run(argv: Sequence[str]) -> int:
    """Does what the command line asks; returns the exit code. Never raises for bad input."""
    desk, verb = _desk(argv), _verb(argv)
    try:
        asked = read(argv, desk.lang, {name: v.describe for name, v in VERBS.items()})
        if asked.help is not None:
            sys.stdout.write(asked.help)
            return Exit.DONE
        outcome = VERBS[asked.verb].run(asked.options, desk)
    except Exception as error:
        failure = explained(error)
        if failure is None:
            raise
        desk.fail(failure.text)
        if isinstance(error, Usage):
            desk.err.print(T("usage.hint", command=COMMAND).of(desk.lang))
        outcome = failed(failure.exit, failure.text)
    desk.document(outcome.as_document(verb))
    return int(outcome.exit)


def stopped(argv: Sequence[str], code: int) -> int:
    """The end of a run that a signal stopped."""
    desk, text = _desk(argv), T("failed.interrupted")
    desk.err.print(text.of(desk.lang))
    desk.document(failed(code, text).as_document(_verb(argv)))
    return code


def _desk(argv: Sequence[str]) -> Desk:
    # Looked up by hand, so that a wrong command line is answered the way it asks for.
    return Desk(language(argv, os.environ), json="--json" in argv, quiet="--quiet" in argv)


def _verb(argv: Sequence[str]) -> str | None:
    return next((word for word in argv if word in VERBS), None)
