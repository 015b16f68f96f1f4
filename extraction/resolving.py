"""From candidates to quotations: whose turn it is, who the mentions mean, when it was said, how sure that is."""

from __future__ import annotations

from spacy.tokens import Token

from extraction.candidates import Candidate, Source
from extraction.confidence import confidence
from extraction.finding import find_candidates
from extraction.headlines import headline_of
from extraction.marks import find_marked
from extraction.parsed import Paragraph, ParsedDocument
from extraction.saying import said
from extraction.speakers import Cast
from extraction.turns import in_turns
from extraction.types import Quotation, Span, Speaker

_VERBAL = frozenset({"VBD", "VBZ", "VBP", "VBN", "VBG", "NNS"})  # what the tagger calls a finite verb


_SENTENCE = 5  # words: fewer in marks are often a slogan or a title


class Resolver:
    """Gives the quotations of one document; `name` says who the subject of any other verb is."""

    def __init__(self, parsed: ParsedDocument) -> None:
        self._parsed = parsed
        found = in_turns(parsed, find_candidates(parsed))
        self._candidates = headline_of(parsed, found)
        quoted = [span for c in self._candidates if c.kind in ("direct", "mixed") for span in _to_the_letter(parsed, c)]
        self._cast = Cast(parsed, quoted)
        self._continued = {id(c.continues) for c in self._candidates if c.continues is not None}

    def name(self, paragraph: Paragraph, head: Token, *, alone: bool = False) -> Speaker | None:
        """Who a subject means; None where that would be a guess. `alone`: without what "and" joins to it."""
        return self._cast.speaker(Source(paragraph, head), alone=alone)

    def rules(self) -> list[str]:
        """The rule behind each of the quotations, in their order."""
        return [candidate.rule for candidate in self._candidates]

    def quotations(self) -> list[Quotation]:
        """The quotations in the order of the text."""
        speakers: dict[int, Speaker | None] = {}
        number = {id(c): i for i, c in enumerate(self._candidates)}
        out = []
        for candidate in self._candidates:
            speaker = self._speaker(candidate, speakers)
            speakers[id(candidate)] = speaker
            if speaker is not None and candidate.act == "speech":
                self._cast.heard(speaker, candidate.span, to_the_letter=_to_the_letter(self._parsed, candidate))
            before, outer = candidate.continues, candidate.part_of
            if outer is not None:
                around = speakers.get(id(outer))
                candidate.reporter = around.name if around is not None else candidate.reporter
            out.append(
                Quotation(
                    start=candidate.span.start,
                    end=candidate.span.end,
                    kind=candidate.kind,
                    act=candidate.act,
                    speaker=speaker,
                    cue=candidate.cue,
                    reporter=candidate.reporter,
                    said=said(self._parsed, candidate),
                    continues=number.get(id(before)) if before is not None else None,
                    part_of=number.get(id(outer)) if outer is not None else None,
                    mention=candidate.mention,
                    confidence=confidence(candidate, speaker),
                )
            )
        return out

    def _another(self, inner: Speaker | None, around: Speaker | None, head: Token) -> Speaker | None:
        """An office within somebody's words is not their own: "the mayor told me", says the deputy mayor."""
        if inner is None or around is None or inner.name != around.name or head.pos_ != "NOUN":
            return inner
        if inner.start is None or inner.end is None:
            return None
        return Speaker(self._parsed.text[inner.start : inner.end], "unnamed", inner.start, inner.end)

    def _cue(self, candidate: Candidate) -> tuple[Paragraph | None, Token | None]:
        """The verb of an attribution and its paragraph."""
        paragraph = self._parsed.paragraph_at(candidate.cue.start) if candidate.cue is not None else None
        if candidate.cue is None or paragraph is None:
            return None, None
        cue = paragraph.token_at(candidate.cue.start)
        verbal = cue is not None and cue.pos_ in ("VERB", "AUX", "NOUN") and cue.tag_ in _VERBAL
        return (paragraph, cue) if verbal else (None, None)

    def _speaker(self, candidate: Candidate, speakers: dict[int, Speaker | None]) -> Speaker | None:
        place, cue = self._cue(candidate)
        outer = candidate.part_of
        if outer is not None and candidate.source is not None:
            around = speakers.get(id(outer))
            if candidate.source.head.lower_ in ("i", "we"):
                return around
            inner = self._cast.speaker(candidate.source, not_by=around.name if around is not None else None, cue=cue)
            return self._another(inner, around, candidate.source.head)
        if candidate.source is not None:
            return self._cast.speaker(
                candidate.source,
                not_by=candidate.reporter,
                cue=cue,
                told=self._parted(candidate),
                own_words=candidate.span if candidate.kind == "direct" else None,
            )
        if candidate.name is None and candidate.inherits is None and place is not None and cue is not None:
            head = self._cast.before(place, cue)
            if head is not None:
                return self._cast.speaker(Source(place, head), not_by=candidate.reporter)
        if candidate.name is not None and candidate.source is None:
            label = candidate.label
            start, end = (label.start, label.end) if label is not None else (None, None)
            return Speaker(candidate.name, candidate.name_kind, start, end)
        origin: Candidate | None = candidate
        for _ in range(40):
            origin = origin.inherits if origin is not None else None
            if origin is None:
                return self._unattributed(candidate) if candidate.rule == "direct.free" else None
            if id(origin) in speakers:
                return speakers[id(origin)]
            if origin.source is not None:
                return self._cast.speaker(origin.source)
            if origin.name is not None:
                return Speaker(origin.name, origin.name_kind)
        return None

    def _unattributed(self, candidate: Candidate) -> Speaker | None:
        """Who speaks whole sentences in marks that nothing attributes: whom the sentence before them is about."""
        words = self._parsed.text[candidate.span.start : candidate.span.end]
        paragraph = self._parsed.paragraph_at(candidate.span.start)
        if paragraph is None or len(words.split()) < _SENTENCE or words.rstrip("”’\"'")[-1:] not in ".?!…":
            return None
        return self._cast.topic(paragraph, candidate.span.start)

    def _parted(self, candidate: Candidate) -> Span | None:
        """The words of an utterance that its attribution parts: "The mayor, he said, would go" is not by the mayor."""
        first = candidate.continues or candidate
        return Span(first.span.start, candidate.span.end) if id(first) in self._continued else None


def _to_the_letter(parsed: ParsedDocument, candidate: Candidate) -> list[Span]:
    """The words of a quotation that are the speaker's own: of a mixed one only those in marks."""
    span = candidate.span
    if candidate.kind in ("indirect", "headline", "turn"):
        return []
    if candidate.kind != "mixed":
        return [span]
    start, end = max(0, span.start - 1), min(len(parsed.text), span.end + 1)
    return [Span(m.start, m.end) for m in find_marked(parsed.text, start, end) if m.depth == 0 and m.start < m.end]
