"""Refuses callback posts that no page of ours could have sent, before Dash sees them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NoReturn

from flask import Flask, Request, Response, request

PATH = "/_dash-update-component"
BODY_BYTES = 64 * 1024
DEPTH = 12  # Plotly's click data nests seven deep
KEYS = frozenset(
    {
        "output",
        "outputs",
        "inputs",
        "state",
        "changedPropIds",
        "parsedChangedPropsIds",
        "rendererId",
    }
)


class Refused(ValueError):
    """A post that is not one of ours; the message says why and repeats nothing of it."""


@dataclass(frozen=True, slots=True)
class Callback:
    """What a callback expects: (id, property) pairs in order."""

    inputs: tuple[tuple[str, str], ...]
    state: tuple[tuple[str, str], ...]
    outputs: tuple[tuple[str, str], ...]
    many: bool  # outputs arrive as a list


def callbacks(dependencies: Iterable[Mapping[str, Any]]) -> dict[str, Callback]:
    """The server's callbacks by output, from what `/_dash-dependencies` tells the browser.

    Raises ValueError for pattern-matching ids: nothing here needs them, so the guard knows none.
    """
    return {d["output"]: _callback(d) for d in dependencies if not d.get("clientside_function")}


def _callback(dependency: Mapping[str, Any]) -> Callback:
    output = dependency["output"]
    many = output.startswith("..") and output.endswith("..")
    names = output.strip(".").split("...") if many else [output]
    callback = Callback(
        inputs=tuple((i["id"], i["property"]) for i in dependency["inputs"]),
        state=tuple((s["id"], s["property"]) for s in dependency["state"]),
        outputs=tuple((name.rpartition(".")[0], name.rpartition(".")[2]) for name in names),
        many=many,
    )
    if any("{" in i for i, _ in (*callback.inputs, *callback.state, *callback.outputs)):
        raise ValueError(f"pattern-matching callback {output}: teach the guard about it first")
    return callback


def stand(server: Flask, known: Mapping[str, Callback]) -> None:
    """Let nothing reach Dash's dispatcher that `check` refuses: 400 with a JSON sentence."""

    @server.before_request
    def refuse() -> Response | None:
        if request.path != PATH or request.method != "POST":
            return None
        try:
            check(_body(request), known)
        except Refused as refused:
            return refusal(400, str(refused))
        return None


def refusal(status: int, sentence: str) -> Response:
    """A JSON answer that says why; nothing of the request comes back."""
    body = json.dumps({"error": sentence}, ensure_ascii=False)
    return Response(body, status=status, content_type="application/json")


def check(body: object, known: Mapping[str, Callback]) -> None:
    """Raises Refused unless `body` has exactly the form of a known callback's request."""
    if not isinstance(body, dict):
        _refuse("The body must be a JSON object.")
    if not body.keys() <= KEYS:
        _refuse("The body has keys that no callback sends.")
    output = body.get("output")
    if not isinstance(output, str) or output not in known:
        _refuse("There is no such callback.")
    callback = known[output]
    _pairs("inputs", body.get("inputs"), callback.inputs, valued=True)
    _pairs("state", body.get("state", []), callback.state, valued=True)
    outputs = body.get("outputs")
    if outputs is not None:
        _pairs("outputs", outputs if callback.many else [outputs], callback.outputs, valued=False)
    _changed(body.get("changedPropIds", []), callback)
    _deep(body, DEPTH)


def _body(posted: Request) -> object:
    if posted.mimetype != "application/json":
        _refuse("The content type must be application/json.")
    try:
        # A cut or chunked body beyond the limit raises 413 here (MAX_CONTENT_LENGTH).
        return json.loads(posted.get_data(cache=True), parse_constant=_no_number)
    except (ValueError, RecursionError):
        _refuse("The body is not valid JSON.")


def _no_number(name: str) -> NoReturn:
    raise ValueError(f"{name} is no JSON number")


def _pairs(
    name: str, found: object, expected: tuple[tuple[str, str], ...], *, valued: bool
) -> None:
    if not isinstance(found, list) or len(found) != len(expected):
        _refuse(f"This callback takes {len(expected)} {name}.")
    for item, (wanted_id, wanted_property) in zip(found, expected, strict=True):
        if not isinstance(item, dict) or not item.keys() <= {"id", "property", "value"}:
            _refuse(f"Each of the {name} must have an id, a property and a value.")
        if item.get("id") != wanted_id or item.get("property") != wanted_property:
            _refuse(f"The {name} are not those of this callback.")
        if valued and wanted_id == "_pages_location":
            _address(item.get("value"), wanted_property)


def _address(value: object, wanted_property: str) -> None:
    first = "/" if wanted_property == "pathname" else "?"
    empty = value is None or value == ""
    if wanted_property == "search" and empty:
        return
    if not isinstance(value, str) or not value.startswith(first):
        _refuse("The address of the page is not an address.")


def _changed(found: object, callback: Callback) -> None:
    possible = {f"{i}.{p}" for i, p in callback.inputs}
    if not isinstance(found, list) or not all(isinstance(f, str) for f in found):
        _refuse("changedPropIds must be a list of names.")
    if len(set(found)) != len(found) or not possible.issuperset(found):
        _refuse("changedPropIds names what is no input of this callback, or names it twice.")


def _deep(value: object, left: int) -> None:
    if left == 0:
        _refuse("The values are nested too deep.")
    if isinstance(value, dict):
        value = list(value.values())
    for item in value if isinstance(value, list) else ():
        _deep(item, left - 1)


def _refuse(sentence: str) -> NoReturn:
    raise Refused(sentence)
