"""Clauses and phrases that render what somebody said or thinks, read off the parse around the words of the lexicon."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from extraction.candidates import Candidate, Scene, Source
from extraction.cues import frames_of
from extraction.frames import Frame, complements, subject, subtree
from extraction.types import Act, QuotationKind, Span

_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_INTRODUCING = frozenset({"that", ",", ":", "—", "–", "-", "--", ";", "if", "whether"})


def find_indirect(text: str, scene: Scene) -> list[Candidate]:
    """The reported clauses of a paragraph whose cue stands outside quotation marks, in the order of their cues."""
    found: list[Candidate] = []
    for token in scene.paragraph.doc:
        if scene.inside[token.i] >= 0:
            continue
        if token.lower_ == "according":
            found += _according(scene, token)
            continue
        frames = frames_of(token)
        if not frames:
            continue
        governed = _governed(token) or _unparsed(scene, token)
        if governed is not None:
            frame = governed if governed.name != "that" else _to_the_end(scene, token, governed)
            found += _reported(scene, token, frame, frames[governed.name])
    return found


def _governed(cue: Token) -> Frame | None:
    """The complement of the cue that is what was said: a clause before a phrase, the longest phrase."""
    known = frames_of(cue)
    offered = [f for f in complements(cue) if f.name in known]
    return max(offered, key=lambda f: (f.name.endswith("that"), f.last - f.first), default=None)


def _unparsed(scene: Scene, cue: Token) -> Frame | None:
    """A clause that the parser did not see: behind the next "that", with no other verb between."""
    if "that" not in frames_of(cue) or not cue.tag_.startswith("VB"):
        return None
    doc = scene.paragraph.doc
    for token in doc[cue.i + 1 : cue.i + 18]:
        if token.is_punct and token.text not in (",", "-", "–", "—") and scene.inside[token.i] < 0:
            return None
        if token.lower_ == "that" and scene.inside[token.i] < 0 and token.i + 1 < len(doc):
            return Frame("that", token.i, scene.sentence_end(token.i))
        if token.tag_ in _FINITE and scene.inside[token.i] < 0:
            return None
    return None


def _to_the_end(scene: Scene, cue: Token, frame: Frame) -> Frame:
    """A clause behind its cue goes on to the end of the sentence, or to where another verb of the speaker takes over."""
    if frame.first < cue.i:
        return frame
    end = scene.sentence_end(max(frame.last, cue.i))
    if scene.paragraph.doc[frame.last].i > end:
        return frame
    for child in cue.children:
        if child.i > frame.first and child.i > frame.last - 1 or child.i > frame.last:
            if child.dep_ in ("conj", "parataxis") or (child.dep_ == "advcl" and child.tag_ == "VBG"):
                end = min(end, child.left_edge.i - 1)
    return Frame(frame.name, frame.first, max(end, frame.last))


def _reported(scene: Scene, cue: Token, frame: Frame, act: Act) -> list[Candidate]:
    doc = scene.paragraph.doc
    first, last = frame.first, frame.last
    if first < cue.i < last:  # the cue stands within what it reports: "Nor, advisers say, has she plans"
        first, last = (first, cue.i - 1) if cue.i - first > last - cue.i else (cue.i + 1, last)
    first, last = _without_edges(doc, first, last)
    if first > last:
        return []
    span = _snapped(scene, first, last)
    if span is None:
        return []
    head = subject(cue) if cue.pos_ != "NOUN" else _owner(cue)
    if head is not None and scene.inside[head.i] >= 0:
        return []
    kind: QuotationKind = "mixed" if any(m.open < span.end and span.start < m.close for m in scene.outer) else "indirect"
    source = Source(scene.paragraph, head) if head is not None else None
    return [Candidate(span, kind, f"{kind}.{act}.{frame.name}", act, source, scene.of(cue))]


def _owner(noun: Token) -> Token | None:
    owner = next((c for c in noun.children if c.dep_ == "nmod:poss"), None)
    if owner is not None:
        return owner
    if noun.dep_ in ("obj", "obl") and noun.head.pos_ == "VERB":
        return subject(noun.head)
    return None


def _without_edges(doc: Doc, first: int, last: int) -> tuple[int, int]:
    while first <= last and (doc[first].lower_ in _INTRODUCING or doc[first].is_space):
        first += 1
    while last >= first and (doc[last].text in ",;:—–-.?!" or doc[last].is_space):
        last -= 1
    return first, last


def _snapped(scene: Scene, first: int, last: int) -> Span | None:
    """The span of tokens, with quotation marks that it cuts taken in whole, or left out where little of them is in."""
    span = scene.span(first, last)
    start, end = span.start, span.end
    for marked in scene.outer:
        if marked.open < start < marked.close:
            start = marked.open
        if marked.open < end < marked.close:
            end = marked.close
    return Span(start, end) if start < end else None


def _according(scene: Scene, token: Token) -> list[Candidate]:
    """ "According to X, …" and "…, according to X": the rest of the sentence is what X said."""
    doc = scene.paragraph.doc
    if token.i + 1 >= len(doc) or doc[token.i + 1].lower_ != "to":
        return []
    head = (
        token.head
        if token.head.i > token.i
        else next((t for t in doc[token.i + 2 : token.i + 12] if t.pos_ in ("NOUN", "PROPN", "PRON")), None)
    )
    if head is None or scene.inside[head.i] >= 0:
        return []
    _, end = subtree(head)
    sentence = token.sent
    if token.i - sentence.start <= 2:
        first, last = end + 1, sentence.end - 1
    else:
        first, last = sentence.start, token.i - 1
    first, last = _without_edges(doc, first, last)
    span = _snapped(scene, first, last) if first <= last else None
    if span is None:
        return []
    kind: QuotationKind = (
        "mixed" if any(m.open < span.end and span.start < m.close for m in scene.outer) else "indirect"
    )
    return [
        Candidate(
            span, kind, f"{kind}.according", "speech", Source(scene.paragraph, head), scene.span(token.i, token.i + 1)
        )
    ]

