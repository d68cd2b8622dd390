"""What can go wrong between us and a catalogue, in plain words with the remedy."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from datasets import wording

TEXTS = wording.load(Path(__file__).with_name("catalogue.toml"))


class Fault(Exception):
    """One sentence on what is wrong, one on what to do; `exit_code` is the contract's."""

    exit_code: ClassVar[int]
    key: ClassVar[str]  # of its texts

    def __init_subclass__(cls, *, key: str, exit_code: int = 4) -> None:
        cls.key, cls.exit_code = key, exit_code

    def __init__(self, **values: object) -> None:
        self.what = TEXTS(f"fault.{self.key}.what", **values)
        self.remedy = TEXTS(f"fault.{self.key}.remedy", **values)
        super().__init__(self.what.en)


class Misconfigured(Fault, key="misconfigured", exit_code=2):
    """A variable of the environment is missing."""


class NoAddress(Fault, key="no_address", exit_code=2):
    """A variable of the environment should hold an address and does not."""


class NoName(Fault, key="no_name", exit_code=2):
    """CKAN_ORGANIZATION holds what can be no name."""


class NoToken(Fault, key="no_token", exit_code=2):
    """CKAN_API_TOKEN holds what can be no token; it is never repeated."""


class Unreachable(Fault, key="unreachable"):
    """Nobody answers at the address."""


class NotACatalogue(Fault, key="not_ckan", exit_code=2):
    """Something answers, but it is no CKAN."""


class TokenRefused(Fault, key="token", exit_code=2):
    """The catalogue does not know the token (wrong, expired or revoked)."""


class NoRight(Fault, key="no_right", exit_code=2):
    """The token is known but may not do this."""


class NoRole(Fault, key="no_role", exit_code=2):
    """The token is known but may not publish in the organisation."""


class TooLarge(Fault, key="too_large"):
    """A file is larger than the server takes."""


class Refused(Fault, key="refused"):
    """CKAN's validation said no; `errors` maps the field to what CKAN said."""

    def __init__(self, errors: dict[str, object], **values: object) -> None:
        self.errors = errors
        super().__init__(said=said(errors), **values)


class ServerFailed(Fault, key="server"):
    """The server answered with an error of its own, or the line broke, each time we tried."""


class IndexAway(Fault, key="index"):
    """The catalogue's own search index (Solr) does not answer: CKAN then refuses every write."""


class Missing(Fault, key="missing"):
    """What was asked for is not in the catalogue."""


class Moved(Fault, key="moved", exit_code=3):
    """The catalogue is not what was planned against."""


class NotOurs(Fault, key="not_ours", exit_code=3):
    """A dataset of our name exists that this publisher did not make."""


class Stale(Fault, key="stale", exit_code=3):
    """A saved plan no longer fits the releases or the catalogue."""


class Unknown(Fault, key="unknown", exit_code=2):
    """A package or version that was never released."""


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
