"""From groups of wordings to rows: runs cut, statements made, moved or removed. Only what differs is written."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence

from django.db.models import F, Q

from actors.dates import bounds
from statements.actions import group_distortion, group_occasion, group_runs, group_window
from statements.actions.extract_store import CONTEXT
from statements.actions.group_clusters import cluster
from statements.actions.group_settling import Settling
from statements.actions.group_units import BEST_KIND, Partition, Unit, touching
from statements.actions.group_window import Window
from statements.models import GroupingConstraint, Link, Quotation, Statement
from statements.source_rules import Rules
from statements.vocabulary import Act, QuotationKind, State

LEAST_WORDS = 3  # of an indirect quotation that makes a statement by itself: "its allies" says nothing
BY_THEMSELVES = frozenset({QuotationKind.DIRECT, QuotationKind.MIXED, QuotationKind.INDIRECT, QuotationKind.EMBED})


def regroup(partition: Partition, quotations: Collection[int]) -> set[int]:
    """Brings the statements around some quotations of an actor (or of a local name) to what wordings and constraints
    say. Gives the ids of the statements that it looked at.
    """
    window = group_window.around(partition, quotations)
    units = window.units
    same, apart = _constraints(units)
    there = _runs_there(window)
    cuts = {turn: [r for r in group_runs.apart(window.runs[turn]) if not _is_there(r, there)] for turn in units}
    pairs = [pair for one, other in window.pairs for pair in _with_runs(one, other, cuts)]
    every = [*units, *(run for runs in cuts.values() for run in runs)]
    groups = cluster(every, pairs, window.led, window.beside, same=same, apart=apart)
    touched = _touched(units)
    groups = [group for group in (_settled(group) for group in groups) if _makes_statement(group, touched)]
    _cut(groups, {unit.whole.pk for unit in units} | set(quotations), _kept(units))
    return _write(partition, groups, units)


def _with_runs(one: Unit, other: Unit, cuts: dict[Unit, list[Unit]]) -> Iterator[tuple[Unit, Unit]]:
    """The two, and each with the runs of the other. Two runs meet in the wordings that repeat them."""
    yield one, other
    yield from ((one, run) for run in cuts.get(other, []))
    yield from ((run, other) for run in cuts.get(one, []))


def _constraints(units: Sequence[Unit]) -> tuple[set[tuple[int, int]], set[tuple[int, int]]]:
    """What editors joined and parted; what a link within one text, or one of a person, joins is two statements."""
    ids = {q.pk for unit in units for q in unit.pieces}
    pairs: dict[str, set[tuple[int, int]]] = {"same": set(), "apart": set()}
    for kind, one, other in GroupingConstraint.objects.filter(touching(ids)).values_list("kind", "one", "other"):
        pairs[kind].add((one, other))
    firm = Q(sought={}) | ~Q(state=State.SUGGESTED)
    links = Link.objects.filter(firm, response__in=ids, claim__in=ids).exclude(state=State.REJECTED)
    whole = {unit.whole.pk: unit.whole.part_of_id for unit in units if unit.whole.part_of_id}
    for response, claim in set(links.values_list("response", "claim")) - pairs["same"]:
        if claim is not None:  # the filter says so; what a run is part of is another statement, too
            pairs["apart"] |= {(response, claim), (whole.get(response, response), whole.get(claim, claim))}
    return pairs["same"], pairs["apart"]


def _runs_there(window: Window) -> dict[int, list[tuple[int, int]]]:
    """Where runs of the answers stand already (the pipeline's, an editor's), or were rejected."""
    there: dict[int, list[tuple[int, int]]] = defaultdict(list)
    turns = [turn.whole.pk for turn in window.units if window.runs[turn]]
    kept = Quotation.objects.filter(part_of__in=turns).filter(
        Q(derived=False, act=Act.SPEECH, is_mention=False) | Q(state=State.REJECTED) | Q(pk__in=_kept(window.units))
    )
    for whole, start, end in kept.values_list("part_of", "start", "end"):
        if whole is not None:
            there[whole].append((start, end))
    return there


def _kept(units: Iterable[Unit]) -> list[int]:
    return [unit.whole.pk for unit in units if unit.whole.derived]


def _is_there(run: Unit, there: dict[int, list[tuple[int, int]]]) -> bool:
    """A run of nearly these words stands already, or was rejected."""
    return any(_overlap((run.start, run.end), span) >= 0.5 for span in there[run.whole.pk])


def _overlap(one: tuple[int, int], other: tuple[int, int]) -> float:
    shared = min(one[1], other[1]) - max(one[0], other[0])
    return max(0, shared) / (max(one[1], other[1]) - min(one[0], other[0]))


def _touched(units: Sequence[Unit]) -> set[int]:
    """The quotations that make a statement by themselves whatever their kind: linked, pinned or named by an editor."""
    ids = {q.pk for unit in units for q in unit.pieces}
    found = {q.pk for unit in units for q in unit.pieces if q.pinned or q.made_by_id is not None}
    links = Link.objects.filter(Q(response__in=ids) | Q(claim__in=ids)).exclude(state=State.REJECTED)
    for response, claim in links.values_list("response", "claim"):
        found |= {response, claim} & ids
    for one, other in GroupingConstraint.objects.filter(touching(ids)).values_list("one", "other"):
        found |= {one, other} & ids
    return found


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


def _cut(groups: Sequence[Sequence[Unit]], answers: Collection[int], kept: Collection[int]) -> None:
    """Makes the runs that statements need, keeps those that are there, and removes those no longer needed."""
    wanted = [unit for group in groups for unit in group if unit.head is None]
    old = Quotation.objects.filter(derived=True, part_of__in=answers).exclude(state=State.REJECTED)
    free = {(q.part_of_id, q.start, q.end): q for q in old if q.pk not in kept}
    for unit in wanted:
        row = free.pop((unit.whole.pk, unit.start, unit.end), None) or _new_run(unit)
        if row.pk is None:
            row.save()
        elif (row.speaker_id, row.state) != (unit.whole.speaker_id, unit.whole.state):
            row = _follow(row, unit.whole)
        row.revision = unit.whole.revision
        unit.head, unit.pieces = row, [row]
    _remove(free.values())


def _new_run(unit: Unit) -> Quotation:
    """A run takes over what the answer says of itself, the decision included."""
    whole, text = unit.whole, unit.text
    offset = unit.start - whole.start
    return Quotation(
        revision=whole.revision,
        run=whole.run,
        start=unit.start,
        end=unit.end,
        exact=text,
        prefix=(whole.prefix + whole.exact[:offset])[-CONTEXT:],
        suffix=(whole.exact[unit.end - whole.start :] + whole.suffix)[:CONTEXT],
        kind=whole.kind,
        speaker=whole.speaker,
        speaker_name=whole.speaker_name,
        speaker_kind=whole.speaker_kind,
        reporter=whole.reporter,
        reporter_name=whole.reporter_name,
        said=whole.said,
        part_of=whole,
        confidence=whole.confidence,
        derived=True,
        state=whole.state,
        decided_by=whole.decided_by,
        decided_at=whole.decided_at,
    )


def _follow(row: Quotation, whole: Quotation) -> Quotation:
    for name in ("speaker_id", "speaker_name", "state", "decided_by_id", "decided_at"):
        setattr(row, name, getattr(whole, name))
    row.save(update_fields=["speaker", "speaker_name", "state", "decided_by", "decided_at"])
    return row


def _remove(runs: Iterable[Quotation]) -> None:
    """A machine's link to a run that goes is sought anew; it does not go with it."""
    ids = [q.pk for q in runs]
    if ids:
        Link.objects.filter(claim__in=ids, state=State.SUGGESTED).exclude(sought={}).update(claim=None)
        Quotation.objects.filter(pk__in=ids).delete()


def _write(partition: Partition, groups: Sequence[Sequence[Unit]], units: Sequence[Unit]) -> set[int]:
    told = _tellings(groups)
    actor = partition[1] if partition[0] == "actor" else None
    before = {q.statement_id for unit in units for q in unit.pieces}
    rows = _rows(groups, units)
    settling = Settling(row for row in rows if row.pk)
    for group, row in zip(groups, rows, strict=True):
        _fill(row, group, actor, told)
    _assign(groups, rows, units, told)
    ids = {pk for pk in before if pk is not None} | {row.pk for row in rows}
    left = Statement.objects.filter(Q(pk__in=ids) | Q(founding__in=[q.pk for u in units for q in u.pieces]))
    gone = list(left.filter(wordings__isnull=True))
    settling.leaving(gone)
    Statement.objects.filter(pk__in=[row.pk for row in gone]).delete()
    if actor is not None:
        settling.settle(actor, rows)
    return ids


def _tellings(groups: Sequence[Sequence[Unit]]) -> dict[int, group_occasion.Telling]:
    members = [unit for group in groups for unit in group]
    texts = group_occasion.texts(members)
    rules = Rules(unit.whole.revision.source_id for unit in members)
    return {id(unit): group_occasion.told(unit, texts[unit.revision], rules) for unit in members}


def _rows(groups: Sequence[Sequence[Unit]], units: Sequence[Unit]) -> list[Statement]:
    """The row of each group: that of its founding wording, else one that another of its wordings founded (or that was
    founded by one since rejected), else a new one.
    """
    ids = {q.pk for unit in units for q in unit.pieces} | {u.head.pk for g in groups for u in g if u.head}
    stated = {pk for pk in _statements(q for unit in units for q in unit.pieces) if pk is not None}
    near = Statement.objects.filter(Q(founding__in=ids) | Q(pk__in=stated)).annotate(state=F("founding__state"))
    free = {s.founding_id: s for s in near if s.founding_id in ids or s.state == State.REJECTED}
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


def _fill(row: Statement, group: Sequence[Unit], actor: int | None, told: dict[int, group_occasion.Telling]) -> None:
    before = _values(row)
    row.founding, row.best = _founding(group), _best(group, _distorted(group, told))
    row.actor_id = actor
    row.said, inferred = group_occasion.when(group)
    row.is_dated = not inferred and bool(row.said)
    row.said_earliest, row.said_latest = bounds(row.said)
    row.place, row.told = group_occasion.place(group, told), group_occasion.as_told(group, told)
    if row.pk is None or before != _values(row):
        row.save()


def _values(row: Statement) -> tuple[object, ...]:
    days = (row.said, row.said_earliest, row.said_latest, row.is_dated)
    return (row.founding_id, row.best_id, row.actor_id, row.place, row.told, *days)


def _distorted(group: Sequence[Unit], told: dict[int, group_occasion.Telling]) -> dict[int, str]:
    return {id(unit): group_distortion.reason(unit, group, told) for unit in group}


def _assign(
    groups: Sequence[Sequence[Unit]],
    rows: Sequence[Statement],
    units: Sequence[Unit],
    told: dict[int, group_occasion.Telling],
) -> None:
    """Each wording's statement and whether it distorts it; written only where it differs."""
    wanted: dict[int, tuple[int | None, str]] = {q.pk: (None, "") for unit in units for q in unit.pieces}
    pieces: dict[int, Quotation] = {q.pk: q for unit in units for q in unit.pieces}
    for group, row in zip(groups, rows, strict=True):
        reasons = _distorted(group, told)
        for unit in group:
            wanted |= {q.pk: (row.pk, reasons[id(unit)]) for q in unit.pieces}
            pieces |= {q.pk: q for q in unit.pieces}
    changes: dict[tuple[int | None, str], list[int]] = defaultdict(list)
    for pk, (statement, reason) in wanted.items():
        q = pieces[pk]
        if (q.statement_id, q.distorted, q.distorted_reason) != (statement, bool(reason), reason):
            changes[statement, reason].append(pk)
    for (statement, reason), ids in changes.items():
        Quotation.objects.filter(pk__in=ids).update(
            statement=statement, distorted=bool(reason), distorted_reason=reason
        )
