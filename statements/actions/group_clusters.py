"""Joining wordings into statements: what editors said first, then the most alike. No order of arrival shows."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import combinations, pairwise

from statements.actions import group_candidates, group_likeness
from statements.actions.group_units import Unit
from statements.vocabulary import QuotationKind

LEAST_MEAN = 0.2  # of all pairs across two groups that are joined: chains of small likenesses are no statement
Pair = tuple[int, int]
Edge = tuple[float, Unit, Unit]
BODY = frozenset({QuotationKind.DIRECT, QuotationKind.MIXED, QuotationKind.INDIRECT})
NEAR = 200  # code points between two quotations that follow each other in a report


def cluster(units: Sequence[Unit], *, same: Collection[Pair], apart: Collection[Pair]) -> list[list[Unit]]:
    """The units in groups. `same` and `apart` are pairs of ids of quotations that people (or links) keep so."""
    groups = _Groups(units, apart)
    by_id = {q.pk: unit for unit in units for q in unit.pieces}
    for one, other in sorted(same):
        if one in by_id and other in by_id:
            groups.join(by_id[one], by_id[other], asked=True)
    edges = [(group_likeness.joins(a, b), a, b) for a, b in group_candidates.pairs(units)]
    groups.join_all(edges)
    for first, second in _led(units):
        groups.join(first, second, asked=False, least=0.0)
    groups.join_all(_beside(units, groups.all()))
    for held, added, before in _mirrored(units, groups.all()):
        groups.join(held, added, asked=False, least=0.0, may=(before, added))
    return groups.all()


def _led(units: Sequence[Unit]) -> list[tuple[Unit, Unit]]:
    """The first wording of a text's lead with the own words after it."""
    spoken = [unit for unit in units if unit.kind in BODY]
    first = {unit.revision: unit for unit in reversed(spoken)}
    return [(a, b) for a, b in pairwise(spoken) if first[a.revision] is a and group_likeness.leads(a, b)]


def _beside(units: Sequence[Unit], groups: Sequence[Sequence[Unit]]) -> list[Edge]:
    """What stands next to two renderings of one statement in two texts may be one statement, too."""
    return [(group_likeness.joins_beside(a, b), a, b) for _, a, _, b in _neighbours(units, groups)]


def _mirrored(units: Sequence[Unit], groups: Sequence[Sequence[Unit]]) -> Iterator[tuple[Unit, Unit, Unit]]:
    """Two quotations that follow each other are parts of one statement where another text has both parts as one.

    Gives the part that is grouped there, the one that is to be joined with it, and the one that stands before that.
    """
    of = {id(unit): number for number, group in enumerate(groups) for unit in group}
    for one, a, other, b in _neighbours(units, groups):
        together = of[id(one)]
        if (of[id(a)] == together) != (of[id(b)] == together) and group_likeness.joins_beside(a, b):
            yield (a, b, other) if of[id(a)] == together else (b, a, one)


def _neighbours(units: Sequence[Unit], groups: Sequence[Sequence[Unit]]) -> Iterator[tuple[Unit, Unit, Unit, Unit]]:
    """Two renderings of one statement in two texts, each with what follows it there."""
    spoken = [unit for unit in units if unit.kind in BODY]
    after = {id(a): b for a, b in pairwise(spoken) if a.revision == b.revision and b.start - a.end <= NEAR}
    for group in groups:
        for one, other in combinations(group, 2):
            if id(one) in after and id(other) in after and one.revision != other.revision:
                yield one, after[id(one)], other, after[id(other)]


class _Groups:
    """Disjoint groups of units that know what keeps them apart."""

    def __init__(self, units: Sequence[Unit], apart: Iterable[Pair]) -> None:
        self.of = {id(unit): [unit] for unit in units}
        self.apart = {frozenset(pair) for pair in apart}

    def join(
        self,
        one: Unit,
        other: Unit,
        *,
        asked: bool,
        least: float = LEAST_MEAN,
        may: tuple[Unit, Unit] | None = None,
    ) -> None:
        """Joins the groups of the two if they fit; `may` are two that can be one though they stand in one text."""
        first, second = self.of[id(one)], self.of[id(other)]
        if first is second or self._kept_apart(first, second) or (not asked and not _fit(first, second, least, may)):
            return
        whole = first + second
        for unit in whole:
            self.of[id(unit)] = whole

    def join_all(self, edges: Iterable[Edge]) -> None:
        """The strongest first; equals by place."""
        for score, a, b in sorted(edges, key=lambda edge: (-edge[0], edge[1].key, edge[2].key)):
            if score > 0:
                self.join(a, b, asked=False)

    def _kept_apart(self, first: Sequence[Unit], second: Sequence[Unit]) -> bool:
        ids = [{q.pk for unit in side for q in unit.pieces} for side in (first, second)]
        return any(frozenset((a, b)) in self.apart for a in ids[0] for b in ids[1])

    def all(self) -> list[list[Unit]]:
        """The groups, and the units in them, in an order that no arrival changes."""
        distinct = {id(group): group for group in self.of.values()}
        groups = [sorted(group, key=lambda unit: unit.order) for group in distinct.values()]
        return sorted(groups, key=lambda group: group[0].key)


def _fit(first: Sequence[Unit], second: Sequence[Unit], least: float, may: tuple[Unit, Unit] | None) -> bool:
    """No two of them exclude or contradict each other, and they are alike on the whole: `least` on the average."""
    pairs = [(a, b) for a in first for b in second]
    free = {id(unit) for unit in may or ()}
    if any(group_likeness.forbidden(a, b) for a, b in pairs if {id(a), id(b)} != free):
        return False
    alike = [group_likeness.compare(a, b) for a, b in pairs]
    if 2 * sum(bool(x.conflict) for x in alike) > len(alike) or any("numbers" in x.conflict for x in alike):
        return False  # a "not" that one of several wordings has may stand for a word of the others
    return sum(x.score for x in alike) >= least * len(alike)
