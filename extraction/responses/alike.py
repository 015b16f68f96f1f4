"""How much two sentences of one text say the same: their words in stems, the rare ones counting for more."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

from extraction.responses.patterns import lexicon

# What is cut off a word to its stem, the longest first: reduction and reduce, normalise and normalization are one.
_ENDINGS = re.compile(
    r"(?:i[sz]ations?|i[sz](?:e[sd]?|ing)|ations?|itions?|tions?|ments?|ances?|ences?|ness|it(?:y|ies)|ings?|ly|ive|"
    r"ers?|ed|es|al|ans?|e|s|y)$"
)
_SHORTEST = 4
# Of a Latin verb and its noun: decide and decision, extend and extension, include and inclusion.
_LATIN = ((re.compile(r"isions?$"), "id"), (re.compile(r"ensions?$"), "end"), (re.compile(r"usions?$"), "ud"))
_WORD = re.compile(r"[^\W\d_][^\W_]+(?:-[^\W_]+)*|\d[\d.,]*\d|\d+")


def words_of(passage: str) -> tuple[str, ...]:
    """The words of a passage in lower case, in order."""
    return tuple(w.lower() for w in _WORD.findall(passage))


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """The stem of a lower-case word; words of four letters or fewer, and numbers, stay as they are."""
    for noun, verb in _LATIN:
        word = noun.sub(verb, word)
    for _ in range(3):
        cut = _ENDINGS.sub("", word)
        if cut == word or len(cut) < _SHORTEST:
            return word
        word = cut
    return word


def content(words: str) -> tuple[str, ...]:
    """The stems of a passage that carry its matter, in order."""
    return tuple(stem(w) for w in words_of(words) if _carries(w))


@lru_cache(maxsize=50_000)
def _carries(word: str) -> bool:
    known = lexicon()
    return word not in known.grammar and word not in known.empty and stem(word) not in known.empty


class Rarity:
    """How rare each stem is among some sentences."""

    def __init__(self, sentences: Iterable[Iterable[str]]) -> None:
        self._seen: Counter[str] = Counter()
        self._of = 0
        for stems in sentences:
            self._seen.update(set(stems))
            self._of += 1

    def weight(self, stems: Iterable[str]) -> float:
        """The information in a set of stems."""
        return sum(math.log(1 + self._of / self._seen[s]) for s in set(stems) if self._seen[s])


def in_order(one: tuple[str, ...], other: tuple[str, ...]) -> int:
    """How many stems stand in both, in the same order."""
    row = [0] * (len(other) + 1)
    for word in one:
        last = 0
        for i, candidate in enumerate(other):
            last, row[i + 1] = row[i + 1], last + 1 if word == candidate else max(row[i + 1], row[i])
    return row[-1]
