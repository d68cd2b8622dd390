"""The index page of a static folder: every dataset and its files, readable without scripts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from htpy import (
    a,
    body,
    dd,
    dl,
    dt,
    h1,
    h2,
    head,
    html,
    li,
    main,
    meta,
    p,
    section,
    style,
    title,
    ul,
)

from publish.faults import TEXTS
from publish.record import extra

LOOK = (
    "body{font:1rem/1.5 system-ui,sans-serif;margin:0}"
    "main{max-width:46rem;margin:auto;padding:1rem}a{color:#0b5c8a}"
    "dt{font-weight:600}dd{margin:0 0 .5rem}"
)

Package = Mapping[str, Any]


def index(packages: Iterable[Package]) -> str:
    """One page, Vietnamese first."""
    name = TEXTS("static.title")
    page = html(lang="vi")[
        head[
            meta(charset="utf-8"),
            meta(name="viewport", content="width=device-width, initial-scale=1"),
            title[name.vi],
            style[LOOK],
        ],
        body[
            main[
                h1[name.vi],
                p(lang="en")[name.en],
                (_section(package) for package in packages),
                p[a(href="catalog.jsonld")["catalog.jsonld (DCAT)"]],
            ]
        ],
    ]
    return f"<!doctype html>{page}\n"


def _section(package: Package) -> Any:
    facts = (
        (TEXTS("static.version").vi, package.get("version")),
        (TEXTS("static.licence").vi, extra(package, "licence_title")),
        (TEXTS("static.released").vi, extra(package, "modified")),
    )
    return section(id=package["name"])[
        h2[package["title"]],
        p(lang="en")[extra(package, "title_en")],
        (p[line] for line in str(package["notes"]).split("\n\n")),
        dl[((dt[label], dd[value]) for label, value in facts if value)],
        ul[
            (
                li[
                    a(href=f"{package['name']}/{r['url']}")[r["name"]],
                    f" ({r['format']}, {r['size']} B)",
                ]
                for r in package["resources"]
            )
        ],
    ]
