"""The catalogue of indicators, /chi-tieu: by theme, with who reports and how lately."""

from __future__ import annotations

import htpy as h
from htpy import Element, Node

from datasets.model import VINTAGES, Theme
from portal import formats
from portal.components.shell import breadcrumb
from portal.components.table import Column, table
from portal.page import Context, Page
from portal.views import indicators
from portal.views.indicators import Entry, IndicatorsView


def title(view: IndicatorsView, context: Context) -> str:
    return context.t("title")


def description(view: IndicatorsView, context: Context) -> str:
    return context.t("description", n=view.with_figures + view.without_figures)


def layout(view: IndicatorsView, context: Context) -> Node:
    t = context.t
    return [
        breadcrumb(context, (t("nav_overview"), context.url("overview")), last=t("h1")),
        h.h1[t("h1")],
        h.p(".lede")[
            t("lede", n=view.with_figures + view.without_figures),
            view.without_figures > 0 and f" {t('empty_note', n=view.without_figures)}",
        ],
        h.nav(aria_label=t("jump"))[
            h.ul(".tabs")[
                (
                    h.li[h.a(href=f"#{theme.slug}")[theme.name.of(context.lang)]]
                    for theme, _ in view.themes
                )
            ]
        ],
        (_theme(theme, entries, context) for theme, entries in view.themes),
    ]


def _theme(theme: Theme, entries: tuple[Entry, ...], context: Context) -> Element:
    t = context.t
    columns = [
        Column(t("column_name")),
        *(Column(t(f"column_{vintage}"), numeric=True) for vintage in reversed(VINTAGES)),
        Column(t("column_country")),
        Column(t("column_latest")),
        Column(t("column_unit")),
    ]
    rows = (_row(entry, context) for entry in entries)
    caption = t("theme_caption", n=len(entries))
    return h.section(".catalogue", id=theme.slug)[
        h.h2[theme.name.of(context.lang)], table(caption, columns, rows)
    ]


def _row(entry: Entry, context: Context) -> list[Node]:
    t, lang, reported = context.t, context.lang, dict(entry.reported)
    address = context.url("indicator", indicator_id=entry.indicator.id)
    return [
        [
            h.a(href=address)[entry.indicator.name.of(lang)],
            h.small[f" {t('main_indicator')}"] if entry.indicator.headline else None,
        ],
        *(str(reported[v]) if v in reported else t("none") for v in reversed(VINTAGES)),
        t("yes") if entry.country else t("none"),
        formats.day(entry.latest) if entry.latest else t("none"),
        entry.measure.name.of(lang),
    ]


PAGE = Page(
    name="indicators",
    vi="/chi-tieu",
    en="/en/indicators",
    view=indicators.view,
    title=title,
    description=description,
    layout=layout,
    nav=3,
)
