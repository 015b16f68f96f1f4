"""What a seeking link may lead to, and which links seek: found first, judged in link_seek."""

from collections.abc import Collection

from django.db.models import Q, QuerySet

from actors.identity import members
from actors.models import Alias
from statements import likeness
from statements.models import Link, Quotation
from statements.vocabulary import Act, Family, State


def seeking(actors: Collection[int], revisions: Collection[int]) -> QuerySet[Link]:
    """Undecided links of the machine that seek their original, and that these texts or actors bear on."""
    open_ = Link.objects.filter(state=State.SUGGESTED, made_by__isnull=True).exclude(sought={})
    near = Q(response__revision__in=revisions) | Q(response__speaker__in=actors)
    surnames = {
        folded.split()[-1] for folded in Alias.objects.filter(actor__in=actors).values_list("folded", flat=True)
    }
    for name in sorted(surnames):
        near |= Q(sought__words__icontains=name) | Q(sought__names__icontains=name)
    rows = open_.filter(near).select_related("response__revision__source", "response__speaker")
    return rows.defer("response__revision__text").order_by("pk")


def wordings(link: Link, actor: int) -> list[Quotation]:
    """What the actor said in other texts; in the same text only where the text names it. Never what overlaps."""
    spoken = Quotation.objects.filter(speaker__in=list(members({actor})), act=Act.SPEECH, is_mention=False)
    spoken = spoken.exclude(state=State.REJECTED).filter(revision__source__withdrawn_at__isnull=True, derived=False)
    response = link.response
    if not link.sought.get("here"):
        spoken = spoken.exclude(revision=response.revision_id)
    here = Q(revision=response.revision_id, start__lt=response.end, end__gt=response.start)
    if link.family == Family.CORRECTION:
        spoken = spoken.exclude(_correcting(spoken))
    rows = list(spoken.exclude(here).select_related("revision__source").defer("revision__text"))
    likeness.learn(q.exact for q in rows)
    return rows


def _correcting(spoken: QuerySet[Quotation]) -> Q:
    """Words that correct, and answers that hold them: what is corrected is what they speak of."""
    answers = Link.objects.filter(response__in=spoken, family=Family.CORRECTION).exclude(state=State.REJECTED)
    ids = set(answers.values_list("response", flat=True)) | set(answers.values_list("response__part_of", flat=True))
    return Q(pk__in=ids - {None})
