"""Clauses and phrases that render what somebody said or thinks, read off the parse around the words of the lexicon."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from extraction.candidates import Candidate, Scene, Source
from extraction.clauses import SUBORDINATE, to_the_end, unparsed
from extraction.cues import Frames, frames_of, mistaken_for_noun, quotes
from extraction.entities import is_actor
from extraction.frames import Frame, complements, negated, subject, subject_by_place, subtree
from extraction.marks import looks_like_name
from extraction.types import Act, QuotationKind, Span
from extraction.word_order import TIMES

_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_INTRODUCING = frozenset({"that", ",", ":", "—", "–", "-", "--", ";", "if", "whether"})


def find_indirect(text: str, scene: Scene) -> list[Candidate]:
    """The reported clauses of a paragraph whose cue stands outside quotation marks, in the order of their cues."""
    found: list[Candidate] = []
    for token in scene.paragraph.doc:
        if scene.inside[token.i] >= 0:
            continue
        if token.lower_ in ("according", "in"):
            found += _according(scene, token) if token.lower_ == "according" else _in_the_view(scene, token)
            continue
        frames = frames_of(token)
        if frames:
            found += _of_cue(text, scene, token, frames)
    return found


def _of_cue(text: str, scene: Scene, cue: Token, frames: Frames) -> list[Candidate]:
    """What one cue reports: the frame the parser saw, put right by the words, or what the words alone show."""
    if _asked_first(cue):
        return []
    aside = _aside(scene, cue) or _behind_colon(scene, cue)
    if aside:
        return aside
    governed = _governed(cue)
    if governed is None or (governed.name != "that" and governed.first > cue.i):
        governed = unparsed(scene, cue, governed) or governed
    if governed is None or (negated(cue) and frames[governed.name] == "speech"):
        return []
    frame = governed if governed.name != "that" else to_the_end(scene, cue, governed)
    return _reported(text, scene, cue, frame, frames[governed.name])


def _governed(cue: Token) -> Frame | None:
    """The complement of the cue that is what was said: a clause before a phrase, the longest phrase."""
    known = frames_of(cue)
    offered = [f for f in complements(cue) if f.name in known]
    return max(offered, key=lambda f: (f.name.endswith("that"), f.last - f.first), default=None)


def _aside(scene: Scene, cue: Token) -> list[Candidate]:
    """`…, Kask said.` and `…, Kask said, …`: a subject and a cue between commas; the rest is the content."""
    doc, i = scene.paragraph.doc, cue.i
    if not quotes(cue) or cue.tag_ not in ("VBD", "VBZ", "VBP") or "that" not in frames_of(cue):
        return []
    head = next((c for c in cue.children if c.dep_ == "nsubj"), None) or subject_by_place(cue)
    if head is None or head.i > i:
        return []
    first = head.left_edge.i if head.left_edge.i < i else head.i
    while doc[first].is_punct and first < head.i:
        first += 1
    end = next((t.i for t in doc[i + 1 : i + 14] if t.text in (",", ".", ";", ":", "?", "!")), len(doc))
    between = doc[i + 1 : end]
    if (
        first < 1
        or doc[first - 1].text != ","
        or len(between) > 8
        or any(t.tag_ in _FINITE or t.lower_ == "that" for t in between)
    ):
        return []
    start = scene.sentence_start(first - 1)
    if (
        start >= first - 3
        or doc[start].pos_ == "CCONJ"
        or doc[start].lower_ in SUBORDINATE | {"asked"}
        or any(scene.inside[t.i] >= 0 for t in doc[first:end])
    ):
        return []
    if not any(t.tag_ in _FINITE for t in doc[start : first - 1]) and not (end < len(doc) and doc[end].text == ","):
        return []
    before = _reported_by(scene, cue, head, start, first - 2)
    after = _reported_by(scene, cue, head, end + 1, scene.sentence_end(end + 1)) if _goes_on(scene, end) else []
    for piece in after:
        piece.continues = before[0] if before else None
    return before + after


def _asked_first(cue: Token) -> bool:
    """ "Asked whether …, she said": who was asked says nothing with this verb."""
    opens = cue.i == cue.sent.start or (cue.i == cue.sent.start + 1 and cue.doc[cue.i - 1].lower_ == "when")
    return opens and cue.tag_ in ("VBN", "VBD")


def _behind_colon(scene: Scene, cue: Token) -> list[Candidate]:
    """`Kask insisted: taxes will fall.` without marks."""
    doc, i = scene.paragraph.doc, cue.i
    colon = next((t.i for t in doc[i + 1 : i + 6] if t.text == ":"), None)
    if (
        colon is None
        or not quotes(cue)
        or colon + 2 >= len(doc)
        or any(scene.inside[t] >= 0 for t in range(i, colon + 2))
    ):
        return []
    head = _source(cue)
    if head is None or any(t.is_punct or t.tag_ in _FINITE for t in doc[i + 1 : colon]):
        return []
    found = _reported_by(scene, cue, head, colon + 1, scene.sentence_end(colon + 1))
    for candidate in found:
        candidate.rule = f"{candidate.kind}.{candidate.act}.colon"
    return found


def _goes_on(scene: Scene, end: int) -> bool:
    doc = scene.paragraph.doc
    return end + 2 < len(doc) and doc[end].text == "," and doc[end + 1].tag_ != "VBG" and scene.inside[end + 1] < 0


def _reported_by(scene: Scene, cue: Token, head: Token, first: int, last: int) -> list[Candidate]:
    first, last = _without_edges(scene.paragraph.doc, first, last)
    span = _snapped(scene, first, last) if first <= last else None
    if span is None:
        return []
    kind: QuotationKind = (
        "mixed" if any(m.open < span.end and span.start < m.close for m in scene.outer) else "indirect"
    )
    act = frames_of(cue).get("that", "speech")
    return [Candidate(span, kind, f"{kind}.{act}.aside", act, Source(scene.paragraph, head), scene.of(cue))]


def _reported(text: str, scene: Scene, cue: Token, frame: Frame, act: Act) -> list[Candidate]:
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
    head = _source(cue)
    if not _plausible(head, frame, act) or (head is not None and scene.inside[head.i] >= 0):
        return []
    held = [m for m in scene.outer if m.open < span.end and span.start < m.close]
    named = [m for m in held if looks_like_name(text, m)]
    if named and frame.name.startswith("n:"):  # "his comments on "Face the City"": where, not what
        return []
    kind: QuotationKind = "mixed" if len(held) > len(named) else "indirect"
    source = Source(scene.paragraph, head) if head is not None else None
    mention = frame.name.startswith("n:") and frame.name not in ("n:that", "n:to")
    return [Candidate(span, kind, f"{kind}.{act}.{frame.name}", act, source, scene.of(cue), mention=mention)]


def _source(cue: Token) -> Token | None:
    if cue.pos_ == "NOUN" and not mistaken_for_noun(cue):
        return _owner(cue)
    head = subject(cue)
    if head is not None and head.lower_ in TIMES:
        head = None
    return head or subject_by_place(cue)


_RELATIVE = frozenset({"that", "which", "who"})
_NOBODY = frozenset(
    [
        "nobody",
        "none",
        "anybody",
        "anyone",
        "somebody",
        "someone",
        "nothing",
        "something",
        "what",
        "this",
        "these",
        "there",
        "it",
    ]
)


def _plausible(head: Token | None, frame: Frame, act: Act) -> bool:
    """Whether somebody speaks or thinks here: a clause may lack its speaker, a phrase needs one that can speak."""
    clause = frame.name == "that"
    if head is None:
        return clause and act == "speech"
    if any(c.lower_ == "no" and c.dep_ == "det" for c in head.children):
        return False
    if head.lower_ in _NOBODY:
        return clause and head.lower_ == "it"
    return clause or head.lower_ in _RELATIVE or head.pos_ in ("PROPN", "PRON") or is_actor(head)


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
    behind = last + 1
    if behind < len(scene.inside) and scene.inside[behind] >= 0 > scene.inside[last]:  # "to end "the endless talk""
        end = max(end, scene.outer[scene.inside[behind]].close)
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
    return _rest_of_sentence(scene, token, token.i + 1, subtree(head)[1], head, "speech")


_VIEWS: dict[str, Act] = {
    "view": "thought",
    "opinion": "thought",
    "mind": "thought",
    "eyes": "thought",
    "words": "speech",
}


def _in_the_view(scene: Scene, token: Token) -> list[Candidate]:
    """`In Kask's view, …` and `in the mayor's words, …`."""
    doc = scene.paragraph.doc
    noun = next((t for t in doc[token.i + 1 : token.i + 8] if t.lower_ in _VIEWS), None)
    owner = next((c for c in noun.children if c.dep_ == "nmod:poss"), None) if noun is not None else None
    if noun is None or owner is None or noun.i + 1 >= len(doc) or doc[noun.i + 1].text != ",":
        return []
    return _rest_of_sentence(scene, token, noun.i, noun.i, owner, _VIEWS[noun.lower_])


def _rest_of_sentence(scene: Scene, token: Token, cue_end: int, end: int, head: Token, act: Act) -> list[Candidate]:
    """What stands before a phrase of attribution at the end of a sentence, or behind one at its beginning."""
    sentence = token.sent
    if token.i - sentence.start <= 2:
        first, last = end + 1, sentence.end - 1
    else:
        first, last = sentence.start, token.i - 1
    first, last = _without_edges(scene.paragraph.doc, first, last)
    span = _snapped(scene, first, last) if first <= last else None
    if span is None:
        return []
    held = any(m.open < span.end and span.start < m.close for m in scene.outer)
    kind: QuotationKind = "mixed" if held else "indirect"
    source, cue = Source(scene.paragraph, head), scene.span(token.i, cue_end)
    return [Candidate(span, kind, f"{kind}.according", act, source, cue)]
