"""What a form proposes for words that an editor selected in a text."""

from collections.abc import Collection
from typing import Any

from django.db.models import F

from actors.models import Actor
from sources.models import Revision, Segment
from statements.models import Quotation
from statements.spans import QUOTE_MARKS
from statements.vocabulary import Act, QuotationKind

FEW = 5  # so many words of either end are enough to name a span
OPENS = QUOTE_MARKS['"'] + QUOTE_MARKS["'"]


def ends(words: str) -> dict[str, str]:
    """The first and the last words of a span, as a form names it."""
    parts = words.split()
    return {"begins": " ".join(parts[:FEW]), "ends": " ".join(parts[-FEW:])}


def proposal(revision: Revision, start: int, end: int) -> dict[str, Any]:
    """Span, speaker and kind of the words from `start` to `end`, without the space around them; {} for no words."""
    words = revision.text[start:end]
    start, end = start + len(words) - len(words.lstrip()), end - len(words) + len(words.rstrip())
    if not 0 <= start < end <= len(revision.text):
        return {}
    around = _around(revision, start, end)
    segment = Segment.objects.filter(revision=revision, start__lte=start, end__gt=start).first()
    speaker = around.speaker_name if around else segment.speaker if segment else ""
    kind = around.kind if around else _kind(revision.text, segment, start)
    return {"start": start, "end": end, **ends(words), "speaker": speaker, "kind": kind}


def names(revisions: Collection[int]) -> list[str]:
    """Who speaks in these texts, to choose a speaker from."""
    found = Actor.objects.current().filter(quotations__revision__in=revisions)
    return list(found.distinct().order_by("name").values_list("name", flat=True)[:60])


def _around(revision: Revision, start: int, end: int) -> Quotation | None:
    """The smallest quotation that holds the words."""
    holders = Quotation.objects.filter(revision=revision, start__lte=start, end__gte=end, act=Act.SPEECH)
    return holders.order_by(F("end") - F("start")).first()


def _kind(text: str, segment: Segment | None, start: int) -> str:
    """Within an answer, an answer; behind an opening mark, the words themselves; else a report."""
    if segment and segment.kind == Segment.Kind.ANSWER:
        return QuotationKind.TURN
    before = text[max(0, start - 1) : start]
    return QuotationKind.DIRECT if before and before in OPENS else QuotationKind.INDIRECT
