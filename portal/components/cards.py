"""What the cards of the pages say: of an indicator, of a province, of the whole site."""

from __future__ import annotations

from collections.abc import Iterator

from portal import formats
from portal.components import one_figure, province_head, reading, unit_link
from portal.components.card import CHOSEN, MOST, PLAIN, Card, Number
from portal.i18n import Translator, translator
from portal.page import Context
from portal.views.figure import Figure
from portal.views.indicator import IndicatorView
from portal.views.overview import OverviewView
from portal.views.province import ProvinceView
from portal.views.snapshot import Snapshot, provinces_of


def of_indicator(view: IndicatorView, context: Context) -> Card:
    """The indicator everywhere, or the one figure that the address names."""
    if view.focus:
        return one_figure.card(view.focus, view, context)
    return of_snapshot(view.snapshot, context)


def of_overview(view: OverviewView, context: Context) -> Card:
    """The site's own figures, or the indicator that is chosen."""
    if context.state.indicators:
        return of_snapshot(view.snapshot, context)
    t, known = _words(context), view.completeness
    return Card(
        title=context.t("site_tagline"),
        numbers=(
            Number(t("card_figures"), formats.number(known.figures, context.lang)),
            Number(t("card_sources"), formats.number(known.sources, context.lang)),
        ),
        line=t("card_site"),
        vintage=view.snapshot.vintage,
        shades=_shades(view.snapshot),
    )


def of_province(view: ProvinceView, context: Context) -> Card:
    """Its first headline figures, and where it lies."""
    unit = view.unit
    return Card(
        title=province_head.full_name(unit, context),
        numbers=tuple(_headline(shown.figure, context) for shown in view.headlines[:MOST]),
        line=province_head.lede(view, context),
        vintage=unit.vintage,
        shades=tuple(
            (other.code, CHOSEN if other.code == unit.code else PLAIN)
            for other in provinces_of(context.collection, unit.vintage)
        ),
    )


def of_snapshot(snapshot: Snapshot, context: Context) -> Card:
    return Card(
        title=reading.name(snapshot, context.lang),
        numbers=tuple(_numbers(snapshot, context))[:MOST],
        line=_line(snapshot, context),
        vintage=snapshot.vintage,
        shades=_shades(snapshot),
    )


def _words(context: Context) -> Translator:
    return translator("card", context.lang)


def _headline(figure: Figure, context: Context) -> Number:
    label = f"{figure.indicator.name.of(context.lang)}, {formats.day(figure.period_end)}"
    return Number(label, reading.said(figure, context))


def _numbers(snapshot: Snapshot, context: Context) -> Iterator[Number]:
    """The country's figure; then both ends of the ranking or, where there is none, some figures
    each with its own period."""
    figures = snapshot.figures
    if snapshot.country:
        label = f"{context.t('country')}, {formats.day(snapshot.country.period_end)}"
        yield Number(label, reading.said(snapshot.country, context))
    if len(figures) > 1 and snapshot.comparable:
        yield from _ends(snapshot, context)
        return
    for figure in figures[:MOST]:
        name = unit_link.name(figure.unit, context.lang)
        when = formats.period(figure.period_start, figure.period_end, context.lang)
        yield Number(f"{name}, {when}", reading.said(figure, context))


def _ends(snapshot: Snapshot, context: Context) -> Iterator[Number]:
    t, figures = _words(context), snapshot.figures
    first, last = figures[0], figures[-1]
    more = snapshot.classes.dark_is == "more"
    top, bottom = ("card_largest", "card_smallest") if more else ("card_best", "card_last")
    same = sum(figure.value == first.value for figure in figures) - 1
    name = unit_link.name(first.unit, context.lang)
    if same:
        yield Number(t("card_tied", what=t(top), unit=name, n=same), reading.said(first, context))
    else:
        yield Number(t("card_unit", what=t(top), unit=name), reading.said(first, context))
    if same + 1 < len(figures):
        name = unit_link.name(last.unit, context.lang)
        yield Number(t("card_unit", what=t(bottom), unit=name), reading.said(last, context))


def _line(snapshot: Snapshot, context: Context) -> str:
    if snapshot.period is None:
        return "" if snapshot.country else context.t("no_data_why")
    return reading.headline(snapshot, context.lang)


def _shades(snapshot: Snapshot) -> tuple[tuple[str, int | None], ...]:
    shown = [(f.unit.code, snapshot.classes.shade(f.value)) for f in snapshot.figures]
    return (*shown, *((unit.code, None) for unit in snapshot.missing))
