"""What a search shows: figures, provinces, indicators, datasets and sources, best first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from datasets.collection import Collection
from datasets.model import COUNTRY, Dataset, Indicator, Source, Text, Unit
from portal.state import State
from portal.views import territory
from portal.views.datasets import plain
from portal.views.figure import Figure, figures
from portal.views.finding import index, topics
from portal.views.finding.answers import figures_of_places, newest
from portal.views.finding.index import Index
from portal.views.finding.topics import Topic
from portal.views.finding.words import tokens

MOST = 8  # of each kind
NEAR_BEST = 0.7  # of the best score: what scores less is another matter
MOST_WORDS = 16  # of the query that are read

FIGURE, PLACE = 3.0, 2.0  # above all scores of texts, which end at about 1.7
STARTING = 1.1  # a name that is only begun: above weak answers, below good ones
SOURCE = 0.8  # a headline with these words is less of an answer than what is measured

FAR = 0.35  # of the best score: a kind that answers no better is left out

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Place:
    """A province, what it became if it is one of before, what it was formed from."""

    unit: Unit
    today: Unit | None
    former: tuple[Unit, ...]
    unchanged: bool  # the same land under another name


@dataclass(frozen=True, slots=True)
class Measured:
    """An indicator with the country's newest figure and how many provinces report it."""

    indicator: Indicator
    country: Figure | None
    provinces: int


Hit = Figure | Place | Measured | Dataset | Source


Answer = tuple[float, str, Sequence[Hit]]
"""How well, what kind, and the hits."""


@dataclass(frozen=True, slots=True)
class Group:
    kind: str  # figures | places | indicators | datasets | sources
    hits: tuple[Hit, ...]


@dataclass(frozen=True, slots=True)
class SearchView:
    query: str
    short: tuple[tuple[str, Text], ...]  # short forms understood, with what they stand for
    units: tuple[Unit, ...]  # named in the query
    groups: tuple[Group, ...]  # the one that answers best first; none is empty
    asked_figure: bool  # a place and a matter were asked for together

    @property
    def best(self) -> Hit | None:
        return self.groups[0].hits[0] if self.groups else None


def view(collection: Collection, state: State, q: str = "") -> SearchView:
    """Finds nothing, rather than raise, where the query means nothing here."""
    found = index.of(collection)
    words = tokens(q)[:MOST_WORDS]
    named = found.gazetteer.read(words)
    topic = topics.topic(named.rest, found.vocabulary)
    starting = found.gazetteer.starting(words) if not named.units else ()
    answers: list[Answer] = [
        *_texts(collection, found, words, topic),
        (
            PLACE if named.units else STARTING,
            "places",
            _places(collection, named.units or starting),
        ),
        (
            FIGURE,
            "figures",
            figures_of_places(
                collection, named.units, _best(found.indicators.matching(topic)), topic.years
            ),
        ),
    ]
    answers.sort(key=lambda answer: -answer[0])
    return SearchView(
        query=q,
        short=tuple((form.short, form.means) for form in topic.short),
        units=named.units,
        groups=tuple(Group(kind, tuple(hits[:MOST])) for _, kind, hits in answers if hits),
        asked_figure=bool(named.units and topic.terms),
    )


def _texts(
    collection: Collection, found: Index, words: Sequence[str], topic: Topic
) -> list[Answer]:
    """What texts answer; kinds whose best text answers far worse than the best of all are left."""
    indicators = found.indicators.matching(topic)
    datasets = found.datasets.matching(topic)
    sources = found.sources.matching(topics.topic(words, found.vocabulary))
    least = FAR * max(_top(indicators), _top(datasets), _top(sources))
    answers: list[Answer] = [
        (_top(indicators), "indicators", _measured(collection, _best(indicators)[:MOST])),
        (_top(datasets), "datasets", [plain(dataset) for dataset in _best(datasets)]),
        (SOURCE * _top(sources), "sources", _best(sources)),
    ]
    return [answer for answer in answers if answer[0] >= least]


def _top(hits: Sequence[tuple[T, float]]) -> float:
    return hits[0][1] if hits else 0.0


def _best(hits: Sequence[tuple[T, float]]) -> list[T]:
    return [thing for thing, score in hits if score >= NEAR_BEST * _top(hits)]


def _places(collection: Collection, named: Iterable[Unit]) -> list[Place]:
    """Each page once, what an old province has become right after it."""
    found: dict[tuple[str, str], Place] = {}
    for unit in named:
        if unit.code == COUNTRY:
            continue
        land = territory.of(collection, unit)
        if land.twin and land.twin.key in found and land.twin.name == unit.name:
            continue
        for one in (unit, *([land.successor] if land.successor else [])):
            found.setdefault(one.key, _place(collection, one))
    return list(found.values())


def _place(collection: Collection, unit: Unit) -> Place:
    land = territory.of(collection, unit)
    former = tuple(u for u in land.predecessors if u.name != unit.name)
    return Place(unit, land.successor, former, not land.merged)


def _measured(collection: Collection, wanted: Sequence[Indicator]) -> list[Measured]:
    rows = collection.observations
    if rows.empty or not wanted:
        return [Measured(indicator, None, 0) for indicator in wanted]
    rows = rows[rows["indicator_id"].isin([i.id for i in wanted]) & (rows["kind"] == "result")]
    whole = newest(rows[rows["unit_code"] == COUNTRY]).drop_duplicates("indicator_id")
    country = {figure.indicator.id: figure for figure in figures(collection, whole)}
    local = rows[rows["unit_code"] != COUNTRY].drop_duplicates(
        ["indicator_id", "vintage", "unit_code"]
    )
    provinces = Counter(local["indicator_id"].tolist())
    return [Measured(i, country.get(i.id), provinces[i.id]) for i in wanted]
