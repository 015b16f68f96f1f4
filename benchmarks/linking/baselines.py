"""What grouping is measured against: nothing, and TF-IDF with the same speaker.

Both are given the gold wordings and gold speakers. TF-IDF: cosine over lower-case words, document frequencies from the
wordings of the half, and every pair at or above the threshold joined. The threshold is the best of those tried on dev.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Hashable, Sequence
from itertools import combinations

from benchmarks.linking.gold import Wording

TRIED = tuple(n / 100 for n in range(10, 80, 5))
THRESHOLD = 0.25  # the best on dev; `run.py --part dev` tells which one is
_WORD = re.compile(r"\w+")


def nothing(wordings: Sequence[Wording]) -> dict[str, Hashable]:
    """Each wording alone."""
    return {w.id: w.id for w in wordings}


def tf_idf(wordings: Sequence[Wording], threshold: float) -> dict[str, Hashable]:
    """Wordings of one speaker joined where they are alike."""
    vectors = _vectors(wordings)
    groups = {w.id: w.id for w in wordings}
    for a, b in combinations(wordings, 2):
        if a.speaker == b.speaker and _cosine(vectors[a.id], vectors[b.id]) >= threshold:
            old, new = groups[b.id], groups[a.id]
            groups |= {one: new for one, group in groups.items() if group == old}
    return dict(groups)


def _vectors(wordings: Sequence[Wording]) -> dict[str, dict[str, float]]:
    words = {w.id: Counter(_WORD.findall(w.words.casefold())) for w in wordings}
    seen = Counter(word for counts in words.values() for word in counts)
    return {
        one: {word: n * math.log(1 + len(words) / seen[word]) for word, n in counts.items()}
        for one, counts in words.items()
    }


def _cosine(one: dict[str, float], other: dict[str, float]) -> float:
    shared = sum(weight * other.get(word, 0.0) for word, weight in one.items())
    return shared / (math.hypot(*one.values()) * math.hypot(*other.values()))
