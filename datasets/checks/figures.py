"""Laws on the numbers of an observation: shares, ranks, percentages, periods, duplicates, flags."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation

from datasets import shape
from datasets.checks.ground import Case
from datasets.model import Problem
from datasets.sheets import Row, Sheet

FACT = ("vintage", "unit_code", "indicator_id", "kind", "period_end", "value", "source_id")
"""Two rows alike in all of these say the same thing twice."""

EXPLAINED_FLAG = re.compile(r"\b([a-z]+(?:_[a-z]+)+) = ")
PRINTED_NUMBER = re.compile(r"\d+(?:[.,]\d+)?")


def flag_vocabulary() -> frozenset[str]:
    """The flags an observation may carry: those the schema's description explains."""
    flags = next(f for f in shape.observation()["fields"] if f["name"] == "flags")
    return frozenset(EXPLAINED_FLAG.findall(flags["descriptions"]["vi"]))


def shares_capped(case: Case) -> Iterator[Problem]:
    """A value lies within 0..max_value of its indicator, where the catalogue sets a maximum."""
    for sheet, row, indicator in _measured(case):
        maximum = indicator.number_in("max_value")
        for column in ("value", "value_high"):
            value = row.number_in(column)
            if maximum is not None and value is not None and not 0 <= value <= maximum:
                yield case.at("over-maximum", sheet, row, column, maximum=indicator["max_value"])


def ranges_ordered(case: Case) -> Iterator[Problem]:
    """The high end of a printed range is above its low end."""
    for sheet, row, _ in _measured(case):
        low, high = row.number_in("value"), row.number_in("value_high")
        if low is not None and high is not None and high <= low:
            yield case.at("reversed-range", sheet, row, "value_high", low=row["value"])


def ranks_in_field(case: Case) -> Iterator[Problem]:
    """A rank is a whole number from 1 to the number of units ranked, where that is printed."""
    for sheet, row, indicator in _measured(case):
        rank = row.number_in("value")
        if indicator["measure"] != "rank" or rank is None:
            continue
        if rank < 1 or not rank.is_integer() or rank > (row.number_in("rank_of") or rank):
            yield case.at("rank-range", sheet, row, "value", field_size=row["rank_of"] or "...")


def percentages_agree(case: Case) -> Iterator[Problem]:
    """Numerator, denominator and printed percentage agree, or the row says that they do not."""
    for sheet, row, indicator in _measured(case):
        if indicator["unit"] != "%" or row["value_high"]:
            continue
        recomputed = _recomputed(row)
        if recomputed is None:
            continue
        flagged = "percent_differs" in row["flags"].split()
        agrees = _agrees(row, recomputed)
        shown = f"{recomputed:.4f}".rstrip("0").rstrip(".")
        if not agrees and not flagged:
            yield case.at("percent-differs", sheet, row, "value", recomputed=shown)
        if agrees and flagged:
            yield case.at("percent-flag-needless", sheet, row, "flags", recomputed=shown)


def _recomputed(row: Row) -> Decimal | None:
    try:
        numerator, denominator = Decimal(row["numerator"]), Decimal(row["denominator"])
        return 100 * numerator / denominator if denominator else None
    except InvalidOperation:
        return None


def _agrees(row: Row, recomputed: Decimal) -> bool:
    """To half a unit of the last printed decimal; "over" and "under" leave that side open."""
    try:
        value = Decimal(row["value"])
    except InvalidOperation:
        return True  # no number: the schema check names it
    half = Decimal(5).scaleb(-printed_decimals(row["as_stated"], value) - 1)
    above = recomputed > value + half and row["qualifier"] != "over"
    below = recomputed < value - half and row["qualifier"] != "under"
    return not (above or below)


def printed_decimals(as_stated: str, value: Decimal) -> int:
    """Decimals of `value` where it stands in the printed text, else of the value itself."""
    for token in PRINTED_NUMBER.findall(as_stated):
        if Decimal(token.replace(",", ".")) == value:
            return len(token.replace(",", ".").partition(".")[2])
    return max(0, -int(value.normalize().as_tuple().exponent))


def facts_unique(case: Case) -> Iterator[Problem]:
    """No fact stands twice: not from one source, and no key in two packages."""
    seen: dict[tuple[str, ...], str] = {}
    key: list[str] = list(shape.observation()["primaryKey"])
    for package in sorted(case.ground.sheets):
        for sheet in case.ground.sheets[package]:
            if sheet.table != "observations":
                continue
            own = package == case.dataset.slug
            for row in sheet.rows:
                facts = {("fact", *(row[c] for c in FACT)), ("key", *(row[c] for c in key))}
                first = next((seen[f] for f in facts if f in seen), None)
                for fact in facts:
                    seen.setdefault(fact, f"{package}/{sheet.file}:{row.number}")
                if own and first:
                    yield case.at("duplicate-fact", sheet, row, None, first=first)


def periods_sound(case: Case) -> Iterator[Problem]:
    """A result lies in the past; a period does not end before it starts."""
    for sheet, row in case.rows("observations"):
        start, end = row.day("period_start"), row.day("period_end")
        if start and end and start > end:
            yield case.at("reversed-period", sheet, row, "period_start", end=end.isoformat())
        latest = max((d for d in (start, end) if d), default=None)
        if latest and latest > case.ground.today and row["kind"] == "result":
            today = case.ground.today.isoformat()
            yield case.at("future-period", sheet, row, "period_end", today=today)


def flags_known(case: Case) -> Iterator[Problem]:
    """Flags come from the vocabulary of the observation schema, each once."""
    known = flag_vocabulary()
    for sheet, row in case.rows("observations"):
        count: dict[str, int] = defaultdict(int)
        for flag in row["flags"].split():
            count[flag] += 1
            if flag not in known:
                allowed = ", ".join(sorted(known))
                yield case.at("unknown-flag", sheet, row, "flags", flag=flag, allowed=allowed)
            elif count[flag] == 2:
                yield case.at("repeated-flag", sheet, row, "flags", flag=flag)


def shape_shared(case: Case) -> Iterator[Problem]:
    """Every table of observations has exactly the one declared shape."""
    for table in case.dataset.tables:
        if table.name == "observations" and dict(table.schema) != dict(shape.observation()):
            yield case.in_descriptor("observation-shape", f"resources.{table.name}.schema")


def _measured(case: Case) -> Iterator[tuple[Sheet, Row, Row]]:
    """Observations whose indicator is known, with its row of the catalogue."""
    for sheet, row in case.rows("observations"):
        indicator = case.ground.indicators.get(row["indicator_id"])
        if indicator:
            yield sheet, row, indicator


LAWS = (
    shares_capped,
    ranges_ordered,
    ranks_in_field,
    percentages_agree,
    facts_unique,
    periods_sound,
    flags_known,
    shape_shared,
)
