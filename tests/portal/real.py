"""The real datasets on the real pages, rendered without a server and read back."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from datasets import catalog
from datasets import collection as ground
from datasets.collection import Collection
from datasets.model import Lang
from portal.components import shell
from portal.i18n import translator
from portal.page import Context
from portal.routing import Routes, discover
from portal.state import State

ROOT = Path(__file__).resolve().parents[2] / "datasets"
PORTAL_URL = "https://minhbach.example"
_VOID = {"meta", "link", "br", "img", "input", "hr", "path", "circle", "rect", "line", "use"}


@cache
def collection() -> Collection:
    """The releases as the portal reads them; before the first release, the working packages."""
    return ground.load(catalog.release_set(ROOT).datasets or catalog.working(ROOT))


@cache
def routes() -> Routes:
    return discover()


@dataclass
class Document:
    """What a reader finds: text, links, headings, and the cells of every table row."""

    text: str = ""
    links: list[tuple[str, str]] = field(default_factory=list)  # (address, text)
    h1: list[str] = field(default_factory=list)
    rows: list[list[tuple[str, str]]] = field(default_factory=list)  # links of each table row
    row_texts: list[str] = field(default_factory=list)

    @property
    def addresses(self) -> set[str]:
        return {address for address, _ in self.links}


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.document = Document()
        self._open: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _VOID:
            return
        self._open.append((tag, dict(attrs)))
        if tag == "a":
            self.document.links.append((dict(attrs).get("href") or "", ""))
            if self._inside("tbody"):
                self.document.rows[-1].append(self.document.links[-1])
        if tag == "tr" and self._inside("tbody"):
            self.document.rows.append([])
            self.document.row_texts.append("")
        if tag == "h1":
            self.document.h1.append("")

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if self._inside("style") or self._inside("script"):
            return
        self.document.text += data
        if self._inside("a"):
            address, text = self.document.links[-1]
            self.document.links[-1] = (address, text + data)
        if self._inside("h1"):
            self.document.h1[-1] += data
        if self._inside("tbody"):
            self.document.row_texts[-1] += data

    def _inside(self, tag: str) -> bool:
        return any(name == tag for name, _ in self._open)


def view(path: str, found: Collection | None = None, **query: str) -> Any:
    """The view object of the page at `path`; those of the real datasets are built once."""
    match = routes().match(path)
    assert match is not None, f"no page at {path}"
    match, state = match.asking(query), State.from_query(query)
    if found is not None:
        return match.page.view(found, state, **match.arguments)
    return _view(match.page.name, tuple(match.arguments.items()), state)


@cache
def _view(page: str, arguments: tuple[tuple[str, str], ...], state: State) -> Any:
    return routes().pages[page].view(collection(), state, **dict(arguments))


def html(path: str, found: Collection | None = None, **query: str) -> str:
    """The whole document that the page at `path` answers with."""
    match = routes().match(path)
    assert match is not None, f"no page at {path}"
    match = match.asking(query)
    context = Context(
        lang=match.lang,
        t=translator(match.page.name, match.lang),
        state=State.from_query(query),
        collection=found or collection(),
        addresses=routes().pages,
        page=match.page,
        arguments=match.arguments,
        portal_url=PORTAL_URL,
    )
    shown = view(path, found, **query)
    head = shell.Head(
        title=match.page.title(shown, context),
        description=match.page.description(shown, context),
        portal_url=PORTAL_URL,
        style="",
    )
    document = shell.document(head, context, match.page.layout(shown, context))
    return str(document).encode().decode()  # a plain str: Markup escapes what is added to it


def read(path: str, found: Collection | None = None, **query: str) -> Document:
    if found is None:
        return _read(path, tuple(query.items()))
    return _parsed(html(path, found, **query))


@cache
def _read(path: str, query: tuple[tuple[str, str], ...]) -> Document:
    return _parsed(html(path, None, **dict(query)))


def _parsed(text: str) -> Document:
    reader = _Reader()
    reader.feed(text)
    return reader.document


def path(page: str, lang: Lang, **arguments: str) -> str:
    return routes().pages[page].path(lang, arguments)
