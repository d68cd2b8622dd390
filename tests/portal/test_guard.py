"""Malformed callback posts: 400 or 413 with a short sentence, never 500, nothing echoed."""

from __future__ import annotations

import json
from typing import Any

import pytest
from flask.testing import FlaskClient

from portal.guard import BODY_BYTES, Callback, callbacks

PATH = "/_dash-update-component"
OUTPUT = "live-answer.children"
PAGES = ".._pages_content.children..._pages_store.data.."
MARK = "zzz-echo-zzz"


def good(**changes: Any) -> dict[str, Any]:
    body = {
        "output": OUTPUT,
        "outputs": {"id": "live-answer", "property": "children"},
        "inputs": [{"id": "live-colour", "property": "value", "value": "blue"}],
        "changedPropIds": ["live-colour.value"],
        "parsedChangedPropsIds": ["live-colour.value"],
    }
    return {**body, **changes}


def routed(pathname: object, search: object) -> dict[str, Any]:
    return {
        "output": PAGES,
        "outputs": [
            {"id": "_pages_content", "property": "children"},
            {"id": "_pages_store", "property": "data"},
        ],
        "inputs": [
            {"id": "_pages_location", "property": "pathname", "value": pathname},
            {"id": "_pages_location", "property": "search", "value": search},
        ],
        "changedPropIds": ["_pages_location.pathname"],
    }


def nested(depth: int) -> Any:
    value: Any = MARK
    for _ in range(depth):
        value = [value]
    return value


COLOUR = {"id": "live-colour", "property": "value", "value": MARK}
BODIES: dict[str, Any] = {
    "null": None,
    "empty object": {},
    "list": [MARK],
    "string": MARK,
    "number": 1,
    "true": True,
    "unknown output": good(output=f"{MARK}.children"),
    "output is null": good(output=None),
    "output is a list": good(output=[OUTPUT]),
    "output is an object": good(output={MARK: 1}),
    "clientside output": good(output="_pages_dummy.children"),
    "no inputs": {k: v for k, v in good().items() if k != "inputs"},
    "inputs null": good(inputs=None),
    "inputs empty": good(inputs=[]),
    "inputs object": good(inputs={"0": COLOUR}),
    "one input too many": good(inputs=[COLOUR, COLOUR]),
    "input is null": good(inputs=[None]),
    "input is a string": good(inputs=[MARK]),
    "input is a list": good(inputs=[[COLOUR]]),
    "input of another id": good(inputs=[{**COLOUR, "id": MARK}]),
    "input id is an object": good(inputs=[{**COLOUR, "id": {"index": MARK}}]),
    "input of another property": good(inputs=[{**COLOUR, "property": "options"}]),
    "input with more keys": good(inputs=[{**COLOUR, MARK: 1}]),
    "state where none is": good(state=[COLOUR]),
    "state is a number": good(state=3),
    "outputs of another id": good(outputs={"id": MARK, "property": "children"}),
    "outputs as a list": good(outputs=[{"id": "live-answer", "property": "children"}]),
    "outputs a string": good(outputs=MARK),
    "changed: unknown": good(changedPropIds=[f"{MARK}.value"]),
    "changed: twice": good(changedPropIds=["live-colour.value"] * 2),
    "changed: null": good(changedPropIds=None),
    "changed: objects": good(changedPropIds=[{"id": MARK}]),
    "more keys": good(**{MARK: 1}),
    "deep value": good(inputs=[{**COLOUR, "value": nested(30)}]),
    "pathname null": routed(None, ""),
    "pathname a list": routed(["/mau"], ""),
    "pathname relative": routed(MARK, ""),
    "search a number": routed("/mau", 5),
    "search without mark": routed("/mau", MARK),
}
RAW = {
    "nothing": b"",
    "no JSON": b"zzz-echo-zzz",
    "cut": json.dumps(good()).encode()[:-5],
    "not UTF-8": b'{"output": "\xff\xfe"}',
    "NaN": json.dumps(good(inputs=[{**COLOUR, "value": float("nan")}])).encode(),
    "Infinity": json.dumps(good(inputs=[{**COLOUR, "value": float("inf")}])).encode(),
    "nested beyond the parser": b"[" * 20_000 + b"]" * 20_000,
}


@pytest.mark.parametrize("name", BODIES)
def test_malformed_body_is_refused(client: FlaskClient, name: str) -> None:
    """A body of the wrong form is 400 with a short JSON sentence that repeats nothing."""
    _refused(client.post(PATH, json=BODIES[name]), 400)


@pytest.mark.parametrize("name", RAW)
def test_body_that_is_no_json_is_refused(client: FlaskClient, name: str) -> None:
    """So is what cannot be parsed."""
    _refused(client.post(PATH, data=RAW[name], content_type="application/json"), 400)


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", ""])
def test_other_content_types_are_refused(client: FlaskClient, kind: str) -> None:
    """A form of another site can post these types without asking: only JSON is taken."""
    _refused(client.post(PATH, data=json.dumps(good()), content_type=kind), 400)


def test_big_body_is_413(client: FlaskClient) -> None:
    """More than the limit is not even read."""
    body = good(inputs=[{**COLOUR, "value": MARK * BODY_BYTES}])
    _refused(client.post(PATH, json=body), 413)


@pytest.mark.parametrize("value", [None, 5, ["red"], {"a": 1}, "mauve", True])
def test_value_outside_the_options_reaches_the_callback(client: FlaskClient, value: object) -> None:
    """The guard judges form, not values: those are the callback's to judge, and it does."""
    response = client.post(PATH, json=good(inputs=[{**COLOUR, "value": value}]))
    assert response.status_code == 200


def test_good_post_is_answered(client: FlaskClient) -> None:
    """What the renderer sends passes."""
    response = client.post(PATH, json=good())
    assert response.get_json()["response"]["live-answer"]["children"] == "Bạn chọn blue"


@pytest.mark.parametrize(("search", "status"), [("", 200), ("?view=pie", 400), ("?slug=x", 200)])
def test_page_of_the_address(client: FlaskClient, search: str, status: int) -> None:
    """The live part is built for the address; an impossible state in it is 400."""
    assert client.post(PATH, json=routed("/mau", search)).status_code == status


def test_page_without_a_live_part(client: FlaskClient) -> None:
    """An address without an island has no live part; Dash's own words are no page of ours."""
    response = client.post(PATH, json=routed("/thu/mot", ""))
    assert response.status_code == 200
    assert "404" in json.dumps(response.get_json())


def test_failing_callback_tells_no_secret(client: FlaskClient) -> None:
    """A callback's own error is 500 with a sentence, no trace."""
    response = client.post(PATH, json=good(inputs=[{**COLOUR, "value": "explode"}]))
    assert response.status_code == 500 and "secret" not in response.get_data(as_text=True)


def test_pattern_matching_is_refused_at_start() -> None:
    """The guard would refuse their posts: better that the app does not start."""
    dependency = {
        "output": "a.children",
        "state": [],
        "clientside_function": None,
        "inputs": [{"id": '{"index":["ALL"],"type":"x"}', "property": "value"}],
    }
    with pytest.raises(ValueError, match="pattern-matching"):
        callbacks([dependency])


def test_several_outputs_are_read_apart() -> None:
    """Dash joins the names of several outputs: the guard takes them apart."""
    dependency = {
        "output": "..a.children...b.data@0f..",
        "inputs": [{"id": "c", "property": "value"}],
        "state": [],
        "clientside_function": None,
    }
    assert callbacks([dependency])["..a.children...b.data@0f.."] == Callback(
        inputs=(("c", "value"),),
        state=(),
        many=True,
        outputs=(("a", "children"), ("b", "data@0f")),
    )


def _refused(response: Any, status: int) -> None:
    text = response.get_data(as_text=True)
    assert response.status_code == status
    assert response.mimetype == "application/json"
    assert json.loads(text)["error"] and len(text) < 200
    assert MARK not in text
