"""The progress bar of a publish: datasets done, rows loaded, bytes sent or read."""

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

WIDTH = 16  # of the bar itself: with the words beside it, one line of an 80-column terminal


@dataclass(slots=True)
class Transfer:
    """Counts what was moved; safe for several threads."""

    rows: int = 0
    bytes: int = 0
    datasets: list[str] = field(default_factory=list)  # done
    _bar: Progress | None = None
    _task: TaskID | None = None
    _since: float = field(default_factory=lambda: time.monotonic())
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def told_rows(self, rows: int) -> None:
        with self._lock:
            self.rows += rows
            self._show()

    def told_bytes(self, size_bytes: int) -> None:
        with self._lock:
            self.bytes += size_bytes
            self._show()

    def told_dataset(self, name: str) -> None:
        with self._lock:
            self.datasets.append(name)
            self._show()

    def _show(self) -> None:
        if self._bar is None or self._task is None:
            return
        if not self._bar.live.is_started and time.monotonic() - self._since > PATIENCE_S:
            self._bar.start()
        self._bar.update(
            self._task,
            completed=self.rows + len(self.datasets),
            done=len(self.datasets),
            rows=self.rows,
            moved=decimal(self.bytes),
            last=self.datasets[-1] if self.datasets else "",
        )


@contextmanager
def transfer(desk: Desk, title: Text, datasets: int, rows: int = 0) -> Iterator[Transfer]:
    """A bar on stderr once PATIENCE_S have passed; none outside a terminal or when quiet.

    `rows` is how many are to be loaded at most; none where rows are not counted.
    """
    if desk.quiet or not desk.err.is_terminal:
        yield Transfer()
        return
    of_datasets, of_rows = (desk.words(TEXTS(f"say.progress_{n}")) for n in ("datasets", "rows"))
    bar = Progress(
        TextColumn("{task.description}"),
        BarColumn(WIDTH),
        TextColumn(f"{{task.fields[done]}}/{datasets} {of_datasets}"),
        *([TextColumn(f"{{task.fields[rows]}}/{rows} {of_rows}")] if rows else []),
        TextColumn("{task.fields[moved]}"),
        TextColumn("{task.fields[last]}"),
        console=desk.err,
        transient=True,
    )
    task = bar.add_task(
        desk.words(title), total=datasets + rows, done=0, rows=0, moved="0 bytes", last=""
    )
    try:
        yield Transfer(_bar=bar, _task=task)
    finally:
        if bar.live.is_started:  # stopping one never shown would print an empty line
            bar.stop()
