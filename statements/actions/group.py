"""Grouping: one statement under all its wordings. Derived, deterministic, the same for any order of arrival.

    group.regroup(quotations=[...])   after a decision on quotations or links, or a constraint
    before = group.around(ids)        first thing in a transaction that removes or rewrites quotations and then groups
    group.hold()                      first thing in a transaction that writes quotations and then groups

Only the wordings around a change are looked at (group_window), so that it costs no more in a large archive. What
derives takes one advisory lock. It is held for the writing of one text or one decision, never while a text is read.
With a lock for each actor, two texts that name the same people would wait for each other (a deadlock), and a link makes
the words of one actor hang on those of others.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from django.db import connection, transaction
from django.db.models import Q

from actors.identity import members, roots_of
from sources.models import Revision
from statements.actions import group_settling, group_statements, link, link_pairs, term_index
from statements.actions.group_statements import Looked
from statements.actions.group_units import Partition, partition_of
from statements.actions.term_index import Nearby
from statements.actions.term_lists import Probe
from statements.models import Quotation, Statement
from statements.vocabulary import Act

LOCK = 7_202_503  # any number: the same for all that derive
AT_ONCE = 500  # quotations of an actor that is grouped from beginning to end


def hold() -> None:
    """Waits until nobody else derives, until the end of the transaction. May be called again within it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])


@dataclass
class Before:
    """What stood around wordings: those near them, and the wordings themselves as they stood in the lists."""

    near: set[int] = field(default_factory=set)
    probes: dict[int, list[Probe]] = field(default_factory=dict)  # by the keys of the actors
    occasions: set[int] = field(default_factory=set)


def around(quotations: Collection[int]) -> Before:
    """What stands around these quotations as they were grouped last, though they may have changed since."""
    before = Before(probes=term_index.stored(quotations))
    nearby = term_index.Nearby()
    moved = nearby.of_keys(before.probes).moved
    before.near = {one.quotation for found in nearby.known.values() for one in found} | {pk for p in moved for pk in p}
    under = dict(Statement.objects.filter(wordings__in=quotations).values_list("pk", "occasion"))
    before.near |= set(Quotation.objects.filter(statement__in=under).values_list("pk", flat=True))
    before.occasions = {pk for pk in under.values() if pk is not None}
    return before


def _parted(moved: Collection[tuple[int, int]]) -> set[int]:
    """The wordings that stood near each other until others came between, and that are one statement still."""
    ids = {pk for pair in moved for pk in pair}
    under: dict[int, set[int]] = defaultdict(set)
    rows = Quotation.objects.filter(
        Q(pk__in=ids) | Q(part_of__in=ids, derived=True), statement__isnull=False
    ).order_by()
    for pk, whole, statement in rows.values_list("pk", "part_of", "statement") if ids else ():
        under[pk].add(statement)
        under[whole or pk].add(statement)
    return {pk for pair in moved if under[pair[0]] & under[pair[1]] for pk in pair}


def regroup(*, quotations: Iterable[Quotation]) -> None:
    """Recomputes the statements around these quotations, as they stand in the database now, and the links to them.

    Where a speaker changed, give the quotation after the change: the statement it leaves is found by itself.
    """
    ids = {q.pk for q in quotations}
    with transaction.atomic():
        hold()
        regroup_around(ids, before=Before())


def regroup_around(quotations: Collection[int], *, before: Before, surnames: Collection[str] = ()) -> None:
    """The same, where some were removed or rewritten, or surnames mean somebody else now.

    The caller holds the lock and the transaction.
    """
    old = around(quotations)
    term_index.refresh(quotations)
    now = term_index.stored(quotations)
    nearby = term_index.Nearby()
    found = nearby.of_keys(now)
    around_now = {*quotations, *before.near, *old.near, *_parted(found.moved)}
    reached = link_pairs.reach(around_now | found.crossed, nearby)
    # What links seek is no function of statements: so a statement is made once, when its links lead where they will.
    stood = [before.probes, old.probes, now]
    changed = link.seek(quotations=quotations, stood=stood, surnames=surnames, lists=nearby.beginnings)
    looked = _regroup(around_now | changed, nearby)
    revisions = set(Quotation.objects.filter(pk__in=quotations).values_list("revision", flat=True))
    _drop_orphans(revisions)
    moved = {revision for pk, revision in looked.moved.items() if pk in reached}
    related = link_pairs.relate(reached, revisions | moved, nearby)
    again = _regroup(related.loosened, nearby)
    group_settling.refresh(before.occasions | old.occasions | looked.occasions | again.occasions)
    link.fold(statements=looked.statements | again.statements | related.statements, revisions=revisions)


def regroup_actors(actors: Collection[int], *, revisions: Collection[Revision]) -> None:
    """Recomputes all statements of actors, and of the local names of revisions, and the links to them.

    The caller holds the lock and the transaction.
    """
    keys = list(members(set(roots_of(actors).values()) | set(actors)))
    spoken = Quotation.objects.filter(Q(speaker__in=keys) | Q(revision__in=revisions), act=Act.SPEECH)
    ids = sorted(spoken.values_list("pk", flat=True))
    for start in range(0, len(ids), AT_ONCE):
        regroup_around(ids[start : start + AT_ONCE], before=Before())
    Statement.objects.filter(actor__in=keys, wordings__isnull=True).delete()
    _settle(link.seek_all(actors=keys))


def seek_anew(links: Collection[int]) -> None:
    """Finds anew what these links seek. The caller holds the lock and the transaction."""
    _settle(link.seek_these(links))


def _settle(quotations: Collection[int]) -> None:
    """Groups anew around these, with their occasions and what joins them."""
    looked = _regroup(quotations, term_index.Nearby())
    group_settling.refresh(looked.occasions)
    link.fold(statements=looked.statements, revisions=[])


def _regroup(quotations: Collection[int], nearby: Nearby) -> Looked:
    """Groups anew around these; gives what was looked at."""
    return group_statements.regroup(_partitions(quotations), nearby)


def _partitions(quotations: Collection[int]) -> dict[Partition, dict[int, int]]:
    """The quotations, and what they are parts of, by whose they are, with their texts."""
    rows = list(Quotation.objects.filter(pk__in=quotations).only("speaker", "speaker_name", "revision", "part_of"))
    roots = roots_of({q.speaker_id for q in rows if q.speaker_id})
    found: dict[Partition, dict[int, int]] = defaultdict(dict)
    for q in rows:
        found[partition_of(q, roots)] |= {pk: q.revision_id for pk in (q.pk, q.part_of_id) if pk is not None}
    return {partition: ids for partition, ids in found.items() if partition[0] == "actor" or partition[2]}


def _drop_orphans(revisions: Collection[int]) -> None:
    """Quotations that can be no wording (rejected, thought, a mention) stand under no statement."""
    gone = Quotation.objects.filter(revision__in=revisions, statement__isnull=False)
    gone.filter(~Q(act=Act.SPEECH) | Q(state="rejected") | Q(is_mention=True)).update(statement=None)
    Statement.objects.filter(founding__revision__in=revisions, wordings__isnull=True).delete()
