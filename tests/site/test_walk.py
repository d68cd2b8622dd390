"""A walk through the site from `/`: no link leads nowhere, no page lacks what a page needs."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable

import pytest

from portal import crawlers
from portal.dash_site import Portal
from tests.site import examples
from tests.site.document import Document
from tests.site.walk import Walk

pytestmark = pytest.mark.xdist_group("walk")  # one walk, not one for every worker

LONGEST_TITLE, LONGEST_DESCRIPTION = 180, 320


def test_no_link_is_broken(walk: Walk) -> None:
    """Whatever a page names on this site answers 200: pages, files, pictures, feeds, scripts."""
    broken = [
        f"{address}: {visit.status}, from {visit.seen_on}"
        for address, visit in walk.visits.items()
        if visit.status != 200
    ]
    assert broken == []


def test_walk_reaches_every_page(walk: Walk, portal: Portal) -> None:
    """Every indexed page of every province, indicator, dataset and source is linked from some
    other, in both languages."""
    collection = portal.responder.library.collection()
    known = {
        page.path(lang, arguments)
        for page in examples.pages().values()
        if page.indexed
        for arguments in crawlers.addresses(page, collection)
        for lang in ("vi", "en")
    }
    assert sorted(known - set(walk.visits)) == []


def test_no_link_is_empty(walk: Walk) -> None:
    """Every link leads somewhere and has a name."""

    def nameless(document: Document) -> list[str]:
        return [k.href for k in document.links if not k.name.strip() or not k.href]

    assert _offenders(walk, nameless) == {}


def test_fragments_exist(walk: Walk) -> None:
    """A link to a part of a page leads to an id on it."""
    lost = [
        f"{page}#{fragment}, from {seen_on}"
        for (page, fragment), seen_on in walk.fragments.items()
        if page in walk.documents and fragment not in walk.documents[page].ids
    ]
    assert lost == []


def test_one_h1(walk: Walk) -> None:
    """Every page has exactly one first heading, with words in it."""

    def wrong(document: Document) -> list[str]:
        return [] if [bool(text.strip()) for text in document.h1] == [True] else ["-", *document.h1]

    assert _offenders(walk, wrong) == {}


def test_headings_go_down_by_one(walk: Walk) -> None:
    """No heading skips a level on the way down."""

    def skips(document: Document) -> list[str]:
        pairs = zip(document.headings, document.headings[1:], strict=False)
        return [f"h{above} > h{below}" for above, below in pairs if below > above + 1]

    assert _offenders(walk, skips) == {}


def test_titles(walk: Walk) -> None:
    """Every page has a title that names the site and fits a result list."""

    def wrong(document: Document) -> list[str]:
        title = document.title
        fits = "Minh Bạch 06" in title and len(title) <= LONGEST_TITLE
        return [] if fits and not title.startswith(" ·") else [title]

    assert _offenders(walk, wrong) == {}


def test_titles_differ(walk: Walk) -> None:
    """Two pages in one language never share a title."""
    titles = defaultdict(list)
    for address, document in walk.pages.items():
        if "?" not in address:
            titles[document.lang, document.title].append(address)
    assert {t: sorted(a) for t, a in titles.items() if len(a) > 1} == {}


def test_descriptions(walk: Walk) -> None:
    """Every page describes itself, in at most two sentences' length."""

    def wrong(document: Document) -> list[str]:
        said = document.metas.get("description", "")
        return [] if 20 <= len(said) <= LONGEST_DESCRIPTION else [f"{len(said)}: {said}"]

    assert _offenders(walk, wrong) == {}


def test_languages(walk: Walk) -> None:
    """`lang` is the language of the address, and of nothing else."""
    wrong = [
        address
        for address, document in walk.pages.items()
        if document.lang != ("en" if address.split("?")[0].split("/")[1] == "en" else "vi")
    ]
    assert wrong == []


def test_canonical(walk: Walk) -> None:
    """A page names one canonical address, on this site, that leads to itself."""

    def wrong(document: Document) -> list[str]:
        found = document.rel("canonical")
        return [] if len(found) == 1 and found[0].startswith(f"{walk.base}/") else found or ["-"]

    assert _offenders(walk, wrong) == {}


def test_canonical_of_plain_pages(walk: Walk) -> None:
    """A page without a query is its own canonical address."""
    wrong = {
        address: found
        for address, document in walk.pages.items()
        if "?" not in address
        for found in document.rel("canonical")
        if found != walk.base + address
    }
    assert wrong == {}


def test_twins_name_each_other(walk: Walk) -> None:
    """Every page names itself and its twin by hreflang, the twin names it back, and the
    Vietnamese one is the default."""
    wrong = []
    for address, document in walk.pages.items():
        pair = {lang: document.rel("alternate", hreflang=lang) for lang in ("vi", "en")}
        default = document.rel("alternate", hreflang="x-default")
        twin = "en" if document.lang == "vi" else "vi"
        if [len(found) for found in pair.values()] != [1, 1] or default != pair["vi"]:
            wrong.append(f"{address}: {pair}, {default}")
            continue
        other = walk.pages.get(pair[twin][0].removeprefix(walk.base))
        if other and other.rel("alternate", hreflang=document.lang) != pair[document.lang]:
            wrong.append(f"{address}: its twin does not name it")
    assert wrong == []


def test_ids_are_unique(walk: Walk) -> None:
    """No id stands twice on a page."""
    assert _offenders(walk, lambda d: [i for i, n in Counter(d.ids).items() if n > 1]) == {}


def test_references_hold(walk: Walk) -> None:
    """Whatever for=, aria-labelledby, -describedby and -controls name stands on the page."""
    assert _offenders(walk, lambda d: sorted({i for i in d.refers if i not in d.ids})) == {}


def test_landmarks(walk: Walk) -> None:
    """Every page has one main part, the site's navigation, a header and a footer."""
    wanted = {"main", "nav", "header", "footer"}
    assert _offenders(walk, lambda d: sorted(wanted - set(d.landmarks))) == {}


def test_skip_link(walk: Walk) -> None:
    """The first link of every page jumps over the navigation."""
    assert _offenders(walk, lambda d: [] if d.links[0].href == "#main" else [d.links[0].href]) == {}


def test_tables_are_told(walk: Walk) -> None:
    """Every table has a caption and header cells."""
    assert _offenders(walk, lambda d: [str(d.untold_tables)] if d.untold_tables else []) == {}


def test_open_graph(walk: Walk) -> None:
    """Every page can be shared: title, description, type, site and its own address."""
    names = ("og:title", "og:description", "og:url", "og:type", "og:site_name", "og:locale")
    assert _offenders(walk, lambda d: [name for name in names if not d.metas.get(name)]) == {}


def test_no_text_is_left_open(walk: Walk) -> None:
    """No page shows a placeholder, a missing value's name, or an object's."""
    signs = ("{", "None", "NaN", "<NA>", "NaT", "object at 0x", "undefined")

    def seen(document: Document) -> list[str]:
        words = set(document.text.replace("(", " ").replace(")", " ").split())
        return [s for s in signs if s in words] + [w for w in words if w.startswith("{")]

    assert _offenders(walk, seen) == {}


def _offenders(walk: Walk, offences: Callable[[Document], list[str]]) -> dict[str, list[str]]:
    """What is wrong, by address; of many, the first ones."""
    found = {address: offences(d) for address, d in walk.pages.items()}
    return {address: wrong[:3] for address, wrong in found.items() if wrong}
