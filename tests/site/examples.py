"""One address of every kind of page there is, found from the pages themselves."""

from __future__ import annotations

from functools import cache

from datasets.model import LANGS, Lang
from portal.page import Page
from portal.routing import discover

ARGUMENTS = {  # well filled examples of whatever an address can name
    "slug": "dien-bien",
    "indicator_id": "dti_rank",
    "package": "online-services",
    "source_id": "seed-dienbien-2022-08-25",
}
# States in which a page is another page: little data, a past unit, other pictures, answers
# to a search. By the name of the page, so that pages still to come need no line here.
STATES: dict[str, tuple[str, ...]] = {
    "overview": ("?vintage=2008", "?view=tiles"),
    "indicator": (
        "?vintage=2008",
        "?view=tiles",
        "?view=table",
        "?view=trend",
        "?vintage=2008&period=2022-12-31&units=24",
        "?vintage=2025&period=2022",
    ),
    "province": ("?vintage=2008",),
    "compare": (
        "?units=24,38&indicators=dti_rank,dossiers_online_pct",
        "?vintage=2008&units=01,79,48&indicators=dti_rank,dti_score&view=trend",
        "?vintage=2025&units=22,24&indicators=broadband_household_pct",
    ),
    "search": ("?q=bac+giang+cccd", "?q=zzzzqqqq"),
    "changes": ("?package=identity",),
    "sources": ("?type=machine_translation",),
}


@cache
def pages() -> dict[str, Page]:
    """All pages by name, as the portal finds them."""
    return discover().pages


def path(page: Page, lang: Lang) -> str:
    """The address of a well filled example; KeyError for an argument unknown here."""
    arguments = {name: value for name, value in ARGUMENTS.items() if f"<{name}>" in page.vi}
    return page.path(lang, arguments)


def paths() -> list[str]:
    """One address of every kind of page in both languages, and of each of its states."""
    return [
        path(page, lang) + state
        for page in pages().values()
        for lang in LANGS
        for state in ("", *STATES.get(page.name, ()))
    ]


def plain_paths() -> list[str]:
    """One address of every kind of page in both languages, and the page that is not there."""
    found = [path(page, lang) for page in pages().values() for lang in LANGS]
    return [*found, "/khong-co", "/en/not-there"]
