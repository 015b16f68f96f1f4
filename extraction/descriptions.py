"""Descriptions that mean somebody named beside them: "Ida Falk opened the debate. The mayor of Marn wants a fee."

A text names a person, then says "the mayor" or "the 40-year-old"; or it says "the head of the grid" first, and in the
next sentence "Ida Falk told reporters". Who holds another office by the text itself is not meant.
"""

from __future__ import annotations

from collections.abc import Callable

from spacy.tokens import Token

from extraction.appositions import is_aged, is_national, tells_person
from extraction.centers import asked
from extraction.naming import offices
from extraction.officeholders import peoples
from extraction.salience import Mentions, Place, Referent, Seen, gender_of_office, sentence_of

Titles = Callable[[str], frozenset[str]]


_ONCE = frozenset({"retired", "former", "veteran", "born", "old"})
_DEFINITE = frozenset({"the", "this", "that"})
_SENTENCES = 2  # looked at, back from a description, its own not counted


def told_before(mentions: Mentions, place: Place, titles: Titles) -> Referent | None:
    """The person named shortly before whom a definite description means; None where that would be a guess."""
    head = place.head
    if not (tells_person(head) and _definite(head)):
        return None
    near = _near(mentions, place)
    subjects = sorted((s for s in near if s.is_subject and s.who.kind == "person"), key=_aside)
    named = {id(s.who): s for s in near if s.who.kind == "person" and s.who.named}
    entitled = [s for s in named.values() if head.lower_ in titles(s.who.name)]
    owned = any(c.dep_ == "nmod:poss" for c in head.children)  # "Venn's lawyer" may be another than Falk's
    if len(entitled) == 1 and not owned:
        subjects = entitled
    elif subjects and (answering := asked(near, subjects[0])) is not None:
        subjects = [answering]
    seen = subjects[0] if subjects else next(iter(named.values())) if len(named) == 1 else None
    if seen is None or not seen.who.named:
        return None
    who, told = seen.who, gender_of_office(head)
    if told is not None and who.gender not in (told, None):
        return None
    new = _is_new(mentions, who, near) and not _said_already(head)
    return who if _suits(head, titles(who.name), new=new) else None


def _said_already(head: Token) -> bool:
    """ "The mayor's cousin": the office is somebody's already."""
    return any(t.lower_ == head.lower_ for t in head.doc[: head.i])


def named_next(mentions: Mentions, place: Place, titles: Titles) -> str | None:
    """Who is named for the first time as the next subject behind an office, in another sentence, without an office."""
    head = place.head
    if not tells_person(head) or head.lower_ in offices()["new"] or head.lower_ in offices()["anybody"]:
        return None
    own = sentence_of(place.paragraph, head)
    for seen in mentions.behind(place.offset + 1):
        if seen.paragraph - place.paragraph.segment > 1:
            return None
        if not seen.is_subject or seen.quoted or seen.who.kind != "person":
            continue
        fresh = (
            mentions.first_of(seen.who) == seen.start
            and " " in seen.who.name
            and titles(seen.who.name) <= offices()["courtesy"]
        )
        return seen.who.name if fresh and seen.sentence != own else None
    return None


def _aside(seen: Seen) -> bool:
    """Whether a subject is that of a clause within the sentence, and not of the sentence."""
    verb = seen.root.head
    return verb.dep_ in ("advcl", "acl", "acl:relcl", "ccomp", "csubj")


def _definite(head: Token) -> bool:
    return any(
        (c.dep_ == "det" and c.lower_ in _DEFINITE) or (c.dep_ == "nmod:poss" and c.pos_ == "PROPN")
        for c in head.children
    )


def _near(mentions: Mentions, place: Place) -> list[Seen]:
    """The reporter's mentions in the sentence of a description and the two before it, the nearest first."""
    sentences = [sentence_of(place.paragraph, place.head)]
    near = []
    for seen in mentions.before(place.offset):
        if place.paragraph.segment - seen.paragraph > _SENTENCES:
            break
        if seen.quoted:
            continue
        if seen.sentence not in sentences:
            sentences.append(seen.sentence)
        if len(sentences) > _SENTENCES + 1:
            break
        near.append(seen)
    return near


def _is_new(mentions: Mentions, who: Referent, near: list[Seen]) -> bool:
    """Whether the text names somebody for the first time in those sentences."""
    first = mentions.first_of(who)
    return any(s.start == first for s in near)


def _suits(head: Token, titles: frozenset[str], *, new: bool) -> bool:
    """Whether a noun may be said of somebody, by the titles that the text gives them."""
    noun = head.lower_
    if noun in titles:  # "the Marnish minister" is not the minister of another country
        return peoples(head) <= titles
    if noun in offices()["new"]:
        return False
    aged = any("year" in c.lower_ or c.lower_ in _ONCE for c in head.children if c.i < head.i)
    if noun in offices()["anybody"] or aged or is_national(head) or is_aged(head):
        return not any(c.dep_ == "nmod:poss" for c in head.children)
    return new and titles <= offices()["courtesy"]
