"""The wordings that some wordings may be one statement with, and those that these may be one with, and so on.

Statements never reach beyond such a window: grouping it alone gives what grouping all words of the actor would give.
The windows of several actors grow together, so that the number of queries is that of the steps of the longest way.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from itertools import pairwise

from statements.actions import group_likeness, group_runs
from statements.actions.group_clusters import Beside
from statements.actions.group_reading import Reading
from statements.actions.group_runs import Repeated
from statements.actions.group_units import Partition, Unit
from statements.actions.term_index import Nearby
from statements.vocabulary import QuotationKind

BODY = frozenset({QuotationKind.DIRECT, QuotationKind.MIXED, QuotationKind.INDIRECT})
NEAR = 200  # code points between two quotations that follow each other in a report


@dataclass
class Window:
    """Wordings with all that they may be one statement with."""

    units: list[Unit] = field(default_factory=list)
    pairs: list[tuple[Unit, Unit]] = field(default_factory=list)  # worth joining, or one repeats a run of the other
    runs: dict[Unit, list[Repeated]] = field(default_factory=lambda: defaultdict(list))  # of answers
    led: list[tuple[Unit, Unit]] = field(default_factory=list)
    beside: list[Beside] = field(default_factory=list)


def around(wanted: Mapping[Partition, Mapping[int, int]], nearby: Nearby) -> dict[Partition, Window]:
    """The windows around these quotations of each partition, given with their texts. A name local to one text is a
    window by itself.
    """
    searches = {partition: _Search() for partition in sorted(wanted)}
    reading = Reading(wanted, nearby)
    waiting = {partition: set(wanted[partition]) for partition in searches}
    while waiting:
        _load(searches, reading, waiting)
        new = {partition: searches[partition].enter(ids) for partition, ids in waiting.items()}
        held = reading.held_with(new)
        near = reading.near({p: searches[p].probes(units) for p, units in new.items()})
        found = {p: searches[p].with_its_texts(own) for p, own in near.items()}
        _load(searches, reading, {p: held[p].union(*found[p].values()) for p in new})
        more = {p: searches[p].follow(new[p], found[p], held[p]) for p in new}
        waiting = {partition: ids for partition, ids in more.items() if ids}
    return {partition: search.window() for partition, search in searches.items()}


def _load(
    searches: Mapping[Partition, "_Search"], reading: Reading, wanted: Mapping[Partition, Collection[int]]
) -> None:
    missing = {partition: set(ids) - searches[partition].units.keys() for partition, ids in wanted.items()}
    for partition, units in reading.units(missing).items():
        searches[partition].add(units)


class _Search:
    """Goes from wordings of one partition to those that they may be one statement with."""

    def __init__(self) -> None:
        self.units: dict[int, Unit] = {}  # by each of their pieces
        self.after: dict[Unit, Unit] = {}  # what follows close behind in the same text
        self.before: dict[Unit, Unit] = {}
        self.of_text: dict[int, list[Unit]] = defaultdict(list)  # in order, without the turns of transcripts
        self.done: set[Unit] = set()
        self.judged: dict[tuple[Unit, Unit], bool] = {}
        self.found = Window()

    def enter(self, quotations: Collection[int]) -> set[Unit]:
        """Takes these in; gives those that were not."""
        new = {self.units[pk] for pk in quotations if pk in self.units} - self.done
        self.done |= new
        return new

    def probes(self, new: Collection[Unit]) -> set[Unit]:
        """With what stands before them, for two that stand beside one statement may be one, too."""
        return {*new, *(self.before[unit] for unit in new if unit in self.before)}

    def with_its_texts(self, near: Mapping[Unit, set[int]]) -> dict[Unit, set[int]]:
        """What is near each, with what else the same speaker says in the same text."""
        return {one: ids | self._of_its_text(one) for one, ids in near.items()}

    def follow(self, new: Collection[Unit], near: Mapping[Unit, Iterable[int]], held: Iterable[int]) -> set[int]:
        """Those that must be taken in with the new ones, of what is near and of what is held with them."""
        joined = {one: self._joined(one, ids) for one, ids in near.items()}
        wanted = {other for one in new for other in joined[one]}
        for one, others in joined.items():
            wanted |= {unit for other in others for unit in self._beside(one, other, new)}
        wanted |= {unit for one in new for pair in self._led(one.revision) if one in pair for unit in pair}
        wanted |= {self.units[pk] for pk in held if pk in self.units}
        return {unit.whole.pk for unit in wanted - self.done}

    def _led(self, revision: int) -> list[tuple[Unit, Unit]]:
        """A text's lead with the own words after it."""
        first = [unit for unit in self.of_text[revision] if unit.kind in BODY][:2]
        return [(first[0], first[1])] if len(first) == 2 and group_likeness.leads(*first) else []

    def _of_its_text(self, one: Unit) -> set[int]:
        """What else the same speaker says in the same text, outside a transcript."""
        others = () if one.kind == QuotationKind.TURN else self.of_text[one.revision]
        return {other.whole.pk for other in others if other is not one}

    def _joined(self, one: Unit, ids: Iterable[int]) -> set[Unit]:
        others = {self.units[pk] for pk in ids if pk in self.units} - {one}
        return {other for other in others if self._judge(one, other)}

    def _judge(self, one: Unit, other: Unit) -> bool:
        """Whether they are worth joining, or one repeats a run of the other."""
        a, b = sorted((one, other), key=lambda unit: unit.key)
        if (a, b) not in self.judged:
            runs = [(turn, run) for turn, unit in ((a, b), (b, a)) if (run := group_runs.repeated(turn, unit))]
            for turn, run in runs:
                self.found.runs[turn].append(run)
            self.judged[a, b] = bool(runs) or group_likeness.joins(a, b) > 0
        return self.judged[a, b]

    def _beside(self, one: Unit, other: Unit, new: Collection[Unit]) -> set[Unit]:
        """What stands next to two that may be one statement, where it may be one, too: then all four belong here."""
        a, b = self.after.get(one), self.after.get(other)
        if a is None or b is None or one.revision == other.revision or not ({one, other, a, b} & set(new)):
            return set()
        return {one, other, a, b} if group_likeness.joins_beside(a, b) > 0 else set()

    def add(self, units: Collection[Unit]) -> None:
        """Enters loaded wordings; those of one text must come with what stands between them."""
        fresh = [unit for unit in units if unit.whole.pk not in self.units]
        self.units |= {q.pk: unit for unit in fresh for q in unit.pieces}
        for unit in fresh:
            if unit.kind != QuotationKind.TURN:
                self.of_text[unit.revision].append(unit)
        for revision in {unit.revision for unit in fresh}:
            self.of_text[revision].sort(key=lambda unit: unit.key)
            for a, b in pairwise(unit for unit in self.of_text[revision] if unit.kind in BODY):
                if b.start - a.end <= NEAR:
                    self.after[a], self.before[b] = b, a

    def window(self) -> Window:
        """What was found, in an order that no arrival changes."""
        found = self.found
        found.units = sorted(self.done, key=lambda unit: unit.key)
        pairs = [pair for pair, joined in self.judged.items() if joined and self.done.issuperset(pair)]
        found.pairs = sorted(pairs, key=lambda pair: (pair[0].key, pair[1].key))
        led = [pair for revision in {unit.revision for unit in found.units} for pair in self._led(revision)]
        found.led = sorted((p for p in led if self.done.issuperset(p)), key=lambda pair: pair[0].key)
        both = [(one, other, self.after.get(one), self.after.get(other)) for one, other in found.pairs]
        found.beside = [
            (one, other, a, b)
            for one, other, a, b in both
            if a in self.done and b in self.done and a and b and one.revision != other.revision
        ]
        return found
