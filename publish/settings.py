"""Which catalogue is meant: the environment's word, read when a verb needs it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from publish import faults


@dataclass(frozen=True, slots=True)
class Settings:
    """Address, organisation, portal; the token is never part of a printed form."""

    address: str
    organization: str
    token: str = field(repr=False)
    portal_url: str | None


def from_env(env: Mapping[str, str]) -> Settings:
    """Raises Misconfigured for what is missing or no address."""
    for name in ("CKAN_URL", "CKAN_API_TOKEN", "CKAN_ORGANIZATION"):
        if not env.get(name, "").strip():
            raise faults.Misconfigured(name=name)
    parts = urlsplit(env["CKAN_URL"].strip())
    if parts.scheme not in ("http", "https") or not parts.netloc:
        raise faults.Misconfigured(name="CKAN_URL (https://...)")
    return Settings(
        address=env["CKAN_URL"].strip().rstrip("/"),
        organization=env["CKAN_ORGANIZATION"].strip(),
        token=env["CKAN_API_TOKEN"].strip(),
        portal_url=portal(env),
    )


def portal(env: Mapping[str, str]) -> str | None:
    """The portal's public address; without it, what is published links to no page."""
    return env.get("PORTAL_URL", "").strip().rstrip("/") or None
