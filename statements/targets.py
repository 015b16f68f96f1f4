"""Statements that a link may be meant to answer, for an editor to choose from."""

from django.contrib.postgres.search import SearchQuery
from django.db.models import BooleanField, ExpressionWrapper, Q, QuerySet

from actors import identity
from statements.models import Link, Quotation
from statements.vocabulary import Act, State

SHOWN = 8


def _choosable(response: Quotation) -> QuerySet[Quotation]:
    found = Quotation.objects.filter(act=Act.SPEECH, is_mention=False, continues__isnull=True)
    found = found.exclude(state=State.REJECTED).exclude(pk=response.pk)
    found = found.filter(revision__source__withdrawn_at__isnull=True)
    return found.select_related("speaker", "revision__source__outlet", "statement").defer("revision__text")


def search(response: Quotation, words: str) -> list[Quotation]:
    """Wordings that have these words, or whose speaker is called so; the newest texts first."""
    said = Q(search=SearchQuery(words, config="english", search_type="websearch"))
    found = _choosable(response).filter(said | Q(speaker_name__icontains=words))
    return list(found.order_by("-revision__source__published_latest", "-id")[:SHOWN])


def likely(response: Quotation, link: Link | None = None) -> list[Quotation]:
    """Without a search: what the same speaker, or whoever was answered, said elsewhere; statements first."""
    speakers = [response.speaker_id, link.claim.speaker_id if link and link.claim else None]
    roots = identity.roots_of([pk for pk in speakers if pk])
    found = _choosable(response).filter(speaker__in=list(identity.members(set(roots.values()))))
    if link is not None and link.claim_id:
        found = found.exclude(pk=link.claim_id)
    grouped = ExpressionWrapper(Q(statement__isnull=False), output_field=BooleanField())
    return list(found.annotate(grouped=grouped).order_by("-grouped", "-confidence", "-id")[:SHOWN])
