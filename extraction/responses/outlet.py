"""An outlet's correction of its own report: it says nothing about the speaker, and the outlet is who corrects."""

from __future__ import annotations

from collections.abc import Iterator

from extraction.entities import offices
from extraction.responses import targets
from extraction.responses.draft import Draft
from extraction.responses.patterns import lexicon
from extraction.types import Span, Speaker

_FOUND, _WAITING = 0.7, 0.5
# Whoever keeps the text knows which outlet printed it; the text seldom says.
OUTLET = Speaker("the outlet", "unnamed")
_LONGEST_LINE = 60  # characters of a heading that stands alone


def find(draft: Draft) -> None:
    """Adds a link for each notice in which the outlet corrects what it had reported somebody to have said."""
    for notice in _notices(draft):
        _add(draft, notice)


def _notices(draft: Draft) -> Iterator[Span]:
    """What corrects a report, without its heading and the words of regret behind it.

    A notice says what it is at its head, stands below a line that does, or opens with what "we reported".
    """
    known, below = lexicon().outlet, False
    for segment in draft.parsed.structure.segments:
        words = draft.words(Span(segment.start, segment.end))
        if segment.kind == "page_furniture":
            continue
        if len(words) <= _LONGEST_LINE and known["alone"].search(words):
            below = True
            continue
        heading = known["heading"].match(words)
        told = below or heading or segment.kind == "editors_note"
        if not told and not known["body"].search(words):
            continue
        span = Span(segment.start + (heading.end() if heading else 0), segment.end)
        if known["fault"].search(words) or (told and len(_sayings(draft, span)) > 1):
            yield _corrected(draft, span)


def _sayings(draft: Draft, span: Span) -> list[Span]:
    """The sentences that tell what was said: of a notice the one that was printed, and the one that is right."""
    return [s.span for s in draft.sentences(span) if lexicon().outlet["said"].search(s.words)]


def _corrected(draft: Draft, span: Span) -> Span:
    """The sentences of a notice to the last one that tells the error or what is right."""
    faults = [s.span for s in draft.sentences(span) if lexicon().outlet["fault"].search(s.words)]
    told = faults or _sayings(draft, span)
    return Span(span.start, told[-1].end if told else span.end)


def _add(draft: Draft, span: Span) -> None:
    words = draft.words(span)
    named = [i for i in draft.near(span, reach=targets.REACH) if targets.names(words, draft.speaker(i))]
    if not named and not (lexicon().outlet["said"].search(words) and _of_somebody(draft, span)):
        return
    target = targets.find(draft, span, set(named).__contains__, context=span, gist=words)
    response = draft.mention(span, OUTLET, None, _FOUND)
    draft.link(
        "corrects",
        "outlet",
        target.claim if target else None,
        response,
        span,
        "the outlet corrects its own report" + (f"; {target.because}" if target else ""),
        _FOUND if target else _WAITING,
    )


def _of_somebody(draft: Draft, span: Span) -> bool:
    """Whether a person is named, or told by an office: what is corrected is what somebody said."""
    persons = (e for e in draft.parsed.entities if e.kind == "person")
    if any(span.start <= m.start < span.end for e in persons for m in e.mentions):
        return True
    return not offices()["person"].isdisjoint(draft.words(span).split())
