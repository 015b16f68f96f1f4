"""Telling words of a text, as numbers that an index holds.

A pure function of the text and the word lists beside statements.lexicon, never of an archive: an old wording's terms
stay the same whatever comes after it. `manage.py regroup` writes them anew when the lists have changed.
"""

import zlib
from dataclasses import dataclass
from functools import cache

from statements import lexicon, likeness

OF_A_SENTENCE = 8  # its rarest words: two renderings that share half of their words share one of these at least


@dataclass(frozen=True, slots=True)
class Telling:
    """A telling word: its stem, how much it tells, and the terms under which it stands."""

    stem: str
    weight: float
    terms: tuple[int, ...]


def telling(text: str, most: int = OF_A_SENTENCE) -> list[Telling]:
    """The rarest words of each sentence, the rarest first."""
    found: dict[str, float] = {}
    for start, end in likeness.sentences(text):
        concepts = likeness.bag(text[start:end]).concepts
        for concept in sorted(concepts, key=lambda c: (-c.weight, c.stem))[:most]:
            found[concept.stem] = concept.weight
    words = [Telling(stem, weight, terms_of(stem)) for stem, weight in found.items()]
    return sorted(words, key=lambda word: (-word.weight, word.stem))


def terms_of(stem: str) -> tuple[int, ...]:
    """A word stands under the sets of synonyms that it is in, else under itself."""
    sets = lexicon.load().sets.get(stem, frozenset())
    names = _names_of_sets()
    return tuple(sorted({number(names[n]) for n in sets})) if sets else (number(stem),)


def number(name: str) -> int:
    """Of 32 bits, with a sign, as PostgreSQL's integer. Two names of one number cost a needless comparison."""
    return zlib.crc32(name.encode()) - 2**31


@cache
def _names_of_sets() -> dict[int, str]:
    """The sets of synonyms by what they hold: their numbers change when a line is added."""
    members: dict[int, list[str]] = {}
    for stem, sets in lexicon.load().sets.items():
        for one in sets:
            members.setdefault(one, []).append(stem)
    return {one: f"set of {', '.join(sorted(stems))}" for one, stems in members.items()}
