"""Which provinces a query names: by name of today or of before, short form, or with a slip."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from datasets.collection import Collection
from datasets.model import COUNTRY, Unit
from portal.views.finding.words import nearest, tokens

LONGEST_NAME = 7  # words: 'thành phố Hồ Chí Minh' has five, 'Bà Rịa - Vũng Tàu' four
SHORTEST_START = 2  # letters from which a name is completed

Look = Callable[[Sequence[str]], list[Unit]]


@dataclass(frozen=True, slots=True)
class Named:
    """Units that a query names, of one name the unit of today first; the words left over."""

    units: tuple[Unit, ...]
    rest: tuple[str, ...]


class Gazetteer:
    """All names of all units, written together without marks: 'bacgiang'."""

    def __init__(self, collection: Collection, speech: str) -> None:
        """`speech` holds the plain words of all indicators: what stands there is no slip."""
        self._names: dict[str, list[Unit]] = {}
        self._speech = speech
        for unit in sorted(collection.units.values(), key=lambda u: u.vintage, reverse=True):
            for name in (unit.name.vi, unit.name.en, unit.slug):
                self._add(name, unit)
        for row in collection.aliases.to_dict("records"):
            self._add(row["alias"], collection.units[row["vintage"], row["code"]])
        for found in self._names.values():
            found.sort(key=lambda unit: unit.vintage, reverse=True)

    def _add(self, name: str, unit: Unit) -> None:
        found = self._names.setdefault("".join(tokens(name)), [])
        if unit not in found:
            found.append(unit)

    def read(self, words: Sequence[str]) -> Named:
        """Exact names first, the longest first; then mistyped ones among what is left."""
        exact, left = _taken(words, self._exact)
        slipped, rest = _taken(left, self._slipped) if not exact else ([], left)
        return Named(tuple(dict.fromkeys([*exact, *slipped])), tuple(rest))

    def starting(self, words: Sequence[str]) -> tuple[Unit, ...]:
        """The provinces whose name begins as the words do: 'quang n'; those of today first."""
        start = "".join(words)
        if len(start) < SHORTEST_START:
            return ()
        hits = {
            unit
            for name, units in self._names.items()
            for unit in units
            if name.startswith(start) and unit.code != COUNTRY
        }
        return tuple(sorted(hits, key=lambda unit: (-int(unit.vintage), unit.slug)))

    def _exact(self, words: Sequence[str]) -> list[Unit]:
        return self._names.get("".join(words), [])

    def _slipped(self, words: Sequence[str]) -> list[Unit]:
        if f" {' '.join(words)} " in self._speech:
            return []
        near = nearest("".join(words), self._names)
        return [unit for name in near for unit in self._names[name] if unit.code != COUNTRY]


def _taken(words: Sequence[str], look: Look) -> tuple[list[Unit], list[str]]:
    """The units that runs of words name, and the words of no such run."""
    found: list[Unit] = []
    rest = list(words)
    for length in range(min(LONGEST_NAME, len(rest)), 0, -1):
        at = 0
        while at + length <= len(rest):
            hits = look(rest[at : at + length])
            found += hits
            if hits:
                del rest[at : at + length]
            else:
                at += 1
    return found, rest
