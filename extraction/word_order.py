"""Who speaks, told by the order of the words where the parser errs: `Kask warned`, `the mayor said`, `she adds`.

In English a name or pronoun right before a finite verb is its subject, if nothing that could govern it stands before.
"""

from __future__ import annotations

from spacy.tokens import Doc, Token

from extraction.cues import finite_by_form

NOMINATIVE = frozenset({"he", "she", "they", "i", "we"})
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "today", "yesterday", "tomorrow")
TIMES = frozenset({*_DAYS, "morning", "afternoon", "evening", "night", "week", "month", "year"})
_PHRASE = frozenset({"PROPN", "NOUN", "ADJ", "DET", "NUM"})
_CLOSING = frozenset({",", "—", "–", "―", "--", "-", ":", ";", '"', "“", "”", "''", "``", "…", ")"})
_OPENERS = frozenset(
    ["as", "when", "while", "after", "that", "because", "if", "what", "how", "where", "which", "but", "since", "though"]
)
_LONGEST_PHRASE = 14
_LONGEST_SENTENCE = 90
_HELPERS = frozenset({"has", "have", "had", "'s", "’s", "'d", "’d", "will", "would", "'ve", "’ve"})


def right_before(cue: Token) -> Token | None:
    """The pronoun or the last word of the name that a finite cue stands right behind; None where it may be governed."""
    doc, i = cue.doc, _before_helpers(cue)
    if i < 0 or not finite_by_form(cue):
        return None
    if doc[i].lower_ in NOMINATIVE:
        return doc[i]
    if doc[i].pos_ != "PROPN" or not doc[i].text[:1].isupper():
        return None
    start = phrase_start(doc, i)
    return doc[i] if _stands_alone(doc, start) else None


def parted(cue: Token) -> Token | None:
    """The name that an apposition or a relative clause parts from its cue: "Falk, who had waited, blamed him"."""
    doc, i = cue.doc, _before_helpers(cue)
    if i < 2 or doc[i].text not in (",", "—", "–") or not (finite_by_form(cue) or i < cue.i - 1):
        return None
    for comma in reversed(doc[max(0, i - _LONGEST_ASIDE) : i]):
        if comma.text in (".", "?", "!", ":", ";"):
            return None
        last = doc[comma.i - 1] if comma.i else comma
        if comma.text != doc[i].text or last.pos_ not in ("PROPN", "NOUN"):
            continue
        opens = _stands_alone(doc, phrase_start(doc, last.i)) and doc[phrase_start(doc, last.i) - 1].text != ","
        if opens and doc[comma.i + 1].lower_ not in ("and", "or", "but"):
            return last if last.pos_ == "PROPN" or last.lower_ not in TIMES else None
    return None


_LONGEST_ASIDE = 45


def _before_helpers(cue: Token) -> int:
    """The token before a cue, its adverbs and the auxiliaries of the active voice left out."""
    doc, i = cue.doc, cue.i - 1
    while i >= 0 and doc[i].is_lower and (doc[i].pos_ == "ADV" or doc[i].lower_ in _HELPERS):
        i -= 1
    return i


def phrase_start(doc: Doc, last: int) -> int:
    """The first token of the noun phrase that ends with a token."""
    i = last
    while i and last - i < _LONGEST_PHRASE and (_in_phrase(doc[i - 1]) or doc[i - 1].lower_ in ("'s", "’s")):
        i -= 1
    return i


def _in_phrase(token: Token) -> bool:
    return token.pos_ in _PHRASE and any(c.isalnum() for c in token.text)


def _stands_alone(doc: Doc, start: int) -> bool:
    """Whether a phrase opens its clause: nothing before it governs it."""
    if start == 0 or doc[start].is_sent_start:
        return True
    before = doc[start - 1]
    if before.lower_ in ("and", "or"):
        return start > 1 and doc[start - 2].pos_ not in ("PROPN", "NOUN", "PRON", "PUNCT", "ADJ")
    return before.text in _CLOSING or before.lower_ in _OPENERS


def sentence_opening(token: Token) -> int:
    """The first token of the sentence around a token, told by the mark that ends the one before it."""
    doc = token.doc
    earliest = max(0, token.i - _LONGEST_SENTENCE)
    for t in reversed(doc[earliest : token.i]):
        if t.text in (".", "?", "!"):
            start = t.i + 1
            while start < token.i and (doc[start].is_quote or doc[start].is_space or doc[start].text == "''"):
                start += 1
            if doc[start].text[:1].isupper():
                return start
    return earliest
