"""Quotations within quotations: `"He told me, 'Go home,'" Kask said.`, each with its own speaker."""

from __future__ import annotations

from spacy.tokens import Token

from extraction.candidates import Candidate, Scene, Source
from extraction.cues import quotes, reports_by_form
from extraction.frames import subject, subject_by_place
from extraction.marks import Marked, looks_like_name
from extraction.placing import trimmed

_PAUSES = frozenset({",", ":", "that", "—", "–", "--", "'", "‘", '"', "“", "``"})
_SHORTEST = 3  # words: fewer in inner marks are a term or a title


def find_nested(text: str, scene: Scene, found: list[Candidate]) -> list[Candidate]:
    """The marked words within the direct quotations of a paragraph that a verb right before them ascribes."""
    inner = [m for m in scene.marks if m.depth == 1]
    nested = []
    for marked in inner:
        outer = next((c for c in found if c.kind == "direct" and _holds(c, marked)), None)
        if outer is None or looks_like_name(text, marked) or len(text[marked.start : marked.end].split()) < _SHORTEST:
            continue
        cue = _cue_before(scene, marked)
        head = (subject(cue) or subject_by_place(cue)) if cue is not None else None
        span = trimmed(text, marked.start, marked.end)
        if cue is None or head is None or span is None or scene.offset(head.i) < outer.span.start:
            continue
        source, place = Source(scene.paragraph, head), scene.of(cue)
        nested.append(Candidate(span, "direct", "direct.nested", source=source, cue=place, part_of=outer))
    return nested


def _holds(candidate: Candidate, marked: Marked) -> bool:
    """Whether a quotation is more than the marked words and has them all."""
    whole = candidate.span
    return whole.start < marked.open and marked.end <= whole.end


def _cue_before(scene: Scene, marked: Marked) -> Token | None:
    """The verb of speech right before inner marks, an addressee between them allowed."""
    doc, i = scene.paragraph.doc, scene.first_after(marked.open) - 1
    while i >= 0 and (doc[i].lower_ in _PAUSES or doc[i].is_space):
        i -= 1
    for token in reversed(doc[max(0, i - 2) : i + 1]):
        if quotes(token) or reports_by_form(token):
            return token
        if token.pos_ not in ("PRON", "PROPN", "NOUN", "DET"):
            return None
    return None
