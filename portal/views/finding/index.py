"""Everything that can be found in one release set, with its plain words at hand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Generic, TypeVar

from datasets.collection import Collection
from datasets.model import Dataset, Indicator, Source
from portal.views.finding.places import Gazetteer
from portal.views.finding.spelling import Vocabulary
from portal.views.finding.topics import Topic, Words

T = TypeVar("T")
KEPT = 4  # release sets: today's, and a few of days that people look back to


@dataclass(frozen=True, slots=True)
class Shelf(Generic[T]):
    """Things of one kind with their words and a small bonus each, at most 0.2."""

    entries: tuple[tuple[T, Words, float], ...]

    def matching(self, topic: Topic) -> list[tuple[T, float]]:
        """Best first, each with its score."""
        scored = ((thing, topic.score(words), bonus) for thing, words, bonus in self.entries)
        hits = [(thing, score + bonus) for thing, score, bonus in scored if score]
        return sorted(hits, key=lambda hit: -hit[1])


@dataclass(frozen=True, slots=True)
class Index:
    indicators: Shelf[Indicator]
    datasets: Shelf[Dataset]
    sources: Shelf[Source]
    vocabulary: Vocabulary
    gazetteer: Gazetteer


@lru_cache(maxsize=KEPT)
def of(collection: Collection) -> Index:
    """Collections never change, so neither does what is found in one."""
    indicators = Shelf(tuple(_indicators(collection)))
    datasets = Shelf(tuple(_datasets(collection)))
    sources = Shelf(tuple(_sources(collection)))
    texts = [
        words.name + words.beside
        for shelf in (indicators, datasets, sources)
        for _, words, _ in shelf.entries
    ]
    speech = "".join(words.name + words.beside for _, words, _ in indicators.entries)
    return Index(
        indicators=indicators,
        datasets=datasets,
        sources=sources,
        vocabulary=Vocabulary.of(texts),
        gazetteer=Gazetteer(collection, speech),
    )


def _indicators(collection: Collection) -> Iterable[tuple[Indicator, Words, float]]:
    """Headline indicators first among equals, then those with the most figures."""
    counts = Counter(collection.observations["indicator_id"].tolist())
    for indicator in collection.indicators.values():
        theme = collection.themes[indicator.theme]
        words = Words.of(
            (indicator.name.vi, indicator.name.en),
            (
                indicator.definition.vi,
                indicator.definition.en,
                indicator.id,
                theme.name.vi,
                theme.name.en,
            ),
        )
        headline = 0.1 if indicator.headline else 0.0
        yield indicator, words, headline + 0.1 * min(counts[indicator.id], 60) / 60


def _datasets(collection: Collection) -> Iterable[tuple[Dataset, Words, float]]:
    for dataset in collection.datasets.values():
        names = (dataset.title.vi, dataset.title.en, dataset.slug)
        beside = (dataset.description.vi, dataset.description.en, *dataset.keywords)
        yield dataset, Words.of(names, beside), 0.0


def _sources(collection: Collection) -> Iterable[tuple[Source, Words, float]]:
    for source in collection.sources.values():
        yield source, Words.of((source.title,), (source.publisher, source.id)), 0.0
