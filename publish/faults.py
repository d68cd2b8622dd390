"""What can go wrong between us and a catalogue, in plain words with the remedy."""

from __future__ import annotations

from pathlib import Path

from datasets import wording

TEXTS = wording.load(Path(__file__).with_name("catalogue.toml"))


class Fault(Exception):
    """One sentence on what is wrong, one on what to do; `exit_code` is the contract's."""

    exit_code = 4
    key = ""

    def __init__(self, **values: object) -> None:
        self.what = TEXTS(f"fault.{self.key}.what", **values)
        self.remedy = TEXTS(f"fault.{self.key}.remedy", **values)
        super().__init__(self.what.en)


class Misconfigured(Fault):
    """A variable of the environment is missing or cannot be used."""

    exit_code = 2
    key = "misconfigured"


class Unreachable(Fault):
    """Nobody answers at the address."""

    key = "unreachable"


class NotACatalogue(Fault):
    """Something answers, but it is no CKAN."""

    exit_code = 2
    key = "not_ckan"


class TokenRefused(Fault):
    """The catalogue does not know the token (wrong, expired or revoked)."""

    exit_code = 2
    key = "token"


class NoRight(Fault):
    """The token is known but may not do this."""

    exit_code = 2
    key = "no_right"


class TooLarge(Fault):
    """A file is larger than the server takes."""

    key = "too_large"


class Refused(Fault):
    """CKAN's validation said no; `errors` maps the field to what CKAN said."""

    key = "refused"

    def __init__(self, errors: dict[str, object], **values: object) -> None:
        self.errors = errors
        super().__init__(said=said(errors), **values)


class ServerFailed(Fault):
    """The server answered with an error of its own, or the line broke, each time we tried."""

    key = "server"


class Missing(Fault):
    """What was asked for is not in the catalogue."""

    key = "missing"


class Moved(Fault):
    """The catalogue is not what was planned against."""

    exit_code = 3
    key = "moved"


class NotOurs(Fault):
    """A dataset of our name exists that this publisher did not make."""

    exit_code = 3
    key = "not_ours"


class Stale(Fault):
    """A saved plan no longer fits the releases or the catalogue."""

    exit_code = 3
    key = "stale"


class Unknown(Fault):
    """A package or version that was never released."""

    exit_code = 2
    key = "unknown"


def said(errors: object) -> str:
    """CKAN's nested error object as one line: 'tags: Tag "a" is too short; resources 2 url: ...'"""
    return "; ".join(_flat(errors, ""))


def _flat(node: object, place: str) -> list[str]:
    if isinstance(node, dict):
        pairs = [(k, v) for k, v in node.items() if k != "__type"]
        return [line for k, v in pairs for line in _flat(v, f"{place} {k}".strip())]
    if isinstance(node, list) and any(isinstance(x, dict) for x in node):
        return [line for i, x in enumerate(node) for line in _flat(x, f"{place} {i + 1}".strip())]
    text = ", ".join(map(str, node)) if isinstance(node, list) else str(node)
    return [f"{place}: {text}" if place else text]
