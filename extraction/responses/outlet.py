"""An outlet's correction of its own report: it says nothing about the speaker."""

from __future__ import annotations

from extraction.responses import targets
from extraction.responses.draft import Draft
from extraction.responses.patterns import lexicon
from extraction.types import Span, Speaker

_FOUND, _WAITING = 0.7, 0.5


def find(draft: Draft) -> None:
    """Adds a link for each notice in which the outlet corrects what it had reported somebody to have said."""
    known = lexicon()
    for segment in draft.parsed.structure.segments:
        span = Span(segment.start, segment.end)
        words = draft.words(span)
        notice = known.outlet_heading.search(words) or segment.kind == "editors_note"
        if not (notice or known.outlet_body.search(words)) or not known.outlet_fault.search(words):
            continue
        _add(draft, span, words)


def _add(draft: Draft, span: Span, words: str) -> None:
    named = [i for i in draft.near(span, reach=targets.REACH) if targets.names(words, draft.speaker(i))]
    inside = [i for i in named if span.start <= draft.span(i).start < span.end]
    if not named and not lexicon().saying.search(words):
        return
    target = targets.find(draft, span, set(named).__contains__, context=span, gist=words)
    who = draft.quotations[inside[0]].speaker if inside else None
    response = draft.mention(span, who or Speaker("the outlet", "unnamed"), None, _FOUND)
    draft.link(
        "corrects",
        "outlet",
        target.claim if target else None,
        response,
        span,
        "the outlet corrects its own report" + (f"; {target.because}" if target else ""),
        _FOUND if target else _WAITING,
    )
