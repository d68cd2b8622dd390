"""Words without their marks: how a text and a query become comparable."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable

from rapidfuzz import process
from rapidfuzz.distance import OSA

_WORD = re.compile(r"[a-z0-9]+")
_SHORTEST_PIECE = 2

ONE_SLIP, TWO_SLIPS = 5, 9
"""From so many letters on, one or two slips of the finger still leave a word to be known by."""


def plain(text: str) -> str:
    """'Đắk Nông' as 'dak nong': small letters without marks; other signs stay."""
    parts = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    return "".join(letter for letter in parts if not unicodedata.combining(letter))


def tokens(text: str) -> tuple[str, ...]:
    """The plain words of a text, in order: 'TP.HCM' gives ('tp', 'hcm')."""
    return tuple(_WORD.findall(plain(text)))


def phrase(text: str) -> str:
    """A text's plain words between single spaces, so that ' x y ' finds whole words only."""
    return f" {' '.join(tokens(text))} "


def slips(word: str) -> int:
    """How many slips (a letter too many, missing, wrong, or two swapped) are forgiven."""
    return (len(word) >= ONE_SLIP) + (len(word) >= TWO_SLIPS)


def nearest(word: str, known: Iterable[str]) -> list[str]:
    """The known words closest to a mistyped one, within what is forgiven; may be none."""
    most = slips(word)
    if not most:
        return []
    hits = process.extract(word, list(known), scorer=OSA.distance, score_cutoff=most, limit=None)
    least = min((distance for _, distance, _ in hits), default=0)
    return [str(found) for found, distance, _ in hits if distance == least]


def pieces(word: str, known: Collection[str]) -> tuple[str, ...]:
    """'cancuoc' as ('can', 'cuoc'): the fewest known words it was written together from."""
    best: list[tuple[str, ...] | None] = [()] + [None] * len(word)
    for end in range(1, len(word) + 1):
        for start in range(end - _SHORTEST_PIECE, -1, -1):
            before = best[start]
            if before is not None and word[start:end] in known:
                longer, so_far = (*before, word[start:end]), best[end]
                if so_far is None or len(longer) < len(so_far):
                    best[end] = longer
    return best[-1] or ()
