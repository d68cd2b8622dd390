"""A crawler from `/`: every page, every file, and of the countless states of a page a sample.

Addresses without a query are all followed. Those with one are sorted and taken at even steps, so
many for each kind of address and set of parameters, because their number is a product.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, unquote, urldefrag, urljoin, urlsplit

from flask.testing import FlaskClient

from portal.routing import discover
from tests.site.document import Document, read

PER_KIND = 5  # addresses with the same parameters on one kind of page
_LAST = re.compile(r"[^/]+?(\.\w+)?$")


@dataclass
class Visit:
    """What stood at an address; `document` for HTML, `seen_on` the page that led there."""

    status: int
    content_type: str
    seen_on: str
    document: Document | None = None


@dataclass
class Walk:
    """All visits by address, and the fragments that links lead to: (page, fragment) -> page."""

    base: str
    visits: dict[str, Visit] = field(default_factory=dict)
    fragments: dict[tuple[str, str], str] = field(default_factory=dict)

    @property
    def documents(self) -> dict[str, Document]:
        return {address: v.document for address, v in self.visits.items() if v.document}

    @property
    def pages(self) -> dict[str, Document]:
        """The documents with the site around them: not what stands in other people's frames."""
        return {a: d for a, d in self.documents.items() if not a.startswith("/embed/")}


def walk(client: FlaskClient, base: str) -> Walk:
    """Follow everything from `/` in `base`'s own addresses."""
    found, kinds = Walk(base), _Kinds()
    waiting, asked = {"/": "-"}, dict[str, str]()
    while waiting or asked:
        while waiting:
            address, seen_on = waiting.popitem()
            for lead in _visit(found, client, address, seen_on):
                if lead not in found.visits:
                    (asked if "?" in lead else waiting).setdefault(lead, address)
        # every plain address is visited: now some of the states that their links lead to
        waiting = {address: asked[address] for address in kinds.sample(asked)}
        asked = {}
    return found


def _visit(found: Walk, client: FlaskClient, address: str, seen_on: str) -> Iterable[str]:
    page = _is_page(address)
    answer = client.get(address) if page else client.head(address)
    visit = Visit(answer.status_code, answer.mimetype, seen_on)
    found.visits[address] = visit
    if not page or answer.mimetype != "text/html":
        return []
    visit.document = read(answer.get_data(as_text=True))
    leads = []
    for lead in visit.document.leads:
        lead, fragment = urldefrag(urljoin(found.base + address, lead))
        if lead.startswith(f"{found.base}/") or lead == found.base:
            lead = lead.removeprefix(found.base) or "/"
            leads.append(lead)
            if fragment:
                found.fragments.setdefault((lead, unquote(fragment)), address)
    return leads


def _is_page(address: str) -> bool:
    return (
        "." not in urlsplit(address).path.rpartition("/")[2]
        or _routes.match(urlsplit(address).path) is not None
    )


class _Kinds:
    """Which kinds of address with a query have had their share."""

    def __init__(self) -> None:
        self._taken: dict[str, int] = defaultdict(int)

    def sample(self, addresses: Iterable[str]) -> list[str]:
        by_kind = defaultdict(list)
        for address in addresses:
            by_kind[self._kind(address)].append(address)
        taken = []
        for kind, some in by_kind.items():
            left = PER_KIND - self._taken[kind]
            step = max(1, len(some) // left) if left > 0 else 0
            chosen = sorted(some)[::step][:left] if step else []
            self._taken[kind] += len(chosen)
            taken += chosen
        return taken

    def _kind(self, address: str) -> str:
        path, _, query = address.partition("?")
        match = _routes.match(path)
        name = f"{match.page.name} {match.lang}" if match else _LAST.sub(r"*\1", path)
        return f"{name} {sorted({key for key, _ in parse_qsl(query)})}"


_routes = discover()
