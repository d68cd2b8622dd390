"""A request to the interface, read and checked: filters, page, format, language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, cast
from urllib.parse import urlencode

from werkzeug.datastructures import MIMEAccept, MultiDict

from datasets.collection import Collection
from datasets.model import Lang, Text
from portal.api.problem import Refusal
from portal.page import NotFound
from portal.views.interface import Resource
from portal.views.parameters import DEFAULT_LIMIT, EVERYWHERE, PARAMETERS, Parameter

CONTENT_TYPES = {"json": "application/json", "csv": "text/csv; charset=utf-8"}
NO_FORMAT = Text(
    "Bảng này có dạng application/json và text/csv.",
    "This table comes as application/json and text/csv.",
)


@dataclass(frozen=True, slots=True)
class Asked:
    """What a client wants of one resource; `written` is every known parameter as it was given."""

    resource: Resource
    filters: Mapping[str, Any]  # parameter -> value read
    written: Mapping[str, str]
    asof: date | None
    limit: int
    cursor: str | None
    format: str  # json | csv
    lang: Lang  # of linked pages

    @property
    def question(self) -> str:
        """Resource and filters, whatever the page, format or language."""
        names = (*self.resource.filters, "asof")
        return f"{self.resource.name}?{urlencode([(n, self.written.get(n, '')) for n in names])}"

    def query(self, **changes: str | None) -> str:
        """The query of a sibling address, with its question mark; None leaves a parameter out."""
        pairs = {**self.written, **changes}
        kept = [(p.name, pairs[p.name]) for p in self.resource.parameters if pairs.get(p.name)]
        return "?" + urlencode(kept, safe=",") if kept else ""


def asked(resource: Resource, query: MultiDict[str, str], accept: MIMEAccept) -> Asked:
    """Unknown parameters are ignored; a list may be written as one value or by repeating its name.
    Raises BadState, and Refusal for an unknown format."""
    given = {p.name: _given(query.getlist(p.name), p) for p in resource.parameters}
    written = {name: value for name, value in given.items() if value}
    values = {name: PARAMETERS[name].read(value) for name, value in written.items()}
    return Asked(
        resource=resource,
        filters={name: value for name, value in values.items() if name not in EVERYWHERE},
        written=written,
        asof=values.get("asof"),
        limit=values.get("limit", DEFAULT_LIMIT),
        cursor=values.get("cursor"),
        format=values.get("format") or _accepted(accept),
        lang=cast(Lang, values.get("lang", "vi")),
    )


def check_names(asked: Asked, collection: Collection) -> None:
    """Raises NotFound for a code or id that this release set does not know."""
    for name, value in asked.filters.items():
        register = PARAMETERS[name].register
        missing = [v for v in value if v not in register(collection)] if register else []
        if missing:
            raise NotFound(
                Text(
                    f"Tham số {name}: dữ liệu không có {missing[0][:80]}.",
                    f"Parameter {name}: the data does not have {missing[0][:80]}.",
                )
            )


def _given(values: list[str], parameter: Parameter) -> str:
    names = parameter.register is not None  # several may be given
    return ",".join(filter(None, values)) if names else next(iter(values), "")


def _accepted(accept: MIMEAccept) -> str:
    """JSON where a client says nothing or takes anything. A charset beside a type says nothing
    new: there is one."""
    if not accept:
        return "json"
    plain = MIMEAccept((kind.partition(";")[0].strip(), quality) for kind, quality in accept)
    best = plain.best_match(["application/json", "text/csv"])
    if best is None:
        raise Refusal(406, NO_FORMAT)
    return "csv" if best == "text/csv" else "json"
