"""What the pages about the site itself show: the few numbers and the rule their texts name."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from datasets import observations
from datasets.collection import Collection
from datasets.model import COUNTRY, Text
from portal.state import State


@dataclass(frozen=True, slots=True)
class AboutView:
    figures: int
    indicators: int  # with a figure
    sources: int
    provinces: int  # of both vintages, with a figure
    restatable: int  # indicators that may be carried over from the 63 to the 34
    rule: Text  # which source is shown
    release: str  # identity of the release set
    released: date | None


def view(collection: Collection, state: State) -> AboutView:
    rows = collection.observations
    local = rows[rows["unit_code"] != COUNTRY]
    days = [d.released for d in collection.datasets.values() if d.released]
    return AboutView(
        figures=len(rows),
        indicators=rows["indicator_id"].nunique(),
        sources=rows["source_id"].nunique(),
        provinces=len(local.drop_duplicates(["vintage", "unit_code"])),
        restatable=sum(i.aggregation != "none" for i in collection.indicators.values()),
        rule=observations.RULE,
        release=collection.id,
        released=max(days, default=None),
    )
