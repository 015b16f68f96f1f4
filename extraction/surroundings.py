"""What the words around a name tell of it: that it is a person's, or a place's. The statistical entities only vote."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from spacy.tokens import Doc, Token

from extraction.cues import quotes

Told = Literal["person", "place"]

_WITHIN = frozenset({"in", "near", "outside", "across", "throughout", "into", "inside", "around"})
_HERE = frozenset({"at", "from", "to", "off"})
_GOVERNED = frozenset(
    [
        "government",
        "ministry",
        "parliament",
        "council",
        "president",
        "mayor",
        "premier",
        "capital",
        "police",
        "army",
        "border",
        "navy",
        "central",
        "foreign",
        "prime",
        "energy",
        "defence",
        "defense",
        "interior",
        "finance",
    ]
)
_BEFORE_OFFICE = frozenset({"NOUN", "PROPN", "ADJ", "ADP", "DET", "PRON", "PART", "NUM"})
_CLOSING = frozenset({",", ".", ")", ";", ":", "—", "–", "-", "?", "!"})
_LONGEST = 9  # tokens of a description beside a comma


def told_by(tokens: Sequence[Token], offices: frozenset[str]) -> Told | None:
    """Whether the words beside a name tell a person or a place; None where they tell neither."""
    doc, first, last = tokens[0].doc, tokens[0].i, tokens[-1].i
    before = _at(doc, first - 1)
    if before is not None and before.lower_ in _WITHIN:
        return "place"
    if _who_follows(doc, last):
        return "person"
    if len(tokens) > 1 and (_described_behind(doc, last, offices) or _office_before(doc, first, last, offices)):
        return "person"
    if _place(doc, first, last, len(tokens)):
        return "place"
    if len(tokens) > 1 and (_speaks(doc, last) or _spoken_by(doc, first, last)):
        return "person"
    return None


def _at(doc: Doc, i: int) -> Token | None:
    return doc[i] if 0 <= i < len(doc) else None


def _who_follows(doc: Doc, last: int) -> bool:
    """ "Orr, who", "Orr, 41,"."""
    after, behind, end = _at(doc, last + 1), _at(doc, last + 2), _at(doc, last + 3)
    if after is None:
        return False
    if after.lower_ in ("who", "whom"):
        return True
    if after.text != "," or behind is None:
        return False
    aged = behind.text.isdigit() and 1 < len(behind.text) < 3 and end is not None and end.text in (",", ".")
    return behind.lower_ in ("who", "whom") or aged


def _described_behind(doc: Doc, last: int, offices: frozenset[str]) -> bool:
    """ "Orr, a student leader", "Orr, the lines' spokesman"."""
    after = _at(doc, last + 1)
    if after is None or after.text != ",":
        return False
    for token in doc[last + 2 : last + 2 + _LONGEST]:
        if token.is_lower and token.lower_ in offices and token.tag_ != "NNS":
            return True
        if token.pos_ not in _BEFORE_OFFICE or token.lower_ == "and":
            return False
    return False


def _office_before(doc: Doc, first: int, last: int, offices: frozenset[str]) -> bool:
    """ "the minister, Ida Orr,": an office alone before the comma."""
    before, after = _at(doc, first - 1), _at(doc, last + 1)
    if before is None or before.text != "," or (after is not None and after.text not in _CLOSING):
        return False
    for token in reversed(doc[max(0, first - 1 - _LONGEST) : first - 1]):
        if token.lower_ in offices and token.tag_ != "NNS":
            return True
        if token.pos_ not in _BEFORE_OFFICE:
            return False
    return False


def _speaks(doc: Doc, last: int) -> bool:
    after = _at(doc, last + 1)
    return after is not None and after.is_lower and after.tag_ in ("VBD", "VBZ") and quotes(after)


def _spoken_by(doc: Doc, first: int, last: int) -> bool:
    before, after = _at(doc, first - 1), _at(doc, last + 1)
    closed = after is None or after.text in _CLOSING
    return before is not None and closed and before.is_lower and before.tag_ in ("VBD", "VBZ") and quotes(before)


def _place(doc: Doc, first: int, last: int, words: int) -> bool:
    """ "the mayor of Marn", "Marn's foreign ministry", "a Marner bank"."""
    before, after, behind = _at(doc, first - 1), _at(doc, last + 1), _at(doc, last + 2)
    if words > 1 or before is None:
        return _owns_a_state(after, behind)
    if before.lower_ in ("a", "an") and after is not None and after.is_lower and after.pos_ in ("NOUN", "ADJ"):
        return True
    if before.lower_ in _HERE and (after is None or after.pos_ != "VERB"):
        return before.lower_ != "to" or (after is not None and after.pos_ == "PUNCT")
    title = _at(doc, first - 2)
    if before.lower_ == "of" and title is not None and title.lower_ in ("mayor", "city", "port", "town", "capital"):
        return True
    return _owns_a_state(after, behind)


def _owns_a_state(after: Token | None, behind: Token | None) -> bool:
    owner = after is not None and after.text in ("'s", "’s")
    return owner and behind is not None and behind.lower_ in _GOVERNED


def is_relative(tokens: Sequence[Token]) -> bool:
    """Whether a name is told as somebody's relative: "his brother, Karl Orr", "Karl Orr, her husband"."""
    doc, i = tokens[0].doc, tokens[0].i - 1
    i -= i > 0 and doc[i].text == ","
    if i > 0 and doc[i].lower_ in KIN:
        return any(t.tag_ in ("PRP$", "POS") for t in doc[max(0, i - 3) : i])
    behind = doc[tokens[-1].i + 1 : tokens[-1].i + 4]
    return len(behind) == 3 and behind[0].text == "," and behind[1].tag_ == "PRP$" and behind[2].lower_ in KIN


KIN = frozenset(
    [
        *("father", "mother", "brother", "sister", "son", "daughter", "wife", "husband", "widow", "widower", "uncle"),
        *("aunt", "cousin", "nephew", "niece", "grandfather", "grandmother", "grandson", "granddaughter"),
        *("child", "stepfather", "stepmother", "boyfriend", "girlfriend", "fiancé", "fiancée", "partner"),
    ]
)
