"""The wordings that some wordings may be one statement with, and those that these may be one with, and so on.

Statements never reach beyond such a window: grouping it alone gives what grouping all words of the actor would give.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from itertools import pairwise

from django.db.models import Q

from actors.identity import members
from statements.actions import group_likeness, group_runs, term_index
from statements.actions.group_clusters import Beside
from statements.actions.group_runs import Repeated
from statements.actions.group_units import Partition, Unit, of_local, of_rows, spoken, touching
from statements.models import GroupingConstraint, Quotation
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


def around(partition: Partition, quotations: Collection[int]) -> Window:
    """The window around these quotations of a partition; a name local to one text is a window by itself."""
    search: _Search = _OfActor(partition) if partition[0] == "actor" else _OfText(partition)
    waiting = set(quotations)
    while waiting:
        waiting = search.step(waiting)
    return search.window()


class _Search:
    """Goes from wordings to those that they may be one statement with."""

    def __init__(self, partition: Partition) -> None:
        self.partition = partition
        self.units: dict[int, Unit] = {}  # by each of their pieces
        self.after: dict[Unit, Unit] = {}  # what follows close behind in the same text
        self.before: dict[Unit, Unit] = {}
        self.of_text: dict[int, list[Unit]] = defaultdict(list)  # in order, without the turns of transcripts
        self.done: set[Unit] = set()
        self.judged: dict[tuple[Unit, Unit], bool] = {}
        self.found = Window()

    def step(self, quotations: Collection[int]) -> set[int]:
        """Takes these in; gives those that must be taken in with them."""
        self.load(quotations)
        new = {self.units[pk] for pk in quotations if pk in self.units} - self.done
        self.done |= new
        held = self.held_with(new)
        probes = new | {self.before[unit] for unit in new if unit in self.before}
        near = {one: ids | self._of_its_text(one) for one, ids in self.near(probes).items()}
        self.load({pk for ids in near.values() for pk in ids} | held)
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

    def load(self, quotations: Collection[int]) -> None:
        raise NotImplementedError

    def held_with(self, units: Collection[Unit]) -> set[int]:
        raise NotImplementedError

    def near(self, units: Collection[Unit]) -> dict[Unit, set[int]]:
        raise NotImplementedError

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


class _OfActor(_Search):
    """By the terms of the actor's wordings."""

    def __init__(self, partition: Partition) -> None:
        super().__init__(partition)
        self.speakers = list(members({partition[1]}))

    def load(self, quotations: Collection[int]) -> None:
        """With what the actor says around them in the same texts, and the runs of answers."""
        missing = set(quotations) - self.units.keys()
        if not missing:
            return
        texts = Quotation.objects.filter(pk__in=missing, speaker__in=self.speakers).values("revision")
        told = ~Q(kind=QuotationKind.TURN) | Q(pk__in=missing) | Q(part_of__in=missing) | Q(continues__isnull=False)
        rows = spoken().filter(told, revision__in=texts, speaker__in=self.speakers)
        self.add(group_runs.without_old(of_rows(rows)))

    def held_with(self, units: Collection[Unit]) -> set[int]:
        """What stands under one statement with them now, and what editors joined with them."""
        ids = {q.pk for unit in units for q in unit.pieces}
        cut = Quotation.objects.filter(part_of__in=ids, statement__isnull=False).values_list("statement", flat=True)
        under = {q.statement_id for unit in units for q in unit.pieces} | set(cut)
        rows = Quotation.objects.filter(statement__in=under - {None}).values_list("pk", "part_of", "derived")
        held = {part_of if derived and part_of else pk for pk, part_of, derived in rows}
        asked = GroupingConstraint.objects.filter(touching(ids), kind=GroupingConstraint.Kind.SAME)
        return held | {pk for pair in asked.values_list("one", "other") for pk in pair}

    def near(self, units: Collection[Unit]) -> dict[Unit, set[int]]:
        found = term_index.near([term_index.probe(unit) for unit in units], self.speakers)
        return {unit: found.near[unit.whole.pk] for unit in units}


class _OfText(_Search):
    """All that a name local to one text says in it."""

    def __init__(self, partition: Partition) -> None:
        super().__init__(partition)
        self.add(group_runs.without_old(of_local(partition)))

    def load(self, quotations: Collection[int]) -> None:
        """All is there."""

    def held_with(self, units: Collection[Unit]) -> set[int]:
        return self.units.keys() - {unit.whole.pk for unit in units}

    def near(self, units: Collection[Unit]) -> dict[Unit, set[int]]:
        return {unit: set(self.units) - {unit.whole.pk} for unit in units}
