"""Methods, about, accessibility: what they promise is there, and true of the data and the pages."""

from __future__ import annotations

import re

import pytest

from datasets import observations
from datasets.model import LANGS, Lang
from portal import formats
from portal.i18n import texts
from portal.routing import argument_names
from tests.portal import real

EXAMPLES = {
    "slug": "dien-bien",
    "indicator_id": "dti_rank",
    "package": "identity",
    "source_id": "seed-dienbien-2022-08-25",
}
PLAIN = ("quality", "changes", "methods", "about", "accessibility")


def of(name: str, lang: Lang) -> str:
    page = real.routes().pages[name]
    return page.path(lang, {argument: EXAMPLES[argument] for argument in argument_names(page)})


@pytest.mark.parametrize("lang", LANGS)
def test_methods_print_the_rule_of_the_code(lang: Lang) -> None:
    """The rule which source is shown is the sentence that stands beside the code applying it."""
    assert observations.RULE.of(lang) in real.read(of("methods", lang)).text


@pytest.mark.parametrize("lang", LANGS)
def test_methods_count_what_is_there(lang: Lang) -> None:
    """The numbers of figures and sources in the text are those of the data."""
    rows = real.collection().observations
    text = real.read(of("methods", lang)).text
    for count in (len(rows), rows["indicator_id"].nunique(), rows["source_id"].nunique()):
        assert formats.number(count, lang) in text


@pytest.mark.parametrize("lang", LANGS)
def test_methods_explain_every_mark(lang: Lang) -> None:
    """Every flag that a figure carries is explained."""
    flags = {f for cell in real.collection().observations["flags"].dropna() for f in cell.split()}
    text = real.read(of("methods", lang)).text
    assert [f for f in flags if texts("common")[f"flag_{f}"].of(lang) not in text] == []


@pytest.mark.parametrize("lang", LANGS)
def test_citation_names_the_release(lang: Lang) -> None:
    """The citation names the release set and the public address."""
    text = real.read(of("about", lang)).text
    assert real.collection().id in text and real.PORTAL_URL in text


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", ("about", "accessibility", "methods"))
def test_no_contact_is_invented(name: str, lang: Lang) -> None:
    """There is no address to write to, so none is printed."""
    html = real.html(of(name, lang))
    assert "mailto:" not in html and not re.search(r"\w@\w", html)


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", PLAIN)
def test_linked_from_the_foot_of_every_page(name: str, lang: Lang) -> None:
    """The foot of the overview leads to each page about the data and the site."""
    assert of(name, lang) in real.read(of("overview", lang)).addresses


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", real.routes().pages)
def test_what_the_statement_says_of_all_pages(name: str, lang: Lang) -> None:
    """Every page, in both languages: one main heading, its language, and tables with a caption,
    column heads and row heads."""
    html = real.html(of(name, lang))
    assert html.count("<h1") == 1 and f'<html lang="{lang}">' in html
    for table in re.findall(r"<table.*?</table>", html, re.DOTALL):
        assert "<caption" in table and 'scope="col"' in table and 'scope="row"' in table
    assert html.count("<table") == html.count('role="region" tabindex="0"')


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", PLAIN)
def test_anchors_lead_somewhere(name: str, lang: Lang) -> None:
    """Every link within one of these pages, and from one to the other, finds its heading."""
    html = real.html(of(name, lang))
    for path, anchor in re.findall(r'href="([^"#]*)#([^"]+)"', html):
        target = real.html(path) if path else html
        assert f'id="{anchor}"' in target
