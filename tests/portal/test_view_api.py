"""The interface gives the numbers of the page: every indicator in both vintages."""

from __future__ import annotations

import re
from functools import cache
from html import unescape
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

import pytest
from flask.testing import FlaskClient

from datasets.model import COUNTRY, VINTAGES
from datasets.units import BEFORE
from portal.i18n import translator
from portal.views.snapshot import KINDS
from tests.portal import machine, real
from tests.portal.ranking import shows, table, text

Row = dict[str, Any]
Cell = tuple[str, str]  # code of the unit, last day of the period
EXACT = ("unit_code", "period_end", "value", "value_high", "as_stated")
OPENED = re.compile(r'<a class="n" href="([^"]+)"')  # a figure leads to its own page

pytestmark = pytest.mark.xdist_group("ranking")  # the pages are computed once for all tests here


@cache
def robot() -> FlaskClient:
    return machine.server(real.ROOT).test_client()


@cache
def asked(**query: str) -> tuple[Row, ...]:
    """What a program gets for the choice of a page: the figures that the site prefers."""
    told = robot().get(f"/api/v1/observations?preferred=true&limit=1000&{urlencode(query)}").json
    assert told["links"]["next"] is None, query
    return tuple(told["data"])


def provinces(**query: str) -> dict[Cell, Row]:
    """The choice without the country: by unit its newest figure, of equals the longest period."""
    rows = [row for row in asked(**query) if row["unit_code"] != COUNTRY]
    kind = min((row["kind"] for row in rows), key=KINDS.index, default=None)
    newest: dict[str, Row] = {}
    for row in sorted(rows, key=lambda row: row["period_start"] or "9999"):
        known = newest.get(row["unit_code"])
        if row["kind"] == kind and (known is None or row["period_end"] > known["period_end"]):
            newest[row["unit_code"]] = row
    return {(row["unit_code"], row["period_end"]): row for row in newest.values()}


def page(indicator_id: str, vintage: str) -> dict[Cell, str]:
    """The numbers as the page's table prints them, by what their links open."""
    number = translator("figures_table", "vi")("column_value")
    found = {}
    for cells in table(indicator_id, vintage):
        link = OPENED.search(cells[number])
        assert link is not None, cells
        query = dict(parse_qsl(urlsplit(unescape(link[1])).query))
        found[query["units"], query["period"]] = text(cells[number])
    return found


def period(indicator_id: str, vintage: str) -> str:
    return str(real.view(f"/chi-tieu/{indicator_id}", vintage=vintage).snapshot.period)


def carried_over(indicator_id: str) -> bool:
    return bool(real.view(f"/chi-tieu/{indicator_id}", vintage="2025").snapshot.restated)


@pytest.mark.parametrize("vintage", VINTAGES)
def test_interface_has_the_numbers_of_the_page(vintage: str) -> None:
    """With the page's indicator, vintage and period: the same provinces, days and numbers, none
    more and none less."""
    compared = 0
    for indicator_id in real.collection().indicators:
        shown = page(indicator_id, vintage)
        if not shown or (vintage != BEFORE and carried_over(indicator_id)):
            continue
        rows = provinces(
            indicators=indicator_id, vintage=vintage, period=period(indicator_id, vintage)
        )
        assert rows.keys() == shown.keys(), indicator_id
        for cell, words in shown.items():
            assert shows(words, rows[cell]["value"]), (indicator_id, cell, words)
            compared += 1
    assert compared > 150


@pytest.mark.parametrize("vintage", VINTAGES)
def test_interface_has_the_values_behind_the_page(vintage: str) -> None:
    """To the last digit, beyond those that the page prints; and the words of the source."""
    compared = 0
    for indicator_id in real.collection().indicators:
        shown = real.view(f"/chi-tieu/{indicator_id}", vintage=vintage).snapshot
        rows = asked(indicators=indicator_id, vintage=vintage, kind=shown.kind)
        told = {tuple(row[name] for name in EXACT) for row in rows}
        for figure in shown.figures if not shown.restated else ():
            own = (figure.unit.code, figure.period_end.isoformat(), figure.value)
            assert (*own, figure.value_high, figure.as_stated) in told, (indicator_id, own)
            compared += 1
    assert compared > 150


def test_what_the_page_carries_over_follows_from_the_interface() -> None:
    """A number of the 34 that the page computes is in no release; it is what the interface's
    numbers of the former provinces add up to, or their parts' ratio."""
    succeeded: dict[str, set[str]] = {}
    for unit in robot().get("/api/v1/units?vintage=2008&limit=100").json["data"]:
        succeeded.setdefault(unit["successor_code"], set()).add(unit["code"])
    measures = {i.id: i.aggregation for i in real.collection().indicators.values()}
    compared = 0
    for indicator_id in filter(carried_over, real.collection().indicators):
        day = period(indicator_id, "2025")
        former = provinces(indicators=indicator_id, vintage=BEFORE, period=day)
        for (code, end), words in page(indicator_id, "2025").items():
            parts = [former[old, end] for old in succeeded[code]]
            assert shows(words, combined(parts, measures[indicator_id])), (indicator_id, words)
            compared += 1
    assert compared > 30


def combined(parts: list[Row], aggregation: str) -> float:
    """By the rules of docs/data.md: one part stands, sums add up, ratios come from their parts."""
    if len(parts) == 1 or aggregation == "sum":
        return float(sum(part["value"] for part in parts))
    return 100 * sum(p["numerator"] for p in parts) / sum(p["denominator"] for p in parts)
