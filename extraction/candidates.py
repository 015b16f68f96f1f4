"""What the finding stages hand to the resolving one: a quotation whose speaker is still only words in the text."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass

from spacy.tokens import Token

from extraction.marks import Marked, find_marked
from extraction.parsed import Paragraph
from extraction.types import Act, QuotationKind, Span, SpeakerKind

_LONGEST_SENTENCE = 120  # tokens


@dataclass(frozen=True, slots=True)
class Source:
    """The words that say who spoke: the head of a noun phrase in a paragraph."""

    paragraph: Paragraph
    head: Token


@dataclass(slots=True, eq=False)
class Candidate:
    """A quotation as found. `continues`, `inherits` and `part_of` point to the candidate it goes on from, has
    its speaker of, or stands in.

    `name` is a speaker known without an attribution (an interviewee), `label` where it is written. `rule` names the
    rule that found it, whose measured precision gives the confidence.
    """

    span: Span
    kind: QuotationKind
    rule: str
    act: Act = "speech"
    source: Source | None = None
    cue: Span | None = None
    continues: Candidate | None = None
    inherits: Candidate | None = None
    part_of: Candidate | None = None
    name: str | None = None
    label: Span | None = None
    name_kind: SpeakerKind = "person"
    reporter: str | None = None
    mention: bool = False


@dataclass(frozen=True, slots=True)
class Scene:
    """A paragraph and its quotation marks: `inside[i]` is the number of the outermost marks around token i, or -1.

    `begins` holds where each token begins in the paragraph.
    """

    paragraph: Paragraph
    marks: tuple[Marked, ...]
    outer: tuple[Marked, ...]
    inside: tuple[int, ...]
    begins: tuple[int, ...]

    def first_after(self, offset: int) -> int:
        """The number of the first token that begins at or after an offset of the document."""
        return bisect_left(self.begins, offset - self.paragraph.start)

    def offset(self, token: int) -> int:
        """Where a token begins in the document."""
        return self.paragraph.start + self.paragraph.doc[token].idx

    def span(self, first: int, last: int) -> Span:
        """The offsets of tokens first to last, both in."""
        doc = self.paragraph.doc
        return Span(self.offset(first), self.offset(last) + len(doc[last]))

    def sentence_end(self, token: int) -> int:
        """The last token of the sentence around a token, told by its mark: quotations mislead the parser."""
        doc = self.paragraph.doc
        i = token
        while i < len(doc):
            number = self.inside[i]
            if number >= 0 and self.inside[token] < 0:
                i = self._behind(number)
                last = doc[i - 1] if i - 1 > token else doc[token]
                inner = doc[i - 2].text if (i >= 2 and last.is_quote) or last.text == "''" else last.text
                goes_on = i < len(doc) and (doc[i].text[:1].islower() or doc[i].text in (",", ";", ":"))
                if inner[-1:] in (".", "?", "!") and not goes_on:
                    return i - 1
                continue
            if i + 1 < len(doc) and doc[i].text in ("?", "!") and doc[i + 1].text == ")":
                i += 1  # "(really?) and so on"
                continue
            if doc[i].text in (".", "?", "!", ";", "…") or (
                doc[i].text[-1:] in ".?!" and i + 1 < len(doc) and doc[i + 1].is_sent_start and doc[i].is_punct
            ):
                return i
            i += 1
        return len(doc) - 1

    def sentence_start(self, token: int) -> int:
        """The first token of the sentence before a token, told by the mark that ends the one before it."""
        doc = self.paragraph.doc
        earliest = max(0, token - _LONGEST_SENTENCE)
        for t in reversed(doc[earliest:token]):
            if doc[t.i + 1].text in (")", "]", ","):  # "(I-Vt.)"
                continue
            outside = self.inside[t.i] < 0
            ends = t.is_punct and t.text[-1] in ".?!" and t.i + 1 < len(doc) and doc[t.i + 1].is_sent_start
            ends = ends or self._closes_sentence(t.i, token)
            if ends or (outside and t.text in (".", "?", "!", ";", ":")):
                start = t.i + 1
                closing = doc[start].is_quote and not outside and self.inside[start] == self.inside[t.i]
                return start + closing
        return earliest

    def _closes_sentence(self, i: int, limit: int) -> bool:
        """Whether a full stop stands right before closing marks and a capital behind them: `"a fine day." It was`."""
        doc, number = self.paragraph.doc, self.inside[i]
        if number < 0 or doc[i].text != "." or i + 2 >= min(limit, len(doc)):
            return False
        closing = doc[i + 1].is_quote or doc[i + 1].text == "''"
        return closing and self.inside[i + 1] == number and self.inside[i + 2] < 0 and doc[i + 2].is_title

    def _behind(self, number: int) -> int:
        """The first token behind some outermost marks."""
        return self.first_after(self.outer[number].close)

    def of(self, token: Token) -> Span:
        return self.span(token.i, token.i)


def stage(text: str, paragraph: Paragraph) -> Scene:
    """A paragraph and its marks."""
    marks = find_marked(text, paragraph.start, paragraph.end)
    outer = tuple(m for m in marks if m.depth == 0)
    begins = tuple(paragraph.begins)
    inside = [-1] * len(begins)
    at = 0
    for i, begun in enumerate(begins):
        begin = paragraph.start + begun
        while at < len(outer) and begin >= outer[at].close:
            at += 1
        if at < len(outer) and begin >= outer[at].open:
            inside[i] = at
    return Scene(paragraph, tuple(marks), outer, tuple(inside), begins)
