"""Whom the pronoun of an attribution means: "he said" goes on with whom the sentence before it is about.

The subject of a sentence is its preferred center (Grosz, Joshi and Weinstein 1995, "Centering"); where the sentence
reports, who is reported is, and not whom the report speaks of: "Orr said that Venn was wrong. "…," he said" is Orr.
Whom somebody asks answers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from spacy.tokens import Token

from extraction.antecedents import named_below
from extraction.appositions import is_office
from extraction.cues import quotes
from extraction.parsed import SUBJECTS, Gender, Paragraph
from extraction.salience import Mentions, Place, Referent, Seen, sentence_of

_PARAGRAPHS = 2  # looked at, back from the attribution
_REPORTED = frozenset({"ccomp", "csubj", "xcomp"})
_ASIDE = frozenset({"advcl", "acl", "acl:relcl", "ccomp", "csubj", "xcomp"})
_MANY = frozenset({"NNS", "NNPS"})
_ASKING = frozenset({"ask", "asks", "asked", "pressed", "quizzed", "questioned", "grilled", "challenged"})


def center(mentions: Mentions, place: Place, gender: Gender, fits: Callable[[Referent], bool]) -> Referent | None:
    """Who spoke or acted in the sentence before an attribution in the reporter's words; None where it tells nobody."""
    head = place.head
    if head.dep_ not in SUBJECTS or mentions.is_quoted(place.offset):
        return None
    here = sentence_of(place.paragraph, head)
    barred = mentions.told_of()
    if not _behind_marks(head):
        barred |= named_below(mentions, place, here)
    sentence: list[Seen] = []
    for seen in mentions.before(place.offset):
        if place.paragraph.segment - seen.paragraph > _PARAGRAPHS:
            break
        if (
            seen.quoted
            or seen.root.tag_ in _MANY
            or not _itself(seen)
            or (seen.sentence == here and _told(seen.root, head.head))
        ):
            continue
        if seen.sentence == here:
            return None  # "When Orr came, he said": for the weights
        if sentence and seen.sentence != sentence[0].sentence:
            break
        if seen.who.gender in (gender, None) and fits(seen.who) and id(seen.who) not in barred:
            sentence.append(seen)
    sentence.reverse()
    if not quotes(head.head):  # "However, he could not explain it": who spoke right before
        return _of_sentence(sentence) if any(s.is_subject and quotes(s.root.head) for s in sentence) else None
    return _of_sentence(sentence) or _introduced(mentions, sentence)


def _introduced(mentions: Mentions, sentence: Sequence[Seen]) -> Referent | None:
    """ "That is what worries Ida Falk, a clerk in Melk. "…," she said": who is named in full for the first time."""
    new = [s.who for s in sentence if " " in s.who.name and s.who.named and mentions.first_of(s.who) == s.start]
    return new[0] if len(new) == 1 else None


def topic(mentions: Mentions, paragraph: Paragraph, offset: int) -> Referent | None:
    """Whom the reporter's sentence before an offset is about, here or in the paragraph before; else None."""
    sentence: list[Seen] = []
    for seen in mentions.before(offset):
        if paragraph.segment - seen.paragraph > 1 or (sentence and seen.sentence != sentence[0].sentence):
            break
        if not seen.quoted and seen.who.kind == "person" and _itself(seen):
            sentence.append(seen)
    return _of_sentence(sentence[::-1])


def _of_sentence(sentence: Sequence[Seen]) -> Referent | None:
    """Whom a sentence is about: who says something in it, whom somebody asks, else the subject of its main clause."""
    told = [s for s in sentence if any(c.lower_ == "according" for c in s.root.children)]
    if told:  # "According to Falk, the dam holds"
        return _named(told[-1])
    subjects = [s for s in sentence if s.is_subject and not reported(s.root)]
    speaking = [s for s in subjects if quotes(s.root.head)]
    main = [s for s in subjects if s.root.head.dep_ not in _ASIDE]
    if not speaking:
        return _named(main[0]) if main else None
    last = speaking[-1]
    first = next(s for s in speaking if s.root.head.i == last.root.head.i)
    return _named(asked(sentence, last) or first)


def asked(sentence: Iterable[Seen], asking: Seen) -> Seen | None:
    """Whom the subject of a verb of asking asks."""
    verb = asking.root.head
    if verb.lower_ not in _ASKING:
        return None
    return next((s for s in sentence if s.root.head == verb and s.root.dep_ in ("obj", "iobj")), None)


def _itself(seen: Seen) -> bool:
    """Whether it is the one named that acts, and not "the Orr campaign"."""
    root = seen.root
    owned = root.pos_ == "NOUN" and any(
        c.dep_ == "compound" and c.pos_ == "PROPN" and c.i < root.i for c in root.children
    )
    return not (seen.who.named and seen.is_subject and owned) or is_office(root)


def _named(seen: Seen) -> Referent | None:
    return seen.who if seen.who.named else None


def _behind_marks(head: Token) -> bool:
    """`"…," he said`: what he said stands before it."""
    before = head.doc[head.i - 1] if head.i else head
    return before.is_quote or before.text == "''"


def _told(token: Token, cue: Token) -> bool:
    """Whether a word is in what a cue behind it reports: "Orr would go, he said"."""
    if token.i > cue.i:
        return False
    if cue.dep_ == "parataxis" and cue.head.i < cue.i:
        return cue.left_edge.i > 0 and cue.doc[cue.left_edge.i - 1].pos_ == "PUNCT"
    return any(token.i != cue.i and a.head.i == cue.i and a.dep_ in _REPORTED for a in (token, *token.ancestors))


def reported(token: Token) -> bool:
    """Whether a word is in what somebody is reported to have said."""
    return any(a.dep_ in _REPORTED and quotes(a.head) for a in (token, *token.ancestors))
