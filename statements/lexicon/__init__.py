"""What grouping knows of English words: which may stand for each other, which are common, which deny, which are sure.

The files beside this one are general: written from knowledge of the language or counted in open treebanks, never taken
from texts of an archive. The folder's frequency.tsv says in its first line where it was counted.
"""

import math
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from statements import stems

FOLDER = Path(__file__).parent
LONGEST_PHRASE = 3

# Words that turn what follows them into its opposite.
NEGATORS = frozenset(
    [
        "not",
        "no",
        "never",
        "neither",
        "nor",
        "nobody",
        "nothing",
        "none",
        "nowhere",
        "without",
        "hardly",
        "scarcely",
        "barely",
    ]
)
# Words that deny by their meaning: where one stands, a missing "not" is no contradiction.
DENYING = frozenset(
    [
        "avoid",
        "decline",
        "deny",
        "fail",
        "impossible",
        "inability",
        "inconceivable",
        "lack",
        "oppose",
        "prevent",
        "refuse",
        "reject",
        "stop",
        "unable",
        "unacceptable",
        "unlikely",
        "unthinkable",
        "unwilling",
        "far",
        "exclude",
    ]
)

SAYING = frozenset({"said", "say", "saying", "told", "tell", "claimed", "claim", "stated", "suggested", "promised"})

# How sure a wording is. A wording in the first class said by somebody who only said the second is stronger than he was.
SURE = (
    "inevitably",
    "inevitable",
    "certainly",
    "definitely",
    "undoubtedly",
    "without doubt",
    "beyond doubt",
    "guaranteed",
    "unavoidable",
    "unavoidably",
    "absolutely certain",
    "bound to",
    "must always",
    "always",
    "never",
    "surely",
    "immediately",
    "completely",
    "entirely",
    "under no circumstances",
)
UNSURE = (
    "eventually",
    "reasonable to expect",
    "gradually",
    "step by step",
    "possibly",
    "perhaps",
    "probably",
    "likely",
    "might",
    "may",
    "could",
    "should",
    "in principle",
    "hopefully",
    "hope",
    "hopes",
    "expect",
    "expects",
    "expected",
    "it seems",
    "seems",
    "one day",
    "at some point",
    "to some extent",
    "partly",
    "in the long run",
    "in the longer term",
    "if necessary",
    "as far as i know",
    "i think",
    "i believe",
    "would",
)

NUMBER_WORDS = {
    word: value
    for value, word in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
        ]
    )
} | {
    word: value * 10
    for value, word in enumerate(
        ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], start=2
    )
}
SCALES = {"hundred": 100, "thousand": 1_000, "million": 10**6, "billion": 10**9, "trillion": 10**12}
SHORT_SCALES = {"k": 1_000, "m": 10**6, "mn": 10**6, "bn": 10**9, "tn": 10**12}


@dataclass(frozen=True)
class Lexicon:
    """`sets` leads from a stem, or stems joined by spaces, to the numbers of the synonym sets that it is in."""

    sets: dict[str, frozenset[int]]
    frequency: dict[str, int]
    sentences: int

    def weight(self, stem: str) -> float:
        """How much a word tells, 0 to 1: the logarithm of how rare it is among the sentences counted."""
        rarity = math.log(self.sentences / (1 + self.frequency.get(stem, 0)))
        return max(0.0, rarity / math.log(self.sentences))


def lines(name: str) -> list[str]:
    """The lines of a file of this folder, without comments."""
    text = (FOLDER / name).read_text(encoding="utf-8")
    return [line for line in text.split("\n") if line and not line.startswith("#")]


@cache
def load() -> Lexicon:
    """Reads the files once per process, with the stemmer that reads the texts."""
    groups = [[word.strip() for word in line.split(",")] for line in lines("synonyms.txt") + lines("places.txt")]
    stems.learn(word for group in groups for phrase in group for word in phrase.split())
    sets: dict[str, set[int]] = {}
    for number, group in enumerate(groups):
        for phrase in group:
            if key := phrase_key(phrase.split()):
                sets.setdefault(key, set()).add(number)
    pairs = [
        line.split("\t") for line in (FOLDER / "frequency.tsv").read_text(encoding="utf-8").split("\n")[1:] if line
    ]
    counts = {stem: int(count) for stem, count in pairs}
    sentences = counts.pop("# sentences")
    return Lexicon({key: frozenset(found) for key, found in sets.items()}, counts, sentences)


def phrase_key(words: list[str]) -> str:
    """Words as the sets are looked up by: stems joined by spaces; a stop word inside a phrase stays as it is."""
    if len(words) == 1:
        return stems.stem(words[0]) or (words[0] if words[0] in {"over"} else "")
    return " ".join(stems.stem(word) or word for word in words)
