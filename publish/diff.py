"""The verb `diff`: what changed in a working package since its latest release."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from itertools import groupby
from pathlib import Path

from datasets import catalog, notable, release
from datasets.checks.ground import Ground, build
from datasets.diff import Change
from datasets.model import Dataset, Lang
from datasets.notable import Outlier, RankChange
from datasets.release import Draft
from publish import place
from publish.arguments import Parser, packages
from publish.desk import Desk
from publish.outcome import Exit, Outcome
from publish.speech import T


@dataclass(frozen=True, slots=True)
class Notable:
    """Ranks that move and values that stand out; `unread` when the tables cannot be read."""

    ranks: tuple[RankChange, ...] = ()
    outliers: tuple[Outlier, ...] = ()
    unread: bool = False


def describe(parser: Parser, lang: Lang) -> None:
    """The verb's arguments."""
    packages(parser, lang, "verb.diff_package", None)


def run(options: argparse.Namespace, desk: Desk) -> Outcome:
    """Compares and reports; only reads."""
    data = place.root()
    (slug,) = place.packages(data, [options.package])
    made = release.draft(data, slug)
    ground = build(_readable(data), date.today())
    found = _notable(made, ground) if made.diff.changes else Notable()
    _report(made, found, ground, desk)
    document = {
        "package": slug,
        "previous": made.diff.previous,
        "next": made.version,
        "level": made.level,
        "counts": made.diff.counts(),
        "changes": [asdict(c) for c in made.diff.changes],
        "rank_changes": [asdict(r) for r in found.ranks],
        "outliers": [asdict(o) for o in found.outliers],
        "outliers_unread": found.unread,
    }
    return Outcome(Exit.DONE, document)


def summary(changes: Iterable[Change], lang: Lang) -> str:
    """ "thêm dòng: 3, sửa ô: 1", in that language."""
    kinds = sorted((c.what, c.how) for c in changes)
    counted = {kind: len(list(same)) for kind, same in groupby(kinds)}
    return ", ".join(
        f"{T(f'change.{what}_{how}').of(lang)}: {count}" for (what, how), count in counted.items()
    )


def _readable(data: Path) -> Mapping[str, Dataset]:
    """The working packages that can be read; the others are named by validate."""
    found = {}
    for slug, folder in catalog.folders(data).items():
        try:
            found[slug] = catalog.read(folder)
        except catalog.DescriptorError:
            continue
    return found


def _notable(made: Draft, ground: Ground) -> Notable:
    sources = {k: row.cells for k, row in ground.sources.items()}
    indicators = {k: row.cells for k, row in ground.indicators.items()}
    try:
        new = notable.observations(made.dataset, sources)
        old = notable.observations(made.previous, sources) if made.previous else new.iloc[:0]
    except (ValueError, KeyError, OSError):
        return Notable(unread=True)
    return Notable(
        tuple(notable.rank_changes(old, new, indicators)),
        tuple(notable.outliers(old, new, indicators)),
    )


def _report(made: Draft, found: Notable, ground: Ground, desk: Desk) -> None:
    slug, previous = made.dataset.slug, made.diff.previous
    if made.level is None:
        desk.say(T("diff.same", slug=slug, previous=previous))
        return
    if previous is None:
        desk.say(T("diff.first", slug=slug, version=made.version), style="bold")
        desk.say(f"  {summary(made.diff.changes, desk.lang)}")
    else:
        level = T(f"level.{made.level}")
        heading = T("diff.heading", slug=slug, previous=previous, version=made.version, level=level)
        desk.say(heading, style="bold")
        for change in made.diff.changes:
            desk.say(f"  {_line(change, desk)}", style=STYLES[change.how])
    _report_notable(found, ground, desk)


STYLES = {"added": "green", "changed": "yellow", "removed": "red"}


def _line(change: Change, desk: Desk) -> str:
    """ "observations, sửa ô, 2008|11|..., value: 94.3 → 94.4"."""
    kind = desk.words(T(f"change.{change.what}_{change.how}"))
    parts = [p for p in (change.table, kind, change.row_key, change.field) if p]
    values = {"added": change.new, "removed": change.old}.get(
        change.how, f"{change.old or '∅'} → {change.new or '∅'}"
    )
    return ", ".join(parts) + (f": {values}" if values else "")


def _report_notable(found: Notable, ground: Ground, desk: Desk) -> None:
    if found.unread:
        desk.say(T("diff.unread"), style="yellow")
    if found.ranks:
        desk.say(T("diff.ranks"), style="bold")
    for (vintage, indicator, kind, day), moves in groupby(found.ranks, key=_ranking):
        said = ", ".join(
            f"{_unit(ground, vintage, m.unit_code, desk)} {m.old} → {m.new}" for m in moves
        )
        desk.say(f"  {_indicator(ground, indicator, desk)} ({kind}), {day}, {vintage}: {said}")
    if found.outliers:
        desk.say(T("diff.outliers"), style="bold")
    for o in found.outliers:
        line = T(
            f"diff.{o.why}",
            unit=_unit(ground, o.vintage, o.unit_code, desk),
            indicator=_indicator(ground, o.indicator_id, desk),
            day=o.period_end,
            value=f"{o.value:g}" if abs(o.value) < 1e5 else f"{o.value:.0f}",
            against=f"{o.against:g}" if abs(o.against) < 1e5 else f"{o.against:.0f}",
        )
        desk.say(f"  {desk.words(line)}")


def _ranking(move: RankChange) -> tuple[str, str, str, str]:
    return move.vintage, move.indicator_id, move.kind, move.period_end


def _unit(ground: Ground, vintage: str, code: str, desk: Desk) -> str:
    """The unit's name, its code where the register does not know it."""
    row = ground.units.get((vintage, code))
    return (row[f"name_{desk.lang}"] if row else "") or code


def _indicator(ground: Ground, indicator: str, desk: Desk) -> str:
    row = ground.indicators.get(indicator)
    return (row[f"name_{desk.lang}"] if row else "") or indicator
