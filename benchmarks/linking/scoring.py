"""Precision, recall and F1 of groups and of links, on gold wordings. Pure: knows no database."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations


@dataclass(frozen=True, slots=True)
class Score:
    """Precision and recall, 0 to 1."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """Their harmonic mean."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


def of_sets(found: Iterable[Hashable], gold: Iterable[Hashable]) -> Score:
    """What was found against what there is. Of nothing found all is right."""
    ours, theirs = set(found), set(gold)
    right = len(ours & theirs)
    return Score(right / len(ours) if ours else 1.0, right / len(theirs) if theirs else 1.0)


def pairwise(found: Mapping[str, Hashable], gold: Mapping[str, Hashable]) -> Score:
    """Over pairs of wordings: are they together?"""
    return of_sets(_pairs(found), _pairs(gold))


def _pairs(groups: Mapping[str, Hashable]) -> set[tuple[str, str]]:
    return {(a, b) for a, b in combinations(sorted(groups), 2) if groups[a] == groups[b]}


def b_cubed(found: Mapping[str, Hashable], gold: Mapping[str, Hashable]) -> Score:
    """Over wordings: how much of its found group is of its own group, and the other way round (Bagga, Baldwin 1998)."""
    ours, theirs = Counter(found.values()), Counter(gold.values())
    both = Counter((found[one], gold[one]) for one in gold)
    right = {one: both[found[one], gold[one]] for one in gold}
    return Score(
        sum(right[one] / ours[found[one]] for one in gold) / len(gold),
        sum(right[one] / theirs[gold[one]] for one in gold) / len(gold),
    )
