"""Which catalogue is meant: the environment's word, read when a verb needs it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from publish import faults

NAME = re.compile(r"[a-z0-9_-]{2,100}")
"""Of an organisation, by CKAN's own rule."""
TOKEN = re.compile(r"[!-~]+")
"""What a header can carry."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Address, organisation, portal; the token is never part of a printed form."""

    address: str
    organization: str
    token: str = field(repr=False)
    portal_url: str | None


def from_env(env: Mapping[str, str]) -> Settings:
    """Raises Misconfigured for what is missing, NoAddress, NoName and NoToken for what is none."""
    for name in ("CKAN_URL", "CKAN_API_TOKEN", "CKAN_ORGANIZATION"):
        if not env.get(name, "").strip():
            raise faults.Misconfigured(name=name)
    token, organization = (env[name].strip() for name in ("CKAN_API_TOKEN", "CKAN_ORGANIZATION"))
    if not TOKEN.fullmatch(token):
        raise faults.NoToken()
    if not NAME.fullmatch(organization):
        raise faults.NoName(value=organization)
    return Settings(_address(env, "CKAN_URL"), organization, token, portal(env))


def portal(env: Mapping[str, str]) -> str | None:
    """The portal's public address; without it, what is published links to no page."""
    return _address(env, "PORTAL_URL") or None


def _address(env: Mapping[str, str], name: str) -> str:
    value = env.get(name, "").strip().rstrip("/")
    try:
        parts = urlsplit(value)
        known = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:  # no port, no IPv6 address
        known = False
    if value and not known:
        raise faults.NoAddress(name=name, value=value.rpartition("@")[2])  # no password
    return value
