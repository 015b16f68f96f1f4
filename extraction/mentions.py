"""The words by which a speaker is mentioned: a noun phrase cut to the part that names."""

from __future__ import annotations

from spacy.tokens import Token

from extraction.candidates import Source
from extraction.types import Span

# What hangs on a noun and belongs to its name or office, not to a description behind a comma.
_NAME_PARTS = frozenset(
    {"flat", "compound", "nmod:desc", "amod", "det", "nmod:poss", "nummod", "fixed", "goeswith", "nmod:npmod"}
)


def mention_tokens(head: Token) -> tuple[int, int]:
    """First and last token (both in) of the words that name: without appositions and relative clauses."""
    first = last = head.i
    for child in head.children:
        if child.dep_ in _NAME_PARTS or child.dep_.startswith("flat"):
            left = child.left_edge.i
            if child.i < head.i:
                first = min(first, left)
            elif child.dep_.startswith("flat") or child.dep_ == "compound":
                last = max(last, child.i, *(c.i for c in child.children if c.dep_.startswith("flat")))
        elif child.dep_ in ("nmod", "obl") and child.i > head.i and head.pos_ == "NOUN":
            last = max(last, child.right_edge.i)
        elif child.dep_ == "conj" and child.i > head.i:
            last = max(last, mention_tokens(child)[1])
    return first, last


def mention_span(source: Source) -> Span:
    """The offsets of those words in the document."""
    first, last = mention_tokens(source.head)
    doc = source.paragraph.doc
    start = source.paragraph.start + doc[first].idx
    return Span(start, source.paragraph.start + doc[last].idx + len(doc[last]))
