"""The linker alone: a pipeline that finds exactly the gold wordings, by their gold speakers.

The form of the text and the search for responses are the product's own. Where the product found a wording, its kind,
day and reporter are taken over; else the kind is read off the place: in the title a headline, in an answer a turn,
between quotation marks direct, else indirect.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from benchmarks.linking.gold import Gold, Wording
from benchmarks.linking.matching import alike
from extraction.parsed import ParsedDocument
from extraction.pipeline import Pipeline
from extraction.resolving import Resolver
from extraction.responses import find_responses
from extraction.types import Document, Extraction, Quotation, QuotationKind, Speaker

MARKS = "\"“‘'"


class GivenPipeline:
    """Stands in for extraction.pipeline.Pipeline."""

    def __init__(self, pipeline: Pipeline, gold: Gold) -> None:
        self.version = f"{pipeline.version}-given"
        self._pipeline = pipeline
        self._ids = {text.text: text.id for text in gold.texts.values()}
        outlets = {text.outlet for text in gold.texts.values()}
        self._organisations = {w.speaker for w in gold.wordings if w.speaker in outlets}
        self._wordings: dict[str, list[Wording]] = defaultdict(list)
        for wording in sorted(gold.wordings, key=lambda w: w.start):
            self._wordings[wording.text].append(wording)

    def extract(self, document: Document) -> Extraction:
        """The gold quotations of a text, with the responses that the product finds among them."""
        parsed = self._pipeline.parse(document)
        resolver = Resolver(parsed)
        found = resolver.quotations()
        given = [self._quotation(w, parsed, found) for w in self._wordings[self._ids[document.text]]]
        quotations, links = find_responses(parsed, given, name=resolver.name)
        form = parsed.structure
        return Extraction(
            document.id, self.version, form.doc_type, form.title, form.segments, tuple(quotations), tuple(links)
        )

    def _quotation(self, wording: Wording, parsed: ParsedDocument, found: Sequence[Quotation]) -> Quotation:
        speaker = Speaker(wording.speaker, "organisation" if wording.speaker in self._organisations else "person")
        same = [q for q in found if alike(parsed.text, (q.start, q.end), (wording.start, wording.end)) > 0]
        if not same:
            kind = _kind(wording, parsed)
            return Quotation(wording.start, wording.end, kind, speaker=speaker, confidence=0.9)
        best = max(same, key=lambda q: alike(parsed.text, (q.start, q.end), (wording.start, wording.end)))
        told = replace(best, start=wording.start, end=wording.end, speaker=speaker, act="speech", mention=False)
        return replace(told, continues=None, part_of=None)


def _kind(wording: Wording, parsed: ParsedDocument) -> QuotationKind:
    segment = next(s for s in parsed.structure.segments if s.start <= wording.start < s.end)
    if segment.kind == "title":
        return "headline"
    if segment.kind == "answer":
        return "turn"
    return "direct" if parsed.text[wording.start - 1 : wording.start] in [*MARKS] else "indirect"
