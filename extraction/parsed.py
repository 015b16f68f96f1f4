"""A document as the stages read it: its form, its paragraphs as spaCy parsed them, and who is named in it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, cast

from spacy.tokens import Doc, Token
from spacy.tokens import Span as TokenSpan

from extraction.types import RosterPerson, Segment, Span, SpeakerKind, Structure

Gender = Literal["f", "m", "n"]
SUBJECTS = ("nsubj", "nsubj:pass")


@dataclass(frozen=True, eq=False)
class Paragraph:
    """One segment, or a piece of a very long one; offsets into the document's text.

    `doc.text` is `text[start:end]` with every kind of white space made a blank, so that offsets agree. `segment`
    is the index into `structure.segments`; nothing is ever parsed across two segments. What many rules ask of the
    parse is read off it once: each look at a token through spaCy costs as much as ten at a list.
    """

    segment: int
    start: int
    end: int
    doc: Doc

    @cached_property
    def text(self) -> str:
        """The words as they were parsed."""
        return self.doc.text

    @cached_property
    def begins(self) -> list[int]:
        """Where each token begins in the paragraph."""
        return cast(list[int], self.doc.to_array("IDX").tolist())

    @cached_property
    def sentences(self) -> list[Span]:
        """The offsets of the sentences in the document's text."""
        return [self.span(sentence) for sentence in self.doc.sents]

    @cached_property
    def subjects(self) -> list[Token]:
        """The tokens that stand as a subject."""
        return [token for token in self.doc if token.dep_ in SUBJECTS]

    def span(self, tokens: TokenSpan) -> Span:
        """The offsets of some tokens of this paragraph in the document's text."""
        return Span(self.start + tokens.start_char, self.start + tokens.end_char)

    def token_at(self, offset: int) -> Token | None:
        """The token that holds the character at an offset of the document's text, or the next one."""
        number = max(0, bisect_right(self.begins, offset - self.start) - 1)
        for token in self.doc[number : number + 2]:
            if self.start + token.idx + len(token) > offset:
                return token
        return None

    def numbers(self, span: Span) -> range:
        """The numbers of the tokens that overlap a span of the document's text."""
        start, end = max(span.start, self.start) - self.start, min(span.end, self.end) - self.start
        inside = self.doc.char_span(start, end, alignment_mode="expand")
        return range(inside.start, inside.end) if inside is not None else range(0)


@dataclass(frozen=True, slots=True)
class Entity:
    """Somebody named in a text, under all names it gives: `name` is the fullest, the roster's if it is there.

    `gender` is "n" for organisations, None where nothing tells. `titles` are the offices written beside the name,
    lower case. `mentions` are in the order of the text and hold the name without its title.
    """

    name: str
    kind: SpeakerKind
    gender: Gender | None
    titles: tuple[str, ...]
    mentions: tuple[Span, ...]


@dataclass(frozen=True, eq=False)
class ParsedDocument:
    """What the stages after parsing share. Offsets are code points into `text`."""

    text: str
    structure: Structure
    paragraphs: tuple[Paragraph, ...]
    entities: tuple[Entity, ...]
    published: str | None
    roster: tuple[RosterPerson, ...]

    @cached_property
    def _starts(self) -> list[int]:
        return [p.start for p in self.paragraphs]

    def segment_of(self, paragraph: Paragraph) -> Segment:
        """The segment a paragraph is (part of)."""
        return self.structure.segments[paragraph.segment]

    def paragraph_at(self, offset: int) -> Paragraph | None:
        """The parsed paragraph around an offset; None in what is not parsed (page furniture, blank lines)."""
        found = bisect_right(self._starts, offset) - 1
        if found < 0 or offset >= self.paragraphs[found].end:
            return None
        return self.paragraphs[found]

    def number_of(self, paragraph: Paragraph) -> int:
        """The index of a paragraph among `paragraphs`."""
        return bisect_right(self._starts, paragraph.start) - 1

    def paragraphs_between(self, offset: int, later: int) -> int:
        """How many parsed paragraphs a later offset stands behind another."""
        first, last = (bisect_right(self._starts, o) for o in (offset, later))
        return last - first

    def sentences(self, span: Span) -> Iterator[Span]:
        """The sentences that overlap a span, whole, in order."""
        for paragraph in self.paragraphs_in(span):
            # The first that ends behind the span's beginning; the sentences of a paragraph follow each other.
            first = bisect_right(paragraph.sentences, span.start, key=lambda s: s.end)
            for number in range(first, len(paragraph.sentences)):
                if paragraph.sentences[number].start >= span.end:
                    break
                yield paragraph.sentences[number]

    def paragraphs_in(self, span: Span) -> Iterator[Paragraph]:
        """The parsed paragraphs that overlap a span, in order."""
        first = max(0, bisect_right(self._starts, span.start) - 1)
        for number in range(first, len(self.paragraphs)):  # no slice: a long text has many thousands of them
            paragraph = self.paragraphs[number]
            if paragraph.start >= span.end:
                return
            if paragraph.end > span.start:
                yield paragraph
