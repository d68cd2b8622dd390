"""The progress bar of a publish: rows loaded, bytes sent or read, the dataset just done."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from rich.filesize import decimal
from rich.progress import BarColumn, Progress, TaskID, TextColumn

from datasets.model import Text
from publish.desk import PATIENCE_S, Desk
from publish.faults import TEXTS


@dataclass(slots=True)
class Transfer:
    """Counts what was moved; safe for several threads."""

    rows: int = 0
    bytes: int = 0
    _bar: Progress | None = None
    _task: TaskID | None = None
    _step: str = ""
    _since: float = field(default_factory=time.monotonic)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def told_rows(self, rows: int) -> None:
        self._told(rows=rows)

    def told_bytes(self, size_bytes: int) -> None:
        self._told(size_bytes=size_bytes)

    def told_dataset(self, name: str) -> None:
        self._told(step=name)

    def _told(self, rows: int = 0, size_bytes: int = 0, step: str | None = None) -> None:
        with self._lock:
            self.rows += rows
            self.bytes += size_bytes
            if self._bar is None or self._task is None:
                return
            if not self._bar.live.is_started and time.monotonic() - self._since > PATIENCE_S:
                self._bar.start()
            self._step = step or self._step
            self._bar.update(
                self._task,
                completed=self.rows,
                count=self.rows,
                sent=decimal(self.bytes),
                step=self._step,
            )


@contextmanager
def transfer(desk: Desk, title: Text, rows: int) -> Iterator[Transfer]:
    """A bar on stderr once PATIENCE_S have passed; none outside a terminal or when quiet."""
    if desk.quiet or not desk.err.is_terminal:
        yield Transfer()
        return
    unit = TEXTS("say.progress_rows").of(desk.lang)
    bar = Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.fields[count]}/{task.total} " + unit),
        TextColumn("{task.fields[sent]}"),
        TextColumn("{task.fields[step]}"),
        console=desk.err,
        transient=True,
    )
    task = bar.add_task(desk.words(title), total=rows, count=0, sent="0 B", step="")
    try:
        yield Transfer(_bar=bar, _task=task)
    finally:
        bar.stop()
