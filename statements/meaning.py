"""How near words are in meaning that share no stem: "blackout" and "power cut", by a table of word vectors.

The table is that of the language pipeline, made small for every process to hold (`benchmarks/linking/vectors.py` writes
it, docs/decisions/0004): grouping needs no spaCy, and stays the same whichever pipeline is installed. It knows no
archive.
"""

from dataclasses import dataclass
from functools import cache, lru_cache

import numpy as np
import numpy.typing as npt

from statements import lexicon, likeness
from statements.likeness import Concept

Array = npt.NDArray[np.float32]
FILE = lexicon.FOLDER / "vectors.npz"
FLOOR = 0.3  # cosines below this tell nothing
NEAREST = 0.8  # what a word of the very same meaning is worth beside the same word; a synonym of the lexicon is above


@dataclass(frozen=True)
class Table:
    """`rows` leads from a lower-case word to its unit vector."""

    rows: dict[str, int]
    vectors: Array

    def of(self, words: tuple[str, ...]) -> Array:
        """The direction of a word or phrase; all zero where none of its words is known."""
        known = [self.rows[word] for word in words if word in self.rows]
        whole: Array = self.vectors[known].sum(0) if known else np.zeros(self.vectors.shape[1], np.float32)
        return whole / (np.linalg.norm(whole) + np.float32(1e-9))


@dataclass(frozen=True, eq=False)
class Words:
    """The concepts of a wording with their directions, one a row."""

    concepts: tuple[Concept, ...]
    weights: Array
    vectors: Array


@cache
def table() -> Table:
    """Reads the file once per process."""
    with np.load(FILE) as data:
        vectors = data["vectors"].astype(np.float32)
        words = data["words"].tobytes().decode().split("\n")
        rows = dict(zip(words, data["rows"].tolist(), strict=True))
    return Table(rows, vectors / np.linalg.norm(vectors, axis=1, keepdims=True))


@lru_cache(maxsize=20_000)
def words_of(text: str) -> Words:
    """The telling words of a wording."""
    concepts = likeness.bag(text).concepts
    width = table().vectors.shape[1]
    vectors = np.array([table().of(c.words) for c in concepts], np.float32).reshape(-1, width)
    return Words(concepts, np.array([c.weight for c in concepts], np.float32), vectors)


@lru_cache(maxsize=100_000)
def nearness(one: str, other: str) -> tuple[float, float]:
    """How near two wordings are, 0 to 1, and how much of the shorter one is in the other; in any order the same.

    Each word finds the nearest of the other wording; rare words count more.
    """
    first, second = words_of(one), words_of(other)
    if not first.concepts or not second.concepts:
        return 0.0, 0.0
    cosines = first.vectors @ second.vectors.T
    worth = NEAREST * np.clip((cosines - FLOOR) / (1 - FLOOR), 0, 1)
    for row, column, value in _known(first.concepts, second.concepts):
        worth[row, column] = max(worth[row, column], value)
    mine = float((worth.max(1) * first.weights).sum())
    theirs = float((worth.max(0) * second.weights).sum())
    all_mine, all_theirs = float(first.weights.sum()), float(second.weights.sum())
    shorter = min(all_mine, all_theirs)
    contained = max(part / whole for part, whole in ((mine, all_mine), (theirs, all_theirs)) if whole == shorter)
    return ((mine + theirs) / (all_mine + all_theirs) + contained) / 2, contained


def _known(one: tuple[Concept, ...], other: tuple[Concept, ...]) -> list[tuple[int, int, float]]:
    """Where the same word, or a synonym of the lexicon, stands in both."""
    found = []
    for row, a in enumerate(one):
        for column, b in enumerate(other):
            if a.stem == b.stem:
                found.append((row, column, 1.0))
            elif a.sets & b.sets:
                found.append((row, column, likeness.SYNONYM))
    return found
