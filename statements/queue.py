"""What waits for an editor, in the order of what matters: what it is worth, how sure the machine is, how long it waits.

Rejecting a quotation hides the links that rest on it; a link that repeats another waits with that one.
"""

from dataclasses import dataclass
from typing import Any

from django.db.models import Case, F, FloatField, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce

from actors import identity
from actors.models import Actor
from sources.models import Source
from statements.models import Link, Quotation
from statements.vocabulary import Act, Family, State

LINKS = "links"
QUOTATIONS = "quotations"

# What a decision is worth to a reader: a correction changes how a statement is read, agreement hardly does.
WORTH = {Family.CORRECTION: 3.0, Family.STANCE: 2.0, Family.CONTINUITY: 1.0}
# The desk walks through this many; whoever decides on that many finds the next ones there.
WALK = 500


@dataclass(frozen=True)
class Wanted:
    """What the editor wants to see. Empty: everything."""

    kind: str = LINKS
    source: str = ""
    actor: str = ""
    relation: str = ""
    least: float = 0.0


def _visible(prefix: str) -> Q:
    return ~Q(**{f"{prefix}state": State.REJECTED}) & Q(**{f"{prefix}revision__source__withdrawn_at__isnull": True})


def _keys(actor: str) -> list[int]:
    """Those of the actor of this public id, and of all merged into it."""
    return list(identity.members(list(Actor.objects.filter(public_id=actor).values_list("pk", flat=True))))


def links(wanted: Wanted) -> QuerySet[Link]:
    """Suggested links that name their target."""
    open_ones = Link.objects.filter(state=State.SUGGESTED, same_as__isnull=True, claim__isnull=False)
    found = open_ones.filter(_visible("response__"), _visible("claim__"))
    if wanted.source:
        found = found.filter(
            Q(response__revision__source__public_id=wanted.source) | Q(claim__revision__source__public_id=wanted.source)
        )
    if wanted.actor:
        keys = _keys(wanted.actor)
        found = found.filter(Q(response__speaker__in=keys) | Q(claim__speaker__in=keys))
    if wanted.relation:
        found = found.filter(Q(relation=wanted.relation) | Q(family=wanted.relation))
    worth = Case(*[When(family=f, then=Value(w)) for f, w in WORTH.items()], output_field=FloatField())
    sure = Coalesce(F("confidence"), Value(0.5))
    return found.annotate(sure=sure, worth=worth * sure).filter(sure__gte=wanted.least).order_by("-worth", "id")


def quotations(wanted: Wanted) -> QuerySet[Quotation]:
    """Suggested words of a speaker. Of an utterance in pieces, the first stands for all."""
    found = Quotation.objects.filter(
        _visible(""), state=State.SUGGESTED, act=Act.SPEECH, continues__isnull=True, is_mention=False
    )
    if wanted.source:
        found = found.filter(revision__source__public_id=wanted.source)
    if wanted.actor:
        found = found.filter(speaker__in=_keys(wanted.actor))
    sure = Coalesce(F("confidence"), Value(0.5))
    return found.annotate(sure=sure).filter(sure__gte=wanted.least).order_by("-sure", "id")


def rows(wanted: Wanted) -> QuerySet[Any]:
    """The queue of the kind wanted."""
    return quotations(wanted) if wanted.kind == QUOTATIONS else links(wanted)


def walk(wanted: Wanted) -> list[str]:
    """The public ids of the queue's beginning, in order."""
    return list(rows(wanted).values_list("public_id", flat=True)[:WALK])


def waiting() -> QuerySet[Link]:
    """ "Original not found": responses whose original is not in the archive yet."""
    found = Link.objects.waiting().filter(_visible("response__"), state=State.SUGGESTED)
    return found.select_related("response__speaker", "response__revision__source__outlet").order_by("-confidence", "id")


def sources_that_wait() -> QuerySet[Source]:
    """For the filter: texts with something to decide."""
    open_links = Q(revisions__quotations__links_out__state=State.SUGGESTED)
    return Source.objects.live().filter(open_links | Q(revisions__quotations__state=State.SUGGESTED)).distinct()


def actors_that_wait() -> QuerySet[Actor]:
    """For the filter: speakers of whom something waits."""
    own, merged = Q(quotations__state=State.SUGGESTED), Q(merged_from__quotations__state=State.SUGGESTED)
    return Actor.objects.current().filter(own | merged).distinct().order_by("name")


def with_all(public_id: str, kind: str) -> Link | Quotation | None:
    """One row with what its card shows, in whatever state."""
    speaker = ("speaker", "reporter", "decided_by", "revision__source__outlet", "statement")
    if kind == QUOTATIONS:
        return Quotation.objects.filter(public_id=public_id).select_related(*speaker).first()
    ends = [f"{end}__{name}" for end in ("response", "claim") for name in speaker]
    found = Link.objects.filter(public_id=public_id).select_related("decided_by", "run", *ends)
    return found.prefetch_related("evidence").first()
