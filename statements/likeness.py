"""How alike two wordings are in meaning, and whether they contradict each other.

A wording becomes a bag of concepts: stems with the synonym sets that they are in, each weighed by how rare the word is
in English. The measure is the mean of two: how much of the shorter one is in the longer (a part, a headline, a gist),
and how much they share of all they say (Dice). It knows nothing of any archive, so that it is the same whatever came
before. Numbers that differ, and a "not" over shared words on one side alone, are contradictions.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from statements import lexicon, quantities, stems

TOKEN = re.compile(r"\d+(?:[.,:]\d+)*|[^\W\d_]+(?:['’][^\W\d_]+)*|%|[,;:.!?()—–]")
SENTENCE_END = re.compile(r"(?<=[.!?…])[\"”’')\]]*\s+(?=[\"“‘'(\[]?[A-Z0-9])")
ABBREVIATION = re.compile(r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|Gen|Sen|Rep|Gov|St|No|vs|Jr|Sr|Col|Lt)|\b[A-Z])\.$")
THE_US = re.compile(r"\bU\.\s?S\.(?:\s?A\.)?|\bUS\b")  # not the pronoun, which is written small
SYNONYM = 0.85  # what a synonym is worth beside the same word
LEAST_WEIGHT = 0.3  # words more common than this tell nothing
NEGATION_REACH = 4  # words after "not" that it turns round
DENIAL_REACH = 25  # words after "never said": the whole sentence is denied


@dataclass(frozen=True, slots=True)
class Concept:
    """One word or phrase that tells something."""

    stem: str
    sets: frozenset[int]
    weight: float
    negated: bool
    words: tuple[str, ...] = ()  # as they stand in the wording, lower case


@dataclass(frozen=True, slots=True)
class Bag:
    """What a wording says, word by word, each concept once."""

    concepts: tuple[Concept, ...]
    quantities: frozenset[tuple[float, str]]  # with the stem of what is counted, "" where that is not said
    denies: bool  # somewhere, with or without "not"
    weight: float  # how much the whole tells

    @property
    def numbers(self) -> set[float]:
        """The quantities without what is counted."""
        return {number for number, _ in self.quantities}


@dataclass(frozen=True, slots=True)
class Likeness:
    """`score` 0 to 1. `shared` are the concepts in common, by their stems in the first bag, the weightiest first."""

    score: float
    contained: float  # how much of the shorter one is in the other
    weight: float  # of what is shared
    shared: tuple[str, ...]
    conflict: str  # "" or what contradicts, in words for an editor


def learn(texts: Iterable[str]) -> None:
    """Asks for the stems of many texts at once, so that bags of them need no query each."""
    lexicon.load()
    stems.learn({word for text in texts for word in words_of(text) if word[0].isalpha()})


def words_of(text: str) -> list[str]:
    plain = THE_US.sub("usa", text).replace("’", "'").casefold()
    plain = plain.replace("won't", "will not").replace("cannot", "can not").replace("can't", "can not")
    return [word.removesuffix("'s") for word in TOKEN.findall(plain.replace("n't", " not"))]


@lru_cache(maxsize=50_000)
def bag(text: str) -> Bag:
    """The concepts of a wording."""
    words = words_of(text)
    stems.learn({word for word in words if word[0].isalpha()})
    known = lexicon.load()
    numbers, words = quantities.numbers(words)
    concepts: dict[str, Concept] = {}
    reach, at = 0, 0
    while at < len(words):
        if words[at] in lexicon.NEGATORS:
            saying = lexicon.SAYING.intersection(words[at + 1 : at + 3])
            reach = (DENIAL_REACH if saying else NEGATION_REACH) + 1
        elif not words[at][0].isalnum():
            reach = 0
        key, length = _longest(words, at, known)
        weight = _weight(key, known)
        if weight >= LEAST_WEIGHT and key not in concepts:
            found = tuple(words[at : at + length])
            concepts[key] = Concept(key, known.sets.get(key, frozenset()), weight, reach > 0, found)
        reach, at = max(0, reach - 1), at + length
    denies = any(w in lexicon.NEGATORS or w in lexicon.DENYING for w in words)
    whole = sum(c.weight for c in concepts.values())
    return Bag(tuple(concepts.values()), quantities.counted(words, numbers), denies, whole)


def _longest(words: Sequence[str], at: int, known: lexicon.Lexicon) -> tuple[str, int]:
    """The longest phrase of the lexicon that begins here, else the stem of the word alone."""
    for length in range(lexicon.LONGEST_PHRASE, 1, -1):
        piece = list(words[at : at + length])
        if len(piece) == length and all(word[0].isalpha() for word in piece):
            key = lexicon.phrase_key(piece)
            if key in known.sets:
                return key, length
    word = words[at]
    if word[0].isdigit():
        return f"#{word}", 1
    return (lexicon.phrase_key([word]), 1) if word[0].isalpha() else ("", 1)


def _weight(key: str, known: lexicon.Lexicon) -> float:
    if not key:
        return 0.0
    return 0.8 if key.startswith("#") else min(known.weight(part) for part in [key.split()[-1]])


@lru_cache(maxsize=100_000)
def of_texts(one: str, other: str) -> Likeness:
    """How alike two wordings are."""
    return likeness(bag(one), bag(other))


def likeness(one: Bag, other: Bag) -> Likeness:
    """How alike two bags are; the order does not matter but for the spelling of `shared`."""
    pairs = _matched(one, other)
    mine = sum(a.weight * worth for a, _, worth in pairs)
    theirs = sum(b.weight * worth for _, b, worth in pairs)
    if not pairs:
        return Likeness(0.0, 0.0, 0.0, (), "")
    shorter = (mine, one.weight) if one.weight <= other.weight else (theirs, other.weight)
    contained = shorter[0] / shorter[1]
    dice = (mine + theirs) / (one.weight + other.weight)
    shared = tuple(a.stem for a, _, _ in sorted(pairs, key=lambda pair: (-pair[0].weight, pair[0].stem)))
    conflict = _numbers_differ(one, other) or _negation_differs(pairs, one, other)
    return Likeness((contained + dice) / 2, contained, min(mine, theirs), shared, conflict)


def _matched(one: Bag, other: Bag) -> list[tuple[Concept, Concept, float]]:
    """Each concept with at most one of the other side: the same word first, then synonyms, the weightiest first."""
    left = {c.stem: c for c in other.concepts}
    pairs, rest = [], []
    for a in sorted(one.concepts, key=lambda c: (-c.weight, c.stem)):
        if a.stem in left:
            pairs.append((a, left.pop(a.stem), 1.0))
        else:
            rest.append(a)
    for a in rest:
        fits = [b for b in left.values() if a.sets & b.sets]
        if fits:
            best = max(fits, key=lambda b: (b.weight, b.stem))
            pairs.append((a, left.pop(best.stem), SYNONYM))
    return pairs


def _numbers_differ(one: Bag, other: Bag) -> str:
    if one.numbers & other.numbers or not any(
        u == v or not u or not v for _, u in one.quantities for _, v in other.quantities
    ):
        return ""  # one is the same, or days are counted here and crowns there
    first, second = (", ".join(f"{n:.10g}" for n in sorted(side.numbers)) for side in (one, other))
    return f"the numbers differ: {first}; {second}"


def _negation_differs(pairs: Sequence[tuple[Concept, Concept, float]], one: Bag, other: Bag) -> str:
    """A "not" over words in common on one side, while the other side denies nothing anywhere."""
    if one.denies and other.denies:
        return ""
    turned = [a.stem for a, b, _ in pairs if a.negated != b.negated]
    heavy = sum(a.weight for a, b, _ in pairs if a.negated != b.negated)
    if not turned or heavy < 0.2 * sum(a.weight for a, _, _ in pairs):
        return ""
    return f"one of them says “not” of {', '.join(turned[:3])}"


def sentences(text: str) -> list[tuple[int, int]]:
    """The sentences of a paragraph as spans of it, whole and in order. Rough: it needs no parser."""
    cuts = [0]
    for found in SENTENCE_END.finditer(text):
        if not ABBREVIATION.search(text[cuts[-1] : found.start()].rstrip("\"”’')]")):
            cuts.append(found.end())
    spans = zip(cuts, [*cuts[1:], len(text)], strict=True)
    return [(start, start + len(text[start:end].rstrip())) for start, end in spans if text[start:end].strip()]


def surest(text: str) -> str:
    """The first word that claims certainty, "" where there is none."""
    return _first(text, lexicon.SURE)


def least_sure(text: str) -> str:
    """The first word that leaves room, "" where there is none."""
    return _first(text, lexicon.UNSURE)


def _first(text: str, phrases: Iterable[str]) -> str:
    plain = " ".join(text.casefold().split())
    places = [(found.start(), -len(p), p) for p in phrases if (found := re.search(rf"\b{re.escape(p)}\b", plain))]
    return min(places)[2] if places else ""
