"""Spans of tokens made quotations: without the words at their edges that introduce, and with quotation marks whole."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from extraction.candidates import Candidate, Scene, Source
from extraction.cues import frames_of
from extraction.types import QuotationKind, Span

_INTRODUCING = frozenset({"that", ",", ":", "—", "–", "-", "--", ";"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})


def reported_by(scene: Scene, cue: Token, head: Token, first: int, last: int) -> list[Candidate]:
    first, last = without_edges(scene.paragraph.doc, first, last)
    span = snapped(scene, first, last) if first <= last else None
    if span is None:
        return []
    kind: QuotationKind = (
        "mixed" if any(m.open < span.end and span.start < m.close for m in scene.outer) else "indirect"
    )
    act = frames_of(cue).get("that", "speech")
    return [Candidate(span, kind, f"{kind}.{act}.aside", act, Source(scene.paragraph, head), scene.of(cue))]


def without_edges(doc: Doc, first: int, last: int) -> tuple[int, int]:
    while first <= last and (doc[first].lower_ in _INTRODUCING or doc[first].is_space) and not _subject(doc, first):
        first += 1
    while last >= first and (doc[last].text in ",;:—–-.?!" or doc[last].text == "--" or doc[last].is_space):
        last -= 1
    return first, last


def _subject(doc: Doc, first: int) -> bool:
    """ "That would cost more", "that plan is dear": the word introduces nothing."""
    if doc[first].lower_ == "that" and doc[first].dep_ == "det":
        return True
    if (
        doc[first].lower_ == "that"
        and first + 1 < len(doc)
        and doc[first + 1].text == ","
        and doc[first].dep_ == "nsubj"
    ):
        return True  # "That, she said, will be dear"
    if doc[first].lower_ != "that" or first + 1 >= len(doc) or doc[first + 1].tag_ not in _FINITE:
        return False
    return doc[first].dep_ != "mark" or doc[first + 1].pos_ == "AUX"


def snapped(scene: Scene, first: int, last: int) -> Span | None:
    """The span of tokens, with quotation marks that it cuts taken in whole, or left out where little of them is in."""
    span = scene.span(first, last)
    start, end = span.start, span.end
    behind = last + 1
    if behind < len(scene.inside) and scene.inside[behind] >= 0 > scene.inside[last]:  # "to end "the endless talk""
        end = max(end, scene.outer[scene.inside[behind]].close)
    for marked in scene.outer:
        if marked.open < start < marked.close:
            start = marked.open
        if marked.open < end < marked.close:
            end = marked.close
    return Span(start, end) if start < end else None
