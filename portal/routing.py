"""From an address to the page that stands there."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from datasets.model import LANGS, Lang
from portal.page import Page

_ARGUMENT = re.compile(r"<(\w+)>")


@dataclass(frozen=True, slots=True)
class Match:
    """A page, the language of its address, and the arguments in it."""

    page: Page
    lang: Lang
    arguments: Mapping[str, str]

    @property
    def path(self) -> str:
        return self.page.path(self.lang, self.arguments)

    def asking(self, query: Mapping[str, str]) -> Match:
        """With the parameters that the page reads besides State; raises BadState."""
        return replace(self, arguments={**self.arguments, **self.page.asked(query)})


class Routes:
    """All pages by name and by address."""

    def __init__(self, pages: Iterable[Page]) -> None:
        self.pages: dict[str, Page] = {}
        self._patterns: list[tuple[re.Pattern[str], Page, Lang]] = []
        for page in pages:
            if page.name in self.pages:
                raise ValueError(f"two pages are called {page.name!r}")
            self.pages[page.name] = page
            self._patterns += [(_pattern(page.pattern(lang)), page, lang) for lang in LANGS]

    def match(self, path: str) -> Match | None:
        """The page at exactly this address; a spelled-out address wins over one with arguments."""
        found = [
            Match(page, lang, hit.groupdict())
            for pattern, page, lang in self._patterns
            if (hit := pattern.fullmatch(path))
        ]
        return min(found, key=lambda match: len(match.arguments), default=None)

    def canonical(self, path: str) -> str | None:
        """Where a path with final slashes belongs, or None when nothing stands there."""
        bare = path.rstrip("/")
        match = self.match(bare) if bare != path else None
        return match.path if match else None


def discover() -> Routes:
    """The pages of `portal.pages`: every module there shows its `PAGE`."""
    from portal import pages

    modules = (
        importlib.import_module(f"{pages.__name__}.{found.name}")
        for found in pkgutil.iter_modules(pages.__path__)
    )
    return Routes(module.PAGE for module in modules)


def argument_names(page: Page) -> list[str]:
    return _ARGUMENT.findall(page.vi)


def language(path: str) -> Lang:
    """The language that any address speaks, also one where nothing stands."""
    return "en" if path == "/en" or path.startswith("/en/") else "vi"


def _pattern(address: str) -> re.Pattern[str]:
    return re.compile(_ARGUMENT.sub(r"(?P<\1>[^/]+)", address))
