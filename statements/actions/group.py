"""Grouping: one statement under all its wordings. Derived, deterministic, the same for any order of arrival.

    group.regroup(quotations=[...])   after a decision on quotations or links, or a constraint
    group.hold()                      first thing in a transaction that writes quotations and then groups

Everything that derives takes one advisory lock. It is held for the writing of one text or one decision, never while a
text is read. With a lock for each actor, two texts that name the same people would wait for each other.
"""

from collections.abc import Collection, Iterable

from django.db import connection, transaction
from django.db.models import Q

from actors.identity import roots_of
from sources.models import Revision
from statements.actions import group_statements, link
from statements.actions.group_units import Partition, partition_of
from statements.models import Quotation, Statement
from statements.vocabulary import Act

LOCK = 7_202_503  # any number: the same for all that derive


def hold() -> None:
    """Waits until nobody else derives, until the end of the transaction. May be called again within it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])


def regroup(*, quotations: Iterable[Quotation]) -> None:
    """Recomputes the statements around these quotations, as they stand in the database now, and the links to them.

    Where a speaker changed, give the quotation after the change: the statement it leaves is found by itself.
    """
    ids = [q.pk for q in quotations]
    with transaction.atomic():
        hold()
        rows = list(Quotation.objects.filter(pk__in=ids).select_related("statement"))
        left = {q.statement.actor_id for q in rows if q.statement and q.statement.actor_id}
        _derive(_partitions(rows, left), {q.revision_id for q in rows})


def regroup_actors(actors: Collection[int], *, revisions: Collection[Revision]) -> None:
    """Recomputes the statements of actors, and of the local names of revisions, and the links to them.

    The caller holds the lock and the transaction.
    """
    rows = list(
        Quotation.objects.filter(revision__in=revisions, act=Act.SPEECH).only("speaker", "speaker_name", "revision")
    )
    _derive(_partitions(rows, actors), {revision.pk for revision in revisions})


def _partitions(rows: Iterable[Quotation], actors: Collection[int]) -> set[Partition]:
    rows = list(rows)
    roots = roots_of({q.speaker_id for q in rows if q.speaker_id} | set(actors))
    found = {partition_of(q, roots) for q in rows} | {("actor", roots[pk], "") for pk in actors}
    return {partition for partition in found if partition[0] == "actor" or partition[2]}


def _derive(partitions: set[Partition], revisions: set[int]) -> None:
    """Statements, then the links that seek one among them, then the answers that such a link makes a statement of."""
    for partition in sorted(partitions):
        group_statements.regroup_partition(partition)
    _drop_orphans(revisions)
    for partition in sorted(link.seek(partitions=partitions, revisions=revisions)):
        group_statements.regroup_partition(partition)
    link.fold(revisions=revisions, actors={number for kind, number, _ in partitions if kind == "actor"})


def _drop_orphans(revisions: set[int]) -> None:
    """Quotations that can be no wording (rejected, thought, a mention) stand under no statement."""
    gone = Quotation.objects.filter(revision__in=revisions, statement__isnull=False)
    gone.filter(~Q(act=Act.SPEECH) | Q(state="rejected") | Q(is_mention=True)).update(statement=None)
    Statement.objects.filter(founding__revision__in=revisions, wordings__isnull=True).delete()
