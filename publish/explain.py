"""Errors of the machine and the data folder, in the steward's words and with their exit code."""

from __future__ import annotations

import errno
from dataclasses import dataclass

from datasets.catalog import DescriptorError
from datasets.model import Text
from datasets.release import Backdated, Moved, Tampered, Unstamped
from publish.arguments import Usage
from publish.faults import Fault
from publish.outcome import Exit
from publish.speech import T

REASONS = {
    errno.EACCES: "permission",
    errno.EPERM: "permission",
    errno.EROFS: "read_only",
    errno.ENOSPC: "full",
    errno.EDQUOT: "full",
    errno.ENOENT: "missing",
}


@dataclass(frozen=True, slots=True)
class Failure:
    exit: Exit
    text: Text


def explained(error: Exception) -> Failure | None:
    """What to tell of an error that can happen; None for one that would be our own mistake."""
    match error:
        case BrokenPipeError():
            return None  # the reader has enough; __main__ ends the run in silence
        case Usage():
            return Failure(Exit.USAGE, error.text)
        case Fault():
            return Failure(Exit(error.exit_code), worded(error))
        case DescriptorError():
            said = T("failed.descriptor", path=error.path, reason=error.reason)
            return Failure(Exit.INVALID, said)
        case Tampered():
            said = T(
                "failed.tampered",
                slug=error.release.slug,
                version=error.release.version,
                files=", ".join(error.files),
            )
            return Failure(Exit.CONFLICT, said)
        case Moved():
            return Failure(Exit.CONFLICT, T("failed.moved", slug=error.slug, file=error.file))
        case Backdated():
            said = T("failed.backdated", slug=error.slug, day=error.day, previous=error.previous)
            return Failure(Exit.USAGE, said)
        case OSError():
            return _of_system(error)
    return None


def worded(fault: Fault) -> Text:
    """What is wrong, then what to do."""
    what, remedy = fault.what, fault.remedy
    return Text(vi=f"{what.vi} {remedy.vi}", en=f"{what.en} {remedy.en}")


def _of_system(error: OSError) -> Failure:
    path, reason = error.filename or error.filename2 or "?", _reason(error)
    if isinstance(error, FileExistsError):
        return Failure(Exit.CONFLICT, T("failed.raced", path=path))
    if isinstance(error, Unstamped):
        return Failure(Exit.PARTLY, T("failed.unstamped", path=path, reason=reason))
    return Failure(Exit.USAGE, T("failed.file", path=path, reason=reason))


def _reason(error: OSError) -> Text:
    """The system's reason in both languages where it is a common one."""
    key = REASONS.get(error.errno or 0)
    if key:
        return T(f"failed.reason_{key}")
    said = error.strerror or type(error).__name__
    return Text(vi=said, en=said)
