"""What the extraction takes and gives: the dataclasses behind contract 1 (docs/architecture.md).

Every offset is a code point into the text as given, end exclusive; `text[start:end]` is the words meant.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

DocType = Literal["interview", "article", "speech", "post"]
SegmentKind = Literal[
    "title",
    "lead",
    "byline",
    "paragraph",
    "question",
    "answer",
    "caption",
    "pull_quote",
    "embed",
    "page_furniture",
    "editors_note",
]
QuotationKind = Literal["direct", "mixed", "indirect", "turn", "headline", "pull_quote", "embed"]
Act = Literal["speech", "thought"]
SpeakerKind = Literal["person", "organisation", "group", "unnamed"]
Relation = Literal[
    "clarifies",
    "corrects",
    "retracts",
    "denies",
    "critiques",
    "disputes",
    "endorses",
    "reaffirms",
    "updates",
    "related",
]
Attribution = Literal["own", "reported", "characterised", "outlet"]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A run of the text: code points, end exclusive, never empty."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Segment:
    """One paragraph. The span excludes a speaker's label ("Interviewer: ").

    `turn` numbers the turns of a transcript from 0; all paragraphs of one turn bear its number. `speaker` is the
    fullest name known for the label or the interviewee, "Interviewer" for an unnamed one.
    """

    kind: SegmentKind
    start: int
    end: int
    turn: int | None = None
    speaker: str | None = None


@dataclass(frozen=True, slots=True)
class Inference:
    """A value the text suggests but does not state, with the words it rests on.

    `value` is EDTF for a date ("2025-03-14?") and a name otherwise; `reason` is a sentence for an editor.
    """

    value: str
    reason: str
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Structure:
    """The form of a text: its type, its title and its paragraphs in order, and what it suggests about itself."""

    doc_type: DocType
    title: Span | None
    segments: tuple[Segment, ...]
    published: tuple[Inference, ...] = ()
    outlet: tuple[Inference, ...] = ()


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who said it. `name` is the fullest name in the text or roster; the span is the mention at the attribution."""

    name: str
    kind: SpeakerKind
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Quotation:
    """A span that renders what an actor said.

    A direct quotation excludes its marks; an indirect one is the content clause without cue, speaker and "that".
    `continues` and `part_of` are indexes into the list of quotations it stands in. `said` is EDTF. `mention` marks a
    noun phrase that names a statement without its content. `confidence` is the probability that an editor accepts it.
    """

    start: int
    end: int
    kind: QuotationKind
    act: Act = "speech"
    speaker: Speaker | None = None
    cue: Span | None = None
    reporter: str | None = None
    said: str | None = None
    continues: int | None = None
    part_of: int | None = None
    mention: bool = False
    confidence: float = 0.5


@dataclass(frozen=True, slots=True)
class Link:
    """A typed relation from a quotation that responds to the one it responds to, both indexes. No claim: not here."""

    relation: Relation
    attribution: Attribution
    claim: int | None
    response: int
    evidence: tuple[Span, ...]
    reason: str
    confidence: float


@dataclass(frozen=True, slots=True)
class RosterRole:
    """A title held at an organisation; `start` and `end` are EDTF dates, None where unknown or still held."""

    title: str
    organisation: str
    start: str | None = None
    end: str | None = None


@dataclass(frozen=True, slots=True)
class RosterPerson:
    """Somebody the archive knows already."""

    name: str
    aliases: tuple[str, ...] = ()
    roles: tuple[RosterRole, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """One text to read. `published` is EDTF, None where unknown."""

    id: str
    text: str
    published: str | None = None
    roster: tuple[RosterPerson, ...] = ()


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that was found in one document by one version of the pipeline."""

    id: str
    pipeline: str
    doc_type: DocType
    title: Span | None
    segments: tuple[Segment, ...]
    quotations: tuple[Quotation, ...]
    links: tuple[Link, ...]
