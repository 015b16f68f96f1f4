"""From a document to its extraction: the stages in order, and the language pipeline that they stand on."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from extraction.entities import find_entities
from extraction.parsed import Paragraph, ParsedDocument
from extraction.resolving import Resolver
from extraction.responses import find_responses
from extraction.structure import read_structure
from extraction.structure.names import is_person
from extraction.types import Document, Extraction, SegmentKind, Structure

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

FIRST_MODEL = Path(__file__).parent / "model" / "en_ud_news_sm"
# Raised with every change of what the rules find: part of the version that an extraction run records.
RULES = "6"
_PARSED: frozenset[SegmentKind] = frozenset(
    {"title", "lead", "paragraph", "question", "answer", "caption", "pull_quote", "embed", "editors_note"}
)
# "LONDON (Reuters) - ", "BRUSSELS, 3 May — ": no part of the sentence behind it.
_AGENCY = r"[A-Z][\w.'’-]*(?:,? [\w.'’-]+){0,5}? \([A-Z][\w .]{1,30}\)"
_CITY = r"[A-Z]{3}[A-Z .,'’/-]{0,40}(?:, [A-Z][\w.]+(?: \d+)?)?"
_DATELINE = re.compile(rf"(?:{_AGENCY}|{_CITY}) ?[-–—]{{1,2}} (?=[A-Z\"“‘'])")
# The parser knows one kind of space only; each is replaced by one character, so that offsets stay.
_SPACES = dict.fromkeys(map(ord, "\xa0\u2002\u2003\u2007\u2009\u200a\u202f\u3000\t\r\n\x0b\x0c\x85\u2028\u2029"), " ")
# The parser's memory grows with the length of a doc: a longer paragraph is read in pieces.
LONGEST = 4_000
# The tokenizer looks at all of a run without a blank for each sign that it cuts off its end.
LONGEST_RUN = 400
# So many characters, and so many pieces, are parsed at once.
BATCH, _TOGETHER = 16_000, 48
# More than this is no text that somebody wrote: some minutes and a gigabyte are spent on one at most.
MOST_TOKENS, MOST_PIECES = 1_500_000, 100_000
_TOKEN = re.compile(r"\w+|[^\w\s]")
_RUN = re.compile(rf"\S{{{LONGEST_RUN}}}")
_GLUED = r"""(?<=[a-z])[.,!?](?=["”][A-Z])|(?<=[.,!?])["”](?=[A-Z])|(?<=[a-z\)]):(?=["“])|(?<=:)["“](?=[A-Z])"""
_BREAK = re.compile(r"(?<=[.!?…])[\"”’)\]]*\s+(?=[\"“‘(\[]?[^\W\d_a-z])")


@dataclass(frozen=True, slots=True)
class ExtractionError:
    """A document that could not be read, and why in words for the one who gave it."""

    id: str
    error: str


class TooMuchError(Exception):
    """A text of more words, signs or paragraphs than can sensibly be read."""


class Pipeline:
    """A language pipeline and the rules; made by `load`, safe to use for one document after the other."""

    def __init__(self, nlp: Language) -> None:
        self._nlp = nlp
        meta = nlp.meta
        self.version = f"walkback-{RULES}+{meta.get('lang')}_{meta.get('name')}-{meta.get('version')}"

    def extract(self, document: Document) -> Extraction:
        """Everything found in one document. Takes time linear in its length.

        Raises TooMuchError for what is longer than any book, and nothing else on any text.
        """
        parsed = self.parse(document)
        resolver = Resolver(parsed)
        quotations, links = find_responses(parsed, resolver.quotations(), name=resolver.name)
        structure = parsed.structure
        return Extraction(
            id=document.id,
            pipeline=self.version,
            doc_type=structure.doc_type,
            title=structure.title,
            segments=structure.segments,
            quotations=tuple(quotations),
            links=tuple(links),
        )

    def extract_many(self, documents: Iterable[Document]) -> Iterator[Extraction | ExtractionError]:
        """One result for each document, in order; what fails becomes an error and the rest goes on."""
        for document in documents:
            try:
                yield self.extract(document)
            except TooMuchError as error:
                yield ExtractionError(document.id, str(error))
            except Exception as error:
                yield ExtractionError(document.id, f"could not be read: {type(error).__name__}: {error}")

    def docs(self, pieces: Iterable[str]) -> Iterator[Doc]:
        """The parse of each piece, in batches of a bounded length: what they take of memory is bounded too."""
        for batch in _batches(pieces):
            for doc in self._nlp.pipe(batch, batch_size=len(batch)):
                doc.tensor = doc.tensor[:0]  # read by no rule, and more memory than all the rest
                yield doc

    def parse(self, document: Document) -> ParsedDocument:
        """The form, the parsed paragraphs and the entities of a document."""
        structure = read_structure(document.text, roster=document.roster)
        pieces = list(pieces_of(document.text, structure))
        _limited(document.text, pieces)
        docs = self.docs([document.text[start:end] for _, start, end in pieces])
        paragraphs = tuple(Paragraph(n, start, end, doc) for (n, start, end), doc in zip(pieces, docs, strict=True))
        headlines = frozenset(i for i, p in enumerate(paragraphs) if structure.segments[p.segment].kind == "title")
        known = sorted({s.speaker for s in structure.segments if s.speaker and is_person(s.speaker)})
        entities = find_entities(paragraphs, document.roster, headlines=headlines, known=known)
        return ParsedDocument(document.text, structure, paragraphs, entities, document.published, document.roster)


def pieces_of(text: str, structure: Structure) -> Iterator[tuple[int, int, int]]:
    """Number, start and end of what is parsed: segments, the very long ones broken where a sentence seems to end."""
    for number, segment in enumerate(structure.segments):
        if segment.kind not in _PARSED:
            continue
        dateline = _DATELINE.match(text, segment.start, min(segment.end, segment.start + 120))
        start = dateline.end() if dateline and segment.kind in ("lead", "paragraph") else segment.start
        while (end := _end(text, start, segment.end)) < segment.end:
            yield number, start, end
            start = end
        if text[start : segment.end].strip():
            yield number, start, segment.end


def _batches(pieces: Iterable[str]) -> Iterator[list[str]]:
    batch: list[str] = []
    length = 0
    for piece in pieces:
        if batch and (length + len(piece) > BATCH or len(batch) == _TOGETHER):
            yield batch
            batch, length = [], 0
        batch.append(piece.translate(_SPACES))
        length += len(piece)
    if batch:
        yield batch


def _end(text: str, start: int, end: int) -> int:
    """Where a piece ends: before the middle of a run without a blank, at a sentence's end, or with the segment."""
    limit = min(end, start + LONGEST)
    run = _RUN.search(text, start, limit)
    if run is not None:
        return run.end()
    return end if limit == end else _break(text, start, limit)


def _limited(text: str, pieces: Sequence[tuple[int, int, int]]) -> None:
    if len(pieces) > MOST_PIECES:
        raise TooMuchError(f"the text has {len(pieces):,} paragraphs; {MOST_PIECES:,} are read at most")
    if len(text) > MOST_TOKENS and (tokens := sum(1 for _ in _TOKEN.finditer(text))) > MOST_TOKENS:
        raise TooMuchError(f"the text has {tokens:,} words and signs; {MOST_TOKENS:,} are read at most")


def _break(text: str, start: int, limit: int) -> int:
    breaks = [m.end() for m in _BREAK.finditer(text, start + LONGEST // 2, limit)]
    if breaks:
        return breaks[-1]
    space = text.rfind(" ", start + 1, limit)
    return space + 1 if space > start else limit


def load(model: str | None = None) -> Pipeline:
    """The pipeline on a language model: a package or path given here or in EXTRACTION_MODEL, else the one that ships.

    Raises OSError if there is no such model, ValueError if it has no parser.
    """
    import spacy

    chosen = model or os.environ.get("EXTRACTION_MODEL") or FIRST_MODEL
    nlp = spacy.load(chosen)
    if "parser" not in nlp.pipe_names:
        raise ValueError(f"the language pipeline {chosen} has no parser")
    _part_at_marks(nlp)
    return Pipeline(nlp)


def _part_at_marks(nlp: Language) -> None:
    """Lets quotation marks part words where a blank was lost: `it holds,”Falk said`, `Falk (Melk):"It holds."`."""
    tokenizer: Any = nlp.tokenizer  # spaCy's, which has no stubs; another one may have no infixes
    finds = getattr(tokenizer, "infix_finditer", None)
    if finds is not None:
        tokenizer.infix_finditer = re.compile(f"{finds.__self__.pattern}|{_GLUED}").finditer


__all__ = ["Extraction", "ExtractionError", "Pipeline", "load"]
