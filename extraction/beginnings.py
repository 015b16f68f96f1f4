"""Where a reported clause begins: behind an addressee, a time or a relative clause, which the parser often misses."""

from __future__ import annotations

from spacy.tokens import Token

from extraction.candidates import Scene
from extraction.cues import quotes, verbs_of
from extraction.edges import past_adverbs
from extraction.frames import Frame
from extraction.word_order import NOMINATIVE, TIMES

_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_LONGEST_NAME, _LONGEST_CREDIT = 5, 12


def beside_marks(scene: Scene, cue: Token) -> bool:
    """Whether a cue tells whose the marked words right before it are: nothing behind it is reported without "that"."""
    marked = [m for m in scene.outer if m.close <= scene.offset(cue.i)]
    if not marked or not quotes(cue):
        return False
    first = scene.first_after(marked[-1].close)
    between = scene.paragraph.doc[first : cue.i]
    text = scene.paragraph.doc[first - 2 : first + 1].text if first >= 2 else ""
    if not any(c in text for c in ",?!"):
        return False
    opening = scene.first_after(marked[-1].open)
    start = scene.sentence_start(opening)
    if start < opening and not any(t.tag_ in _FINITE for t in scene.paragraph.doc[start:first]):
        return False  # "Varga, citing "a report," said it is safe"
    return not any(
        t.tag_ in _FINITE or t.text in (".", ";", ":") or t.lower_ in ("that", "and", "but") for t in between
    )


def begun(scene: Scene, cue: Token, frame: Frame) -> Frame:
    """A clause from its subject on: "says towns - old and new - | would pay", "told Post reader Bo Lind | he would"."""
    doc, first = scene.paragraph.doc, frame.first
    if first <= cue.i or frame.name != "that":
        return frame
    if cue.lower_ in verbs_of("told"):
        that = _that_within(scene, frame)
        return Frame(frame.name, _behind_addressee(scene, frame) if that is None else that, frame.last)
    if _said_at_once(cue, first):
        return Frame(frame.name, cue.i + 1, frame.last)
    if scene.inside[first] >= 0:  # "said on "Face the City" | that …"
        behind = scene.first_after(scene.outer[scene.inside[first]].close)
        if behind < frame.last and doc[behind].lower_ == "that" and doc[behind].dep_ == "mark":
            return Frame(frame.name, behind, frame.last)
    between = doc[cue.i + 1 : first]
    own = doc[first + (doc[first].text == ",")]
    if own.tag_ in _FINITE and doc[own.i - 1].text == "," and len(between) > 2 and _noun_opens(between[0]):
        return Frame(frame.name, cue.i + 1, frame.last)  # "argued the fleet, which has shrunk, | is old"
    verb = past_adverbs(doc, first)
    if verb is None or verb.tag_ not in _FINITE or not len(between) or doc[first].lower_ == "that":
        return frame
    if between[0].pos_ == "ADP" or any(t.tag_ in _FINITE or t.lower_ in ("that", "which") for t in between):
        return frame
    return Frame(frame.name, cue.i + 1, frame.last)


def _noun_opens(token: Token) -> bool:
    return token.pos_ in ("DET", "PROPN", "NOUN", "ADJ") and token.lower_ not in TIMES


_OPENERS = frozenset({"DET", "PROPN", "NOUN", "ADJ", "NUM", "SCONJ"})


def _said_at_once(cue: Token, first: int) -> bool:
    """ "They say the more it costs, | the less they …": all behind "say" is its clause, but for a time or a place."""
    following = cue.doc[cue.i + 1]
    opens = following.pos_ in _OPENERS or following.tag_ == "VBG"
    opens = opens and following.lower_ not in TIMES
    told_by = any(c.dep_ == "nsubj" and c.i < cue.i for c in cue.children)
    return cue.lower_ in verbs_of("say") and opens and told_by and cue.doc[first].lower_ != "that"


def _that_within(scene: Scene, frame: Frame) -> int | None:
    """The "that" behind an addressee that the parser took into the clause: "told a meeting on Monday | that …"."""
    doc = scene.paragraph.doc
    for token in doc[frame.first + 1 : min(frame.first + _LONGEST_CREDIT, frame.last)]:
        if token.lower_ == "that" and (token.tag_ == "IN" or token.dep_ == "mark"):
            return token.i
        if token.tag_ in _FINITE or token.pos_ == "SCONJ" or token.is_punct or scene.inside[token.i] >= 0:
            return None
    return None


def _behind_addressee(scene: Scene, frame: Frame) -> int:
    """The pronoun that opens the clause, where the parser took the end of the addressee's name for its beginning."""
    doc = scene.paragraph.doc
    for token in doc[frame.first : min(frame.first + _LONGEST_NAME, frame.last)]:
        if token.lower_ in NOMINATIVE and token.i + 1 < len(doc) and doc[token.i + 1].tag_ in _FINITE:
            return token.i
        if token.pos_ == "DET" and token.i > frame.first and doc[token.i - 1].pos_ == "PROPN":
            return token.i  # "told host Ida Falk | a loss is likely"
        if token.pos_ not in ("PROPN", "NOUN"):
            break
    return frame.first
