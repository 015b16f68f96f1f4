"""What the searches of several partitions read from the archive, in one query for all of them.

A partition of an actor is read by the index of terms; all wordings of a name local to one text are read at once.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping

from django.db.models import Q

from actors.identity import members
from statements import likeness
from statements.actions import group_runs, term_index
from statements.actions.group_units import (
    Partition,
    Unit,
    of_loaded,
    of_rows,
    partition_of,
    spoken,
    touching,
    with_texts,
)
from statements.models import GroupingConstraint, Quotation
from statements.vocabulary import QuotationKind

Wanted = Mapping[Partition, Collection[int]]
Units = Mapping[Partition, Collection[Unit]]


class Reading:
    """Reads for these partitions."""

    def __init__(self, given: Mapping[Partition, Mapping[int, int]], nearby: term_index.Nearby) -> None:
        self.nearby = nearby
        self.actors = {partition[1]: partition for partition in given if partition[0] == "actor"}
        self.keys = members(set(self.actors))
        self.local = _local({partition for partition in given if partition[0] != "actor"})
        self.unread = set(self.local)
        # Where quotations stand that were heard of: the actor who says it, the text.
        self.places = {pk: (partition[1], text) for partition, own in given.items() for pk, text in own.items()}

    def units(self, missing: Wanted) -> dict[Partition, list[Unit]]:
        """These wordings with what their speakers say around them in the same texts, and the runs of answers."""
        found: dict[Partition, list[Unit]] = {p: self.local[p] for p in self.unread & missing.keys()}
        self.unread -= found.keys()
        ids = {pk for partition, own in missing.items() if partition not in self.local for pk in own}
        places = {place for partition, own in missing.items() for pk in own for place in self._place(partition, pk)}
        if not places:
            return found
        told = ~Q(kind=QuotationKind.TURN) | Q(pk__in=ids) | Q(part_of__in=ids) | Q(continues__isnull=False)
        speakers = [key for key, root in self.keys.items() if root in {root for root, _ in places}]
        rows = spoken().filter(told, revision__in={text for _, text in places}, speaker__in=speakers)
        for unit in group_runs.without_old(of_rows(rows)):
            root = self.keys[unit.whole.speaker_id or 0]
            if (root, unit.revision) in places:
                found.setdefault(self.actors[root], []).append(unit)
        return found

    def _place(self, partition: Partition, quotation: int) -> list[tuple[int, int]]:
        """Where it stands; nowhere, if it is not of the partition of an actor that asks."""
        place = self.places.get(quotation)
        return [place] if place and partition not in self.local and place[0] == partition[1] else []

    def _hear(self, quotation: int, speaker: int | None, text: int) -> None:
        if speaker in self.keys:
            self.places[quotation] = (self.keys[speaker], text)

    def held_with(self, units: Units) -> dict[Partition, set[int]]:
        """What stands under one statement with them now, and what editors joined with them."""
        held = {p: {u.whole.pk for u in self.local.get(p, ())} - {u.whole.pk for u in own} for p, own in units.items()}
        of_actors = {p: own for p, own in units.items() if p not in self.local}
        owner = {q.pk: partition for partition, own in of_actors.items() for unit in own for q in unit.pieces}
        under: dict[int | None, set[Partition]] = defaultdict(set)
        for partition, own in of_actors.items():
            for statement in {q.statement_id for unit in own for q in unit.pieces}:
                under[statement].add(partition)
        cut = Quotation.objects.filter(part_of__in=owner, statement__isnull=False).order_by()
        for whole, statement in cut.values_list("part_of", "statement"):
            under[statement].add(owner[whole or 0])
        rows = Quotation.objects.filter(statement__in=under.keys() - {None}).order_by()
        for statement, pk, whole, derived, *place in rows.values_list("statement", "pk", "part_of", "derived", *PLACE):
            one = whole if derived and whole else pk
            self._hear(one, *place)
            for partition in under[statement]:
                held[partition].add(one)
        asked = GroupingConstraint.objects.filter(touching(owner), kind=GroupingConstraint.Kind.SAME)
        for pair in asked.select_related("one", "other"):
            for q in (pair.one, pair.other):
                self._hear(q.pk, q.speaker_id, q.revision_id)
            for partition in {owner[pk] for pk in (pair.one_id, pair.other_id) if pk in owner}:
                held[partition] |= {pair.one_id, pair.other_id}
        return held

    def near(self, probes: Units) -> dict[Partition, dict[Unit, set[int]]]:
        """The wordings that are worth comparing with each."""
        asked = {p[1]: [term_index.probe(unit) for unit in own] for p, own in probes.items() if p not in self.local}
        self.nearby.of(asked, {key: root for key, root in self.keys.items() if root in asked})
        return {p: {unit: self._near(p, unit) for unit in own} for p, own in probes.items()}

    def _near(self, partition: Partition, unit: Unit) -> set[int]:
        if partition in self.local:
            return {other.whole.pk for other in self.local[partition]} - {unit.whole.pk}
        found = self.nearby.known[unit.whole.pk]
        self.places |= {other.quotation: (partition[1], other.revision) for other in found}
        return {other.quotation for other in found}


PLACE = ("speaker", "revision")


def _local(partitions: Collection[Partition]) -> dict[Partition, list[Unit]]:
    """All wordings of names that are local to one text."""
    if not partitions:
        return {}
    found: dict[Partition, list[Quotation]] = {partition: [] for partition in partitions}
    texts = {text for _, text, _ in partitions}
    rows = spoken().filter(revision__in=texts, speaker__isnull=True).exclude(speaker_name="")
    for q in with_texts(rows):
        if (partition := partition_of(q, {})) in found:
            found[partition].append(q)
    likeness.learn(q.exact for own in found.values() for q in own)
    units = {partition: of_loaded(own) for partition, own in found.items()}
    kept = set(group_runs.without_old(unit for own in units.values() for unit in own))
    return {partition: [unit for unit in own if unit in kept] for partition, own in units.items()}
