"""What a page is: its two addresses, its view, its texts and its layout."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote, urlencode

from htpy import Node

from datasets.collection import Collection
from datasets.model import Lang, Text
from portal.i18n import Translator
from portal.state import BadState, State

LONGEST = 100  # characters of a parameter of a page's own, such as words searched for


class NotFound(LookupError):
    """Nothing stands at this address (HTTP 404); `message` says what was looked for."""

    def __init__(self, message: Text) -> None:
        self.message = message
        super().__init__(message.en)


@dataclass(frozen=True, slots=True)
class Context:
    """All that layout needs besides the view: language, texts, state, addresses."""

    lang: Lang
    t: Translator
    state: State
    collection: Collection
    addresses: Mapping[str, Page]  # by page name
    page: Page
    arguments: Mapping[str, str]
    portal_url: str = ""  # public address without a final slash, where a text must stand alone

    def url(self, page: str, state: State | None = None, **arguments: str) -> str:
        """The address of another page in the same language. It keeps `asof`, drops other state."""
        kept = state if state is not None else State(asof=self.state.asof)
        return self.addresses[page].address(self.lang, arguments, kept)

    def machine(self, address: str) -> str:
        """An address for programs, of the same day as the page."""
        day = State(asof=self.state.asof).to_query()
        return address + (day.replace("?", "&") if "?" in address else day)

    def here(self, lang: Lang | None = None, state: State | None = None) -> str:
        """This very page in either language, with this or another state."""
        kept = self.state if state is None else state
        return self.page.address(lang or self.lang, self.arguments, kept)


@dataclass(frozen=True, slots=True)
class Page:
    """One page of the site. `view` computes, `title`, `description` and `layout` only show.

    `view(collection, state, **arguments)` returns a frozen, picklable, language-free object and
    raises NotFound or BadState. `island(view, context)` returns the Dash components of the page's
    interactive part, for pages that have one.
    """

    name: str  # also the name of its text file under i18n/
    vi: str  # address pattern, such as /tinh/<slug>
    en: str
    view: Callable[..., Any]
    title: Callable[[Any, Context], str]
    description: Callable[[Any, Context], str]
    layout: Callable[[Any, Context], Node]
    island: Callable[[Any, Context], Any] | None = None
    nav: int | None = None  # place in the site's main navigation
    foot: int | None = None  # place among the links at the foot of every page
    asks: tuple[str, ...] = ()  # query parameters of its own: arguments as those in the path
    indexed: bool = True  # False: search engines are asked to leave it out
    card: Callable[[Any, Context], Any] | None = None  # what its picture says where it is shared
    json_ld: Callable[[Any, Context], dict[str, Any] | None] = field(default=lambda view, c: None)

    def pattern(self, lang: Lang) -> str:
        return self.vi if lang == "vi" else self.en

    def path(self, lang: Lang, arguments: Mapping[str, str]) -> str:
        """The path with its arguments filled in; a missing one raises KeyError."""
        path = self.pattern(lang)
        for name, value in arguments.items():
            path = path.replace(f"<{name}>", quote(value, safe=""))
        if "<" in path:
            raise KeyError(f"{self.name}: {path} lacks an argument")
        return path

    def address(self, lang: Lang, arguments: Mapping[str, str], state: State) -> str:
        """Path and query: the page's own parameters first, then the state's."""
        own = [(name, arguments[name]) for name in self.asks if arguments.get(name)]
        query = state.to_query()
        if own:
            query = f"?{urlencode(own)}" + query.replace("?", "&", 1)
        return self.path(lang, arguments) + query

    def asked(self, query: Mapping[str, str]) -> dict[str, str]:
        """The page's own parameters, read from an address; BadState for one beyond all measure."""
        found = {name: " ".join(query[name].split()) for name in self.asks if query.get(name)}
        for name, value in found.items():
            if len(value) > LONGEST:
                raise BadState(
                    name,
                    value,
                    Text(f"nhiều nhất {LONGEST} ký tự", f"at most {LONGEST} characters"),
                )
        return found
