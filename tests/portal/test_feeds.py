"""The Atom feeds: valid by the rules of RFC 4287, and true to the releases."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit
from xml.etree import ElementTree as xml

import feedparser
import pytest
from flask.testing import FlaskClient

from datasets import catalog
from tests.portal import machine

A = "{http://www.w3.org/2005/Atom}"
X = "{http://www.w3.org/1999/xhtml}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
FEEDS = ("/feed.atom", f"/feed/{machine.CHANGED}.atom", "/feed/units.atom")
TAG = re.compile(r"tag:[a-z0-9.-]+,\d{4}(-\d\d(-\d\d)?)?:\S+")  # RFC 4151

# RFC 4287, 4.1.1 and 4.1.2: how often an element may stand; all others not at all.
FEED = {
    "id": (1, 1),
    "title": (1, 1),
    "updated": (1, 1),
    "author": (1, 9),
    "link": (1, 9),
    "subtitle": (0, 1),
    "rights": (0, 1),
    "entry": (0, 50),
}
ENTRY = {
    "id": (1, 1),
    "title": (1, 1),
    "updated": (1, 1),
    "published": (0, 1),
    "link": (1, 9),
    "summary": (0, 1),
    "content": (1, 1),
    "category": (0, 9),
}


def feed(robot: FlaskClient, path: str) -> xml.Element:
    response = robot.get(path)
    assert response.status_code == 200
    return xml.fromstring(response.data)


def text(element: xml.Element, name: str) -> str:
    return element.findtext(f"{A}{name}") or ""


def check_counts(element: xml.Element, law: dict[str, tuple[int, int]]) -> None:
    names = [child.tag.removeprefix(A) for child in element]
    assert set(names) <= set(law)
    assert {n for n, (least, most) in law.items() if not least <= names.count(n) <= most} == set()


@pytest.mark.parametrize("path", FEEDS)
def test_elements_are_those_of_atom(robot: FlaskClient, path: str) -> None:
    """Feed and entries hold the elements that the standard demands, as often as it allows."""
    root = feed(robot, path)
    assert root.tag == f"{A}feed" and root.get(LANG) == "vi"
    check_counts(root, FEED)
    for entry in root.findall(f"{A}entry"):
        check_counts(entry, ENTRY)


@pytest.mark.parametrize("path", FEEDS)
def test_names_and_moments_are_well_formed(robot: FlaskClient, path: str) -> None:
    """Ids are tags, each once; moments are RFC 3339 with a zone; the feed is as new as its
    newest entry, and the newest stands first."""
    root = feed(robot, path)
    entries = root.findall(f"{A}entry")
    ids = [text(e, "id") for e in (root, *entries)]
    moments = [datetime.fromisoformat(text(e, "updated")) for e in entries]
    assert all(TAG.fullmatch(name) for name in ids) and len(set(ids)) == len(ids)
    assert all(moment.utcoffset() is not None for moment in moments)
    assert moments == sorted(moments, reverse=True)
    assert datetime.fromisoformat(text(root, "updated")) == moments[0]


@pytest.mark.parametrize("path", FEEDS)
def test_links_are_as_the_standard_has_them(robot: FlaskClient, path: str) -> None:
    """The feed names itself; no two alternates of one type and language; all are absolute."""
    root = feed(robot, path)
    own = [e.get("href") for e in root.findall(f"{A}link") if e.get("rel") == "self"]
    assert own == [machine.PORTAL_URL + path]
    for element in (root, *root.findall(f"{A}entry")):
        links = element.findall(f"{A}link")
        shown = [(e.get("type"), e.get("hreflang")) for e in links if e.get("rel") == "alternate"]
        assert len(set(shown)) == len(shown) >= 1
        assert all((e.get("href") or "").startswith("https://") for e in links)


@pytest.mark.parametrize("path", FEEDS)
def test_content_is_one_div_in_both_languages(robot: FlaskClient, path: str) -> None:
    """type=xhtml holds exactly one XHTML div; inside stand Vietnamese, then English."""
    for entry in feed(robot, path).findall(f"{A}entry"):
        content = entry.find(f"{A}content")
        assert content is not None and content.get("type") == "xhtml"
        (whole,) = content
        assert whole.tag == f"{X}div"
        assert [part.get(LANG) for part in whole] == ["vi", "en"]


@pytest.mark.parametrize("path", FEEDS)
def test_reader_takes_it(robot: FlaskClient, path: str) -> None:
    """feedparser reads every entry as Atom 1.0 without a complaint."""
    response = robot.get(path)
    headers = {name.lower(): value for name, value in response.headers}
    parsed = feedparser.parse(response.data, response_headers=headers)
    assert not parsed.bozo and parsed.version == "atom10"
    assert len(parsed.entries) == response.data.count(b"<entry>") > 0
    assert all(e.title and e.summary and e.updated_parsed and e.content for e in parsed.entries)


def test_every_release_has_its_entry(robot: FlaskClient, released: Path) -> None:
    """One entry per release of every package; a package's feed has its own alone."""
    wanted = {
        f"tag:minhbach.example,2026:{folder.name}/{d.version}"
        for folder in (released / "releases").iterdir()
        for d in catalog.releases(released, folder.name)
    }
    told = {text(e, "id") for e in feed(robot, "/feed.atom").findall(f"{A}entry")}
    own = {text(e, "id") for e in feed(robot, FEEDS[1]).findall(f"{A}entry")}
    assert told == wanted
    assert own == {name for name in wanted if f":{machine.CHANGED}/" in name}


def test_entry_tells_what_changed_and_why(robot: FlaskClient) -> None:
    """The correction's entry has the note in both languages, unharmed, and old beside new."""
    entry = feed(robot, FEEDS[1]).find(f"{A}entry")
    assert entry is not None
    said = "".join(entry.itertext())
    assert machine.NOTE.vi in said and machine.NOTE.en in said
    assert re.search(r"value: (\d+) → (\d+)\.0", said)


def test_ids_outlive_the_address(released: Path) -> None:
    """Another scheme and port of the same host gives the same ids: nobody reads twice."""
    told = []
    for url in (machine.PORTAL_URL, "http://minhbach.example:8050"):
        server = machine.server(released, portal_url=url)
        root = feed(server.test_client(), "/feed.atom")
        told.append([text(e, "id") for e in (root, *root.findall(f"{A}entry"))])
    assert told[0] == told[1]


def test_asof_tells_what_there_was(robot: FlaskClient) -> None:
    """On the day of the first releases nobody knew of the correction."""
    then = feed(robot, f"/feed/{machine.CHANGED}.atom?asof={machine.FIRST}")
    assert len(then.findall(f"{A}entry")) == 1


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/feed/no-such.atom", 404),
        ("/feed.atom?asof=never", 400),
    ],
)
def test_what_is_not_there(robot: FlaskClient, path: str, status: int) -> None:
    """Unknown packages and impossible days answer with a sentence, not with a feed."""
    assert robot.get(path).status_code == status


def test_unchanged_feed_is_304(robot: FlaskClient) -> None:
    """A reader that has the feed gets no body again."""
    etag = robot.get("/feed.atom").headers["ETag"]
    again = robot.get("/feed.atom", headers={"If-None-Match": etag})
    assert (again.status_code, again.data) == (304, b"")


@pytest.mark.parametrize(
    ("page", "path"),
    [
        ("/", "/feed.atom"),
        ("/en/methods", "/feed.atom"),
        ("/en/datasets/units", "/feed/units.atom"),
        ("/thay-doi?package=units", "/feed/units.atom"),
    ],
)
def test_pages_name_their_feed(robot: FlaskClient, page: str, path: str) -> None:
    """Feed readers find in a page's head the feed of its dataset, else that of all."""
    html = robot.get(page).get_data(as_text=True)
    links = re.findall(r'<link rel="alternate" type="application/atom\+xml" href="([^"]+)"', html)
    assert links == [path]
    assert robot.get(path).status_code == 200


@pytest.mark.parametrize("path, page", [("/feed.atom", "/thay-doi"),
                                        ("/feed/units.atom", "/du-lieu/units")])  # fmt: skip
def test_feed_leads_to_its_page(robot: FlaskClient, path: str, page: str) -> None:
    """The page that a feed is about answers at the address that the feed names."""
    root = xml.fromstring(robot.get(path).data)
    links = root.findall(f"{A}link[@rel='alternate']")
    addresses = [urlsplit(link.attrib["href"]) for link in links]
    assert [address.path for address in addresses] == [page]
    assert (addresses[0].scheme, "@" in addresses[0].netloc) == ("https", False)
    assert robot.get(addresses[0].path).status_code == 200
