"""What one actor makes of another's statement: criticises, disputes or endorses it."""

from __future__ import annotations

import re

from extraction.responses import targets
from extraction.responses.draft import Draft, Sentence
from extraction.responses.own import context_of, is_response, relation_of, without_others
from extraction.responses.patterns import first, lexicon
from extraction.types import Quotation, Relation, Span

_REFERS, _ANSWERS, _CONTRAST = 0.62, 0.5, 0.42
_SPOKEN = frozenset({"direct", "mixed", "turn", "indirect", "headline"})
_OPENING = re.compile(
    r"^\W*(?:no|yes|that|this|it|absolutely|certainly|of course|not at all|exactly|i (?:dis)?agree)\b", re.I
)
# A reply that is quoted, not asked for: what it answers stands a few paragraphs before it at the most.
_REPLY = re.compile(r"^\W*(?:no\b|(?:that|this|it)(?: is| was|'s)\b|(?:those|these) (?:are|were)\b)", re.I)
_REPLIED_WITHIN = 1500
# A target that scores so much is clear without a word that refers to it.
_SURE = 2.5
_AGREEING = re.compile(r"\b(?:dis)?agree(?:s|d)?(?: with| completely| entirely)?\b", re.I)
_REASONS: dict[Relation, str] = {
    "critiques": "{who} judges what {whom} said",
    "disputes": "{who} contests what {whom} said",
    "endorses": "{who} agrees with what {whom} said",
}

_WORD = re.compile(r"[a-z][a-z'-]*", re.I)
_NEGATION = frozenset(["not", "no", "never", "nothing", "hardly", "cannot"])


def find(draft: Draft) -> None:
    """Adds the links of actors to the statements of others."""
    for index in range(len(draft.quotations)):
        quotation = draft.quotations[index]
        if _judges(draft, index, quotation):
            _of_quotation(draft, index, quotation)


def _judges(draft: Draft, index: int, quotation: Quotation) -> bool:
    plain_speech = quotation.act == "speech" or quotation.kind in ("turn", "direct")
    return (
        plain_speech
        and quotation.kind in _SPOKEN
        and not quotation.mention
        and quotation.part_of is None
        and draft.speaker(index) is not None
    )


def _of_quotation(draft: Draft, index: int, quotation: Quotation) -> None:
    sentences = list(draft.sentences(draft.span(index)))
    run: list[Sentence] = []
    last: tuple[Relation, int] | None = None
    for number, sentence in enumerate(sentences):
        found = _stance(draft, index, sentence, opening=number == 0)
        if found is None:
            run, last = [], None
            continue
        relation, target, confidence = found
        run = [*run, sentence] if last == (relation, target.claim) else [sentence]
        last = (relation, target.claim)
        if len(run) > 1:
            _withdraw(draft, index, run[:-1])
        _add(draft, index, quotation, run, relation, target, confidence)


def _withdraw(draft: Draft, index: int, run: list[Sentence]) -> None:
    """The run went on: the link that rests on its beginning is made again on the whole of it."""
    start = _after_others(draft, index, run[0].span)
    key = (
        draft.part(index, Span(start, run[-1].span.end))
        if draft.quotations[index].kind in ("direct", "turn")
        else index
    )
    draft.links = [link for link in draft.links if link.response != key or link.relation not in _REASONS]


def _stance(
    draft: Draft, index: int, sentence: Sentence, *, opening: bool
) -> tuple[Relation, targets.Target, float] | None:
    words = without_others(draft, index, sentence)
    if words.rstrip().endswith("?") or relation_of(words, first_person=True) not in (None, "reaffirms"):
        return None
    known = lexicon()
    judging = first(known.stance, words)
    if judging is None:
        return _of_claimant(draft, index, sentence, words) or (
            _contrast(draft, index, sentence, words) if opening else None
        )
    relation, target = judging.relation, _target(draft, index, sentence.span, words)
    if target is None:
        return None
    referring = bool(known.reference.search(words) or _AGREEING.search(words))
    named = targets.names(words, draft.speaker(target.claim))
    answering = _OPENING.match(words) is not None and _in_dialogue(draft, target.claim, sentence.span)
    replying = opening and _REPLY.match(words) is not None and _just_before(draft, target.claim, sentence.span)
    of_the_named = named and (relation == "endorses" or (relation == "critiques" and target.score >= _SURE))
    if not (referring or answering or replying or of_the_named):
        return None
    return relation, target, _REFERS if referring else _ANSWERS


def _of_claimant(
    draft: Draft, index: int, sentence: Sentence, words: str
) -> tuple[Relation, targets.Target, float] | None:
    """ "She does not know what we think": the one who said it is the subject."""
    matched = next((m for p in lexicon().claimant if (m := p.search(words))), None)
    target = _target(draft, index, sentence.span, words) if matched else None
    if matched is None or target is None:
        return None
    if not targets.names(words[: matched.start()], draft.speaker(target.claim)):
        return None
    return "critiques", target, _ANSWERS


def _contrast(
    draft: Draft, index: int, sentence: Sentence, words: str
) -> tuple[Relation, targets.Target, float] | None:
    """The question puts somebody's blame of a thing to the interviewee, who opens with its praise (or the reverse)."""
    turn = draft.turn(sentence.span.start)
    first = draft.parsed.paragraph_at(sentence.span.start)
    worth = _worth(words)
    if turn is None or first is None or worth == 0 or not _opens_turn(draft, sentence.span, turn):
        return None
    target = _target(draft, index, sentence.span, words)
    if target is None or draft.turn(draft.span(target.claim).start) != turn - 1:
        return None
    return ("disputes", target, _CONTRAST) if _worth(draft.words(draft.span(target.claim))) == -worth else None


def _opens_turn(draft: Draft, span: Span, turn: int) -> bool:
    first = draft.opening(turn)
    return first is not None and first.start <= span.start < first.end


def _worth(words: str) -> int:
    """1 where the words praise, -1 where they blame, 0 where neither or both."""
    found = [w.lower() for w in _WORD.findall(words)]
    praise, blame = bool(lexicon().worthy.intersection(found)), bool(lexicon().worthless.intersection(found))
    sign = -1 if _NEGATION.intersection(found) else 1
    return sign * (praise - blame)


def _just_before(draft: Draft, claim: int, span: Span) -> bool:
    return 0 <= span.start - draft.span(claim).end < _REPLIED_WITHIN


def _in_dialogue(draft: Draft, claim: int, span: Span) -> bool:
    """Whether the claim stands in the question that a turn answers, or in the turn itself."""
    asked, answered = draft.turn(draft.span(claim).start), draft.turn(span.start)
    return asked is not None and answered is not None and answered - asked in (0, 1)


def _target(draft: Draft, index: int, span: Span, words: str) -> targets.Target | None:
    """A statement of somebody whom the words name, else of anybody but the responder and who reports the responder."""
    quotation = draft.quotations[index]
    without = {None, draft.speaker(index), quotation.reporter}
    near = draft.near(span, reach=targets.REACH)
    others = [i for i in near if draft.speaker(i) not in without and not is_response(draft, i)]
    persons = [i for i in others if (speaker := draft.quotations[i].speaker) and speaker.kind == "person"]
    named = frozenset(i for i in persons if targets.names(words, draft.speaker(i)))
    context = context_of(draft, index, span)
    found = targets.find(draft, span, named.__contains__, context=context, gist=words) if named else None
    return found or targets.find(draft, span, frozenset(others).__contains__, context=context, gist=words)


def _after_others(draft: Draft, index: int, span: Span) -> int:
    """Where the responder's own judgement begins in a sentence that opens with the report of another's words."""
    ends = [
        q.end
        for i, q in ((i, draft.quotations[i]) for i in draft.near(span, reach=0))
        if i != index
        and q.part_of is None
        and q.kind == "indirect"
        and q.speaker is not None
        and q.speaker != draft.quotations[index].speaker
        and (q.speaker.start if q.speaker.start is not None else q.start) <= span.start + 2
        and span.start <= q.start < q.end < span.end
    ]
    if not ends:
        return span.start
    rest = re.match(r"[\s,;:—–-]*", draft.parsed.text[max(ends) : span.end])
    start = max(ends) + (rest.end() if rest else 0)
    return start if start < span.end else span.start


def _add(
    draft: Draft,
    index: int,
    quotation: Quotation,
    run: list[Sentence],
    relation: Relation,
    target: targets.Target,
    confidence: float,
) -> None:
    span = Span(_after_others(draft, index, run[0].span), run[-1].span.end)
    response = draft.part(index, span) if quotation.kind in ("direct", "turn") else index
    who, whom = draft.speaker(index), draft.speaker(target.claim)
    reason = f"{_REASONS[relation].format(who=who, whom=whom)}; {target.because}"
    draft.link(
        relation,
        "reported" if quotation.reporter else "own",
        target.claim,
        response,
        span,
        reason,
        confidence + min(0.15, (target.score - 1) / 20),
    )
