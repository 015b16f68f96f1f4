"""Which wordings are worth comparing: found first, judged in group_likeness."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from statements.actions import group_likeness
from statements.actions.group_units import Unit

TOO_COMMON = 200  # wordings with a concept: beyond that it finds no candidates
LEAST_SHARED_WEIGHT = 0.5  # before a pair is looked at: a telling word
LEAST_CONTAINED = 0.2  # of the shorter one: the lowest bar is a mean of this and a smaller figure
LEAST_OF_OTHER_DAYS = 0.75


def pairs(units: Sequence[Unit]) -> Iterator[tuple[Unit, Unit]]:
    """Pairs that share concepts of some weight, by an index of stems and synonym sets; each pair once, in order."""
    index: dict[object, list[int]] = defaultdict(list)
    for number, unit in enumerate(units):
        for entry in {entry for concept in unit.bag.concepts for entry in (concept.stem, *concept.sets)}:
            index[entry].append(number)
    for number, unit in enumerate(units):
        shared: dict[int, float] = defaultdict(float)
        for concept in unit.bag.concepts:
            lists = [index[entry] for entry in (concept.stem, *concept.sets) if len(index[entry]) <= TOO_COMMON]
            for other in {other for found in lists for other in found if other > number}:
                shared[other] += concept.weight
        yield from (
            (unit, units[other]) for other in sorted(shared) if _worth_a_look(unit, units[other], shared[other])
        )


def _worth_a_look(one: Unit, other: Unit, shared: float) -> bool:
    """Whether the full comparison can find them alike, by what it must at least find."""
    shorter = min(one.bag.weight, other.bag.weight)
    least = LEAST_CONTAINED if group_likeness.days_agree(one, other) else LEAST_OF_OTHER_DAYS
    return shared >= max(LEAST_SHARED_WEIGHT, least * shorter)
