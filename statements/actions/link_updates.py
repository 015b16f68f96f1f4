"""Asking editors whether an actor took another position: pairs of wordings on one matter that do not say the same.

Never within the transaction that takes a text in: a question may come a moment later, and may be missed.
"""

import logging
import re
from collections.abc import Collection, Iterator

from django.contrib.postgres.search import SearchQuery
from django.db import DatabaseError, transaction
from django.db.models import F, Q, QuerySet

from actors.identity import members, roots_of
from sources.models import Revision
from statements import lexicon, likeness, positions, stems
from statements.models import PositionQuestion, Quotation
from statements.vocabulary import Act, State

MOST_WORDINGS = 60  # of a text: beyond that, the longest are compared
MOST_CANDIDATES = 30  # for each of them
TELLING = 5  # so many of the rarest words of a wording name its matter; a candidate has two of them
WORD = re.compile(r"[^\W\d_]{3,}")

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
    wanted = {(row.earlier_id, row.later_id): row for q in own for row in _questions(q)}
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


def _questions(q: Quotation) -> Iterator[PositionQuestion]:
    day = positions.day_of(q)
    matter = _matter(q.exact)
    if day is None or matter is None:
        return
    others = list(_others(q, matter))
    likeness.learn(other.exact for other in others)
    for other in others:
        theirs = positions.day_of(other)
        found = positions.difference(q.exact, other.exact) if theirs and theirs != day else None
        if found and theirs:
            earlier, later = (q, other) if day < theirs else (other, q)
            yield PositionQuestion(earlier=earlier, later=later, alike=found.alike, differs=found.words[:300])


def _matter(text: str) -> SearchQuery | None:
    """Any two of the rarest words; None where there are no two."""
    known = lexicon.load()
    words = sorted(set(WORD.findall(text.casefold())))
    stems.learn(words)
    rare = sorted((w for w in words if stems.stem(w)), key=lambda w: (-known.weight(stems.stem(w)), w))[:TELLING]
    pairs = [f"({one} & {other})" for n, one in enumerate(rare) for other in rare[n + 1 :]]
    return SearchQuery(" | ".join(pairs), config="english", search_type="raw") if pairs else None


def _others(q: Quotation, matter: SearchQuery) -> QuerySet[Quotation]:
    """What the same actor said in other texts on that matter, the newest first."""
    same: Collection[int] = members(set(roots_of({q.speaker_id}).values())) if q.speaker_id else set()
    rows = _heads(Q(speaker__in=list(same), search=matter)).exclude(revision__source=q.revision.source_id)
    return rows.order_by("-pk")[:MOST_CANDIDATES]
