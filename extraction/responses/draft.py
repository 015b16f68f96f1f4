"""The quotations and links of one text while responses are looked for: what is said where, and by whom."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from spacy.tokens import Token

from extraction.dates import find_dates, resolve
from extraction.parsed import ParsedDocument
from extraction.responses.patterns import lexicon, plain
from extraction.types import Attribution, Link, Quotation, Relation, Segment, Span, Speaker

_CARRYING = frozenset({"NOUN", "PROPN", "VERB", "ADJ", "NUM"})
# Inflected and derived forms of a word mostly share their beginning: normal-ise, normal-isation, normal-ising.
_STEM = 6
# No quotation that another stands in is longer than this many characters, but for unbroken monsters.
_LONG = 20_000
# That a question is the interviewer's own words: set by hand, as for answers.
_QUESTION = 0.9


_ENDED = re.compile(r"[.!?\u2026:][\"')\]]*\s*$")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence or its part within a quotation: offsets into the text, and its plain words."""

    span: Span
    words: str


@dataclass(slots=True)
class Draft:
    """Grows while responses are found; the order of the quotations given never changes."""

    parsed: ParsedDocument
    quotations: list[Quotation]
    links: list[Link] = field(default_factory=list)
    _given: list[int] = field(init=False)
    _longest: int = field(init=False)
    _asked: dict[int, list[Segment]] = field(init=False)
    _answered: dict[int, Span] = field(init=False)
    _parts: dict[tuple[int, int, int], int] = field(default_factory=dict)
    _matter: dict[Span, frozenset[str]] = field(default_factory=dict)
    _sentences: dict[Span, list[Sentence]] = field(default_factory=dict)
    _dated: dict[Span, bool] = field(default_factory=dict)
    _carried: dict[int, list[str | None]] = field(default_factory=dict)
    _plain: str = field(init=False)
    responding: dict[int, bool] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Indexes what is looked up often, so that the time stays linear in the text."""
        self._plain = plain(self.parsed.text)
        self._given = [q.start for q in self.quotations]
        self._longest = max((q.end - q.start for q in self.quotations), default=0)
        self._asked, self._answered = {}, {}
        for s in self.parsed.structure.segments:
            if s.turn is not None and s.kind == "question":
                self._asked.setdefault(s.turn, []).append(s)
            elif s.turn is not None and s.kind == "answer":
                self._answered.setdefault(s.turn, Span(s.start, s.end))

    def near(self, span: Span, *, reach: int) -> range:
        """The quotations as given that overlap the span widened by `reach` characters (and a few before it)."""
        first = bisect_left(self._given, span.start - reach - min(self._longest, _LONG))
        return range(first, bisect_left(self._given, span.end + reach))

    def question_before(self, turn: int) -> int | None:
        """Where the question begins that a turn answers."""
        asked = self.questions(turn)
        return asked[0].start if asked else None

    def questions(self, turn: int) -> list[Segment]:
        """The paragraphs of the question that a turn answers."""
        return self._asked.get(turn - 1, [])

    def opening(self, turn: int) -> Span | None:
        """The first paragraph of an answer."""
        return self._answered.get(turn)

    def speaker(self, index: int) -> str | None:
        """The name of who said quotation `index`; None where unknown or unnamed."""
        speaker = self.quotations[index].speaker
        return speaker.name if speaker and speaker.kind != "unnamed" else None

    def span(self, index: int) -> Span:
        """Where quotation `index` stands."""
        return Span(self.quotations[index].start, self.quotations[index].end)

    def words(self, span: Span) -> str:
        """The plain words of a span, character for character."""
        return self._plain[span.start : span.end]

    def within(self, index: int, span: Span) -> range:
        """The quotations as given that begin within quotation `index` and may overlap a span of it."""
        begin = max(self.quotations[index].start, span.start - min(self._longest, _LONG))
        return range(bisect_left(self._given, begin), bisect_left(self._given, span.end))

    def sentences(self, span: Span) -> list[Sentence]:
        """The sentences of a span, cut to it; what the parser broke in the middle is joined again."""
        if span not in self._sentences:
            self._sentences[span] = list(self._cut(span))
        return self._sentences[span]

    def dated(self, span: Span) -> bool:
        """Whether the sentence in which a span begins names a date."""
        if span not in self._dated:
            self._dated[span] = any(find_dates(self.parsed.text, span.start, span.end))
        return self._dated[span]

    def _cut(self, span: Span) -> Iterator[Sentence]:
        start: int | None = None
        for whole in self.parsed.sentences(span):
            cut = Span(max(whole.start, span.start), min(whole.end, span.end))
            start = cut.start if start is None else start
            words = self.words(Span(start, cut.end))
            if _ENDED.search(words) or cut.end >= span.end:
                yield Sentence(Span(start, cut.end), words)
                start = None

    def matter(self, span: Span) -> frozenset[str]:
        """The stems of the words in a span that carry its matter."""
        if span not in self._matter:
            self._matter[span] = frozenset(self._stems(span))
        return self._matter[span]

    def _stems(self, span: Span) -> Iterator[str]:
        for paragraph in self.parsed.paragraphs_in(span):
            if paragraph.start not in self._carried:
                self._carried[paragraph.start] = [_carries(token) for token in paragraph.doc]
            carried = self._carried[paragraph.start]
            yield from (stem for n in paragraph.numbers(span) if (stem := carried[n]) is not None)

    def turn(self, offset: int) -> int | None:
        """The number of the turn around an offset."""
        paragraph = self.parsed.paragraph_at(offset)
        return self.parsed.segment_of(paragraph).turn if paragraph else None

    def part(self, index: int, span: Span) -> int:
        """The index of a quotation for a run of sentences of quotation `index`, made where there is none."""
        whole = self.quotations[index]
        if span == Span(whole.start, whole.end):
            return index
        key = (index, span.start, span.end)
        if key not in self._parts:
            self._parts[key] = self._add(
                replace(whole, start=span.start, end=span.end, part_of=index, continues=None, cue=None)
            )
        return self._parts[key]

    def recalled(self, index: int, span: Span) -> int:
        """The index of a part that tells what was said before, at the date that it names."""
        part = self.part(index, span)
        expressions = find_dates(self.parsed.text, span.start, span.end)
        dates = (resolve(self.parsed.text[d.start : d.end], self.parsed.published) for d in expressions)
        said = next((date for date in dates if date), None)
        self.quotations[part] = replace(self.quotations[part], said=said or self.quotations[part].said)
        return part

    def mention(self, span: Span, speaker: Speaker, cue: Span | None, confidence: float) -> int:
        """The index of a quotation that names a response without its words, such as "took back his remarks"."""
        key = (-1, span.start, span.end)
        if key not in self._parts:
            self._parts[key] = self._add(
                Quotation(
                    span.start, span.end, "indirect", speaker=speaker, cue=cue, mention=True, confidence=confidence
                )
            )
        return self._parts[key]

    def content(self, span: Span, speaker: Speaker, confidence: float) -> int:
        """The index of the quotation of a clause that a noun of saying governs ("his claim that …")."""
        for i in self.near(span, reach=0):
            given = self.quotations[i]
            if (
                given.start < span.end
                and span.start < given.end
                and given.speaker
                and given.speaker.name == speaker.name
            ):
                return i
        return self._add(Quotation(span.start, span.end, "indirect", speaker=speaker, confidence=confidence))

    def question(self, span: Span, speaker: Speaker) -> int:
        """The index of a quotation of what an interviewer asserts in a question."""
        key = (-2, span.start, span.end)
        if key not in self._parts:
            self._parts[key] = self._add(Quotation(span.start, span.end, "turn", speaker=speaker, confidence=_QUESTION))
        return self._parts[key]

    def _add(self, quotation: Quotation) -> int:
        self.quotations.append(quotation)
        return len(self.quotations) - 1

    def link(
        self,
        relation: Relation,
        attribution: Attribution,
        claim: int | None,
        response: int,
        evidence: Span,
        reason: str,
        confidence: float,
    ) -> None:
        """Adds a link, or its evidence to the one that joins the same two quotations already."""
        for i, other in enumerate(self.links):
            if (other.claim, other.response, other.relation) == (claim, response, relation):
                spans = tuple(dict.fromkeys((*other.evidence, evidence)))
                self.links[i] = replace(other, evidence=spans, confidence=max(other.confidence, confidence))
                return
        self.links.append(Link(relation, attribution, claim, response, (evidence,), reason, round(confidence, 3)))


def _carries(token: Token) -> str | None:
    """The stem of a word that carries matter."""
    if token.pos_ not in _CARRYING or len(token) <= 2 or (token.lemma_ or token.lower_).lower() in lexicon().empty:
        return None
    return (token.lemma_ or token.text).lower()[:_STEM]
