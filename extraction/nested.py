"""Quotations within quotations, each with its own speaker.

`"He told me, 'Go home,'" Kask said.`, `"The mayor assured us that she was sorry," Kask said.`
"""

from __future__ import annotations

from spacy.tokens import Token

from extraction.appositions import is_office
from extraction.candidates import Candidate, Scene, Source
from extraction.cues import frames_of, quotes, reports_by_form
from extraction.frames import complements
from extraction.marks import Marked, looks_like_name
from extraction.placing import trimmed
from extraction.subjects import negated, subject, subject_by_place

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


def find_told(text: str, scene: Scene, found: list[Candidate]) -> list[Candidate]:
    """What somebody quoted reports another to have said: the clause behind a verb of speech."""
    told = []
    for outer in found:
        if outer.act != "speech" or outer.kind not in ("direct", "indirect") or outer.part_of is not None:
            continue
        first, last = scene.first_after(outer.span.start), scene.first_after(outer.span.end) - 1
        known = {c.cue for c in found}
        for cue in scene.paragraph.doc[first : last + 1]:
            candidate = _told(text, scene, outer, cue) if scene.of(cue) not in known else None
            if candidate is not None:
                told.append(candidate)
                break
    return told


def _told(text: str, scene: Scene, outer: Candidate, cue: Token) -> Candidate | None:
    if cue.tag_ not in _TOLD or frames_of(cue).get("that") != "speech" or negated(cue):
        return None
    head, begin, last = subject(cue), *_clause(cue)
    if begin is None or head is None or head.i >= begin or scene.offset(head.i) < outer.span.start:
        return None
    if any(t.lower_ in ("so", "such") for t in cue.doc[cue.i + 1 : begin]):
        return None  # "tells so many lies that …": what comes of it
    if head.lower_ in _TALKERS or not (head.pos_ == "PROPN" or head.lower_ in _OTHERS or is_office(head)):
        return None
    first = begin + (scene.paragraph.doc[begin].lower_ == "that" or scene.paragraph.doc[begin].text == ",")
    if text[scene.offset(first)] in _OPENING:
        return None  # words in marks of their own
    end = min(outer.span.end, _sentence_end(scene, last))
    span = trimmed(text, scene.offset(first), end - (text[end - 1] in ",.;"))
    if span is None or len(text[span.start : span.end].split()) < _SHORTEST:
        return None
    source, place = Source(scene.paragraph, head), scene.of(cue)
    return Candidate(span, "indirect", "indirect.nested", source=source, cue=place, part_of=outer)


def _clause(cue: Token) -> tuple[int | None, int]:
    """Where what a verb reports begins, and a token of its end: as parsed, else from the next "that"."""
    parsed = next((f for f in complements(cue) if f.name == "that" and f.first > cue.i), None)
    if parsed is not None:
        return parsed.first, parsed.last
    for token in cue.doc[cue.i + 1 : cue.i + _FURTHEST_THAT]:
        if token.is_punct:
            break
        if token.lower_ == "that" and token.dep_ == "mark":
            return token.i, token.i
    return None, cue.i


_OPENING = "'\"‘’“”"
_FURTHEST_THAT = 12  # tokens


def _sentence_end(scene: Scene, token: int) -> int:
    """Where the sentence ends in which a token stands, without its mark."""
    doc = scene.paragraph.doc
    stop = next((t.i for t in doc[token:] if t.text in (".", "!", "?", ";", "…")), len(doc) - 1)
    return scene.offset(stop)


_TOLD = frozenset({"VBD", "VBZ", "VBN"})
_OTHERS = frozenset({"he", "she", "they"})
_TALKERS = frozenset({"i", "we", "you"})


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
