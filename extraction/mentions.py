"""The words by which a speaker is mentioned: a noun phrase cut to the part that names."""

from __future__ import annotations

from spacy.tokens import Token

from extraction.candidates import Source
from extraction.naming import is_actor, offices
from extraction.types import Span
from extraction.word_order import TIMES

# What hangs on a noun and belongs to its name or office, not to a description behind a comma.
_NAME_PARTS = frozenset(
    {"flat", "compound", "nmod:desc", "amod", "det", "nmod:poss", "nummod", "fixed", "goeswith", "nmod:npmod"}
)


_QUOTES = frozenset({*'"“”„«»', "``", "''"})


def joined_to(head: Token) -> Token | None:
    """The last noun that "and" or "or" joins to a head; an apposition that the parser took for such is none."""
    nominal = [c for c in head.children if c.dep_ == "conj" and c.i > head.i and c.pos_ in ("PROPN", "NOUN", "PRON")]
    if (
        nominal
        and any(_has_and(c) for c in nominal)
        and not _apposed(nominal[0])
        and not _of_one(head, nominal[-1])
        and not _of_apposition(head, nominal[-1])
    ):
        return nominal[-1]
    beside = [c for c in head.head.children if c.dep_ == head.dep_ == "nsubj" and c.i > head.i]
    if beside and beside[0].i < head.head.i and any(t.dep_ == "cc" for t in head.doc[head.i + 1 : beside[0].i]):
        return beside[0]
    return None


def _has_and(token: Token) -> bool:
    return any(c.dep_ == "cc" and c.i < token.i for c in token.children)


def _of_one(head: Token, noun: Token) -> bool:
    """ "The former secretary and current nominee": one article, one person."""
    single = all(t.tag_ == "NN" and t.lower_ in offices()["person"] for t in (head, noun))
    return single and _has_the(head) and not any(c.dep_ in ("det", "nmod:poss") for c in noun.children)


def _has_the(noun: Token) -> bool:
    return any(c.lower_ == "the" for c in noun.children)


def _of_apposition(head: Token, noun: Token) -> bool:
    """ "Orr, the governor and administrator": "and" without a comma joins what stands in apposition."""
    described = any(c.dep_ == "appos" and head.i < c.i < noun.i for c in head.children)
    if described and head.pos_ == "PROPN" and noun.tag_ == "NN":  # "Orr, a professor at Melk, and a co-editor"
        return True
    marks = [c for c in noun.children if c.dep_ == "cc" and c.i < noun.i]
    return described and bool(marks) and head.doc[marks[0].i - 1].text != ","


def _apposed(noun: Token) -> bool:
    """ "Venn, chair of the centre": a bare noun behind a comma without "and"."""
    before = noun.doc[noun.left_edge.i - 1] if noun.left_edge.i else noun
    comma = before.text == "," or noun.left_edge.text == ","
    return comma and noun.tag_ == "NN" and not _has_and(noun)


def mention_tokens(head: Token) -> tuple[int, int]:
    """First and last token (both in) of the words that name: without appositions and relative clauses."""
    first = last = head.i
    joined = joined_to(head)
    for child in head.children:
        if child.dep_ in ("acl", "amod") and child.i == head.i + 1 and head.lower_ in _ANYBODY:
            last = max(last, _to_comma(head.i, child.right_edge.i, head))  # "people familiar with the plans"
        elif child.dep_ in _NAME_PARTS or child.dep_.startswith("flat"):
            left = child.left_edge.i
            if child.i < head.i:
                first = min(first, left)
            elif child.dep_.startswith("flat") or child.dep_ == "compound":
                last = max(last, child.i, *(c.i for c in child.children if c.dep_.startswith("flat")))
        elif child.dep_ in ("nmod", "obl") and child.i > head.i and _belongs(head, child):
            last = max(last, _to_comma(head.i, child.right_edge.i, head))
    last = _before_verb(head, last)
    last = _whole_word(head, last)
    if joined is not None:
        last = max(last, mention_tokens(joined)[1])
    return _behind_comma(first, head), last


_BEHIND_OFFICES = frozenset({"general", "elect", "designate", "emeritus", "emerita"})


def _whole_word(head: Token, last: int) -> int:
    """The end of what a hyphen joins, and of an office with its adjective behind it: "ex-wife", "attorney general"."""
    doc = head.doc
    while last + 1 < len(doc):
        step = _belonging(head, doc[last], doc[last + 1])
        if not step or last + step >= len(doc):
            break
        last += step
    return last


def _belonging(head: Token, end: Token, behind: Token) -> int:
    """How many more tokens belong to the word or office that `end` ends."""
    doc = head.doc
    if behind.text == "-" and not end.whitespace_ and not behind.whitespace_:
        return 2 if behind.i + 1 < len(doc) and doc[behind.i + 1].is_alpha else 0
    if behind.lower_ in ("in", "of") and end.pos_ == "NUM" and end.i == head.i:  # "six in 10"
        counted = doc[behind.i + 1 : behind.i + 3]  # not "one of two clerks"
        return 2 if counted and counted[0].pos_ == "NUM" and counted[-1].pos_ not in ("NOUN", "ADJ") else 0
    if behind.lower_ in _BEHIND_OFFICES:
        return int(end.pos_ in ("NOUN", "PROPN"))
    # "according to show insiders", parsed as one short
    return int(behind.tag_ == "NNS" and _behind_according(head))


def _behind_according(head: Token) -> bool:
    return head.i > 1 and head.doc[head.i - 1].lower_ == "to" and head.doc[head.i - 2].lower_ == "according"


def _before_verb(head: Token, last: int) -> int:
    """Where a name ends: "Orr accused Venn" is no name, whatever the parser says."""
    if head.pos_ != "PROPN":
        return last
    return next((t.i - 1 for t in head.doc[head.i + 1 : last + 1] if t.is_lower and t.pos_ in ("VERB", "AUX")), last)


def _behind_comma(first: int, head: Token) -> int:
    """Where a mention begins: a comma, quotation mark or preposition before the head parts what is no name.

    "In January, Orr", "an hour after the minister".
    """
    first = _from_its_count(_from_according(first, head), head)
    parting = (t.i + 1 for t in reversed(head.doc[first : head.i]) if _parts(t))
    return next(parting, first)


def _parts(token: Token) -> bool:
    return token.text == "," or token.text in _QUOTES or _leads(token) or _dash(token)


def _from_according(first: int, head: Token) -> int:
    """Where "according to a Northern Times/Grid Radio poll" names the poll: right behind "to"."""
    doc, i = head.doc, head.i
    while i > 1 and head.pos_ == "NOUN" and doc[i - 1].pos_ != "ADP" and doc[i - 1].lower_ != "to":
        if doc[i - 1].text != "/" and _parts(doc[i - 1]):
            break
        i -= 1
    return i if i > 1 and doc[i - 1].lower_ == "to" and doc[i - 2].lower_ == "according" else first


def _dash(token: Token) -> bool:
    return token.text in ("-", "–", "—", "--") and bool(token.whitespace_)


_ANYBODY = frozenset({"people", "person", "persons", "officials", "sources"})


def _belongs(head: Token, child: Token) -> bool:
    """Whether what hangs behind a noun is part of the phrase: a place or a number is, a day is not."""
    if child.lower_ in TIMES:
        return False
    counted = head.pos_ in ("ADJ", "NUM", "DET", "PRON") and head.doc[head.i + 1].lower_ == "of"  # "many of the mayors"
    return head.pos_ == "NOUN" or counted or _body_of(head, child)


def _body_of(head: Token, child: Token) -> bool:
    """ "The Department of Works": the name of a body goes on behind "of"."""
    return child.pos_ == "PROPN" and head.doc[head.i + 1].lower_ == "of" and head.lower_ in offices()["organisation"]


def _from_its_count(first: int, head: Token) -> int:
    """Where "60 percent of voters", "a majority of members", "both women" begin."""
    doc = head.doc
    if head.tag_ not in ("NNS", "NNPS"):
        return first
    if first and doc[first - 1].lower_ == "both":
        return first - 1
    if first > 1 and doc[first - 1].lower_ == "of" and doc[first - 2].lower_ in _COUNTS:
        first -= 2
        while first and doc[first - 1].pos_ in ("NUM", "DET", "ADJ", "ADV") and doc[first - 1].text not in _QUOTES:
            first -= 1
    return first


_COUNTS = frozenset({"percent", "majority", "majorities", "half", "third", "thirds", "quarter", "quarters", "number"})


def _leads(token: Token) -> bool:
    before = token.doc[token.i - 1] if token.i else token
    counted = before.pos_ == "NUM" or before.lower_ in _COUNTS  # "eight of 10 voters"
    return token.pos_ == "ADP" and token.is_lower and token.dep_ in ("case", "mark") and not counted


def _to_comma(first: int, last: int, head: Token) -> int:
    """The last token before a comma or "who": behind it stands an apposition or a clause."""
    return next((t.i - 1 for t in head.doc[first : last + 1] if t.text == "," or t.lower_ == "who"), last)


def mention_span(source: Source) -> Span:
    """The offsets of those words in the document."""
    first, last = mention_tokens(source.head)
    doc = source.paragraph.doc
    start = source.paragraph.start + doc[first].idx
    return Span(start, source.paragraph.start + doc[last].idx + len(doc[last]))


def can_speak(noun: Token) -> bool:
    return noun.pos_ in ("PROPN", "PRON") or is_actor(noun)


def relative_clause(head: Token) -> Token | None:
    token = head
    for _ in range(4):
        if token.dep_ in ("acl:relcl", "acl"):
            return token
        token = token.head
    return None
