"""Where the command speaks and asks: results on stdout, everything else on stderr."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from datasets.model import Lang, Text
from publish.speech import T

PATIENCE_S = 1.0
"""Work that lasts longer shows a progress bar."""

AGREEMENT = {"c", "có", "y", "yes"}


class _Printer(Console):
    """Rich's console; it honours NO_COLOR and whether there is a terminal."""

    def on_broken_pipe(self) -> None:
        raise BrokenPipeError  # rich would leave with exit code 1


def _console(stderr: bool) -> Console:
    # Nothing is wrapped, for scripts' sake.
    return _Printer(stderr=stderr, soft_wrap=True, markup=False, highlight=False, emoji=False)


@dataclass(frozen=True, slots=True)
class Desk:
    """One run's mouth and ear, in one language."""

    lang: Lang
    json: bool = False
    quiet: bool = False
    out: Console = field(default_factory=lambda: _console(stderr=False))
    err: Console = field(default_factory=lambda: _console(stderr=True))

    def say(self, text: Text | str, style: str | None = None) -> None:
        """A result for people; silent when a document or quiet was asked for."""
        if not self.json and not self.quiet:
            self.out.print(self.words(text), style=style)

    def warn(self, text: Text | str, style: str | None = None) -> None:
        """What is wrong with the data: said even when quiet."""
        if not self.json:
            self.out.print(self.words(text), style=style)

    def notify(self, text: Text) -> None:
        """What is going on, beside the results."""
        self.err.print(self.words(text))

    def fail(self, text: Text) -> None:
        """Why the command itself could not do its work."""
        self.err.print(self.words(T("failed.prefix")) + self.words(text), style="red")

    def document(self, content: Mapping[str, Any]) -> None:
        """The one JSON document of `--json`."""
        if self.json:
            sys.stdout.write(json.dumps(content, ensure_ascii=False, indent=2) + "\n")

    def words(self, text: Text | str) -> str:
        return text if isinstance(text, str) else text.of(self.lang)

    def can_ask(self) -> bool:
        """Whether a person sits at a terminal."""
        return sys.stdin.isatty() and sys.stderr.isatty()

    def agrees(self, question: Text) -> bool:
        """Asks on stderr, so that stdout stays clean; anything but yes is no."""
        self.err.print(question.of(self.lang), end="")
        answer = ""
        try:
            answer = sys.stdin.readline()
        finally:
            if not answer:  # Ctrl-C or Ctrl-D: what follows begins its own line
                self.err.print()
        return answer.strip().lower() in AGREEMENT

    @contextmanager
    def progress(self, title: Text, total: int) -> Iterator[Callable[[str], None]]:
        """Gives a function to call after each step; draws a bar once PATIENCE_S have passed."""
        bar = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("{task.fields[step]}"),
            console=self.err,
            transient=True,
        )
        task = bar.add_task(title.of(self.lang), total=total, step="")
        shown = self.err.is_terminal and not self.quiet
        start = time.monotonic()

        def step(name: str) -> None:
            if shown and not bar.live.is_started and time.monotonic() - start > PATIENCE_S:
                bar.start()
            bar.update(task, advance=1, step=name)

        try:
            yield step
        finally:
            if bar.live.is_started:  # stopping one never shown would print an empty line
                bar.stop()
