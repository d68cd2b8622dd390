"""The command line: verbs and options, with help and complaints in either language."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NoReturn

from datasets.model import LANGS, Lang, Text
from publish.speech import T

COMMAND = "python -m publish"
HELP = ("-h", "--help")

COMPLAINTS: tuple[tuple[re.Pattern[str], str, tuple[str, ...]], ...] = (
    (re.compile(r"unrecognized arguments: (.+)"), "unknown_option", ("given",)),
    (re.compile(r"argument (\S+): expected .*argument"), "no_value", ("option",)),
    (re.compile(r"argument (\S+): ignored explicit argument"), "value_given", ("option",)),
    (
        re.compile(r"argument (\S+): invalid choice: '?(.*?)'? \(choose from (.*)\)"),
        "bad_choice",
        ("option", "given", "choices"),
    ),
    (re.compile(r"the following arguments are required: (.+)"), "missing", ("what",)),
)
"""argparse's own English complaints and the text that says the same in both languages."""


class Usage(Exception):
    """The command was used wrongly (exit 2); `text` says how."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.en)
        self.text = text


class Parser(argparse.ArgumentParser):
    """argparse that speaks the chosen language and raises instead of leaving."""

    def __init__(self, lang: Lang, prog: str, description: str, epilog: str = "") -> None:
        super().__init__(
            prog=prog,
            description=description,
            epilog=epilog,
            add_help=False,
            allow_abbrev=False,
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        self.lang = lang

    def format_help(self) -> str:
        return super().format_help().replace("usage: ", T("help.usage").of(self.lang), 1)

    def error(self, message: str) -> NoReturn:
        for pattern, key, names in COMPLAINTS:
            if hit := pattern.search(message):
                words = [group.replace("'", "") for group in hit.groups()]
                raise Usage(T(f"usage.{key}", **dict(zip(names, words, strict=True))))
        raise Usage(T("usage.other", what=message))


@dataclass(frozen=True, slots=True)
class Asked:
    """What the command line asks for: a verb with its options, or help to print."""

    verb: str
    options: argparse.Namespace
    help: str | None = None


Describe = Callable[[Parser, Lang], None]
"""Adds a verb's own arguments to its parser."""


def read(argv: Sequence[str], lang: Lang, verbs: Mapping[str, Describe]) -> Asked:
    """The command line understood; raises Usage."""
    at = _verb_at(argv)
    overview = _overview(lang, verbs)
    if at is None:
        if set(argv) & set(HELP):
            return Asked("help", argparse.Namespace(), overview.format_help())
        overview.parse_args(argv)
        raise Usage(T("usage.no_verb", verbs=", ".join(verbs)))
    verb = argv[at]
    if verb not in verbs:
        raise Usage(T("usage.unknown_verb", verb=verb, verbs=", ".join(verbs)))
    parser = Parser(lang, f"{COMMAND} {verb}", T(f"verb.{verb}_long").of(lang))
    verbs[verb](parser, lang)
    shared(parser, lang)
    rest = [*argv[:at], *argv[at + 1 :]]
    if set(rest) & set(HELP):
        return Asked(verb, argparse.Namespace(), parser.format_help())
    return Asked(verb, parser.parse_intermixed_args(rest))


def shared(parser: Parser, lang: Lang) -> Parser:
    """Adds the options that every verb takes."""
    group = parser.add_argument_group(T("help.options").of(lang))
    group.add_argument(*HELP, action="store_true", help=T("help.show_help").of(lang))
    group.add_argument("--json", action="store_true", help=T("help.json").of(lang))
    group.add_argument("--lang", choices=LANGS, default=lang, help=T("help.lang").of(lang))
    group.add_argument("--quiet", action="store_true", help=T("help.quiet").of(lang))
    return parser


def _overview(lang: Lang, verbs: Iterable[str]) -> Parser:
    listed = "\n".join(f"  {verb:<10} {T(f'verb.{verb}').of(lang)}" for verb in verbs)
    text = f"{T('help.description').of(lang)}\n\n{T('help.verbs').of(lang)}:\n{listed}"
    parser = Parser(lang, f"{COMMAND} {T('help.verb').of(lang)}", text, T("help.epilog").of(lang))
    return shared(parser, lang)


def _verb_at(argv: Sequence[str]) -> int | None:
    """Where the verb stands: the first word that is neither an option nor --lang's value."""
    for at, word in enumerate(argv):
        if not word.startswith("-") and (at == 0 or argv[at - 1] != "--lang"):
            return at
    return None


def packages(parser: Parser, lang: Lang, text: str, nargs: str | None) -> None:
    """Adds the package or packages that a verb works on."""
    group = parser.add_argument_group(T("help.arguments").of(lang))
    name = "package" if nargs is None else "packages"
    metavar = T("help.package").of(lang)
    group.add_argument(name, nargs=nargs, metavar=metavar, help=T(text).of(lang))
