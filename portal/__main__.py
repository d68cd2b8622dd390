"""`python -m portal`: checks the releases, starts the server, says where it answers."""

from __future__ import annotations

import argparse
import multiprocessing
import os
import socket
import sys
import threading
import time
from urllib.error import URLError
from urllib.request import urlopen

from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from portal.config import ConfigError, Settings
from portal.integrity import damaged

START_SECONDS = 60
THREADS_PER_WORKER = 4


def main(arguments: list[str] | None = None) -> int:
    options = _parser().parse_args(arguments)
    if options.working:
        os.environ["PORTAL_WORKING"] = "1"  # the workers read it too
    try:
        settings = Settings.from_env(os.environ)
    except ConfigError as error:
        return _say(str(error), 2)
    if not settings.working and (problem := damaged(settings.datasets_dir)):
        return _say(problem, 1)
    if (problem := _taken(options.host, settings.port)) is not None:
        return _say(problem, 2)
    # A forked worker inherits whatever lock the announcing thread holds at that moment, and hangs.
    multiprocessing.set_start_method("spawn")
    threading.Thread(target=_announce, args=(settings.port,), daemon=True).start()
    Granian(
        "portal.wsgi:application",
        address=options.host,
        port=settings.port,
        interface=Interfaces.WSGI,
        workers=settings.workers,
        blocking_threads=THREADS_PER_WORKER,
        backpressure=1000,
        log_level=LogLevels.warning,
        workers_kill_timeout=5,
    ).serve()
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m portal", description=__doc__)
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (%(default)s)")
    parser.add_argument(
        "--working",
        action="store_true",
        help="preview the working packages (datasets/packages) instead of the releases",
    )
    return parser


def _taken(host: str, port: int) -> str | None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            return f"Cannot listen on {host}:{port} ({error.strerror}); choose another PORT."
    return None


def _announce(port: int) -> None:
    """Print the address when the portal answers with its data loaded, and not before."""
    address = f"http://127.0.0.1:{port}"
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        try:
            urlopen(f"{address}/readyz", timeout=2).close()
        except (URLError, OSError):
            time.sleep(0.1)
        else:
            print(address, flush=True)
            return
    _say(f"The portal has not answered within {START_SECONDS} seconds.", 1)


def _say(sentence: str, status: int) -> int:
    print(sentence, file=sys.stderr, flush=True)
    return status


if __name__ == "__main__":
    sys.exit(main())
