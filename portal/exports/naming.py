"""How the rows of a view are called, and which page shows them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from datasets.collection import Collection
from datasets.model import COUNTRY, LANGS, Lang, Text, Unit
from portal.components import reading, trend_view, unit_link
from portal.i18n import translator
from portal.page import Page
from portal.state import State
from portal.views.snapshot import Snapshot

NAMED = 3  # units or indicators named in a title
ELLIPSIS = ", …"


def title(shown: Sequence[Snapshot], units: Sequence[Unit], state: State) -> Text:
    """Of one indicator the headline of its picture; else what is named in the address."""
    return Text(*(_titled(shown, units, state, lang) for lang in LANGS))


def _titled(shown: Sequence[Snapshot], units: Sequence[Unit], state: State, lang: Lang) -> str:
    t = translator("export", lang)
    names = list(dict.fromkeys(unit_link.name(unit, lang) for unit in units))
    where = ", ".join(names[:NAMED]) + (ELLIPSIS if len(names) > NAMED else "")
    if not shown:
        return t("title_units", units=where or ", ".join(state.units))
    if len(shown) > 1:
        what = "; ".join(snapshot.indicator.name.of(lang) for snapshot in shown[:NAMED])
        what += ELLIPSIS if len(shown) > NAMED else ""
        return t("title_some", names=what, units=where) if state.units else what
    only = shown[0]
    moved = state.view == "trend"
    said = trend_view.heading(only, lang) if moved else reading.seen(only, lang)
    return t("title_some", names=said, units=where) if state.units else said


def addresses(
    collection: Collection, state: State, portal_url: str, pages: Mapping[str, Page]
) -> dict[str, str]:
    """The page of the one indicator, of the comparison, or of the one unit, where there is one."""
    arguments: dict[str, str] = {}
    if len(state.indicators) == 1 and not state.units:
        name, arguments = "indicator", {"indicator_id": state.indicators[0]}
        state = state.with_(indicators=())
    elif state.indicators:
        name = "compare"
    elif len(state.units) > 1:
        return {}
    else:
        named = [u for u in collection.units.values() if u.code == state.units[0] != COUNTRY]
        slugs = [u.slug for u in named if state.vintage in (None, u.vintage)]
        name, arguments = "province", {"slug": slugs[-1]} if slugs else {}
        state = state.with_(units=(), period=None)
    if name not in pages or (name == "province" and not arguments):
        return {}
    return {lang: portal_url + pages[name].address(lang, arguments, state) for lang in LANGS}
