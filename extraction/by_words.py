"""What a cue reports, read off the words alone: whom it blames for what, what it calls it, nouns that are told."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from extraction.candidates import Scene
from extraction.cues import finite_by_form, frames_of, verbs_of
from extraction.frames import Frame
from extraction.word_order import parted, right_before

_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_FURTHEST = 14  # tokens between a verb and what its object is blamed for or called
_PARTS = frozenset({"DET", "NOUN", "PROPN", "ADJ", "PRON", "NUM", "PART", "ADP"})
_BLAMING = ("of", "for", "as", "to")


def blamed(scene: Scene, cue: Token) -> Frame | None:
    """`Falk accused the board, her own, of "a breach" on Monday`: an object, then "of", "for" or "as"."""
    if not finite_by_form(cue) or not (right_before(cue) or parted(cue)):
        return None
    doc, known = scene.paragraph.doc, frames_of(cue)
    for token in doc[cue.i + 2 : cue.i + 2 + _FURTHEST]:
        name = f"obj+{token.lower_}"
        if token.lower_ in _BLAMING and name in known and scene.inside[token.i] < 0:
            return Frame(name, cue.i + 1, clause_end(scene, token.i))
        if token.tag_ in _FINITE or token.text in (".", ";", ":", "?", "!"):
            return None
    return None


def called(scene: Scene, cue: Token) -> Frame | None:
    """`Falk called the plan to sell it "a gift" on Monday`: an object, then what it is called in marks."""
    if cue.lower_ not in verbs_of("call") or "obj+obj" not in frames_of(cue):
        return None
    doc = scene.paragraph.doc
    for token in doc[cue.i + 1 : cue.i + 2 + _FURTHEST]:
        number = scene.inside[token.i]
        if number >= 0:
            marked = scene.outer[number]
            last = scene.first_after(marked.close) - 1
            if goes_on_behind_marks(scene, last):
                last = clause_end(scene, last)  # "a "master" at bridges"
            return Frame("obj+obj", cue.i + 1, last) if token.i > cue.i + 1 else None
        if token.tag_ in _FINITE or (token.is_punct and token.text not in ("-", ",", "'", "’")):
            return None
    return None


def goes_on_behind_marks(scene: Scene, last: int) -> bool:
    """Whether a phrase that ends with marks has a preposition right behind them: `a "master" at bridges`."""
    doc = scene.paragraph.doc
    if last + 1 >= len(doc) or scene.inside[last] < 0 or scene.inside[last + 1] >= 0:
        return False
    return doc[last + 1].pos_ in ("ADP", "PART") and doc[last + 1].lower_ not in ("by", "on", "in", "at", "during")


def whole_judgement(scene: Scene, last: int) -> int:
    """The end of what something is called: `"meritless" | and "improper"`, "a moment | when they must stand by us"."""
    doc = scene.paragraph.doc
    if (
        last + 2 < len(doc)
        and scene.inside[last] >= 0
        and doc[last + 1].lower_ == "and"
        and scene.inside[last + 2] >= 0
    ):
        return scene.first_after(scene.outer[scene.inside[last + 2]].close) - 1
    behind = doc[last + 1] if last + 1 < len(doc) else doc[last]
    relative = behind.i > last and behind.tag_ in ("WRB", "WDT", "WP") and scene.inside[behind.i] < 0
    return clause_end(scene, behind.i) if relative and doc[last].pos_ == "NOUN" else last


def told_noun(scene: Scene, noun: Token) -> Frame | None:
    """`her claim during the debate that …`, `her answer on Monday was that …`: the clause of a noun with an owner."""
    doc = scene.paragraph.doc
    if "n:that" not in frames_of(noun) or not owned(noun):
        return None
    for token in doc[noun.i + 1 : noun.i + _FURTHEST]:
        if scene.inside[token.i] >= 0 or (token.is_punct and token.text not in ("-", ",")):
            return None
        if token.lower_ == "that":
            return Frame("n:that", token.i, _before_main_verb(scene, noun, token.i)) if _opens(doc, token.i) else None
        if token.pos_ not in _PARTS and token.lower_ not in ("is", "was", "that"):
            return None
    return None


def _before_main_verb(scene: Scene, noun: Token, that: int) -> int:
    """The end of a clause whose noun opens the sentence: "Her claim that the quay is safe | surprised us"."""
    doc, end = scene.paragraph.doc, scene.sentence_end(that)
    if noun.i - scene.sentence_start(noun.i) > _SHORT_SUBJECT or any(
        t.lower_ in ("is", "was") for t in doc[noun.i : that]
    ):
        return end
    words = [t for t in doc[that : end + 1] if scene.inside[t.i] < 0]
    finite = [t for t in words if t.tag_ in _FINITE or (t.tag_ == "VBN" and doc[t.i - 1].pos_ not in ("AUX", "PUNCT"))]
    if len(finite) < 2 or any(t.tag_ in ("WDT", "WP", "IN", "CC") for t in doc[finite[0].i : finite[1].i]):
        return end
    return finite[1].i - 1


_SHORT_SUBJECT = 4  # tokens of a subject before its noun


def owned(noun: Token) -> bool:
    """Whether a noun has an owner before it: "her claim", "the mayor's view"."""
    before = noun.doc[noun.i - 1].tag_ if noun.i else ""
    return before == "PRP$" or any(c.dep_ == "nmod:poss" for c in noun.children)


def _opens(doc: Doc, that: int) -> bool:
    """Whether a "that" opens a clause with a subject of its own."""
    return that + 2 < len(doc) and doc[that + 1].tag_ not in _FINITE and doc[that + 1].pos_ not in ("VERB", "AUX")


def clause_end(scene: Scene, token: int) -> int:
    """The last token before the comma, dash or new clause that ends a phrase; marks are passed over."""
    doc, end = scene.paragraph.doc, scene.sentence_end(token)
    for t in doc[token + 1 : end + 1]:
        if scene.inside[t.i] >= 0:
            continue
        following = doc[t.i + 1] if t.i + 1 < len(doc) else t
        goes_on = t.lower_ in ("and", "but") and (following.tag_ in _FINITE or following.tag_ == "VBG")
        if t.text in (",", "—", "–", "--", ";", ":", ")") or goes_on or t.lower_ in _NEW_CLAUSE:
            return t.i - 1
    return end


def infinitives_end(scene: Scene, token: int) -> int:
    """The end of a list of what is to be done: "warned him not to shout, to act his age |, but …"."""
    doc, end = scene.paragraph.doc, clause_end(scene, token)
    while end + 3 < len(doc) and doc[end + 1].text == "," and scene.inside[end + 2] < 0:
        to = end + 2 + (doc[end + 2].lower_ in ("and", "or", "but"))
        to += doc[to].lower_ == "not"
        if to + 1 >= len(doc) or doc[to].lower_ != "to" or doc[to + 1].tag_ != "VB":
            break
        end = clause_end(scene, to + 1)
    return end


_NEW_CLAUSE = frozenset({"while", "when", "after", "before", "although", "though", "if", "until"})
