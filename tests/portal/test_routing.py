"""From addresses to pages and back."""

from __future__ import annotations

import pytest

from datasets.model import LANGS, Lang
from portal.routing import Routes, discover, language
from tests.portal import stub

ROUTES = stub.routes()


@pytest.mark.parametrize(
    ("path", "name", "lang", "arguments"),
    [
        ("/", "overview", "vi", {}),
        ("/en", "overview", "en", {}),
        ("/thu/mot", "thing", "vi", {"slug": "mot"}),
        ("/en/things/mot", "thing", "en", {"slug": "mot"}),
    ],
)
def test_path_leads_to_page(path: str, name: str, lang: str, arguments: dict[str, str]) -> None:
    """Each address gives its page, language and arguments, and the page gives the address."""
    match = ROUTES.match(path)
    assert match is not None
    assert (match.page.name, match.lang, dict(match.arguments)) == (name, lang, arguments)
    assert match.path == path


@pytest.mark.parametrize("path", ["/thu", "/thu/", "/thu/a/b", "/EN", "//", "/en/", "", "/thu/a/"])
def test_other_paths_lead_nowhere(path: str) -> None:
    """Only exact addresses are pages."""
    assert ROUTES.match(path) is None


@pytest.mark.parametrize(
    ("path", "canonical"),
    [
        ("/thu/a/", "/thu/a"),
        ("/en/", "/en"),
        ("/mau//", "/mau"),
        ("//evil.example/", None),
        ("/", None),
        ("/nowhere/", None),
    ],
)
def test_final_slashes(path: str, canonical: str | None) -> None:
    """A final slash is led back to the page; nothing is led to another host."""
    assert ROUTES.canonical(path) == canonical


def test_names_are_unique() -> None:
    """Two pages of one name are refused when the app starts."""
    with pytest.raises(ValueError, match="overview"):
        Routes((stub.PAGES[0], stub.PAGES[0]))


def test_language_of_any_address() -> None:
    """English is what stands under /en, and only that."""
    assert [language(p) for p in ("/en", "/en/x", "/english", "/")] == ["en", "en", "vi", "vi"]


@pytest.mark.parametrize("lang", LANGS)
def test_real_pages_have_an_address_each(lang: Lang) -> None:
    """No two pages of the site claim one address pattern."""
    patterns = [page.pattern(lang) for page in discover().pages.values()]
    assert len(set(patterns)) == len(patterns) >= 9
