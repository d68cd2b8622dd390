"""In which language a source's title is to be read aloud."""

from __future__ import annotations

from datasets.model import Lang, Source
from portal.page import Context

VIETNAMESE_SHARE = 0.5
"""Of the words of a Vietnamese title two in three carry marks outside ASCII; of an English one
only names of places do, a quarter at most."""


def language(source: Source) -> Lang:
    """Of the title, not of the text: where a machine translation's own title could not be read,
    the register has the Vietnamese one that it was made from."""
    words = [word for word in source.title.split() if any(map(str.isalpha, word))]
    marked = sum(not word.isascii() for word in words)
    return "vi" if marked >= VIETNAMESE_SHARE * max(len(words), 1) else "en"


def foreign(source: Source, context: Context) -> Lang | None:
    """The title's language where it is not the page's, for lang=."""
    found = language(source)
    return found if found != context.lang else None
