"""Which statement of a text a response answers: candidates scored by matter, place and time."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from extraction.responses.draft import Draft
from extraction.responses.patterns import plain
from extraction.types import Relation, Span, Speaker

# The numbers weigh the clues against each other; chosen on invented texts (tests/test_responses.py), not trained.
_MATTER, _AROUND, _QUESTION, _NAMED, _EARLIER, _BEFORE, _SAME_TURN, _NEAR = 1.0, 0.6, 1.5, 1.0, 0.6, 0.3, 0.8, 0.5
_ENOUGH = 1.2
# Beyond this many characters nearness counts for nothing.
_FAR = 3000
# What stands further away than this many characters is not meant.
REACH = 15_000
_EARLIER_WORDS = re.compile(
    r"\b(?:earlier|previous(?:ly)?|last|ago|yesterday|recent(?:ly)?|past|before|controversial)\b", re.I
)


@dataclass(frozen=True, slots=True)
class Target:
    """The statement found, and what speaks for it, in words for the reason."""

    claim: int
    score: float
    because: str


def surname(name: str) -> str:
    """The last word of a name, as a text repeats it."""
    return name.split()[-1]


def names(words: str, name: str | None) -> bool:
    """Whether plain words name somebody by surname or in full."""
    last = plain(surname(name)) if name else ""
    return bool(last) and last in words and re.search(rf"\b{re.escape(last)}\b", words) is not None


def find(draft: Draft, response: Span, by: Callable[[int], bool], *, context: Span, gist: str) -> Target | None:
    """The best candidate among the quotations that `by` admits; None where nothing speaks clearly for one.

    `context` is the passage that gives the matter of the response; `gist` its plain words.
    """
    found = [_weigh(draft, i, response, context, gist) for i in _candidates(draft, response, by)]
    best = max((t for t in found if t), key=lambda t: (t.score, -t.claim), default=None)
    return best if best and best.score >= _ENOUGH else None


def sentence_of(draft: Draft, claim: int, response: Span) -> int:
    """The run of a longer quotation that the response takes up: its sentence with the most of the same matter."""
    if draft.quotations[claim].kind not in ("turn", "direct"):
        return claim
    sentences = [s.span for s in draft.sentences(draft.span(claim))]
    wanted = draft.matter(response)
    best = max(sentences, key=lambda s: len(draft.matter(s) & wanted), default=draft.span(claim))
    return draft.part(claim, best) if len(sentences) > 1 and draft.matter(best) & wanted else claim


def _candidates(draft: Draft, response: Span, by: Callable[[int], bool]) -> Iterable[int]:
    for i in draft.near(response, reach=REACH):
        quotation = draft.quotations[i]
        overlaps = quotation.start < response.end and response.start < quotation.end
        if quotation.act == "speech" and not quotation.mention and quotation.part_of is None and not overlaps and by(i):
            yield i


def _weigh(draft: Draft, i: int, response: Span, context: Span, gist: str) -> Target | None:
    span, clues = draft.span(i), []
    own = draft.matter(span) & draft.matter(response)
    around = (draft.matter(span) & draft.matter(context)) - own
    shared = own | around
    score = (_MATTER * min(3, len(own)) + _AROUND * min(3, len(around))) / 1.5
    if shared:
        clues.append("both speak of " + _listed(draft, span, shared))
    asked = _asked_before(draft, span, response)
    if asked:
        score += _QUESTION
        clues.append("the question before reports it")
    if names(gist, draft.speaker(i)):
        score += _NAMED
        clues.append(f"it names {draft.speaker(i)}")
    if (
        draft.turn(span.start) is not None
        and draft.turn(span.start) == draft.turn(response.start)
        and span.end <= response.start
    ):
        score += _SAME_TURN
    if _earlier(draft, span):
        score += _EARLIER
        clues.append("it was said earlier")
    score += _BEFORE * (span.start < response.start) + _NEAR * max(0.0, 1 - abs(span.start - response.start) / _FAR)
    return Target(i, score, "; ".join(clues)) if clues else None


def _asked_before(draft: Draft, span: Span, response: Span) -> bool:
    asked, answered = draft.turn(span.start), draft.turn(response.start)
    return asked is not None and answered is not None and asked == answered - 1


def _earlier(draft: Draft, span: Span) -> bool:
    sentence = next(iter(draft.parsed.sentences(span)), span)
    words = draft.words(sentence)
    return bool(_EARLIER_WORDS.search(words)) or draft.dated(sentence)


def _listed(draft: Draft, span: Span, stems: frozenset[str]) -> str:
    """Up to three of the shared words as the claim writes them."""
    seen: dict[str, str] = {}
    for word in re.findall(r"\w[\w’'-]*", draft.parsed.text[span.start : span.end]):
        stem = next((s for s in stems if word.lower().startswith(s)), None)
        if stem and stem not in seen:
            seen[stem] = word
    return ", ".join(list(seen.values())[:3]) or "the same matter"


# How sure it is that a reporter's noun or verb tells of a response, with and without what it answers: set by hand.
TOLD, WAITING = 0.6, 0.45


def characterise(
    draft: Draft, relation: Relation, who: Speaker, span: Span, target: Target | None, reason: str
) -> None:
    """Adds a response that a reporter tells of without its words, to what it answers or to nothing in this text."""
    because = target.because if target else "what it answers is not in this text"
    draft.link(
        relation,
        "characterised",
        target.claim if target else None,
        draft.mention(span, who, None, TOLD),
        span,
        f"{reason}; {because}",
        TOLD if target else WAITING,
    )
