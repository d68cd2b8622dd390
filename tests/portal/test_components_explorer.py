"""The live part: ids and callbacks fit together, and nothing untrusted gets through."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl, urlencode

import pytest
from dash import no_update
from flask import Flask

from portal.assets import FOLDER
from portal.components import explorer
from portal.page import Context
from portal.state import State
from tests.portal import real
from tests.portal.test_pages_indicator import context as indicator_context

CHOSEN = {"units": "24,27", "indicators": "dti_rank,papi_egov_portal_score"}
PAGES = ("/", "/en", "/chi-tieu/dti_rank", "/en/indicators/dossiers_online_pct", "/so-sanh")
NAMED = {explorer.FIRST, explorer.SECOND, explorer.OPEN, explorer.ASKED, explorer.CHART,
         explorer.MESSAGE, explorer.PICTURE, explorer.FORM}  # fmt: skip


class Portal:
    """Answers as the responder does, from the real datasets."""

    def at(self, path: str, query: Mapping[str, str]) -> tuple[Any, Context]:
        State.from_query(query)
        shown = real.view(path, **query)
        match = real.routes().match(path)
        assert match is not None
        of_indicator = real.view("/chi-tieu/dti_rank")
        return shown, _of_page(indicator_context(of_indicator, match.lang, **query), match)


def asked(address: object) -> tuple[Any, Any]:
    server = Flask("test")
    server.extensions["portal"] = Portal()
    with server.app_context():
        return explorer.chart(address)


def live(path: str) -> Any:
    match = real.routes().match(path)
    assert match is not None and match.page.island is not None
    query = CHOSEN if match.page.name == "compare" else {}
    context = indicator_context(real.view("/chi-tieu/dti_rank"), match.lang, **query)
    return match.page.island(real.view(path, **query), _of_page(context, match))


def _of_page(context: Context, match: Any) -> Context:
    from dataclasses import replace

    from portal.i18n import translator

    return replace(
        context, page=match.page, arguments=match.arguments,
        t=translator(match.page.name, match.lang),
    )  # fmt: skip


def html(path: str) -> str:
    return real.html(path, **(CHOSEN if path == "/so-sanh" else {}))


@pytest.mark.parametrize("path", PAGES)
def test_every_id_stands_once(path: str) -> None:
    """Each id that a callback names stands in the live layout exactly once, and no other."""
    ids = [c.id for c in live(path)._traverse() if getattr(c, "id", None)]
    assert sorted(ids) == sorted(NAMED)


@pytest.mark.parametrize("path", PAGES)
def test_static_and_live_controls_share_names(path: str) -> None:
    """What the visitor chose before the page woke finds its live control by name."""
    names = {c.name for c in live(path)._traverse() if getattr(c, "name", None)}
    static = set(re.findall(r'<select name="([^"]+)"', html(path)))
    assert static <= names


@pytest.mark.parametrize("path", PAGES)
def test_page_tells_what_follows_the_choice(path: str) -> None:
    """The parts that a choice renews are marked, each once."""
    follows = re.findall(r'data-follows="([^"]+)"', html(path))
    assert "picture" in follows
    assert len(follows) == len(set(follows))


def test_script_writes_addresses_as_the_state_does() -> None:
    """A followed choice has the one address that every link to it has."""
    script = (FOLDER / "follow.js").read_text(encoding="utf-8")
    order = re.search(r"ORDER = \[(.*)\]", script)
    unchosen = re.search(r'UNCHOSEN = "(.*)"', script)
    assert order is not None and unchosen is not None
    every = {"vintage": "2008", "period": "2022", "units": "01", "indicators": "dti_rank",
             "asof": "2026-11-22", "view": "map"}  # fmt: skip
    assert re.findall(r"\w+", order[1]) == list(
        dict(parse_qsl(State.from_query(every).to_query()[1:]))
    )
    assert unchosen[1] == explorer.UNCHOSEN


@pytest.mark.parametrize("query", ["", "?view=table", "?view=trend", "?period=2024"])
def test_chart_shows_the_view(query: str) -> None:
    """The chart holds the values of the view at the address."""
    children, message = asked(f"/chi-tieu/dossiers_online_pct{query}")
    assert message is None
    _, graph = children
    told = str(graph.figure["data"])
    assert "Nguồn: " in told and "%" in told


def compared(**more: str) -> list[Any]:
    children, message = asked(f"/so-sanh?{urlencode(CHOSEN | more, safe=',')}")
    assert message is None
    return [part for part in children if hasattr(part, "figure")]


def test_comparison_has_a_chart_an_indicator() -> None:
    """Each chart names the chosen provinces and tells value, date and source of each."""
    ranks, scores = compared(vintage="2008")
    for chart in (ranks, scores):
        (trace,) = chart.figure["data"]
        assert set(trace["y"]) <= {"Bắc Giang", "Bắc Ninh"} and trace["y"]
        assert all("Nguồn: " in told for told in trace["hovertext"])


def test_ranks_stand_in_their_field() -> None:
    """A rank's chart runs from the first to the last place, whatever ranks are chosen."""
    ranks, _ = compared(vintage="2008")
    assert ranks.figure["layout"]["xaxis"]["range"] == [0, 64]


def test_comparison_over_time_has_a_line_a_province() -> None:
    """With lines asked for, only the chosen provinces have one."""
    names = {line["name"] for chart in compared(vintage="2008", view="trend")
             for line in chart.figure["data"]}  # fmt: skip
    assert names and names <= {"Bắc Giang", "Bắc Ninh"}


@pytest.mark.parametrize("address", [
    "/chi-tieu/khong-co", "/chi-tieu/dti_rank?vintage=1999", "/en/indicators/nothing?view=map",
    "/chi-tieu/dti_rank?period=abc",
])  # fmt: skip
def test_impossible_address_is_refused_in_words(address: str) -> None:
    """An unknown indicator or value leaves the chart as it is and says why."""
    children, message = asked(address)
    assert children is no_update
    assert isinstance(message, str) and message


@pytest.mark.parametrize("value", [7, [], {"a": 1}, True])
def test_what_is_no_address_is_ignored(value: object) -> None:
    """Values outside any select reach the callback, and change nothing."""
    assert asked(value) == (no_update, None)


def test_empty_view_has_a_sentence() -> None:
    """A year without figures gives words instead of axes."""
    assert asked("/chi-tieu/dti_rank?period=2010") == (
        None, "Không có số liệu để vẽ cho lựa chọn này."
    )  # fmt: skip


def test_closing_takes_the_chart_away() -> None:
    """The second press on the button removes the chart."""
    assert asked(None) == (None, None)
