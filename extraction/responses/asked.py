"""What the interviewer's own question puts as true, and the interviewee contests in the first words of the answer."""

from __future__ import annotations

from extraction.responses.alike import content
from extraction.responses.draft import Draft, Sentence
from extraction.responses.patterns import lexicon
from extraction.types import Segment, Span, Speaker

INTERVIEWER = "Interviewer"
_FOUND = 0.45


def find(draft: Draft) -> None:
    """Adds a link for each answer that opens by contesting the question; last, for other claims in it come first."""
    taken = [draft.span(link.response) for link in draft.links]
    for index in range(len(draft.quotations)):
        quotation = draft.quotations[index]
        turn = draft.turn(quotation.start) if quotation.kind == "turn" else None
        opening = draft.opening(turn) if turn is not None else None
        if turn is None or opening is None or opening.start != quotation.start or quotation.part_of is not None:
            continue
        sentence = next(iter(draft.sentences(opening)), None)
        if sentence is not None and _contests(sentence.words) and not _overlaps(sentence.span, taken):
            _add(draft, index, sentence, turn)


def _contests(words: str) -> bool:
    known = lexicon()
    return known.contesting.match(words) is not None and any(
        p.search(words) for p in known.stance if p.relation == "disputes"
    )


def _overlaps(span: Span, others: list[Span]) -> bool:
    return any(o.start < span.end and span.start < o.end for o in others)


def _add(draft: Draft, index: int, sentence: Sentence, turn: int) -> None:
    found = [(s, put) for s in draft.questions(turn) if (put := _put(draft, Span(s.start, s.end))) is not None]
    if not found:
        return
    segment, put = found[-1]
    claim = draft.question(put.span, _asker(draft, segment))
    response = draft.part(index, sentence.span)
    reason = f"{draft.speaker(index)} contests what the question puts as true"
    draft.link("disputes", "own", claim, response, sentence.span, reason, _FOUND)


def _put(draft: Draft, asked: Span) -> Sentence | None:
    """The last sentence of a question that asserts something, or asks in a way that suggests it."""
    asserted = [s for s in draft.sentences(asked) if _asserts(s.words)]
    return asserted[-1] if asserted else None


def _asserts(words: str) -> bool:
    if len(content(words)) < 3:
        return False
    return not words.rstrip(" \"')").endswith("?") or lexicon().suggesting.search(words) is not None


def _asker(draft: Draft, segment: Segment) -> Speaker:
    name = segment.speaker or INTERVIEWER
    person = any(e.kind == "person" and e.name == name for e in draft.parsed.entities)
    return Speaker(name, "person" if person else "unnamed")
