"""The project's own Python in .venv: made once, filled again when the pinned requirements change.

Runs on the machine's Python with nothing installed: `python3 tools/environment.py serve|develop`.
"""

import hashlib
import subprocess
import sys
import time
from pathlib import Path

HOME = Path(__file__).resolve().parent.parent
VENV = HOME / ".venv"
PINS = {
    "serve": ("requirements.txt",),
    "develop": ("requirements.txt", "requirements-dev.txt"),
}


def main(purpose: str) -> int:
    """Exit code 0 when .venv holds what `purpose` needs; 2 when it cannot be installed."""
    if _stands(purpose):
        return 0
    began = time.monotonic()
    print(f"Setting up .venv from {' and '.join(PINS[purpose])} (once, about a minute) ...")
    sys.stdout.flush()
    if not _runs():
        subprocess.run([sys.executable, "-m", "venv", "--clear", str(VENV)], check=True)
    if _install(purpose) != 0:
        print(
            "The packages could not be installed; pip's reason stands above. "
            "Check the network, then run the same command again.",
            file=sys.stderr,
        )
        return 2
    for held, pins in PINS.items():
        if set(pins) <= set(PINS[purpose]):
            _stamp(held).write_text(_fingerprint(held))
    print(f"Ready after {time.monotonic() - began:.0f} s.")
    return 0


def _stands(purpose: str) -> bool:
    stamp = _stamp(purpose)
    return stamp.is_file() and stamp.read_text() == _fingerprint(purpose) and _runs()


def _runs() -> bool:
    """Whether .venv's Python starts: an upgrade of the machine's Python can break it."""
    python = VENV / "bin" / "python"
    return python.exists() and subprocess.run([python, "-c", ""], check=False).returncode == 0


def _install(purpose: str) -> int:
    files = [part for name in PINS[purpose] for part in ("-r", str(HOME / name))]
    pip = [str(VENV / "bin" / "python"), "-m", "pip", "install", "-qq"]
    # The pins are complete, so pip need not look for more (--no-deps). Compiling all of it ahead
    # takes half of the time, and most modules are never imported (--no-compile).
    options = ["--require-hashes", "--no-deps", "--no-compile", "--no-input"]
    return subprocess.run([*pip, *options, *files], check=False).returncode


def _fingerprint(purpose: str) -> str:
    digest = hashlib.sha256()
    for name in PINS[purpose]:
        digest.update((HOME / name).read_bytes())
    return digest.hexdigest()


def _stamp(purpose: str) -> Path:
    return VENV / f"pins-{purpose}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
