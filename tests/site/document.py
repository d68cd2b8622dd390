"""What a browser, a search engine and a screen reader take from one HTML document."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

_VOID = {
    "area",
    "base",
    "br",
    "col",
    "embed",
    "hr",
    "img",
    "input",
    "link",
    "meta",
    "source",
    "track",
    "wbr",
}
_SILENT = {"style", "script", "template"}  # their text is no text of the page
_CODE = {"pre", "code"}
_LEADS = {
    "a": ("href", "xlink:href"),
    "img": ("src",),
    "script": ("src",),
    "iframe": ("src",),
    "link": ("href",),
    "form": ("action",),
    "source": ("src",),
    "object": ("data",),
}
_PICTURES = ("og:image", "twitter:image")


@dataclass
class Link:
    """Where an <a> leads, and what it is called."""

    href: str
    name: str = ""


@dataclass
class Document:
    """The facts that the tests of the whole site ask about."""

    lang: str = ""
    title: str = ""
    metas: dict[str, str] = field(default_factory=dict)  # name or property -> content
    rels: list[dict[str, str]] = field(default_factory=list)  # the <link>s of the head
    h1: list[str] = field(default_factory=list)
    headings: list[int] = field(default_factory=list)  # levels, in the order of the page
    ids: list[str] = field(default_factory=list)
    refers: list[str] = field(default_factory=list)  # ids that for= and aria-* speak of
    links: list[Link] = field(default_factory=list)
    leads: list[str] = field(default_factory=list)  # every address that the document names
    landmarks: list[str] = field(default_factory=list)
    untold_tables: int = 0  # data tables without a caption or a header cell
    text: str = ""  # without what is printed as code

    def rel(self, name: str, **attributes: str) -> list[str]:
        """The addresses of <link rel=name> with these attributes."""
        return [
            link.get("href", "")
            for link in self.rels
            if link.get("rel") == name and attributes.items() <= link.items()
        ]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.document = Document()
        self._open: list[tuple[str, dict[str, str]]] = []
        self._tables: list[set[str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = {name: value or "" for name, value in attrs}
        self._note(tag, known)
        if tag not in _VOID:
            self._open.append((tag, known))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._note(tag, {name: value or "" for name, value in attrs})

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop()[0] != tag:
            pass
        if tag == "table" and self._tables:
            self.document.untold_tables += not {"caption", "th"} <= self._tables.pop()

    def handle_data(self, data: str) -> None:
        document, inside = self.document, {tag for tag, _ in self._open}
        if "title" in inside and "svg" not in inside:
            document.title += data
        elif not inside & _SILENT:
            document.text += "" if inside & _CODE else data
            if "a" in inside:
                document.links[-1].name += data
            if "h1" in inside:
                document.h1[-1] += data

    def _note(self, tag: str, known: dict[str, str]) -> None:
        document = self.document
        if tag == "html":
            document.lang = known.get("lang", "")
        if tag == "meta":
            name = known.get("name") or known.get("property", "")
            document.metas[name] = known.get("content", "")
        if tag == "link":
            document.rels.append(known)
        if tag in {"h1", "h2", "h3", "h4", "h5", "h6"}:
            document.headings.append(int(tag[1]))
            if tag == "h1":
                document.h1.append("")
        if tag in {"main", "nav", "header", "footer"}:
            document.landmarks.append(tag)
        if tag == "table":
            self._tables.append(set())
        elif tag in {"caption", "th"} and self._tables:
            self._tables[-1].add(tag)
        self._note_addresses(tag, known)
        if "id" in known:
            document.ids.append(known["id"])
        for name in ("for", "aria-labelledby", "aria-describedby", "aria-controls"):
            document.refers += known.get(name, "").split()

    def _note_addresses(self, tag: str, known: dict[str, str]) -> None:
        document = self.document
        if tag == "a":
            href = next((known[name] for name in _LEADS["a"] if name in known), "")
            document.links.append(Link(href, known.get("aria-label", "")))
        elif "a" in {name for name, _ in self._open}:
            document.links[-1].name += known.get("alt", "") + known.get("aria-label", "")
        document.leads += [known[name] for name in _LEADS.get(tag, ()) if name in known]
        if tag == "meta" and known.get("property", known.get("name")) in _PICTURES:
            document.leads.append(known.get("content", ""))


def read(html: str) -> Document:
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.document
