"""The page for programmers, /api: every table, parameter and problem of the interface."""

from __future__ import annotations

import htpy as h
from htpy import Element, Node

from portal.components import api_examples
from portal.components.table import Column, table
from portal.page import Context, Page
from portal.views import interface
from portal.views.interface import InterfaceView, Resource
from portal.views.parameters import DEFAULT_LIMIT, MOST_ROWS, PARAMETERS

PROBLEMS = (
    "impossible-value",
    "not-found",
    "read-only",
    "no-such-format",
    "stale-cursor",
    "failure",
)


def title(view: InterfaceView, context: Context) -> str:
    return context.t("api_title")


def description(view: InterfaceView, context: Context) -> str:
    return context.t("api_description")


def layout(view: InterfaceView, context: Context) -> Node:
    t = context.t
    return [
        h.h1[t("api_h1")],
        h.p(".lede")[t("api_lede")],
        h.p[t("api_licence")],
        h.section[
            h.h2[t("api_tables")],
            h.p[t("api_tables_said", address=f"{context.portal_url}/api/v1/")],
            _tables(view, context),
            h.p[
                t("api_description_file"),
                " ",
                h.a(href="/api/v1/openapi.json")["/api/v1/openapi.json"],
            ],
        ],
        h.section[h.h2[t("api_examples")], api_examples.examples(context)],
        h.section[h.h2[t("api_parameters")], h.p[t("api_parameters_said")], _parameters(context)],
        h.section[h.h2[t("api_answer")], api_examples.shape(context), h.p[t("api_csv")]],
        h.section[
            h.h2[t("api_paging")], h.p[t("api_paging_said", default=DEFAULT_LIMIT, most=MOST_ROWS)]
        ],
        h.section[h.h2[t("api_problems")], h.p[t("api_problems_said")], _problems(context)],
        h.section[h.h2[t("api_caching")], h.p[t("api_caching_said")]],
        h.section[h.h2[t("api_columns")], (_columns(*pair, context) for pair in view.resources)],
        h.section[h.h2[t("api_more")], _more(view, context)],
    ]


def _tables(view: InterfaceView, context: Context) -> Element:
    t = context.t
    columns = [
        Column(t("api_column_address")),
        Column(t("api_column_holds")),
        Column(t("api_column_filters")),
    ]
    return h.div(".stack.plain")[
        table(
            t("api_tables_caption"),
            columns,
            (
                [
                    h.a(href=context.machine(f"/api/v1/{resource.name}"))[h.code[resource.name]],
                    resource.about.of(context.lang),
                    h.code[", ".join(resource.filters)],
                ]
                for resource, _ in view.resources
            ),
        )
    ]


def _parameters(context: Context) -> Element:
    t = context.t
    columns = [
        Column(t("api_column_name")),
        Column(t("api_column_meaning")),
        Column(t("api_column_example")),
    ]
    return h.div(".stack.plain")[
        table(
            t("api_parameters"),
            columns,
            (
                [
                    h.code[p.name],
                    p.about.of(context.lang),
                    h.code[f"{p.name}={p.example}"] if p.example else "–",
                ]
                for p in PARAMETERS.values()
            ),
        )
    ]


def _problems(context: Context) -> Element:
    return h.dl[
        ((h.dt(id=name)[h.code[name]], h.dd[context.t(f"problem_{name}")]) for name in PROBLEMS)
    ]


def _columns(resource: Resource, columns: tuple[interface.Column, ...], context: Context) -> Node:
    """Folded away: the six tables together would be a dozen screens of a phone."""
    t = context.t
    heads = [
        Column(t("api_column_name")),
        Column(t("api_column_type")),
        Column(t("api_column_meaning")),
    ]
    rows: list[list[Node]] = [
        [
            h.code[column.name],
            column.kind if column.required else t("api_or_null", kind=column.kind),
            column.about.of(context.lang),
        ]
        for column in columns
    ]
    caption = t("api_columns_of", table=resource.name)
    return h.details(id=resource.name)[
        h.summary[h.code[resource.name], f" ({len(columns)})"],
        h.div(".stack.plain")[table(caption, heads, rows)],
    ]


def _more(view: InterfaceView, context: Context) -> Element:
    t, first = context.t, view.packages[0] if view.packages else ""
    return h.ul[
        h.li[
            t("api_more_catalogue"),
            " ",
            h.a(href="/catalog.jsonld")["/catalog.jsonld"],
            ", ",
            h.a(href="/catalog.ttl")["/catalog.ttl"],
        ],
        h.li[
            t("api_more_feeds"),
            " ",
            h.a(href="/feed.atom")["/feed.atom"],
            first and [", ", h.a(href=f"/feed/{first}.atom")[f"/feed/{first}.atom"]],
        ],
        h.li[t("api_more_files"), " ", h.a(href=context.url("datasets"))[t("nav_datasets")]],
    ]


PAGE = Page(
    name="api",
    vi="/api",
    en="/en/api",
    view=interface.view,
    title=title,
    description=description,
    layout=layout,
    foot=6,
)
