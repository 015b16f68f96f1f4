"""One suggestion as the desk shows it: the text with its words marked, the reason in a sentence, its place in line."""

from dataclasses import dataclass, field
from datetime import timedelta

from django.contrib.auth.models import User
from django.utils import timezone

from accounts.models import Action
from sources.actions import revise
from statements import marks, queue, spans
from statements.actions import source_wide
from statements.models import Link, Quotation
from statements.vocabulary import QuotationKind, State

REMEMBERED = timedelta(days=1)  # how long the desk offers to undo the last decision; the history offers it for ever

RENDERED = {
    QuotationKind.DIRECT: "The words stand in quotation marks",
    QuotationKind.MIXED: "A report with some words in quotation marks",
    QuotationKind.INDIRECT: "A report without quotation marks",
    QuotationKind.TURN: "An answer of the interview",
    QuotationKind.HEADLINE: "A headline that reports speech",
    QuotationKind.PULL_QUOTE: "Words set apart from the text",
    QuotationKind.EMBED: "A post shown in the text",
}
SURE = [(0.9, "almost sure"), (0.7, "likely"), (0.5, "more likely than not"), (0.0, "a guess")]


@dataclass(frozen=True)
class Pane:
    """A quotation in its text. `heading` says what it is in the decision."""

    heading: str
    quotation: Quotation
    paragraphs: list[spans.Paragraph]


@dataclass(frozen=True)
class Card:
    """What is to be decided. `position` is None for what is not in the queue (decided, or outside the filters)."""

    row: Link | Quotation
    panes: list[Pane]
    reason: str
    sure: str
    position: int | None
    before: str
    after: str
    names: list[str] = field(default_factory=list)

    @property
    def is_link(self) -> bool:
        return isinstance(self.row, Link)

    @property
    def kind(self) -> str:
        """As the addresses of its decisions have it."""
        return "link" if self.is_link else "quotation"

    @property
    def decided(self) -> bool:
        return self.row.state != State.SUGGESTED


def card(wanted: queue.Wanted, walk: list[str], at: str) -> Card | None:
    """The suggestion `at`, else the first of the queue; None where the queue is empty."""
    row = (queue.with_all(at, wanted.kind) if at else None) or (queue.with_all(walk[0], wanted.kind) if walk else None)
    if row is None:
        return None
    place = walk.index(row.public_id) if row.public_id in walk else None
    here = -1 if place is None else place
    others = [public_id for public_id in walk if public_id != row.public_id]
    return Card(
        row=row,
        panes=_panes(row),
        reason=reason(row),
        sure=sure(row.confidence),
        position=None if place is None else place + 1,
        before=walk[here - 1] if here > 0 else "",
        after=walk[here + 1] if here + 1 < len(walk) else (others[0] if others else ""),
        names=marks.names(_texts(row)),
    )


def _panes(row: Link | Quotation) -> list[Pane]:
    if isinstance(row, Quotation):
        return [Pane("The words", row, spans.passage(row, _marks(row, "words")))]
    proof = [
        spans.Mark(e.start, e.end, "proof", "what proves it")
        for e in row.evidence.all()
        if e.revision_id == row.response.revision_id
    ]
    panes = [Pane("The answer", row.response, spans.passage(row.response, [*_marks(row.response, "words"), *proof]))]
    if row.claim is not None:
        panes.append(Pane("What it answers", row.claim, spans.passage(row.claim, _marks(row.claim, "words"))))
    return panes


def _marks(quotation: Quotation, name: str) -> list[spans.Mark]:
    marks = [spans.Mark(quotation.start, quotation.end, name, "the words")]
    for start, end, look, words in (
        (quotation.mention_start, quotation.mention_end, "mention", "who speaks"),
        (quotation.cue_start, quotation.cue_end, "cue", "the word that reports"),
    ):
        if start is not None and end is not None:
            marks.append(spans.Mark(start, end, look, words))
    return marks


def reason(row: Link | Quotation) -> str:
    """Why it is suggested, in a sentence that an editor can check."""
    if isinstance(row, Link):
        return row.reason or ("Made by hand." if row.made_by_id else "")
    text, words = row.revision.text, RENDERED[QuotationKind(row.kind)]
    if row.cue_start is not None and row.cue_end is not None:
        words += f", beside “{text[row.cue_start : row.cue_end]}”"
    if row.mention_start is not None and row.mention_end is not None:
        words += f"; “{text[row.mention_start : row.mention_end]}” is taken to be {row.speaker_name}"
    return words + "."


def sure(confidence: float | None) -> str:
    """The machine's confidence in words; "" where a person made it."""
    return "" if confidence is None else next(words for least, words in SURE if confidence >= least)


def _texts(row: Link | Quotation) -> set[int]:
    ends = [row] if isinstance(row, Quotation) else [row.response, *([row.claim] if row.claim else [])]
    return {end.revision_id for end in ends}


# They touch quotations by the hundred, and are taken back from the history.
NO_DECISION = (revise.VERB, source_wide.VERB)


def last_action(user: User) -> Action | None:
    """The person's last decision, to undo it with one key."""
    recent = Action.objects.filter(by=user, undone_by__isnull=True, undoes__isnull=True)
    recent = recent.filter(targets__model__in=["statements.quotation", "statements.link"]).exclude(verb__in=NO_DECISION)
    return recent.filter(at__gte=timezone.now() - REMEMBERED).order_by("-id").first()
