"""Who was mentioned before a word, and how much each stands out: for pronouns and for descriptions.

Mentions are names, offices that name nobody ("the president") and pronouns already understood. Centering tells the
order: the subject of the sentence before, who speaks, who is near.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterator
from dataclasses import dataclass, field

from spacy.tokens import Token

from extraction.appositions import is_aged, is_national, is_office
from extraction.mentions import mention_tokens
from extraction.naming import is_actor, offices
from extraction.parsed import SUBJECTS, Gender, Paragraph, ParsedDocument
from extraction.types import Span, SpeakerKind

OBJECTS = ("obj", "iobj", "obl")
_REACH = 80  # mentions looked at, back from a pronoun
_WINDOW = 6000  # characters
_FAR = 10  # an offset of a sentence is unlike in two paragraphs


@dataclass(slots=True)
class Referent:
    """Somebody mentioned; `gender` grows with what pronouns tell."""

    name: str
    kind: SpeakerKind
    gender: Gender | None
    named: bool = True
    definite: bool = True
    times: int = 0  # named in the text


@dataclass(slots=True, order=True)
class Seen:
    """One mention: where it begins, who it means, how it stands in its sentence."""

    start: int
    who: Referent = field(compare=False)
    paragraph: int = field(compare=False)
    sentence: int = field(compare=False)
    root: Token = field(compare=False)
    is_subject: bool = field(compare=False)
    quoted: bool = field(compare=False)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a pronoun stands that is to be understood."""

    paragraph: Paragraph
    head: Token

    @property
    def offset(self) -> int:
        return self.paragraph.start + self.head.idx


class Mentions:
    """The mentions of a document in its order; what is understood later is put in its place."""

    def __init__(self, parsed: ParsedDocument, quoted: list[Span]) -> None:
        self._parsed = parsed
        self._quoted = sorted(quoted)
        self._begins = [q.start for q in self._quoted]
        self.referents = [Referent(e.name, e.kind, e.gender, times=len(e.mentions)) for e in parsed.entities]
        self.by_name = {r.name: r for r in reversed(self.referents)}
        self.at: dict[int, int] = {}
        self._seen: list[Seen] = []
        title = parsed.structure.title
        self.apart: Span | None = None
        self.own_words: Span | None = None
        self._body, self._first = title.end if title is not None else 0, dict[int, int]()
        for mention, entity in sorted((m, i) for i, e in enumerate(parsed.entities) for m in e.mentions):
            self._name(mention, entity)

    def _name(self, mention: Span, entity: int) -> None:
        paragraph = self._parsed.paragraph_at(mention.start)
        if paragraph is None:
            return
        start, end = mention.start - paragraph.start, mention.end - paragraph.start
        tokens = paragraph.doc.char_span(start, end, alignment_mode="expand")
        if tokens is None or not len(tokens):
            return
        for token in tokens:
            self.at[paragraph.start + token.idx] = entity
        who = self.referents[entity]
        self.add(paragraph, tokens.root, who, mention.start)
        if mention.start >= self._body:
            self._first.setdefault(id(who), mention.start)

    def add(self, paragraph: Paragraph, root: Token, who: Referent, start: int | None = None) -> None:
        """A mention with the head of its words, at its first word."""
        start = paragraph.start + root.idx if start is None else start
        subject = _subject_of(root)
        insort(
            self._seen,
            Seen(
                start, who, paragraph.segment, sentence_of(paragraph, root), subject or root, bool(subject),
                self.is_quoted(start),
            ),
        )  # fmt: skip

    def is_quoted(self, offset: int) -> bool:
        """Whether an offset stands in the words of a direct or mixed quotation."""
        found = bisect_left(self._begins, offset + 1) - 1
        return found >= 0 and offset < self._quoted[found].end

    def first_of(self, who: Referent) -> int | None:
        """Where somebody is named first below the title."""
        return self._first.get(id(who))

    def behind(self, offset: int) -> Iterator[Seen]:
        """The mentions from an offset on, in order."""
        for number in range(bisect_left(self._seen, offset, key=lambda s: s.start), len(self._seen)):
            yield self._seen[number]

    def before(self, offset: int) -> Iterator[Seen]:
        """The mentions before an offset, the nearest first; not those in the words `apart`."""
        end = bisect_left(self._seen, offset, key=lambda s: s.start)
        for seen in reversed(self._seen[max(0, end - _REACH) : end]):
            if offset - seen.start > _WINDOW:
                return
            if self.apart is None or not self.apart.start <= seen.start < self.apart.end:
                yield seen

    def told_of(self) -> set[int]:
        """Who is named in the words that somebody is looked for who says them."""
        words, named = self.own_words, set[int]()
        for seen in self.behind(words.start) if words is not None else ():
            if words is None or seen.start >= words.end:
                break
            if seen.who.named and seen.root.pos_ == "PROPN":
                named.add(id(seen.who))
        return named

    def groups(self, paragraph: Paragraph) -> Iterator[Token]:
        """The nouns of a paragraph that mean several persons and stand as a subject."""
        for token in paragraph.subjects:
            if token.tag_ == "NNS" and is_actor(token):
                yield token

    def offices(self, paragraph: Paragraph) -> Iterator[Token]:
        """The nouns of a paragraph that mean one person by an office and stand as a subject, without a name."""
        for token in paragraph.subjects:
            if (token.pos_ == "NOUN" and is_office(token)) or is_national(token) or is_aged(token):
                first, last = mention_tokens(token)
                if not any(self.is_person(paragraph, t) for t in paragraph.doc[first : last + 3]):
                    yield token

    def is_person(self, paragraph: Paragraph, token: Token) -> bool:
        """Whether a token is in the name of a person."""
        entity = self.at.get(paragraph.start + token.idx)
        return entity is not None and self.referents[entity].kind == "person"


def sentence_of(paragraph: Paragraph, token: Token) -> int:
    """A number for the sentence of a token, another one in each paragraph."""
    return token.sent.start + paragraph.start * _FAR


def _subject_of(root: Token) -> Token | None:
    """The subject that a mention is, is a part of the name of, or stands in apposition to."""
    if root.dep_ in SUBJECTS:
        return root
    beside = root.dep_ in ("flat", "compound", "appos", "nmod:desc") and root.head.dep_ in SUBJECTS
    return root.head if beside else None


def gender_of_office(head: Token) -> Gender | None:
    """What a noun tells: "spokeswoman"."""
    lists = offices()
    if head.lower_ in lists["f"] or head.lower_ in ("woman", "girl", "mother", "wife", "daughter", "sister"):
        return "f"
    told = head.lower_ in lists["m"] or head.lower_ in ("man", "boy", "father", "husband", "son", "brother")
    return "m" if told else None
