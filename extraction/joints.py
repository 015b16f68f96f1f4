"""What holds the words of one name together: hyphens, particles, apostrophes, and a nickname among them."""

from __future__ import annotations

import re

from spacy.tokens import Token

from extraction.structure.names import PARTICLES

NUMERALS = frozenset(
    ["II", "III", "IV", "VI", "VII", "VIII", "IX", "XI", "XII", "XIII", "XIV", "XV", "XVI", "XVIII", "XXIII"]
)
# What is set behind the name of somebody who holds it: "Ida Falk MP".
HONOURS = frozenset(
    ["MP", "MEP", "MSP", "MBE", "OBE", "CBE", "DBE", "KBE", "QC", "KC", "SC", "FRS", "FBA", "PhD", "MD"]
)
_APOSTROPHED = re.compile(r"[dl]['’][^\W\d_]")


def is_part(token: Token, before: Token) -> bool:
    """Whether a word in small letters ends a name: "ting" of "Cheuk-ting", "d'Ette"."""
    return bool(_APOSTROPHED.match(token.text)) or hyphened(token, before)


def nickname_ends(token: Token) -> int:
    """The mark that closes a nickname between two names, 'Ida “Iddy” Falk'; -1 where none begins at a token."""
    if not (token.is_quote or token.text in ("``", "‘")) or token.i + 3 >= len(token.doc):
        return -1
    called, mark, surname = token.doc[token.i + 1 : token.i + 4]
    closes = mark.is_quote or mark.text in ("''", "’", "'")
    named = called.text[:1].isupper() and called.is_alpha and surname.text[:1].isupper() and surname.pos_ == "PROPN"
    return mark.i if closes and named and not token.whitespace_ and not called.whitespace_ else -1


def particle_hyphened(token: Token) -> bool:
    """ "al" of "al-Amr"."""
    doc, i = token.doc, token.i
    return token.lower_ in PARTICLES and i + 2 < len(doc) and doc[i + 1].text == "-" and doc[i + 2].text[:1].isupper()


def hyphened(token: Token, before: Token | None) -> bool:
    """ "ting" of "Cheuk-ting", not "era" of "Kask-era"."""
    if before is None or before.text not in ("-", "‑") or before.whitespace_ or not before.i:
        return False
    if not token.text.isalpha() or token.doc[before.i - 1].whitespace_:
        return False
    return token.tag_ == "NNP" or token.ent_type_ == "PERSON" or token.dep_ == "flat" or _of_two(token, before)


def _of_two(token: Token, hyphen: Token) -> bool:
    """ "moon" of "Bo Ki-moon", not "era" of "Ann Kask-era rules"."""
    doc, i = token.doc, hyphen.i
    following = doc[token.i + 1] if token.i + 1 < len(doc) else None
    named = i > 1 and doc[i - 1].text[:1].isupper() and doc[i - 2].text[:1].isupper() and len(doc[i - 1]) <= 5
    whole = following is None or following.pos_ not in ("NOUN", "ADJ", "PROPN")
    return named and whole and token.is_lower and len(token) <= 6 and token.tag_ not in ("VBN", "VBD", "VBG")


def joins(token: Token) -> bool:
    """A particle, a hyphen or an apostrophe within a name."""
    if token.tag_ == "NNP" and _APOSTROPHED.match(token.text):
        return True
    if token.text in NUMERALS:  # "King Orm III"
        return token.i > 0 and token.doc[token.i - 1].pos_ == "PROPN" and token.doc[token.i - 1].is_title
    following = token.doc[token.i + 1] if token.i + 1 < len(token.doc) else None
    if hyphened(token, token.doc[token.i - 1] if token.i else None):
        return True
    if following is not None and not token.whitespace_ and hyphened(following, token):
        return True
    if following is None or not following.text[:1].isupper():
        return token.lower_ in PARTICLES and following is not None and following.lower_ in PARTICLES
    if token.text in ("-", "‑", "’", "'") and not token.whitespace_ and not token.doc[token.i - 1].whitespace_:
        return True
    return token.text in PARTICLES
