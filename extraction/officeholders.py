"""Who holds an office: the persons whose title a text or the roster gives, for "the foreign minister"."""

from __future__ import annotations

import re
from collections.abc import Iterable

from spacy.tokens import Token

from extraction.appositions import is_office, tells_person
from extraction.naming import offices
from extraction.parsed import Entity, Paragraph, ParsedDocument
from extraction.phrases import BODIES
from extraction.types import RosterPerson, RosterRole, Span

_WORD = re.compile(r"\w[\w-]*")
_IN_FULL = {
    "sen": ("senator", "lawmaker"),
    "rep": ("representative", "congressman", "congresswoman", "lawmaker"),
    "gov": ("governor",),
    "gen": ("general",),
    "pres": ("president",),
    "col": ("colonel",),
    "capt": ("captain",),
    "lt": ("lieutenant",),
    "sgt": ("sergeant",),
    "adm": ("admiral",),
    "amb": ("ambassador",),
    "prof": ("professor",),
    "atty": ("attorney",),
    "justice": ("judge",),
    "professor": ("scientist", "researcher", "academic", "scholar"),
    "secgen": ("secretary", "general"),
    "senator": ("lawmaker",),
    "congressman": ("lawmaker",),
    "congresswoman": ("lawmaker",),
    "mp": ("lawmaker", "politician"),
    "councillor": ("politician",),
    "chairman": ("chair",),
    "chairwoman": ("chair",),
    "chairperson": ("chair",),
    "ceo": ("executive",),
    "novelist": ("author", "writer"),
    "author": ("writer",),
    "attorney": ("lawyer",),
    "lawyer": ("attorney",),
    "barrister": ("lawyer",),
    "solicitor": ("lawyer",),
    "surgeon": ("doctor",),
    "physician": ("doctor",),
    "ambassador": ("envoy", "diplomat"),
    "envoy": ("diplomat",),
    "reporter": ("journalist",),
    "correspondent": ("journalist", "reporter"),
    "actress": ("actor",),
    "striker": ("player", "footballer"),
    "goalkeeper": ("player", "footballer"),
    "midfielder": ("player", "footballer"),
    "footballer": ("player",),
    "researcher": ("scientist",),
    "pope": ("pontiff",),
    "king": ("monarch",),
    "queen": ("monarch",),
}
# What makes of an office another one.
_LOWER = frozenset({"shadow", "deputy", "vice", "assistant", "associate", "acting", "under", "junior", "former"})
# What is said of anybody's office.
_HELD = frozenset({"former", "new", "current", "present", "incumbent", "outgoing", "own", "late"})
_SMALL = frozenset({"of", "the", "for", "and", "at", "in"})


class Officeholders:
    """The titles of the persons of one text, lower case, and the roles of the roster on the day of the text."""

    def __init__(self, parsed: ParsedDocument, beside: Iterable[tuple[Token, str]]) -> None:
        self._named: dict[str, set[str]] = {}
        self._told: dict[str, list[tuple[set[str], set[str]]]] = {}
        self._listed: dict[str, list[set[str]]] = {}
        self._done: dict[str, set[str]] = {}
        roles = {p.name: _roles(p, parsed.published) for p in parsed.roster}
        for entity in parsed.entities:
            if entity.kind == "person":
                own = self._named.setdefault(entity.name, set())
                nouns, deeds = _beside(parsed, entity)
                self._done[entity.name] = deeds
                own.update(entity.titles, *map(_office, nouns), *roles.get(entity.name, []))
                self._told[entity.name] = [(_office(n), _described_by(n)) for n in nouns]
        for office, name in beside:
            self._named[name].update(_office(office))
            self._told[name].append((_office(office), _described_by(office)))
        for own in self._named.values():
            own.update(full for title in list(own) for full in _IN_FULL.get(title, ()))
        self._listed = roles

    def titles(self, name: str) -> frozenset[str]:
        """The words of the offices that the text or the roster gives a person, lower case."""
        return frozenset(self._named.get(name, ()))

    def only(self, noun: str) -> str | None:
        """The one person to whom the text gives an office."""
        holders = [name for name, titles in self._named.items() if noun in titles]
        return holders[0] if len(holders) == 1 else None

    def denies(self, name: str, head: Token) -> bool:
        """Whether the text says a person's office of one place, and the words that of another: "the mayor of Orrby"."""
        places = {t.lower_ for c in head.children if c.dep_ == "nmod" for t in c.subtree if t.pos_ == "PROPN"}
        said = [o | of for o, of in self._told.get(name, ()) if of and head.lower_ in o]
        return bool(places and said) and all(places.isdisjoint(words) for words in said)

    def learn(self, name: str, head: Token) -> None:
        """Takes in that a person holds the office that a noun phrase tells."""
        self._named.setdefault(name, set()).update(_office(head))

    def of(self, head: Token, *, described: bool) -> str | None:
        """The one person whose office a noun phrase tells; of several, nobody.

        Somebody who is not named in the text has to be told by office and organisation both, "the NATO chief"; an
        office with a description of its own ("the secretary general of the council") is who the text says it of.
        """
        words = _words(head)
        office = _office(head)
        if head.lower_ == "head" and (led := _described_by(head) & _HEADS.keys()):
            return self._head(led.pop())
        if not described and tells_person(head):
            named = {name for name, titles in self._named.items() if head.lower_ in titles and words <= titles | _HELD}
            lower = {name for name in named if self._named[name] & _LOWER - office}  # "the shadow home secretary"
            named = named - lower or named
            if len(named) == 1:
                return named.pop()
            if named:
                return None
            nearest = self._nearest(head, words)
            doers = {name for name, deeds in self._done.items() if head.lower_ in deeds}
            if nearest is not None or len(doers) == 1:
                return nearest or doers.pop()
        office |= _described_by(head)
        if described and _of_something(head):
            told = {name for name, phrases in self._told.items() if any(office <= o | of for o, of in phrases)}
            if len(told) == 1:
                return told.pop()
        listed = {name for name, roles in self._listed.items() if any(office == role for role in roles)}
        return listed.pop() if len(listed) == 1 and len(office) > 1 else None

    def _head(self, of: str) -> str | None:
        """The one person whose title makes head of state or of government."""
        named = {name for name, titles in self._named.items() if any(t <= titles for t in _HEADS[of])}
        return named.pop() if len(named) == 1 else None

    def _nearest(self, head: Token, words: set[str]) -> str | None:
        """The holder of whose title most words are said: "the Green candidate", not the one of another party."""
        words, told = {_SAME.get(w, w) for w in words}, peoples(head)
        suited = {name: t for name, t in self._named.items() if head.lower_ in t and told <= t}
        shared = {name: len(words & titles) for name, titles in suited.items()}
        if len(suited) == 1:  # "the New Melk attorney general", and one attorney general named, of no other place
            only, titles = next(iter(suited.items()))
            if titles <= {head.lower_, "general", *_IN_FULL.get(head.lower_, ())} | offices()["courtesy"]:
                return only
        most = max(shared.values(), default=0)
        best = [name for name, n in shared.items() if n == most]
        return best[0] if most and len(best) == 1 else None


_HEADS: dict[str, tuple[set[str], ...]] = {
    "state": ({"president"}, {"king"}, {"queen"}, {"emperor"}, {"monarch"}),
    "government": ({"prime", "minister"}, {"premier"}, {"chancellor"}),
}
_SAME = {"gop": "republican"}


def peoples(head: Token) -> set[str]:
    """The nationalities and owners before a noun, lower case: they tell which office, as a party does not."""
    before = (c for c in head.children if c.i < head.i and not c.is_sent_start and c.pos_ != "DET")
    own = {c.lower_ for c in before if c.text[:1].isupper() and (_of_a_people(c) or c.dep_ == "nmod:poss")}
    return own - offices()["party"]


def _of_a_people(token: Token) -> bool:
    return (token.pos_ == "ADJ" and token.tag_ != "NNP") or token.lower_.endswith(("ian", "ish", "ese", "ean"))


def _words(head: Token) -> set[str]:
    """The words that tell which office: "foreign" of "the foreign minister", "NATO" of "NATO's secretary general"."""
    return {
        t.lower_
        for c in head.children
        if c.dep_ in ("compound", "amod", "nmod:poss", "nmod:desc") and c.i < head.i and c.pos_ != "PRON"
        if not (c.dep_ == "nmod:poss" and c.pos_ == "NOUN" and c.lower_ in BODIES)  # "the company's founder"
        for t in c.subtree
        if t.dep_ in ("compound", "amod", "nmod:poss", "nmod:desc") and t.is_alpha
    }


def _office(head: Token) -> set[str]:
    return {head.lower_, *_words(head)}


def _of_something(head: Token) -> bool:
    """ "The mayor of Melk", which nobody else is; "the mayor who left" or "her mayor" may be."""
    deps = {c.dep_ for c in head.children}
    return "nmod" in deps and not deps & {"acl", "acl:relcl", "nmod:poss"} and bool(_described_by(head))


def _described_by(head: Token) -> set[str]:
    phrase = [t for c in head.children if c.dep_ == "nmod" and c.i > head.i for t in c.subtree]
    return {t.lower_ for t in phrase if t.is_alpha and t.lower_ not in _SMALL}


def _roles(person: RosterPerson, published: str | None) -> list[set[str]]:
    """The words of the title and organisation of each role held on a day."""
    return [
        {w.casefold() for w in _WORD.findall(f"{role.title} {role.organisation}")} - _SMALL
        for role in person.roles
        if _held(role, published)
    ]


def _held(role: RosterRole, published: str | None) -> bool:
    """Whether a role was held on a day, as far as the dates tell; without a day, whether it has no end."""
    if published is None:
        return role.end is None
    day, start, end = published.rstrip("?~%"), (role.start or "").rstrip("?~%"), (role.end or "").rstrip("?~%")
    return start[: len(day)] <= day[: len(start)] and (not end or day[: len(end)] <= end[: len(day)])


def _beside(parsed: ParsedDocument, entity: Entity) -> tuple[list[Token], set[str]]:
    """The offices that a text says of a name, "Mark Orr, the prosecutor", and what deeds make of it."""
    found, deeds = [], set[str]()
    for mention in entity.mentions:
        paragraph = parsed.paragraph_at(mention.start)
        token = paragraph.token_at(mention.start) if paragraph is not None else None
        if paragraph is None or token is None:
            continue
        root = token.head if token.dep_ in ("flat", "compound") and token.head.pos_ == "PROPN" else token
        nouns = [c for c in root.children if c.dep_ in ("appos", "conj") and c.i > root.i and not _and(c)]
        nouns += [c for n in nouns for c in n.children if c.dep_ == "conj" and not _apart(c)]  # "founder and CEO"
        nouns += _behind_comma(paragraph, mention)
        if root.dep_.startswith("nsubj"):
            nouns += _said_of(root.head)
            deeds.update(_DEEDS.get(root.head.lower_, ()))
        for clause in root.children:
            if clause.dep_ == "acl:relcl" and any(c.lower_ == "who" and c.dep_ == "nsubj" for c in clause.children):
                nouns += _said_of(clause)
                deeds.update(_DEEDS.get(clause.lower_, ()))
        found += [n for n in nouns if n.pos_ in ("NOUN", "PROPN") and is_office(n)]
    return found, deeds


def _said_of(verb: Token) -> list[Token]:
    """What a verb says somebody is: "is mayor", "was a climber", "works as a nurse", "was elected mayor"."""
    copula = next((c for c in verb.children if c.dep_ == "cop"), None)
    if copula is not None:  # who was the mayor may be none any more, who was a climber is still told by it
        once = copula.tag_ == "VBD" and any(c.lower_ in ("a", "an") for c in verb.children)
        once = once and verb.lower_ not in offices()["office"] | offices()["new"]
        return [verb] if copula.tag_ == "VBZ" or once else []
    if verb.lower_ in _WORKING:
        return [c for c in verb.children if c.dep_ == "obl" and any(t.lower_ == "as" for t in c.children)]
    return [c for c in verb.children if c.dep_ in ("xcomp", "obj") and c.i > verb.i] if verb.lower_ in _MADE else []


# Who did it is called so.
_DEEDS = {
    **dict.fromkeys(("founded", "co-founded", "founds"), ("founder",)),
    **dict.fromkeys(("wrote", "authored"), ("author", "writer")),
    **dict.fromkeys(("invented", "invents"), ("inventor",)),
    **dict.fromkeys(("designed", "designs"), ("designer",)),
    **dict.fromkeys(("heads", "chairs", "leads"), ("head", "chair", "leader")),
    **dict.fromkeys(("owns", "runs"), ("owner",)),
    **dict.fromkeys(("coaches", "manages"), ("coach", "manager")),
    **dict.fromkeys(("edits", "edited"), ("editor",)),
}
_WORKING = frozenset({"works", "work", "serves", "acts"})
_MADE = frozenset({"became", "becomes", "elected", "appointed", "named", "reelected"})


def _behind_comma(paragraph: Paragraph, mention: Span) -> list[Token]:
    """ "Mark Orr, transport minister of Marn," however it was parsed: an office in a short phrase behind a comma."""
    doc, last = paragraph.doc, paragraph.token_at(mention.end - 1)
    comma = last.i + 1 if last is not None else len(doc)
    if comma >= len(doc) or doc[comma].text != ",":
        return []
    for token in doc[comma + 1 : comma + 7]:
        if token.pos_ == "NOUN" and is_office(token):
            behind = doc[token.i + 1] if token.i + 1 < len(doc) else None
            if behind is None or behind.text in _ENDING:
                return [token]
            if behind.lower_ == "and":
                return [token, *(c for c in doc[behind.i + 1 : behind.i + 2] if is_office(c))]
        if token.pos_ not in _BEFORE_OFFICE or token.text[:1].isupper():
            return []
    return []


_ENDING = frozenset({",", ".", "of", "at", "for", "in", "from", "who"})
_BEFORE_OFFICE = frozenset({"NOUN", "ADJ", "DET"})


def _apart(token: Token) -> bool:
    """ "The mayor, and a clerk": a comma before "and" parts somebody else."""
    return token.doc[token.left_edge.i - 1].text == "," or any(
        c.lower_ in ("a", "an", "his", "her") for c in token.children
    )


def _and(token: Token) -> bool:
    return any(c.dep_ == "cc" for c in token.children)
