"""Noun phrases that name who speaks: what hangs on the head, who owns it, where it ends."""

from __future__ import annotations

from collections.abc import Callable

from spacy.tokens import Token

from extraction.mentions import can_speak
from extraction.parsed import Paragraph
from extraction.word_order import behind_comma


def owns(token: Token, head: Token) -> bool:
    """Whether a token is in a possessive before the head: "Kask's spokesman"."""
    while token.i != head.i and token.head.i != token.i:
        if token.dep_ == "nmod:poss" or (token.dep_ in ("nmod", "obl", "acl", "acl:relcl") and token.i > head.i):
            return True
        token = token.head
    return False


def is_place(noun: Token) -> bool:
    """Whether a name is a place's, which a clause with "who" does not describe."""
    return noun.pos_ == "PROPN" and noun.ent_type_ == "LOC"


def behind_who(who: Token, clause: Token | None) -> Token | None:
    """Whom "who" describes where the parser hung its clause on a place or nowhere: the noun before the comma."""
    if who.lower_ != "who" or (clause is not None and can_speak(clause.head) and not is_place(clause.head)):
        return None
    noun = behind_comma(who)
    return speaking(noun) if noun is not None else None


def speaking(noun: Token) -> Token:
    """ "A clerk familiar with the talks, who": the clerk, who can speak."""
    token = noun
    while (not can_speak(token) or is_place(token)) and token.dep_ in _WITHIN and token.head.i < token.i:
        token = token.head
    return token if can_speak(token) and token.pos_ in ("NOUN", "PROPN") else noun


_WITHIN = frozenset({"nmod", "obl", "amod", "acl", "obj", "conj"})


def owned_by_body(head: Token) -> bool:
    """ "NATO's secretary general": a name in the possessive tells which office; "the country's" tells nothing more."""
    owned = any(c.dep_ == "nmod:poss" and (c.pos_ == "PROPN" or c.lower_ in BODIES) for c in head.children)
    return owned and not any(c.dep_ in ("acl", "acl:relcl", "nmod") for c in head.children)


BODIES = frozenset(
    [
        *("company", "firm", "site", "website", "club", "team", "party", "group", "organisation", "organization"),
        *("agency", "country", "nation", "state", "city", "town", "island", "region", "village", "school"),
        *("university", "college", "council", "union", "charity", "museum", "newspaper", "magazine", "band"),
    ]
)


def before_and(head: Token, last: int) -> int:
    """The last token of a phrase before the "and" that joins something to it."""
    return next((t.i - 1 for t in head.doc[head.i + 1 : last + 1] if t.dep_ == "cc" or t.text == ","), last)


def described(head: Token, *, ours: bool) -> bool:
    """Whether the noun carries its own description, so that it names somebody new; "our president" does not."""
    deps = ("acl", "acl:relcl", "nmod") if ours else ("acl", "acl:relcl", "nmod:poss", "nmod")
    return any(c.dep_ in deps for c in head.children)


def top(name: Token, persons: Callable[[Token], bool]) -> Token:
    """The word of a name that its other words hang on."""
    while name.dep_ != "appos" and name.head.i != name.i and persons(name.head) and abs(name.head.i - name.i) <= 4:
        name = name.head
    return name


def words_of(paragraph: Paragraph, first: int, last: int) -> str:
    """The words from one token to another, as one line."""
    doc = paragraph.doc
    return " ".join(paragraph.text[doc[first].idx : doc[last].idx + len(doc[last])].split())
