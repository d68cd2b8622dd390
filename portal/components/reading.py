"""A snapshot in words: what is seen, who leads, who is missing; for titles, captions, readers."""

from __future__ import annotations

from collections.abc import Sequence

from datasets.model import Lang
from portal import formats
from portal.components import unit_link, value
from portal.i18n import Translator, translator
from portal.page import Context
from portal.views.figure import Figure
from portal.views.snapshot import Snapshot

NAMED = 3  # places named at each end of a ranking


def words(lang: Lang) -> Translator:
    """The texts that belong to pictures, whatever page they stand on."""
    return translator("picture", lang)


def name(snapshot: Snapshot, lang: Lang) -> str:
    """The indicator's name; with the kind where what is shown is no result."""
    written = snapshot.indicator.name.of(lang)
    if snapshot.kind == "result":
        return written
    t = words(lang)
    return t(f"kind_{snapshot.kind}_name", name=written)


def when(period: str, lang: Lang) -> str:
    """'năm 2022', 'ngày 31/12/2022'."""
    t = words(lang)
    if len(period) == 4:
        return t("when_year", year=period)
    year, month, day = period.split("-")
    return t("when_day", day=f"{day}/{month}/{year}")


def seen(snapshot: Snapshot, lang: Lang) -> str:
    """What the picture shows, as a headline: indicator, period, coverage."""
    t, shown = words(lang), name(snapshot, lang)
    if snapshot.period is None:
        return t("seen_national" if snapshot.country else "seen_never", name=shown)
    period = when(snapshot.period, lang)
    if snapshot.restated:
        return t(
            "seen_restated", name=shown, when=period, n=len(snapshot.places), of=snapshot.units
        )
    if not snapshot.places:
        return t("seen_nothing", name=shown, when=period)
    return t("seen", name=shown, when=period, n=len(snapshot.places), of=snapshot.units)


def headline(snapshot: Snapshot, lang: Lang) -> str:
    """'Năm 2022, 63 trên 63 tỉnh, thành có số liệu': the headline under the indicator's name."""
    assert snapshot.period is not None
    written = words(lang)(
        "headline_restated" if snapshot.restated else "headline",
        when=when(snapshot.period, lang),
        n=len(snapshot.places),
        of=snapshot.units,
    )
    return written[0].upper() + written[1:]


def subtitle(snapshot: Snapshot, context: Context) -> str:
    """Unit and dates, under the headline."""
    t, days = words(context.lang), snapshot.days
    if days is None:
        return unit(snapshot, context)
    first, last = (formats.day(d) for d in days)
    dates = t("one_day", day=last) if first == last else t("many_days", first=first, last=last)
    return f"{unit(snapshot, context)}; {dates}"


def unit(snapshot: Snapshot, context: Context) -> str:
    """'Đơn vị: phần trăm'."""
    measure = context.collection.measures[snapshot.indicator.unit]
    return words(context.lang)("unit_in", unit=measure.name.of(context.lang))


def said(figure: Figure, context: Context) -> str:
    """'94,4%', 'hơn 1.400.000 dữ liệu': the number with its unit, as plain text."""
    written = value.written(figure, context)
    symbol = context.collection.measures[figure.indicator.unit].symbol
    if symbol is None or figure.indicator.unit in ("%", "VND"):
        return written
    return formats.with_symbol(written, symbol.of(context.lang))


def unit_said(figure: Figure, context: Context) -> str:
    """'Điện Biên: 94,4%'."""
    whose = unit_link.name(figure.unit, context.lang)
    return words(context.lang)("unit_value", unit=whose, value=said(figure, context))


def ends(snapshot: Snapshot, context: Context) -> str:
    """Who stands first and who last, with values; all of them where they are few."""
    t, figures = words(context.lang), snapshot.figures
    if not figures:
        return ""
    if len(figures) <= 2 * NAMED or not snapshot.comparable:
        some = figures[: 2 * NAMED]
        more = len(figures) - len(some)
        names = _listed(some, snapshot, context) + (f" {t('and_more', n=more)}" if more else "")
        return t("all_values", names=names)
    first, last = (
        ("largest", "smallest") if snapshot.classes.dark_is == "more" else ("best", "worst")
    )
    top = t(first, names=_listed(figures[:NAMED], snapshot, context))
    return f"{top}; {t(last, names=_listed(figures[-NAMED:], snapshot, context))}"


def summary(snapshot: Snapshot, context: Context) -> str:
    """One sentence: period, coverage, who leads and who comes last; empty without figures."""
    said_ends = ends(snapshot, context)
    return f"{headline(snapshot, context.lang)}; {said_ends}." if said_ends else ""


def missing(snapshot: Snapshot, lang: Lang) -> str:
    """'12 tỉnh, thành chưa có số liệu'; empty where all report."""
    n = len(snapshot.missing)
    return words(lang)("missing_count", n=n) if n else ""


def alternative(snapshot: Snapshot, context: Context, what: str) -> str:
    """The text of a picture for those who do not see it: kind of picture, values, gaps."""
    parts = (words(context.lang)(what), ends(snapshot, context), missing(snapshot, context.lang))
    return ". ".join(part[0].upper() + part[1:] for part in parts if part) + "."


def _listed(figures: Sequence[Figure], snapshot: Snapshot, context: Context) -> str:
    """Of ranks in one field the number is enough: the field has just been named."""
    plain = snapshot.comparable and snapshot.indicator.measure == "rank"
    return ", ".join(
        f"{unit_link.name(f.unit, context.lang)} "
        f"({formats.number(f.value, context.lang) if plain else said(f, context)})"
        for f in figures
    )
