"""Whose a document is that speaks: "the statement added" goes on with who said something "in a statement".

A statement, letter or post has one author, whom a text names beside it: in a possessive, behind "from", as the subject
of the verb that sends it out, or as the one who says something in it. A study or a poll speaks for itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from spacy.tokens import Token

from extraction.cues import quotes
from extraction.naming import offices
from extraction.parsed import SUBJECTS, Paragraph
from extraction.subjects import WRITINGS, subject

_MAKING = frozenset(
    [
        "issue", "release", "send", "write", "post", "tweet", "put", "deliver", "file", "sign", "pen", "draft",
        "publish", "submit", "circulate", "share",
    ]
)  # fmt: skip
_IN = frozenset({"in", "on", "via", "through"})
_FROM = frozenset({"from", "by"})
_DEFINITE = frozenset({"the", "this", "that", "its", "same"})
_PARAGRAPHS = 3  # looked at, back from a document, its own counted
AUTHORED = WRITINGS | {"affidavit", "op-ed", "editorial", "essay", "caption", "video", "post-mortem", "testimony"}


def is_writing(token: Token) -> bool:
    """Whether a noun means something that one author wrote or sent."""
    return token.lower_ in AUTHORED and token.pos_ in ("NOUN", "PROPN")


def author(paragraphs: Sequence[Paragraph], number: int, head: Token) -> tuple[Paragraph, Token] | None:
    """Who wrote a document, as a word to be resolved, with its paragraph; None where the text does not tell.

    `number` is that of the paragraph of `head` among `paragraphs`.
    """
    own = _beside(head) or _saying(head)
    if own is not None:
        return paragraphs[number], own
    if not any(c.lower_ in _DEFINITE for c in head.children if c.i < head.i):
        return None
    for paragraph, noun in _before(paragraphs, number, head):
        if noun.lower_ == head.lower_:
            maker = _beside(noun) or _saying(noun)
            if maker is not None:
                return paragraph, maker
    return None


def spoken_of(
    paragraphs: Sequence[Paragraph], number: int, pronoun: Token, quoted: Callable[[int], bool]
) -> tuple[Paragraph, Token] | None:
    """The document that "it" means where it says something: one that the reporter's sentence before tells of.

    `quoted` says of an offset whether it stands in somebody's own words.
    """
    sentence: tuple[int, int] | None = None
    for paragraph, noun in _before(paragraphs, number, pronoun):
        at = paragraph.start, noun.sent.start
        own = paragraph is paragraphs[number] and noun.sent.start == pronoun.sent.start
        if own or quoted(paragraph.start + noun.idx):
            continue
        sentence = sentence or at
        if at != sentence:
            return None
        told = is_writing(noun) or (noun.lower_ in offices()["document"] and noun.dep_ in SUBJECTS)
        if told and noun.tag_ != "NNS":
            return paragraph, noun
    return None


def _beside(noun: Token) -> Token | None:
    """Who is named as the author by the words around a document."""
    for child in noun.children:
        if child.dep_ == "nmod:poss" and child.i < noun.i:
            return child
        if child.dep_ in ("nmod", "obl") and _named_from(child):
            return child
    verb = noun.head
    if noun.dep_ == "nsubj:pass" and verb.lemma_ in _MAKING:
        return next((c for c in verb.children if c.dep_.startswith("obl") and _named_from(c)), None)
    if noun.dep_ == "obj" and verb.pos_ == "VERB" and verb.lemma_ in _MAKING:
        return subject(verb)
    return None


def _named_from(noun: Token) -> bool:
    """ "From the mayor", "by Falk"."""
    return noun.pos_ in ("PROPN", "NOUN") and any(c.dep_ == "case" and c.lower_ in _FROM for c in noun.children)


def _saying(noun: Token) -> Token | None:
    """ "Falk said in a statement": who says something in a document."""
    inside = any(c.dep_ == "case" and c.lower_ in _IN for c in noun.children)
    if not inside or noun.dep_ not in ("obl", "nmod"):
        return None
    verb = noun.head if noun.head.pos_ == "VERB" else noun.head.head
    return subject(verb) if quotes(verb) else noun.head if noun.dep_ == "nmod" and quotes(noun.head.head) else None


def _before(paragraphs: Sequence[Paragraph], number: int, head: Token) -> Iterator[tuple[Paragraph, Token]]:
    """The nouns before a word, the nearest first."""
    for back in range(number, max(-1, number - _PARAGRAPHS), -1):
        doc = paragraphs[back].doc
        for token in reversed(doc[: head.i] if back == number else doc[:]):
            if token.pos_ in ("NOUN", "PROPN"):
                yield paragraphs[back], token
