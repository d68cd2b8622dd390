"""The interface's own description, and whether the interface keeps to it."""

from __future__ import annotations

import html as escapes
import json
import re
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from flask.testing import FlaskClient
from hypothesis import HealthCheck, Phase, given, settings
from jsonschema import Draft202012Validator
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from portal.api.problem import KINDS
from portal.pages import api as page
from portal.views.interface import RESOURCES
from portal.views.parameters import PARAMETERS
from tests.portal import machine, real

CHECKS = (
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
)
EXAMPLES = 20
DAYS = {"asof", "period"}  # a day to come, or 30 February, is a date to a schema


@pytest.fixture(scope="session")
def described(released: Path) -> Any:
    """The description as schemathesis reads it from the running application."""
    return schemathesis.openapi.from_wsgi("/api/v1/openapi.json", machine.server(released))


@pytest.mark.parametrize("mode", list(GenerationMode), ids=lambda mode: mode.value)
@pytest.mark.parametrize("table", RESOURCES)
def test_answers_are_as_described(described: Any, table: str, mode: GenerationMode) -> None:
    """Whatever is asked, status, type and body are those that the description names; and what
    it allows is never refused as malformed, but for days to come and cursors made up."""
    operation = described[f"/api/v1/{table}"]["GET"]

    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        derandomize=True,
        database=None,
        phases=(Phase.generate,),
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(generation_mode=mode))
    def asked(case: Any) -> None:
        response = case.call(headers={"Accept-Encoding": "identity"})  # it unpacks nothing itself
        case.validate_response(response, checks=CHECKS)
        seen.append(response.status_code)
        if mode is GenerationMode.POSITIVE and response.status_code == 400:
            assert {"cursor", *DAYS} & set(case.query or {}), response.json()

    seen: list[int] = []
    asked()
    assert len(seen) >= EXAMPLES / 2


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_description_is_valid(robot: FlaskClient, lang: str) -> None:
    """OpenAPI 3.1, with schemas that are JSON Schema, in the language asked for."""
    document = json.loads(robot.get(f"/api/v1/openapi.json?lang={lang}").data)
    assert document["openapi"].startswith("3.1")
    for told in document["components"]["schemas"].values():
        Draft202012Validator.check_schema(told)
    shown = document["paths"]["/api/v1/units"]["get"]["summary"]
    assert shown == getattr(RESOURCES["units"].about, lang)


def test_description_names_every_table_and_parameter(robot: FlaskClient) -> None:
    """What serves is what is described: no table or parameter more, none less."""
    document = json.loads(robot.get("/api/v1/openapi.json").data)
    paths = {path.removeprefix("/api/v1/") for path in document["paths"]}
    served = {
        rule.rule.removeprefix("/api/v1/")
        for rule in robot.application.url_map.iter_rules()
        if "/api/v1/" in rule.rule
    }
    assert paths == set(RESOURCES) == served - {"openapi.json"}
    assert set(document["components"]["parameters"]) == set(PARAMETERS)


@pytest.mark.parametrize("name", [p.name for p in PARAMETERS.values() if p.example])
def test_example_of_a_parameter_works(robot: FlaskClient, name: str) -> None:
    """The example that the page and the description give is accepted and finds something."""
    response = robot.get(f"/api/v1/observations?{name}={PARAMETERS[name].example}")
    assert response.status_code == 200 and len(response.data.splitlines()[-1]) > 20


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_page_explains_every_word(lang: Any) -> None:
    """The page names every table, parameter, column and problem, and links to the description."""
    html = real.html(page.PAGE.path(lang, {}))
    words = {*RESOURCES, *PARAMETERS, *(name for name, _ in KINDS.values())}
    assert [word for word in sorted(words) if word not in html] == []
    assert 'href="/api/v1/openapi.json"' in html and 'id="stale-cursor"' in html


def test_page_shows_what_runs(robot: FlaskClient) -> None:
    """The addresses in the examples for curl, pandas and R answer."""
    html = escapes.unescape(real.html("/en/api"))
    addresses = set(re.findall(rf"{real.PORTAL_URL}(/api/v1/[^'\"\s<…]+)['\"]", html))
    asked = {a for a in addresses if "cursor=" not in a}
    assert len(asked) >= 3
    assert {robot.get(address).status_code for address in asked} == {200}
