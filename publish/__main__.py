"""`python -m publish VERB`: starts a run and ends it cleanly, however it ends."""

from __future__ import annotations

import os
import signal
import sys
from types import FrameType
from typing import NoReturn

INTERRUPTED, TERMINATED = 130, 143  # the first also stands in outcome, which loads late
"""Exit codes of a program ended by SIGINT and SIGTERM, as shells count them."""


class Terminated(KeyboardInterrupt):
    """SIGTERM arrived; unwinds like Ctrl-C, so that nothing is left half-written."""

    exit_code = TERMINATED


def main() -> int:
    """Runs the command line and returns its exit code."""
    signal.signal(signal.SIGTERM, _terminate)
    for stream in (sys.stdout, sys.stderr):
        # Vietnamese must come out whole whatever the locale says.
        getattr(stream, "reconfigure", lambda **_: None)(encoding="utf-8", errors="replace")
    try:
        from publish.command import run  # imported late, so that Ctrl-C while loading is clean too

        code = run(sys.argv[1:])
        sys.stdout.flush()
        return code
    except KeyboardInterrupt as stop:
        return _stopped(getattr(stop, "exit_code", INTERRUPTED))
    except BrokenPipeError:
        # The reader (such as head) has enough: no word, no trace at the interpreter's end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 128 + signal.SIGPIPE


def _terminate(number: int, frame: FrameType | None) -> NoReturn:
    raise Terminated


def _stopped(code: int) -> int:
    from publish.command import stopped

    return stopped(sys.argv[1:], code)


if __name__ == "__main__":
    ended = main()
    if ended in (INTERRUPTED, TERMINATED):
        sys.stdout.flush()
        os._exit(ended)  # asked to stop a second time: without waiting for what is under way
    sys.exit(ended)
