"""How well a text answers the words of a query: whole words, beginnings, slips, short forms."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import log

from portal.views.finding import abbreviations
from portal.views.finding.abbreviations import Abbreviation
from portal.views.finding.spelling import Vocabulary
from portal.views.finding.words import phrase

_ASKING = re.compile(
    r"(?<![a-z0-9])(so lieu|bao nhieu|thanh pho|hien nay|cua|tai|o|tinh|tp|la|nam|theo|va|cac|den|"
    r"of|in|and|for|to|province|city|how|many|much|what|is)(?![a-z0-9])"
)
"""Words of asking, not of the matter. They still count where nothing else is left."""

BEGUN, SLIPPED = 0.8, 0.7  # how much a word counts that is only begun, or mistyped
SHORT = 3.0  # weight of a short form: it stands for several words
LATER_PHRASE = 0.15  # what each further phrase of a short form counts less
BESIDE = 0.4  # how much a word counts that stands in the definition, not in the name
TOGETHER = 0.3  # at most, for words that stand side by side as they were asked
SHORTER = 0.2  # at most, so that of two names that answer the shorter one comes first
ENOUGH = 0.6  # share of the query's weight that a text must answer
_YEAR = re.compile(r"20[0-9]{2}")


@dataclass(frozen=True, slots=True)
class Words:
    """A searchable text: its name, and what else is said of it, as plain phrases."""

    name: str
    beside: str

    @classmethod
    def of(cls, names: Collection[str | None], beside: Collection[str | None] = ()) -> Words:
        return cls(*("".join(phrase(t) for t in texts if t) for texts in (names, beside)))


@dataclass(frozen=True, slots=True)
class Term:
    """One thing asked for: the phrases it is found by, each with how much it counts."""

    phrases: tuple[tuple[str, float], ...]
    weight: float = 1.0

    def within(self, text: str) -> float:
        return max((worth for wanted, worth in self.phrases if wanted in text), default=0.0)


@dataclass(frozen=True, slots=True)
class Topic:
    """What is asked for besides places: terms, the neighbours among them, years, short forms."""

    terms: tuple[Term, ...]
    pairs: tuple[str, ...]
    years: tuple[int, ...]
    short: tuple[Abbreviation, ...]

    def score(self, words: Words) -> float:
        """0 where the text answers too little; about 1 where its name answers all."""
        whole = sum(term.weight for term in self.terms)
        if not whole:
            return 0.0
        got = [
            (term.weight, max(term.within(words.name), BESIDE * term.within(words.beside)))
            for term in self.terms
        ]
        if sum(weight for weight, found in got if found) < ENOUGH * whole:
            return 0.0
        together = sum(pair in words.name for pair in self.pairs)
        named = sum(found > BESIDE for _, found in got)
        return (
            sum(weight * found for weight, found in got) / whole
            + TOGETHER * together / (len(self.pairs) or 1)
            + SHORTER * named / words.name.count(" ")
        )


def topic(words: Sequence[str], vocabulary: Vocabulary) -> Topic:
    """What the plain words of a query ask for."""
    short, left = _short_forms(words)
    years = tuple(int(word) for word in left if _YEAR.fullmatch(word))
    said = vocabulary.mended([word for word in left if not _YEAR.fullmatch(word)])
    matter = _ASKING.sub(" ", " ".join(said)).split() or ([] if short else said)
    # A number that stands in no text, such as 94,4, is a value: texts do not answer it.
    meant = [word for word in matter if not word.isdigit() or word in vocabulary.counts]
    terms = [
        Term(tuple((found, 1 - LATER_PHRASE * at) for at, found in enumerate(form.finds)), SHORT)
        for form in short
    ]
    terms += [_term(word, vocabulary) for word in meant]
    pairs = tuple(f" {a} {b} " for a, b in pairwise(meant))
    return Topic(tuple(terms), pairs, years, tuple(short))


def _short_forms(words: Sequence[str]) -> tuple[list[Abbreviation], list[str]]:
    known = abbreviations.known()
    found, rest = [], list(words)
    for length in sorted({len(key) for key in known}, reverse=True):
        at = 0
        while at + length <= len(rest):
            form = known.get(tuple(rest[at : at + length]))
            if form:
                found.append(form)
                del rest[at : at + length]
            else:
                at += 1
    return found, rest


def _term(word: str, vocabulary: Vocabulary) -> Term:
    """Rare words weigh more than those that stand in every second text."""
    near = vocabulary.near(word)
    phrases = [(f" {word} ", 1.0), *((f" {found} ", SLIPPED) for found in near)]
    if len(word) > 1:
        phrases.append((f" {word}", BEGUN))
    texts = max((vocabulary.counts[found] for found in (word, *near)), default=0)
    return Term(tuple(phrases), 1 + log(1000 / (1 + texts)) / 3)
