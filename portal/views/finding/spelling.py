"""The words of all searchable texts, against which a query's slips are mended."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from portal.views.finding.words import nearest, pieces


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """In how many texts each word stands; and which words stand side by side, written together."""

    counts: Counter[str] = field(default_factory=Counter)
    pairs: dict[str, tuple[str, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, texts: Iterable[str]) -> Vocabulary:
        found = cls()
        for text in texts:
            words = text.split()
            found.counts.update(set(words))
            found.pairs.update((a + b, (a, b)) for a, b in pairwise(words))
        return found

    def mended(self, words: Sequence[str]) -> list[str]:
        """'cancuoc' as 'can cuoc'; 'can cuok' too: a short word is known by its neighbour."""
        mended: list[str] = []
        for at, word in enumerate(words):
            if word in self.counts or word.isdigit():
                mended.append(word)
            elif apart := pieces(word, self.counts):
                mended += apart
            elif mended and (pair := self._pair(mended[-1] + word)):
                mended[-1:] = pair
            elif at + 1 < len(words) and (pair := self._pair(word + words[at + 1])):
                mended.append(pair[0])
            else:
                mended.append(word)
        return mended

    def near(self, word: str) -> list[str]:
        """Known words that a mistyped one may stand for; none for a word that is known."""
        return [] if word in self.counts else nearest(word, self.counts)

    def _pair(self, together: str) -> tuple[str, ...]:
        return next((self.pairs[near] for near in nearest(together, self.pairs)), ())
