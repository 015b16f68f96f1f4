"""From groups of wordings to rows: runs cut, statements made, moved or removed. Only what differs is written.

What several partitions need is read in one query for all of them, and written in one.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from django.db.models import BooleanField, ExpressionWrapper, F, Q

from actors.dates import bounds
from statements.actions import group_cutting, group_distortion, group_occasion, group_runs, group_window
from statements.actions.group_clusters import cluster
from statements.actions.group_settling import Settling
from statements.actions.group_units import BEST_KIND, Partition, Unit, touching
from statements.actions.group_window import Window
from statements.actions.term_index import Nearby
from statements.models import GroupingConstraint, Link, Quotation, Statement
from statements.source_rules import Rules
from statements.vocabulary import QuotationKind, State

LEAST_WORDS = 3  # of an indirect quotation that makes a statement by itself: "its allies" says nothing
BY_THEMSELVES = frozenset({QuotationKind.DIRECT, QuotationKind.MIXED, QuotationKind.INDIRECT, QuotationKind.EMBED})
FILLED = ("founding", "best", "actor", "place", "told", "said", "said_earliest", "said_latest", "is_dated")
Groups = Sequence[Sequence[Unit]]
Told = dict[int, group_occasion.Telling]


@dataclass
class _Grouped:
    """The wordings of a partition in groups, each with the row that it becomes."""

    actor: int | None
    units: Sequence[Unit]
    groups: Groups
    rows: list[Statement] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Keeps under which statements they stood."""
        self.before = {q.statement_id for q in self.pieces if q.statement_id is not None}

    @property
    def pieces(self) -> Iterator[Quotation]:
        return (q for unit in self.units for q in unit.pieces)

    @property
    def filled(self) -> Iterator[tuple[Statement, Sequence[Unit]]]:
        return zip(self.rows, self.groups, strict=True)


@dataclass
class Looked:
    """The statements that a grouping looked at, the occasions on which they stand or stood, and the quotations that
    came under another statement, with their texts.
    """

    statements: set[int] = field(default_factory=set)
    occasions: set[int] = field(default_factory=set)
    moved: dict[int, int] = field(default_factory=dict)


def regroup(wanted: Mapping[Partition, Mapping[int, int]], nearby: Nearby) -> Looked:
    """Brings the statements around some quotations of actors (and of local names), which are given with their texts, to
    what wordings and constraints say. The occasions that it gives are the caller's to bring up to date.
    """
    if not wanted:
        return Looked()
    windows = group_window.around(wanted, nearby)
    units = [unit for window in windows.values() for unit in window.units]
    ties = _Ties(units)
    there = group_cutting.there(windows.values())
    grouped = [
        _Grouped(partition[1] if partition[0] == "actor" else None, window.units, _groups(window, ties, there))
        for partition, window in windows.items()
    ]
    answers = {unit.whole.pk for unit in units}.union(*wanted.values())
    group_cutting.cut([group for one in grouped for group in one.groups], answers, group_cutting.kept(units))
    return _write(grouped)


class _Ties:
    """What editors joined and parted; what a link within one text, or one of a person, joins is two statements."""

    def __init__(self, units: Sequence[Unit]) -> None:
        ids = {q.pk for unit in units for q in unit.pieces}
        self.same: set[tuple[int, int]] = set()
        self.apart: set[tuple[int, int]] = set()
        # The quotations that make a statement by themselves whatever their kind: linked, pinned or named by an editor.
        self.touched = {q.pk for unit in units for q in unit.pieces if q.pinned or q.made_by_id is not None}
        for kind, *pair in GroupingConstraint.objects.filter(touching(ids)).values_list("kind", "one", "other"):
            (self.same if kind == GroupingConstraint.Kind.SAME else self.apart).add((pair[0], pair[1]))
            self.touched |= ids.intersection(pair)
        self._part_links(ids, {unit.whole.pk: unit.whole.part_of_id for unit in units if unit.whole.part_of_id})

    def _part_links(self, ids: set[int], whole: Mapping[int, int]) -> None:
        firm = ExpressionWrapper(Q(sought={}) | ~Q(state=State.SUGGESTED), output_field=BooleanField())
        links = Link.objects.filter(Q(response__in=ids) | Q(claim__in=ids)).exclude(state=State.REJECTED).order_by()
        for response, claim, is_firm in links.annotate(firm=firm).values_list("response", "claim", "firm"):
            self.touched |= ids & {response, claim}
            if is_firm and claim in ids and response in ids and (response, claim) not in self.same:
                # What a run is part of is another statement, too.
                self.apart |= {(response, claim), (whole.get(response, response), whole.get(claim, claim))}


def _groups(window: Window, ties: _Ties, there: group_cutting.Spans) -> list[list[Unit]]:
    cuts = {
        turn: [run for run in group_runs.apart(window.runs[turn]) if not group_cutting.is_there(run, there)]
        for turn in window.units
    }
    pairs = [pair for one, other in window.pairs for pair in _with_runs(one, other, cuts)]
    every = [*window.units, *(run for runs in cuts.values() for run in runs)]
    groups = cluster(every, pairs, window.led, window.beside, same=ties.same, apart=ties.apart)
    return [group for group in map(_settled, groups) if _makes_statement(group, ties.touched)]


def _with_runs(one: Unit, other: Unit, cuts: dict[Unit, list[Unit]]) -> Iterator[tuple[Unit, Unit]]:
    """The two, and each with the runs of the other. Two runs meet in the wordings that repeat them."""
    yield one, other
    yield from ((one, run) for run in cuts.get(other, []))
    yield from ((run, other) for run in cuts.get(one, []))


def _settled(group: list[Unit]) -> list[Unit]:
    """Of two runs of one answer in a group, one would be cut for the other's sake: the first stays."""
    return [unit for n, unit in enumerate(group) if unit.head or not any(unit.overlaps(o) for o in group[:n])]


def _makes_statement(group: Sequence[Unit], touched: Collection[int]) -> bool:
    if len(group) > 1:
        return any(unit.head is not None for unit in group)
    unit = group[0]
    if unit.head is None:
        return False
    if any(q.pk in touched for q in unit.pieces):
        return True
    accepted = unit.head.state == State.ACCEPTED and unit.kind != QuotationKind.TURN
    return accepted or (unit.kind in BY_THEMSELVES and _tells(unit))


def _tells(unit: Unit) -> bool:
    return unit.kind == QuotationKind.DIRECT or len(unit.text.split()) >= LEAST_WORDS


def _write(grouped: Sequence[_Grouped]) -> Looked:
    told = _tellings(grouped)
    _choose_rows(grouped)
    settling = Settling()
    for one in grouped:
        settling.keep(one.actor, (row for row in one.rows if row.pk))
    _fill(grouped, told)
    moved = _assign(grouped, told)
    ids = {pk for one in grouped for pk in (*one.before, *(row.pk for row in one.rows))}
    left = Statement.objects.filter(Q(pk__in=ids) | Q(founding__in={q.pk for one in grouped for q in one.pieces}))
    gone = list(left.filter(wordings__isnull=True))
    for one in grouped:
        settling.keep(one.actor, _of(gone, one))
    Statement.objects.filter(pk__in=[row.pk for row in gone]).delete()
    occasions = settling.settle({one.actor: one.rows for one in grouped if one.actor is not None})
    return Looked(ids, occasions, moved)


def _of(gone: Iterable[Statement], one: _Grouped) -> Iterator[Statement]:
    """Those that wordings of the partition were under, or founded."""
    under, own = one.before, {q.pk for q in one.pieces}
    return (row for row in gone if row.pk in under or row.founding_id in own)


def _tellings(grouped: Sequence[_Grouped]) -> Told:
    members = [unit for one in grouped for group in one.groups for unit in group]
    texts = group_occasion.texts(members)
    rules = Rules(unit.whole.revision.source_id for unit in members)
    return {id(unit): group_occasion.told(unit, texts[unit.revision], rules) for unit in members}


def _choose_rows(grouped: Sequence[_Grouped]) -> None:
    """The row of each group: that of its founding wording, else one that another of its wordings founded (or that was
    founded by one since rejected), else a new one.
    """
    ids = [{*(q.pk for q in one.pieces), *(u.head.pk for g in one.groups for u in g if u.head)} for one in grouped]
    stated = [one.before for one in grouped]
    near = Statement.objects.filter(Q(founding__in=set().union(*ids)) | Q(pk__in=set().union(*stated)))
    rows = list(near.annotate(state=F("founding__state")).order_by("pk"))
    used: set[int] = set()
    for one, own, under in zip(grouped, ids, stated, strict=True):
        mine = (s for s in rows if s.pk not in used and (s.founding_id in own or s.pk in under))
        free: dict[int, Statement] = {
            s.founding_id: s for s in mine if s.founding_id in own or s.state == State.REJECTED
        }
        one.rows = _rows(one.groups, own, free)
        used |= {row.pk for row in one.rows if row.pk}


def _rows(groups: Groups, ids: Collection[int], free: dict[int, Statement]) -> list[Statement]:
    rows: list[Statement | None] = [free.pop(_founding(group).pk, None) for group in groups]
    for n, group in enumerate(groups):
        own = [q for unit in group for q in unit.pieces]
        other = next((q.pk for q in own if q.pk in free), None)
        orphan = next(
            (s.founding_id for s in free.values() if s.founding_id not in ids and s.pk in _statements(own)), None
        )
        if rows[n] is None and (other or orphan):
            rows[n] = free.pop(other or orphan or 0)
    return [row or Statement() for row in rows]


def _statements(quotations: Iterable[Quotation]) -> set[int | None]:
    return {q.statement_id for q in quotations}


def _founding(group: Sequence[Unit]) -> Quotation:
    head = group[0].head  # groups come in the order of what founds
    assert head is not None
    return head


def _best(group: Sequence[Unit], distorted: dict[int, str]) -> Quotation:
    """Direct before mixed before indirect, then the earliest; of a wording in pieces the longest."""
    best = min(group, key=lambda unit: (bool(distorted[id(unit)]), BEST_KIND[unit.kind], unit.order))
    return max(best.pieces, key=lambda q: (q.end - q.start, -q.start))


def _fill(grouped: Sequence[_Grouped], told: Told) -> None:
    new: list[Statement] = []
    changed: list[Statement] = []
    for one in grouped:
        for row, group in one.filled:
            before = _values(row)
            _tell(row, group, one.actor, told)
            if row.pk is None:
                new.append(row)
            elif before != _values(row):
                changed.append(row)
    Statement.objects.bulk_create(new, batch_size=500)
    Statement.objects.bulk_update(changed, FILLED, batch_size=200)


def _tell(row: Statement, group: Sequence[Unit], actor: int | None, told: Told) -> None:
    """Sets what the wordings tell."""
    row.founding, row.best = _founding(group), _best(group, _distorted(group, told))
    row.actor_id = actor
    row.said, inferred = group_occasion.when(group)
    row.is_dated = not inferred and bool(row.said)
    row.said_earliest, row.said_latest = bounds(row.said)
    row.place, row.told = group_occasion.place(group, told), group_occasion.as_told(group, told)


def _values(row: Statement) -> tuple[object, ...]:
    days = (row.said, row.said_earliest, row.said_latest, row.is_dated)
    return (row.founding_id, row.best_id, row.actor_id, row.place, row.told, *days)


def _distorted(group: Sequence[Unit], told: Told) -> dict[int, str]:
    return {id(unit): group_distortion.reason(unit, group, told) for unit in group}


def _assign(grouped: Sequence[_Grouped], told: Told) -> dict[int, int]:
    """Each wording's statement and whether it distorts it; written only where it differs. Gives those that moved, with
    their texts.
    """
    wanted: dict[int, tuple[int | None, str]] = {q.pk: (None, "") for one in grouped for q in one.pieces}
    pieces: dict[int, Quotation] = {q.pk: q for one in grouped for q in one.pieces}
    for row, group in (pair for one in grouped for pair in one.filled):
        reasons = _distorted(group, told)
        for unit in group:
            wanted |= {q.pk: (row.pk, reasons[id(unit)]) for q in unit.pieces}
            pieces |= {q.pk: q for q in unit.pieces}
    changed = []
    moved = {}
    for pk, (statement, reason) in wanted.items():
        q = pieces[pk]
        if q.statement_id != statement:
            moved[pk] = q.revision_id
        if (q.statement_id, q.distorted, q.distorted_reason) != (statement, bool(reason), reason):
            q.statement_id, q.distorted, q.distorted_reason = statement, bool(reason), reason
            changed.append(q)
    Quotation.objects.bulk_update(changed, ["statement", "distorted", "distorted_reason"], batch_size=500)
    return moved
