"""Provinces beside each other, /so-sanh: any of them, in any indicators, for one vintage."""

from __future__ import annotations

from textwrap import shorten
from typing import Any

import htpy as h
from htpy import Element, Node

from datasets.model import Unit
from portal.components import compare_form, explorer, live_selects, reading, unit_link
from portal.components.compare_table import compare_table
from portal.components.small_multiples import small_multiples
from portal.components.view_files import view_files
from portal.page import Context, Page
from portal.state import State
from portal.views import side_by_side
from portal.views.pinned import pinned
from portal.views.side_by_side import CompareView

NAMED = 4  # provinces and indicators in the title

EXAMPLES = (
    ("example_cities", "2008", ("01", "79", "48"), ("dti_rank", "id_applications_count")),
    ("example_neighbours", "2008", ("24", "27"), ("dti_rank", "papi_egov_portal_score")),
    ("example_today", "2025", ("24", "37", "96"), ("dossiers_online_pct", "online_payment_pct")),
)
"""Questions that many have: text, vintage, units, indicators."""


LONGEST_TITLE, LONGEST_DESCRIPTION = 150, 300  # characters; result lists cut earlier


def title(view: CompareView, context: Context) -> str:
    t, lang = context.t, context.lang
    names = _some([unit_link.name(u, lang) for u in view.units], context)
    what = _some([i.name.of(lang) for i in view.indicators], context)
    if names and what:
        return shorten(t("title_full", names=names, what=what), LONGEST_TITLE, placeholder="…")
    if names or what:
        return t("title_part", chosen=names or what)
    return t("title")


def description(view: CompareView, context: Context) -> str:
    if not view.panels:
        return context.t("lede")
    said = [
        f"{panel.indicator.name.of(context.lang)}: "
        + ", ".join(reading.unit_said(f, context) for f in panel.figures[:NAMED])
        for panel in view.panels[:NAMED]
        if panel.figures
    ]
    whole = f"{title(view, context)}. {'; '.join(said)}"
    return shorten(whole, LONGEST_DESCRIPTION, placeholder="…")


def layout(view: CompareView, context: Context) -> Node:
    """What is compared first, the choice after it; without a choice, the choice and examples."""
    t = context.t
    if not view.panels:
        return [
            h.h1[t("title")],
            h.p(".lede")[t("lede")],
            _asked(view, context),
            _examples(context),
            h.h2[t("own_choice")],
            compare_form.vintages(view, context),
            compare_form.form(view, context),
        ]
    return [
        h.h1[
            t(
                "heading",
                # No line ends inside a name: "TP Hà | Nội".
                names=_some([_unbroken(u, context) for u in view.units], context),
            )
        ],
        h.p(".lede")[_lede(view, context)],
        compare_form.form(view, context),
        compare_form.vintages(view, context),
        _pictures(view, context),
        h.div(data_follows="below")[_below(view, context)],
    ]


def _pictures(view: CompareView, context: Context) -> Node:
    """With the choice of year and of kind around them."""
    state = _state(view, context)
    controls = [
        compare_form.periods(view, state, context),
        compare_form.pictures(view, state, context),
    ]
    return explorer.static(controls, small_multiples(view, context))


def _below(view: CompareView, context: Context) -> Node:
    """What follows the choice of year: the table, its files, the lasting link."""
    state = _state(view, context)
    return [
        h.h2[context.t("table_heading")],
        compare_table(view, context),
        view_files(state, context),
        h.p[
            h.a(href=context.here(state=pinned(context.collection, state)))[context.t("permalink")]
        ],
    ]


def island(view: CompareView, context: Context) -> Any:
    """Year and kind of picture as selects; provinces and indicators stay the form's."""
    state = _state(view, context)
    kept = {
        "vintage": state.vintage,
        "units": ",".join(state.units),
        "indicators": ",".join(state.indicators),
        **explorer.kept(context),
    }
    return explorer.live(
        live_selects.year_select(view, context),
        live_selects.kind_select(view, context),
        kept,
        context,
    )


def _lede(view: CompareView, context: Context) -> str:
    """Whose boundaries, and that the periods are not all one where they are not."""
    t = context.t
    field = t(f"lede_{view.vintage}")
    periods = {panel.snapshot.period for panel in view.panels if panel.figures}
    return f"{field} {t('periods_differ')}" if len(periods) > 1 else field


def _asked(view: CompareView, context: Context) -> Node:
    """With half of the choice made: what is still missing."""
    if view.units:
        return h.p(".note")[context.t("choose_indicators_next")]
    if view.indicators:
        return h.p(".note")[context.t("choose_units_next")]
    return None


def _examples(context: Context) -> Element:
    return h.section[
        h.h2[context.t("examples")],
        h.ul[
            (
                h.li[h.a(href=context.here(state=State(
                    vintage=vintage, units=units, indicators=indicators, asof=context.state.asof
                )))[context.t(text)]]
                for text, vintage, units, indicators in EXAMPLES
                if set(indicators) <= set(context.collection.indicators)  # not on every past day
            )
        ],
    ]  # fmt: skip


def _state(view: CompareView, context: Context) -> State:
    return context.state.with_(vintage=view.vintage)


def _unbroken(unit: Unit, context: Context) -> str:
    return unit_link.name(unit, context.lang).replace(" ", "\u00a0")


def _some(names: list[str], context: Context) -> str:
    shown, more = names[:NAMED], len(names) - NAMED
    return ", ".join(shown) + (f" {context.t('and_more', n=more)}" if more > 0 else "")


PAGE = Page(
    name="compare",
    vi="/so-sanh",
    en="/en/compare",
    view=side_by_side.view,
    title=title,
    description=description,
    layout=layout,
    nav=4,
    island=island,
)
