"""Responses that a text only names, by a noun: "Kask's apology for the remark", "her about-turn on the tax".

Nothing is said in them; they tell that somebody took something back, and whose it was.
"""

from __future__ import annotations

import re

from spacy.tokens import Token

from extraction.parsed import Paragraph
from extraction.responses import targets
from extraction.responses.draft import Draft
from extraction.responses.patterns import lexicon, plain
from extraction.responses.told import TELLING, Namer
from extraction.types import Relation, Span, Speaker

_WHOSE = re.compile(r"(?P<whose>\b(?:[\w.-]+ ){0,2}[\w.-]+'s|\b(?:his|her|their)) (?:[\w-]+ ){0,2}?$")
_LONGEST = 60  # characters before the noun in which its owner stands
_FURTHEST = 24  # tokens of a phrase


def find(draft: Draft, name: Namer) -> None:
    """Adds a link for each noun that names somebody's response. `name` says who its owner is."""
    for paragraph in draft.parsed.paragraphs:
        if draft.parsed.segment_of(paragraph).kind in TELLING:
            _in_paragraph(draft, paragraph, name)


def _in_paragraph(draft: Draft, paragraph: Paragraph, name: Namer) -> None:
    words = plain(draft.parsed.text[paragraph.start : paragraph.end])
    here = [draft.quotations[i] for i in draft.near(Span(paragraph.start, paragraph.end), reach=0)]
    quoted = [(q.start, q.end) for q in here if q.kind in ("direct", "turn", "embed")]
    for pattern in lexicon().named:
        for match in pattern.matches(words):
            noun = paragraph.token_at(paragraph.start + match.start())
            owner = _WHOSE.search(words, max(0, match.start() - _LONGEST), match.start())
            if noun is None or owner is None or any(a <= paragraph.start + match.start() < b for a, b in quoted):
                continue
            head = _owner(paragraph, paragraph.start + owner.end("whose"))
            who = name(paragraph, head) if head is not None else None
            if who is None or who.kind == "unnamed" or who.start is None:
                continue
            start = (
                min(who.start, paragraph.start + owner.start("whose")) if head and head.pos_ == "PRON" else who.start
            )
            span = Span(start, _end(paragraph, noun, paragraph.start + match.end()))
            _add(draft, pattern.relation, who, span, paragraph)


def _owner(paragraph: Paragraph, end: int) -> Token | None:
    """The word that owns: "Kask" of "Ida Kask's", "her"."""
    token = paragraph.token_at(end - 1)
    if token is not None and token.tag_ == "POS" and token.i:
        return token.doc[token.i - 1]
    return token


def _end(paragraph: Paragraph, noun: Token, least: int) -> int:
    """Where the phrase ends: before a comma, a mark or a verb that goes on with the sentence."""
    last, doc = noun, noun.doc
    for token in doc[noun.i : noun.i + _FURTHEST]:
        at = paragraph.start + token.idx
        own = token.i == noun.i or any(a.i == noun.i for a in token.ancestors)
        if at >= least and (token.is_punct or not own):
            break
        last = token
    return max(least, paragraph.start + last.idx + len(last))


def _add(draft: Draft, relation: Relation, who: Speaker, span: Span, paragraph: Paragraph) -> None:
    words = draft.words(span)
    context = Span(paragraph.start, paragraph.end)
    target = targets.find(draft, span, lambda i: draft.speaker(i) == who.name, context=context, gist=words)
    reason = f"the text names it by a noun, of {who.name}"
    targets.characterise(draft, relation, who, span, target, reason)
