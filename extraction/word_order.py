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
_WHICH = frozenset({"last", "this", "earlier", "late", "early", "next"})
_SENTENCE_ENDS = frozenset({".", "?", "!", ":", ";"})
_HELPERS = frozenset({"has", "have", "had", "'s", "’s", "'d", "’d", "will", "would", "'ve", "’ve"})


def right_before(cue: Token) -> Token | None:
    """The pronoun or the last word of the name that a finite cue stands right behind; None where it may be governed."""
    doc, i = cue.doc, _before_helpers(cue)
    if i < 0 or not finite_by_form(cue):
        return None
    if doc[i].lower_ in NOMINATIVE:
        return doc[i]
    if doc[i].lower_ in ("others", "another") and i and doc[i - 1].pos_ in ("CCONJ", "SCONJ"):
        return doc[i]
    if (doc[i].pos_ != "PROPN" and doc[i].tag_ != "NNP") or not doc[i].text[:1].isupper():
        return None
    start = phrase_start(doc, i)
    if 0 < start < i and doc[start].text in _MONTHS and doc[start - 1].lower_ == "in":
        start -= 1  # "In May Falk had said"
    return doc[i] if _stands_alone(doc, start) else None


_MONTHS = frozenset(
    [
        *("January", "February", "March", "April", "May", "June", "July", "August"),
        *("September", "October", "November", "December"),
    ]
)


def parted(cue: Token) -> Token | None:
    """The name that an apposition or a relative clause parts from its cue: "Falk, who had waited, blamed him"."""
    doc, i = cue.doc, _before_helpers(cue)
    i -= i > 1 and doc[i].text in _CLOSING_MARKS and doc[i - 1].text == ","  # `Falk, citing "a gift," said`
    if i < 2 or doc[i].text not in (",", "—", "–") or not (finite_by_form(cue) or i < cue.i - 1):
        return None
    for comma in reversed(doc[max(0, i - _LONGEST_ASIDE) : i]):
        if comma.text in (".", "?", "!", ":", ";"):
            return None
        last = _before_bracket(doc[comma.i - 1]) if comma.i else comma
        if comma.text != doc[i].text or last.pos_ not in ("PROPN", "NOUN"):
            continue
        opens = _stands_alone(doc, phrase_start(doc, last.i))
        opens = opens and (comma.text != "," or doc[phrase_start(doc, last.i) - 1].text != ",")
        if opens and doc[comma.i + 1].lower_ not in ("and", "or", "but"):
            return last if last.pos_ == "PROPN" or last.lower_ not in TIMES else None
    return None


_LONGEST_ASIDE = 45
_CLOSING_MARKS = frozenset({"”", '"', "''"})


def _before_bracket(last: Token) -> Token:
    """ "Ida Falk (D-Marn), who …": the word before a bracket that stands behind a name."""
    if last.text != ")":
        return last
    opening = next((t for t in reversed(last.doc[max(0, last.i - _LONGEST_BRACKET) : last.i]) if t.text == "("), None)
    return last.doc[opening.i - 1] if opening is not None and opening.i else last


_LONGEST_BRACKET = 8


def of_its_clause(cue: Token, found: Token) -> Token:
    """ "Kask says he is fit after a woman in Oslo, Norway, told him …": the woman, behind what opens the clause.

    `found` is the parser's subject: too far off where a finite verb and a conjunction stand between it and the cue.
    """
    doc, commas = cue.doc, 0
    for token in reversed(doc[found.i + 1 : cue.i]):
        if token.text == ",":
            commas += 1
        elif token.lower_ in _CONJUNCTIONS and doc[token.i - 1].text != ",":
            between = doc[found.i + 1 : token.i]
            apart = any(t.tag_ in _FINITE for t in between) and not any(t.tag_ in ("WP", "WDT") for t in between)
            noun = next((t for t in doc[token.i + 1 : cue.i] if t.pos_ in ("NOUN", "PROPN", "PRON")), None)
            return _head_noun(noun) if apart and commas in (0, 2) and noun is not None else found
        elif token.tag_ in _FINITE or token.text in (".", ";", ":", "?", "!"):
            return found
    return found


def _head_noun(noun: Token) -> Token:
    doc = noun.doc
    while noun.i + 1 < len(doc) and doc[noun.i + 1].pos_ in ("NOUN", "PROPN") and noun.pos_ == "NOUN":
        noun = doc[noun.i + 1]
    return noun


_CONJUNCTIONS = frozenset({"after", "before", "when", "while", "because", "although", "though", "since"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})


def behind_comma(who: Token) -> Token | None:
    """ "Ida Falk's manager, who argued": the noun before the comma, where the parser saw no relative clause."""
    doc, i = who.doc, who.i - 1
    i -= i > 0 and doc[i].text == ","
    return doc[i] if i >= 0 and doc[i].pos_ in ("NOUN", "PROPN") and doc[i].lower_ not in TIMES else None


def behind_cue(cue: Token) -> Token | None:
    """ "…, wrote the envoy in Oslo, Ida Falk": the noun behind a cue that stands behind what it reports."""
    doc, i = cue.doc, cue.i + 1
    while i < len(doc) and doc[i].pos_ in ("DET", "ADJ", "NUM", "NOUN", "PROPN"):
        i += 1
    last = doc[i - 1]
    return last if i > cue.i + 1 and last.pos_ in ("NOUN", "PROPN") and last.lower_ not in TIMES else None


def _before_helpers(cue: Token) -> int:
    """The token before a cue, its adverbs and the auxiliaries of the active voice left out."""
    doc, i = cue.doc, cue.i - 1
    while i >= 0 and (doc[i].is_space or (doc[i].is_lower and (doc[i].pos_ == "ADV" or doc[i].lower_ in _HELPERS))):
        i -= 1
    return _before_time(doc, i)


def _before_time(doc: Doc, i: int) -> int:
    """ "Kask last week said", "Falk, who had waited, on Monday said": the token before a time."""
    if i < 1 or doc[i].lower_ not in TIMES:
        return i
    start = i - (doc[i - 1].lower_ in _WHICH)
    start -= start > 0 and doc[start - 1].lower_ == "on"
    return start - 1 if start < i and start and doc[start - 1].text not in _SENTENCE_ENDS else i


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
