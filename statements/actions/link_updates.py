"""Asking editors whether an actor took another position: pairs of wordings on one matter that do not say the same.

Never within the transaction that takes a text in: a question may come a moment later, and may be missed.
"""

import logging
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from django.db import DatabaseError, transaction
from django.db.models import F, Q, QuerySet

from actors.identity import families
from sources.models import Revision
from statements import likeness, positions, terms
from statements.actions.term_lists import Listed, latest
from statements.models import PositionQuestion, Quotation
from statements.models.terms import ENDLESS
from statements.vocabulary import Act, State

MOST_WORDINGS = 60  # of a text: beyond that, the longest are compared
LATEST = 64  # wordings with each of its rarest words
MOST_CANDIDATES = 30  # for each of them
TELLING = 5  # so many of the rarest words of a wording name its matter; a candidate has two of them

log = logging.getLogger(__name__)


def find(*, run_id: int) -> int:
    """The questions about the wordings of a run's text, found anew; how many there are.

    Without the lock of what derives: comparing takes a while. A failure (a wording that went meanwhile) is logged, not
    raised: the text is in the archive, and a question is a hint.
    """
    try:
        with transaction.atomic():
            revisions = Revision.objects.filter(runs=run_id).values_list("pk", flat=True)
            return sum(_ask(revision) for revision in revisions)
    except DatabaseError:
        log.exception("No positions were compared for run %s.", run_id)
        return 0


def _ask(revision: int) -> int:
    own = list(_heads(Q(revision=revision))[:MOST_WORDINGS])
    likeness.learn(q.exact for q in own)
    others = _others(own)
    likeness.learn(other.exact for found in others.values() for other in found)
    wanted = {(row.earlier_id, row.later_id): row for q in own for row in _questions(q, others.get(q.pk, ()))}
    stale = PositionQuestion.objects.filter(Q(earlier__revision=revision) | Q(later__revision=revision))
    stale.exclude(pk__in=[row.pk for row in stale if (row.earlier_id, row.later_id) in wanted]).delete()
    PositionQuestion.objects.bulk_create(
        wanted.values(),
        update_conflicts=True,
        unique_fields=["earlier", "later"],
        update_fields=["alike", "differs"],
    )
    return len(wanted)


def _heads(narrowed: Q) -> QuerySet[Quotation]:
    """Spoken words that stand for a statement, or for themselves."""
    rows = Quotation.objects.filter(narrowed, act=Act.SPEECH, is_mention=False, continues__isnull=True, derived=False)
    rows = rows.exclude(state=State.REJECTED).filter(speaker__isnull=False)
    rows = rows.filter(Q(statement__isnull=True) | Q(statement__best=F("pk")))
    rows = rows.filter(revision__source__withdrawn_at__isnull=True)
    related = rows.select_related("statement", "revision__source").defer("revision__text", "search")
    return related.order_by("start", "pk")


def _questions(q: Quotation, others: Iterable[Quotation]) -> Iterator[PositionQuestion]:
    day = positions.day_of(q)
    for other in others:
        theirs = positions.day_of(other)
        found = positions.difference(q.exact, other.exact) if theirs and theirs != day else None
        if found and theirs and day:
            earlier, later = (q, other) if day < theirs else (other, q)
            yield PositionQuestion(earlier=earlier, later=later, alike=found.alike, differs=found.words[:300])


def _others(own: Sequence[Quotation]) -> dict[int, list[Quotation]]:
    """For each what the same actor said last in other texts on its matter: with two of its rarest words."""
    roots, stands = families({q.speaker_id for q in own if q.speaker_id})
    keys: dict[int, list[int]] = defaultdict(list)
    for key, root in stands.items():
        keys[root].append(key)
    asked = [
        (n, key, term, ENDLESS)
        for n, q in enumerate(own)
        for term in {term for word in terms.telling(q.exact)[:TELLING] for term in word.terms}
        for key in keys[roots[q.speaker_id or 0]]
    ]
    shared: dict[tuple[int, int], list[Listed]] = defaultdict(list)
    for n, _, found in latest(asked, LATEST):
        if found.revision != own[n].revision_id:
            shared[n, found.quotation].append(found)
    newest = sorted((-found[0].day, -found[0].place, n, pk) for (n, pk), found in shared.items() if len(found) > 1)
    alike: dict[int, list[int]] = defaultdict(list)
    for _, _, n, pk in newest:
        if len(alike[n]) < MOST_CANDIDATES:
            alike[n].append(pk)
    rows = {q.pk: q for q in _heads(Q(pk__in={pk for ids in alike.values() for pk in ids}))}
    return {
        own[n].pk: [rows[pk] for pk in ids if pk in rows and rows[pk].revision.source_id != own[n].revision.source_id]
        for n, ids in alike.items()
    }
