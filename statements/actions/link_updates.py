"""Asking editors whether an actor took another position: pairs of wordings on one matter that do not say the same.

Never within the transaction that takes a text in: a question may come a moment later, and may be missed.
"""

import logging
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator

from django.contrib.postgres.search import SearchQuery
from django.db import DatabaseError, transaction
from django.db.models import F, Q, QuerySet, Value

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


def _matter(text: str) -> SearchQuery | None:
    """Any two of the rarest words; None where there are no two."""
    known = lexicon.load()
    words = sorted(set(WORD.findall(text.casefold())))
    rare = sorted((w for w in words if stems.stem(w)), key=lambda w: (-known.weight(stems.stem(w)), w))[:TELLING]
    pairs = [f"({one} & {other})" for n, one in enumerate(rare) for other in rare[n + 1 :]]
    return SearchQuery(" | ".join(pairs), config="english", search_type="raw") if pairs else None


def _others(own: Collection[Quotation]) -> dict[int, list[Quotation]]:
    """For each what the same actor said in other texts on that matter, the newest first."""
    stems.learn({word for q in own for word in WORD.findall(q.exact.casefold())})
    roots = roots_of({q.speaker_id for q in own if q.speaker_id})
    keys: dict[int, list[int]] = defaultdict(list)
    for key, root in members(set(roots.values())).items():
        keys[root].append(key)
    asked = [(q, matter) for q in own if positions.day_of(q) and (matter := _matter(q.exact))]
    newest = [_newest(q, matter, keys[roots[q.speaker_id or 0]]) for q, matter in asked]
    found: dict[int, list[int]] = defaultdict(list)
    for pk, of in newest[0].union(*newest[1:], all=True) if newest else ():
        found[of].append(pk)
    rows = {q.pk: q for q in _heads(Q(pk__in={pk for ids in found.values() for pk in ids}))}
    return {of: [rows[pk] for pk in ids] for of, ids in found.items()}


def _newest(q: Quotation, matter: SearchQuery, same: Collection[int]) -> QuerySet[Quotation, tuple[int, int]]:
    rows = _heads(Q(speaker__in=same, search=matter)).exclude(revision__source=q.revision.source_id).order_by("-pk")
    return rows.annotate(of=Value(q.pk)).values_list("pk", "of")[:MOST_CANDIDATES]
