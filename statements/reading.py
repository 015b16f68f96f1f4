"""What the reading view shows of a source."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import F, Q, Value
from django.db.models.functions import Substr

from sources.models import Revision, Segment, Source
from statements.context import surroundings
from statements.models import Anchor, Quotation
from statements.outcomes import Answers, answers, with_place
from statements.passages import Furniture, Note, Paragraph, Part, lay_out, part_at
from statements.sight import Sight
from statements.tones import glances
from statements.vocabulary import Act, QuotationKind


@dataclass(frozen=True)
class Reading:
    """One part of a text. `title` is taken out of the text: it heads the page."""

    part: Part
    title: Paragraph | None
    body: list[Paragraph | Furniture]


@dataclass(frozen=True)
class Excerpted:
    """A quotation with a few words around it, where the whole text may not be shown."""

    quotation: Quotation
    before: str
    after: str


def revision_of(source: Source) -> Revision | None:
    """The newest text, without loading it."""
    return source.revisions.defer("text", "sketch").order_by("-number").first()


def read(revision: Revision, sight: Sight, at: int) -> Reading:
    """The part of the text in which `at` lies, with the quotations in it and what became of them."""
    part = part_at(list(Segment.objects.filter(revision=revision).order_by("start")), at)
    end = max((segment.end for segment in part.segments), default=0)
    text = _slice(revision, part.text_start, end)
    shown = sight.quotations() & Q(revision=revision, start__lt=end, end__gt=part.text_start)
    quotations = list(with_place(Quotation.objects.filter(shown)).order_by("start", "-end"))
    if revision.superseded:
        quotations += carried_on(revision, sight, part.text_start, end)
        quotations.sort(key=lambda quotation: (quotation.start, -quotation.end))
    laid = lay_out(text, part.segments, quotations, offset=part.text_start)
    _annotate(laid, notes(quotations, sight))
    title = next((p for p in laid if isinstance(p, Paragraph) and p.kind == Segment.Kind.TITLE), None)
    body = [paragraph for paragraph in laid if paragraph is not title]
    return Reading(part, title, body)


def carried_on(revision: Revision, sight: Sight, start: int, end: int) -> list[Quotation]:
    """The quotations that stood between these code points of an older text, and stand in a newer one: where they stood.

    They are for reading only: a row saved so would be refused.
    """
    anchors = Anchor.objects.filter(sight.quotations("quotation"), revision=revision, start__lt=end, end__gt=start)
    places = {a.quotation_id: (a.start, a.end) for a in anchors.exclude(how=Anchor.How.ORPHANED)}
    quotations = list(with_place(Quotation.objects.filter(pk__in=places)).exclude(revision=revision))
    for quotation in quotations:
        quotation.start, quotation.end = places[quotation.pk]
    return quotations


def _annotate(laid: Sequence[Paragraph | Furniture], noted: dict[int, Note]) -> None:
    """The notes beside the paragraphs in which their quotations begin."""
    for paragraph in laid:
        if isinstance(paragraph, Paragraph):
            paragraph.notes.extend(noted[quotation.pk] for quotation in paragraph.begun if quotation.pk in noted)


def _slice(revision: Revision, start: int, end: int) -> str:
    cut = Substr(F("text"), Value(start + 1), Value(max(end - start, 0)))
    text: str = Revision.objects.filter(pk=revision.pk).values_list(cut, flat=True)[0]
    return text


def notes(quotations: Sequence[Quotation], sight: Sight) -> dict[int, Note]:
    """A note for each quotation of which there is something to say: one that is answered or answers, or is an
    utterance with a statement. A whole turn with neither is the text itself and needs none."""
    statements = [quotation.statement_id for quotation in quotations if quotation.statement_id]
    links: Answers = answers(statements, sight)
    noted: dict[int, Note] = {}
    for quotation in quotations:
        to = links.to.get(quotation.statement_id or 0, [])
        by = [link for link in links.by.get(quotation.statement_id or 0, []) if link.response_id == quotation.pk]
        plain = quotation.act == Act.THOUGHT or quotation.kind == QuotationKind.TURN or quotation.continues_id
        if to or by or not (plain or quotation.is_mention):
            noted[quotation.pk] = Note(quotation, glances(to), by)
    return noted


def excerpted(revision: Revision, sight: Sight) -> list[Excerpted]:
    """The quotations alone, each with a few words of context."""
    found = with_place(Quotation.objects.filter(sight.quotations(), revision=revision, is_mention=False))
    quotations = list(found.order_by("start", "-end"))
    around = surroundings(quotations, full=False)
    return [Excerpted(quotation, *around[quotation.pk]) for quotation in quotations]
