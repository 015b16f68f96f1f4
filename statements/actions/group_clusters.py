"""Joining wordings into statements: what editors said first, then the most alike. No order of arrival shows."""

from collections.abc import Collection, Iterable, Sequence

from statements.actions import group_likeness
from statements.actions.group_units import Unit

Pair = tuple[int, int]
Edge = tuple[float, Unit, Unit]
# Two renderings of one statement in two texts, and what stands next to each: it may be one statement, too.
Beside = tuple[Unit, Unit, Unit, Unit]


def cluster(
    units: Sequence[Unit],
    pairs: Iterable[tuple[Unit, Unit]],
    led: Iterable[tuple[Unit, Unit]],
    beside: Iterable[Beside],
    *,
    same: Collection[Pair],
    apart: Collection[Pair],
) -> list[list[Unit]]:
    """The units in groups. `pairs` are those worth joining, `led` a text's lead with the own words after it, `beside`
    what stands next to a pair; `same` and `apart` are pairs of ids of quotations that people (or links) keep so.
    """
    groups = _Groups(units, apart)
    by_id = {q.pk: unit for unit in units for q in unit.pieces}
    for one, other in sorted(same):
        if one in by_id and other in by_id:
            groups.join(by_id[one], by_id[other], asked=True)
    groups.join_all((group_likeness.joins(a, b), a, b) for a, b in pairs)
    for first, second in led:
        groups.join(first, second, asked=False, least=-group_likeness.MOST)
    neighbours = [four for four in beside if groups.together(four[0], four[1])]
    groups.join_all((group_likeness.joins_beside(a, b), a, b) for _, _, a, b in neighbours)
    for held, added, before in _mirrored(neighbours, groups):
        groups.join(held, added, asked=False, least=-group_likeness.MOST, may=(before, added))
    return groups.all()


def _mirrored(neighbours: Iterable[Beside], groups: "_Groups") -> list[tuple[Unit, Unit, Unit]]:
    """Two quotations that follow each other are parts of one statement where another text has both parts as one.

    Gives the part that is grouped there, the one that is to be joined with it, and the one that stands before that.
    """
    held = [(four, groups.together(four[0], four[2]), groups.together(four[0], four[3])) for four in neighbours]
    return [
        (a, b, other) if first else (b, a, one)
        for (one, other, a, b), first, second in held
        if first != second and group_likeness.joins_beside(a, b)
    ]


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
        least: float = group_likeness.LEAST,
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

    def together(self, one: Unit, other: Unit) -> bool:
        """They are one statement so far."""
        return self.of[id(one)] is self.of[id(other)]

    def _kept_apart(self, first: Sequence[Unit], second: Sequence[Unit]) -> bool:
        ids = [{q.pk for unit in side for q in unit.pieces} for side in (first, second)]
        return any(frozenset((a, b)) in self.apart for a in ids[0] for b in ids[1])

    def all(self) -> list[list[Unit]]:
        """The groups, and the units in them, in an order that no arrival changes."""
        distinct = {id(group): group for group in self.of.values()}
        groups = [sorted(group, key=lambda unit: unit.order) for group in distinct.values()]
        return sorted(groups, key=lambda group: group[0].key)


def _fit(first: Sequence[Unit], second: Sequence[Unit], least: float, may: tuple[Unit, Unit] | None) -> bool:
    """No two of them exclude each other, and they belong together on the whole: the strongest pair and the mean of all
    pairs count alike, so that a chain of small likenesses is no statement.
    """
    pairs = [(a, b) for a in first for b in second]
    free = {id(unit) for unit in may or ()}
    if any(group_likeness.forbidden(a, b) for a, b in pairs if {id(a), id(b)} != free):
        return False
    weighed = [group_likeness.weighed(a, b) for a, b in pairs]
    return (max(weighed) + sum(weighed) / len(weighed)) / 2 >= least
