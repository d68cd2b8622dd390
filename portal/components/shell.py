"""The page around every page: head, navigation, main, footer."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import htpy as h
from htpy import Element, Node, VoidElement
from markupsafe import Markup

from datasets.model import LANGS, Lang
from portal import formats
from portal.components import card, search_form
from portal.page import Context, Page


@dataclass(frozen=True, slots=True)
class Head:
    """What the document's head says: texts, addresses, and the inlined style."""

    title: str
    description: str
    portal_url: str  # public address without a final slash
    style: str  # minified CSS, inlined so that the first paint needs one request
    json_ld: dict[str, Any] | None = None
    robots: str | None = None
    card_alt: str | None = None  # what the picture of a shared link says; the site's where None


def document(head: Head, context: Context, body: Node) -> Element:
    """The whole page; `body` stands in <main>."""
    return h.html(lang=context.lang)[
        _head(head, context),
        h.body[
            h.a(".skip", href="#main")[context.t("skip_to_content")],
            _header(context),
            _asof_banner(context),
            h.main("#main", tabindex="-1")[body],
            _footer(context),
        ],
    ]


def _head(head: Head, context: Context) -> Element:
    title = f"{head.title} · {context.t('site_name')}"
    canonical = head.portal_url + context.here()
    return h.head[
        h.meta(charset="utf-8"),
        h.meta(name="viewport", content="width=device-width, initial-scale=1"),
        h.title[title],
        h.meta(name="description", content=head.description),
        head.robots and h.meta(name="robots", content=head.robots),
        h.link(rel="canonical", href=canonical),
        [
            h.link(rel="alternate", hreflang=lang, href=head.portal_url + context.here(lang))
            for lang in LANGS
        ],
        h.link(rel="alternate", hreflang="x-default", href=head.portal_url + context.here("vi")),
        _feed(context),
        h.meta(property="og:title", content=head.title),
        h.meta(property="og:description", content=head.description),
        h.meta(property="og:url", content=canonical),
        h.meta(property="og:type", content="website"),
        h.meta(property="og:site_name", content=context.t("site_name")),
        h.meta(property="og:locale", content="vi_VN" if context.lang == "vi" else "en_GB"),
        _card(head, context),
        h.meta(name="theme-color", content="#ffffff"),
        h.link(rel="icon", href="/assets/icon.svg", type="image/svg+xml"),
        h.style[Markup(head.style)],
        head.json_ld and h.script(type="application/ld+json")[_json(head.json_ld)],
    ]


def _feed(context: Context) -> VoidElement:
    """What is released, for feed readers: of the page's own dataset, else of all."""
    package = context.arguments.get("package")
    address = f"/feed/{package}.atom" if package else "/feed.atom"
    return h.link(
        rel="alternate",
        type="application/atom+xml",
        href=context.machine(address),
        title=context.t("feed"),
    )


def _card(head: Head, context: Context) -> Node:
    """The picture beside a shared link, with its size, so that it is there at the first share."""
    place = card.path(context)
    if place is None:
        return None
    return [
        h.meta(property="og:image", content=head.portal_url + place),
        h.meta(property="og:image:type", content="image/png"),
        h.meta(property="og:image:width", content=str(card.WIDTH)),
        h.meta(property="og:image:height", content=str(card.HEIGHT)),
        h.meta(property="og:image:alt", content=head.card_alt or context.t("site_tagline")),
        h.meta(name="twitter:card", content="summary_large_image"),
    ]


def _json(value: Mapping[str, Any]) -> Markup:
    # "</script>" inside a text must not end the element
    return Markup(json.dumps(value, ensure_ascii=False).replace("<", "\\u003c"))


def link_keys(pages: Iterable[Page]) -> Iterator[str]:
    """The texts that head and foot of every page take from common.toml for links to these pages."""
    for page in pages:
        yield from (_nav_key(page),) if page.nav is not None else ()
        yield from (_foot_key(page),) if page.foot is not None else ()


def _nav_key(page: Page) -> str:
    return f"nav_{page.name}"


def _foot_key(page: Page) -> str:
    return f"foot_{page.name}"


def _header(context: Context) -> Element:
    other: Lang = "en" if context.lang == "vi" else "vi"
    return h.header(".site")[
        h.div(".wrap")[
            h.a(".name", href=context.url("overview"))[context.t("site_name")],
            h.nav(aria_label=context.t("nav_label"))[
                h.ul[(h.li[_nav_link(page, context)] for page in _nav_pages(context))]
            ],
            search_form.small(context),
            h.a(
                ".lang",
                href=context.here(other),
                hreflang=other,
                lang=other,
                title=context.t("other_language_label"),
            )[context.t("other_language")],
        ]
    ]


def _nav_pages(context: Context) -> list[Page]:
    pages = {page.name: page for page in context.addresses.values() if page.nav is not None}
    return sorted(pages.values(), key=lambda page: page.nav or 0)


def _nav_link(page: Page, context: Context) -> Element:
    here = page.name == context.page.name
    return h.a(href=context.url(page.name), aria_current="page" if here else None)[
        context.t(_nav_key(page))
    ]


def _asof_banner(context: Context) -> Node:
    if context.state.asof is None:
        return None
    return h.p(".asof", role="note")[
        h.span(".wrap")[
            context.t("asof_banner", date=formats.day(context.state.asof)),
            " ",
            h.a(href=context.here(state=context.state.with_(asof=None)))[context.t("asof_back")],
        ]
    ]


def _footer(context: Context) -> Element:
    datasets = context.collection.datasets.values()
    latest = max((d.released for d in datasets if d.released), default=None)
    return h.footer(".site")[
        h.div(".wrap")[
            _footer_links(context),
            h.p[context.t("footer_independent")],
            h.p[context.t("footer_licence")],
            h.p(".release")[
                context.t("footer_release", id=context.collection.id, date=formats.day(latest))
            ]
            if latest
            else None,
        ]
    ]


def _footer_links(context: Context) -> Node:
    pages = sorted(
        (page for page in context.addresses.values() if page.foot is not None),
        key=lambda page: page.foot or 0,
    )
    if not pages:
        return None
    return h.nav(aria_label=context.t("footer_label"))[
        h.ul(".tabs")[
            (
                h.li[
                    h.a(
                        href=context.url(page.name),
                        aria_current="page" if page.name == context.page.name else None,
                    )[context.t(_foot_key(page))]
                ]
                for page in pages
            )
        ]
    ]


def breadcrumb(context: Context, *trail: tuple[str, str], last: str) -> Element:
    """(text, address) pairs from the top, then the page itself."""
    return h.nav(".crumbs", aria_label=context.t("breadcrumb_label"))[
        h.ol[
            (h.li[h.a(href=href)[text]] for text, href in trail),
            h.li(aria_current="page")[last],
        ]
    ]
