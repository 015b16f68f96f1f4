"""Attributions set off by commas: `…, Kask said.`, `Instead, Kask said, …`, `As Kask noted in May, …`."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from extraction.candidates import Candidate, Scene
from extraction.clauses import SUBORDINATE
from extraction.cues import finite_by_form, frames_of, quotes, verbs_of
from extraction.pieces import reported_by
from extraction.subjects import subject_by_place
from extraction.word_order import TIMES

_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})


def aside(scene: Scene, cue: Token) -> list[Candidate]:
    """`…, Kask said.` and `…, Kask said, …`: a subject and a cue between commas; the rest is the content."""
    doc, i = scene.paragraph.doc, cue.i
    if not quotes(cue) or cue.tag_ not in ("VBD", "VBZ", "VBP") or "that" not in frames_of(cue):
        return []
    subjects = [
        c for c in cue.children if c.dep_ == "nsubj" and not c.is_space
    ]  # the parser gives it that of its clause too
    head = subjects[-1] if subjects else subject_by_place(cue)
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
        or any(t.tag_ in _FINITE or t.tag_ in ("VB", "TO") or t.lower_ == "that" for t in between)
        or (len(between) > 1 and between[0].lower_ in _OPENING_ITS_CLAUSE)
    ):
        return []
    start = scene.sentence_start(first - 1)
    if doc[start].pos_ == "CCONJ" and doc[start].text[:1].isupper():
        start += 1
    if doc[start].pos_ == "CCONJ" or any(scene.inside[t.i] >= 0 for t in doc[first:end]):
        return []
    if doc[start].lower_ in SUBORDINATE or doc[start].lower_ == "asked":
        return _behind_condition(scene, cue, head, (start, first - 2), end)
    things = [t for t in between if (t.head.i == cue.i and t.dep_ == "obj") or t.lower_ in _TALES]
    if head.lower_ in ("which", "that") or any(_told(cue, t) for t in things):
        return []
    # "The toll, she said, will go": the aside parts a subject from its verb.
    divides = end + 1 < len(doc) and doc[end].text == "," and doc[end + 1].tag_ in _FINITE
    if start >= first - 3 and not divides:
        return _behind_opening(scene, cue, head, start, end) if start < first - 1 else []
    if not any(t.tag_ in _FINITE for t in doc[start : first - 1]) and not _goes_on(scene, end):
        return []
    if any(t.lower_ in verbs_of("telling") and t.tag_ in _FINITE and scene.inside[t.i] < 0 for t in doc[start:first]):
        return []  # another report opens the sentence: the aside is within its words
    if not _goes_on(scene, end):
        return reported_by(scene, cue, head, start, first - 2)
    rest = (end + 1, scene.sentence_end(end + 1))
    within = (
        doc[first - 2].pos_ == "CCONJ" and scene.inside[first - 2] < 0
    )  # "who works there and, Kask said, has left"
    if within or (doc[first - 2].lower_ in ("which", "who") and doc[first - 3].text == ","):
        return reported_by(scene, cue, head, *rest)  # "The park, which, Kask said, is dark": only what is told of it
    return _in_two(scene, cue, head, (start, first - 2), rest)


def inverted(scene: Scene, cue: Token) -> list[Candidate]:
    """`The toll is dear, said Melk University clerk Ida Falk.`: who speaks stands behind, taken for what is said."""
    doc, i = scene.paragraph.doc, cue.i
    if not (quotes(cue) and finite_by_form(cue)) or i < _SHORTEST or doc[i - 1].text != "," or scene.inside[i] >= 0:
        return []
    end = next((t.i for t in doc[i + 1 :] if t.text in (",", ".", ";", "(") or scene.inside[t.i] >= 0), len(doc))
    names = doc[i + 1 : end]
    if not 0 < len(names) <= _LONGEST_SPEAKER or any(t.pos_ not in _IN_NAMES for t in names):
        return []
    head = next((t for t in reversed(names) if t.pos_ == "PROPN"), None)
    start = scene.sentence_start(i - 1)
    if head is None or names[0].pos_ not in ("PROPN", "NOUN", "ADJ", "DET"):
        return []
    if not any(t.tag_ in _FINITE for t in doc[start : i - 1]) or any(quotes(t) for t in doc[start : i - 1]):
        return []
    return reported_by(scene, cue, head, start, i - 2)


_SHORTEST, _LONGEST_SPEAKER = 4, 9
_IN_NAMES = frozenset({"PROPN", "NOUN", "ADJ", "DET", "PUNCT", "SYM"})


def _behind_opening(scene: Scene, cue: Token, head: Token, start: int, end: int) -> list[Candidate]:
    """`Instead, Kask told the paper, the plan would …`: a word or two, the aside, and the content behind it."""
    doc = scene.paragraph.doc
    if end >= len(doc) or doc[end].text != "," or doc[start].pos_ not in _OPENING:
        return []
    last = scene.sentence_end(end + 1)
    if not any(t.tag_ in _FINITE for t in doc[end + 1 : last]) and doc[start].tag_ not in ("PRP$", "DT"):
        return []
    rest = (end + 1, last)
    noun = doc[start + 1] if doc[start].tag_ in ("PRP$", "DT") else doc[start]
    if noun.pos_ == "NOUN" and noun.i > start and noun.lower_ not in TIMES and doc[noun.i + 1].text == ",":
        return _in_two(scene, cue, head, (start, noun.i), rest)  # "His wife, Kask said, plans to go"
    if doc[start].lower_ in _DEGREES and doc[start + 1].pos_ == "ADV" and doc[start + 2].text == ",":
        return _in_two(scene, cue, head, (start, start + 1), rest)  # "Too often, Kask said, the plan …"
    return reported_by(scene, cue, head, *rest)


_OPENING = frozenset({"ADV", "NOUN", "PRON", "ADJ", "CCONJ", "DET"})
# "Ida Falk, the clerk, says despite the price, she will pay": her clause begins here.
_OPENING_ITS_CLAUSE = frozenset({"despite", "unlike", "although", "though", "if", "because", "unless"})
_DEGREES = frozenset({"too", "very", "more", "most", "quite", "so", "all"})


def _told(cue: Token, thing: Token) -> bool:
    """Whether an object is what is told, not whom: "announced four votes", "tells a joke"."""
    return cue.lower_ not in verbs_of("told") or thing.lower_ in _TALES


_TALES = frozenset(
    {"story", "stories", "tale", "tales", "joke", "jokes", "anecdote", "anecdotes", "lie", "lies", "truth"}
)


def _behind_condition(scene: Scene, cue: Token, head: Token, opening: tuple[int, int], end: int) -> list[Candidate]:
    """`Though it was dear, Kask said, the plan would …`: what opens the sentence is his too."""
    doc = scene.paragraph.doc
    words = doc[opening[0] : opening[1] + 1]
    if end + 2 >= len(doc) or doc[end].text != "," or scene.inside[end + 1] >= 0:
        return []
    if any(quotes(t) or t.lower_ == "asked" for t in (*words, doc[end + 1])):
        return []
    last = scene.sentence_end(end + 1)
    told = any(t.tag_ in _FINITE for t in words) or words[0].lower_ in ("if", "unless")
    if not told or not any(t.tag_ in _FINITE for t in doc[end + 1 : last]):
        return []
    return _in_two(scene, cue, head, opening, (end + 1, last))


def _in_two(scene: Scene, cue: Token, head: Token, opening: tuple[int, int], rest: tuple[int, int]) -> list[Candidate]:
    """What stands before and behind an aside, as pieces of one utterance."""
    before, after = reported_by(scene, cue, head, *opening), reported_by(scene, cue, head, *rest)
    for piece in after:
        piece.continues = before[0] if before else None
    return before + after


def noted_first(scene: Scene, cue: Token, head: Token | None) -> list[Candidate]:
    """`As the paper noted on Monday, the plan …`: the rest of a sentence whose "as" clause tells who says so."""
    doc = scene.paragraph.doc
    if cue.lower_.startswith(("show", "demonstrat", "indicat", "continu")):  # "As the figures show, …"
        return []
    if any(c.dep_ == "obj" for c in cue.children):  # "As the judge read his decision, …"
        return []
    if head is None or frames_of(cue).get("that") != "speech" or not finite_by_form(cue) or head.i > cue.i:
        return []
    start = scene.sentence_start(cue.i)
    start += doc[start].pos_ == "CCONJ"
    if doc[start].lower_ != "as" or cue.i - start > _LONGEST_OPENING or scene.inside[start] >= 0:
        return []
    comma = next((t.i for t in doc[cue.i + 1 : cue.i + 10] if t.text == ","), None)
    if comma is None or any(t.tag_ in _FINITE or t.lower_ == "that" for t in doc[cue.i + 1 : comma]):
        return []
    last = scene.sentence_end(comma)
    return reported_by(scene, cue, head, comma + 1, last) if comma + 2 < last else []


_LONGEST_OPENING = 14


def _goes_on(scene: Scene, end: int) -> bool:
    doc = scene.paragraph.doc
    if end + 2 >= len(doc) or doc[end].text != "," or scene.inside[end + 1] >= 0:
        return False
    return doc[end + 1].tag_ != "VBG" and doc[end + 1].lower_ not in ("as", "while") and not _named_behind(doc, end + 1)


def _named_behind(doc: Doc, i: int) -> bool:
    """ "It would fall, Kask said, | a step that could cost votes": a noun for all of it, in the reporter's voice."""
    if doc[i].lower_ not in ("a", "an"):
        return False
    noun = next((t for t in doc[i + 1 : i + 4] if t.pos_ == "NOUN" and doc[t.i + 1].pos_ != "NOUN"), None)
    return noun is not None and doc[noun.i + 1].lower_ in ("that", "which") and noun.head.i < i
