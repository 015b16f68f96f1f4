"""Responses of an actor to a statement of their own: clarified, corrected, retracted, denied, upheld."""

from __future__ import annotations

from collections.abc import Iterator

from extraction.responses import repeats, targets
from extraction.responses.draft import Draft, Sentence
from extraction.responses.patterns import first, lexicon
from extraction.types import Attribution, Quotation, QuotationKind, Relation, Span

# Measured on invented texts only: the probability that an editor accepts, with its original found in the text or not.
_FOUND, _WAITING = 0.72, 0.5
# The score of a target that the text's own voice names.
_TOLD = 2.5
# So many quotations before the response may tell what it answers.
_RECALLED_WITHIN = 3
_IN_OWN_WORDS = frozenset({"direct", "mixed", "turn"})
_REASONS: dict[Relation, str] = {
    "clarifies": "{who} says that it was misunderstood or meant otherwise",
    "denies": "{who} says that it was not said, or not so",
    "corrects": "{who} replaces a part that was wrong",
    "retracts": "{who} takes it back",
    "reaffirms": "{who} repeats or upholds it",
    "updates": "{who} takes another position",
}


def find(draft: Draft) -> None:
    """Adds the links of actors to their own statements."""
    memory = repeats.Memory(draft)
    for index in range(len(draft.quotations)):
        quotation = draft.quotations[index]
        if quotation.act == "speech" and not quotation.mention and quotation.speaker and quotation.part_of is None:
            _of_quotation(draft, memory, index, quotation)
    for index, span, claim, why in repeats.untold(draft, memory):
        reason = f"{_REASONS['reaffirms'].format(who=draft.speaker(index))}; {why}"
        draft.link("reaffirms", "own", claim, draft.part(index, span), span, reason, repeats.UNTOLD)


def _of_quotation(draft: Draft, memory: repeats.Memory, index: int, quotation: Quotation) -> None:
    if repeats.says_again(quotation, draft.parsed.text) and not _told_already(draft, quotation):
        _repeat(draft, memory, index, index, draft.span(index))
        return
    for relation, sentences in _matched(draft, index, quotation):
        span = _with_announced(draft, index, Span(sentences[0].span.start, sentences[-1].span.end))
        response = draft.part(index, span) if quotation.kind in _IN_OWN_WORDS else index
        if relation != "reaffirms" or not _repeat(draft, memory, index, response, span):
            _answer(draft, index, response, span, relation)


def _matched(draft: Draft, index: int, quotation: Quotation) -> Iterator[tuple[Relation, list[Sentence]]]:
    """The sentences with a construction, neighbours of one relation as one run."""
    own = quotation.kind in _IN_OWN_WORDS
    run: list[Sentence] = []
    before: Relation | None = None
    for sentence in draft.sentences(draft.span(index)):
        relation = _relation(draft, index, sentence, first_person=own)
        if run and before and relation != before:
            yield before, run
            run = []
        if relation:
            run.append(sentence)
        before = relation
    if run and before:
        yield before, run


def _relation(draft: Draft, index: int, sentence: Sentence, *, first_person: bool) -> Relation | None:
    return relation_of(without_others(draft, index, sentence), first_person=first_person)


def relation_of(words: str, *, first_person: bool) -> Relation | None:
    """What the words say of the speaker's own statement; None in a question and where they say nothing of it."""
    if words.rstrip().endswith("?"):
        return None
    known = lexicon()
    if first_person:
        found = first(known.own_first, words)
    else:
        found = first(known.own_third, words) if known.third_person.search(words) else None
    return found.relation if found is not None else None


def without_others(draft: Draft, index: int, sentence: Sentence) -> str:
    """The sentence with what it reports of others blanked, so that their words are not taken for the speaker's."""
    words = list(sentence.words)
    for i in draft.within(index, sentence.span):
        other = draft.quotations[i]
        nested = other.start < sentence.span.end and sentence.span.start < other.end
        if (
            i != index
            and nested
            and other.speaker != draft.quotations[index].speaker
            and _inside(other, draft.span(index))
        ):
            for at in range(max(other.start, sentence.span.start), min(other.end, sentence.span.end)):
                words[at - sentence.span.start] = " "
    return "".join(words)


def _inside(quotation: Quotation, span: Span) -> bool:
    return (
        span.start <= quotation.start
        and quotation.end <= span.end
        and quotation.end - quotation.start < span.end - span.start
    )


def _answer(draft: Draft, index: int, response: int, span: Span, relation: Relation) -> None:
    quotation, who = draft.quotations[index], draft.speaker(index)
    if who is None:
        return
    # What is upheld is told by its own words; what is taken back or explained, by the question or passage before.
    context = span if relation == "reaffirms" else context_of(draft, index, span)
    target = (
        _told(draft, who, relation)
        or _recalled(draft, index, span, relation)
        or targets.find(
            draft,
            span,
            lambda i: draft.speaker(i) == who and not is_response(draft, i) and not _goes_on(draft, span, i),
            context=context,
            gist=draft.words(context),
        )
    )
    if target is None and relation in ("reaffirms", "updates"):
        return
    if target and relation == "reaffirms" and not draft.matter(draft.span(target.claim)) & draft.matter(context):
        return
    claim = targets.sentence_of(draft, target.claim, span) if target and relation == "reaffirms" else None
    if target and claim is None:
        claim = target.claim
    reason = _REASONS[relation].format(who=who) + (f", as {quotation.reporter} reports" if quotation.reporter else "")
    draft.link(
        relation,
        _attribution(quotation),
        claim,
        response,
        _evidence(draft, quotation, span),
        f"{reason}; {target.because}" if target else f"{reason}; what it answers is not in this text",
        _FOUND + min(0.15, (target.score - 1) / 20) if target else _WAITING,
    )


def _told_already(draft: Draft, quotation: Quotation) -> bool:
    """Whether a link that the text's own voice tells rests on the verb of this attribution."""
    told = (e for link in draft.links if link.attribution == "characterised" for e in link.evidence)
    return any(quotation.cue and e.start <= quotation.cue.start < e.end for e in told)


def _with_announced(draft: Draft, index: int, span: Span) -> Span:
    """A sentence that ends with a colon goes on in the next one: "I can only repeat it: …"."""
    if draft.parsed.text[span.start : span.end].rstrip()[-1:] != ":":
        return span
    behind = (s.span.end for s in draft.sentences(draft.span(index)) if s.span.start >= span.end)
    return Span(span.start, next(behind, span.end))


def _repeat(draft: Draft, memory: repeats.Memory, index: int, response: int, span: Span) -> bool:
    """Adds the link to the passage that is repeated; whether the words repeat any matter, be it found or not."""
    quotation, who = draft.quotations[index], draft.speaker(index)
    words = repeats.without_cue(draft.words(span))
    if who is None or not repeats.has_matter(words):
        return False
    target = repeats.target(draft, memory, who, span, words)
    if target is not None:
        draft.link(
            "reaffirms",
            "characterised" if response == index and quotation.kind not in _IN_OWN_WORDS else _attribution(quotation),
            target.claim,
            response,
            _evidence(draft, quotation, span),
            f"{_REASONS['reaffirms'].format(who=who)}; {target.because}",
            _FOUND + min(0.15, (target.score - 1) / 20),
        )
    return True


def _told(draft: Draft, who: str, relation: Relation) -> targets.Target | None:
    """What the text itself says was taken back, denied or set right by the same actor."""
    for link in draft.links:
        told = link.attribution == "characterised" and link.relation == relation
        if told and link.claim is not None and draft.speaker(link.response) == who:
            return targets.Target(link.claim, _TOLD, "the text says so itself")
    return None


def _recalled(draft: Draft, index: int, span: Span, relation: Relation) -> targets.Target | None:
    """The sentence before it in which the actor says what they had said: "In March I told … that …"."""
    if draft.quotations[index].kind not in _IN_OWN_WORDS or relation == "updates":
        return None
    before = [i for i in range(max(0, index - _RECALLED_WITHIN), index + 1) if draft.speaker(i) == draft.speaker(index)]
    for i in reversed(before):
        if draft.quotations[i].kind not in _IN_OWN_WORDS or draft.quotations[i].part_of is not None:
            continue
        for sentence in reversed([s for s in draft.sentences(draft.span(i)) if s.span.end <= span.start]):
            if lexicon().recalling.search(sentence.words) and relation_of(sentence.words, first_person=True) is None:
                return targets.Target(draft.recalled(i, sentence.span), _TOLD, "said in the same breath what it was")
    return None


def is_response(draft: Draft, index: int) -> bool:
    """An own response is no original of another one."""
    if index not in draft.responding:
        draft.responding[index] = _responds(draft.quotations[index].kind, draft.words(draft.span(index)))
    return draft.responding[index]


def _responds(kind: QuotationKind, words: str) -> bool:
    if kind == "turn":
        return False
    patterns = lexicon().own_first if kind in _IN_OWN_WORDS else lexicon().own_third
    return first((p for p in patterns if p.relation != "reaffirms"), words) is not None


def _goes_on(draft: Draft, response: Span, other: int) -> bool:
    """What follows a response in its paragraph belongs to it."""
    begins = draft.span(other).start
    return begins >= response.end and draft.parsed.paragraph_at(begins) is draft.parsed.paragraph_at(response.start)


def _attribution(quotation: Quotation) -> Attribution:
    if quotation.reporter or quotation.kind == "headline":
        return "reported"
    return "own"


def context_of(draft: Draft, index: int, span: Span) -> Span:
    """What tells the matter: the paragraph of the response, with the question that a turn answers."""
    paragraph = draft.parsed.paragraph_at(span.start)
    if paragraph is None:
        return draft.span(index)
    start, turn = paragraph.start, draft.turn(span.start)
    if turn is not None:
        asked = draft.question_before(turn)
        start = start if asked is None else min(asked, start)
    return Span(start, paragraph.end)


def _evidence(draft: Draft, quotation: Quotation, span: Span) -> Span:
    """The words that prove it: of a report, with who reports whom."""
    if quotation.kind in _IN_OWN_WORDS:
        return span
    ends = [quotation.start, quotation.end]
    for part in (quotation.cue, quotation.speaker):
        if part and part.start is not None and part.end is not None:
            ends += [part.start, part.end]
    frame = Span(min(ends), max(ends))
    return span if "\n" in draft.parsed.text[frame.start : frame.end] else frame
