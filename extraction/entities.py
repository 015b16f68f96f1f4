"""Who is named in a text: every mention of a person or body, joined under the fullest name.

The statistical entities are weak on names, so they only vote; what a name looks like, the titles before it and how it
recurs decide. Of two persons of one surname, a bare surname means one only where a title tells which.
"""

from __future__ import annotations

import tomllib
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from spacy.tokens import Token

from extraction.parsed import Entity, Gender, Paragraph
from extraction.structure.names import PARTICLES, is_person, without_titles
from extraction.types import RosterPerson, Span

_LEXICON = Path(__file__).parent / "lexicon"
_CALENDAR = frozenset(
    [
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "january",
        "february",
        "march",
        "april",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
        "jan",
        "feb",
        "mar",
        "apr",
        "jun",
        "jul",
        "aug",
        "sept",
        "sep",
        "oct",
        "nov",
        "dec",
    ]
)


@cache
def given_names() -> dict[str, Gender]:
    lists = tomllib.loads((_LEXICON / "given_names.toml").read_text(encoding="utf-8"))
    return {name: gender for gender in ("f", "m") for name in lists[gender].split()}


@cache
def offices() -> dict[str, frozenset[str]]:
    lists = tomllib.loads((_LEXICON / "offices.toml").read_text(encoding="utf-8"))
    return {kind: frozenset(words.split()) for kind, words in lists.items()}


def is_actor(noun: Token) -> bool:
    """Whether a common noun means somebody who can speak: a person, a body or a document."""
    low = noun.lower_
    singular = low[:-3] + "y" if low.endswith("ies") else low.removesuffix("s")
    return any(low in words or singular in words for words in offices().values())


@dataclass(slots=True)
class Name:
    """One mention: the words of the name without its title, and what stands before them."""

    text: str
    span: Span
    label: str
    titles: tuple[str, ...]

    @property
    def parts(self) -> list[str]:
        return self.text.split()


@dataclass(slots=True)
class _Group:
    names: list[Name] = field(default_factory=list)

    def votes(self) -> Counter[str]:
        return Counter(n.label for n in self.names if n.label)


def fold(word: str) -> str:
    """Lower case without accents, marks and hyphens, for comparing spellings."""
    plain = unicodedata.normalize("NFKD", word)
    return "".join(c for c in plain if c.isalpha()).casefold()


def names_in(paragraph: Paragraph) -> Iterator[Name]:
    """The names of a paragraph: runs of capitalised proper nouns, their titles taken off."""
    for run in _runs(paragraph):
        yield from _split(paragraph, run)


def _runs(paragraph: Paragraph) -> Iterator[list[Token]]:
    run: list[Token] = []
    for token in paragraph.doc:
        if run and _other_name(run[-1], token):
            yield run
            run = []
        if _nameish(token) or (run and _joins(token)):
            run.append(token)
            continue
        if token.text in "()" and _given_in_brackets(token):  # "President (Anna Maria) Kask"
            continue
        if run:
            yield run
        run = []
    if run:
        yield run


def _nameish(token: Token) -> bool:
    if not token.text[:1].isupper() or token.lower_.rstrip(".") in _CALENDAR:
        return False
    return token.tag_ in ("NNP", "NNPS") or token.ent_type_ == "PERSON" or (token.pos_ == "PROPN")


def _other_name(before: Token, token: Token) -> bool:
    """A person's name right behind a place: "president of Freedonia Anna Kask"."""
    return before.ent_type_ == "LOC" and token.ent_type_ == "PERSON" and token.ent_iob_ == "B"


def _given_in_brackets(token: Token) -> bool:
    """A bracket around given names that an editor added before a surname."""
    doc, i = token.doc, token.i
    if token.text == "(":
        close = next((t for t in doc[i + 1 : i + 4] if t.text == ")"), None)
        return close is not None and all(_nameish(t) for t in doc[i + 1 : close.i]) and _given_in_brackets(close)
    following = doc[i + 1] if i + 1 < len(doc) else None
    return following is not None and _nameish(following) and any(t.text == "(" for t in doc[max(0, i - 3) : i])


def _joins(token: Token) -> bool:
    """A particle, a hyphen or an apostrophe within a name."""
    following = token.doc[token.i + 1] if token.i + 1 < len(token.doc) else None
    if following is None or not following.text[:1].isupper():
        return token.lower_ in PARTICLES and following is not None and following.lower_ in PARTICLES
    if token.text in ("-", "‑", "’", "'") and not token.whitespace_ and not token.doc[token.i - 1].whitespace_:
        return True
    return token.text in PARTICLES


def _split(paragraph: Paragraph, run: list[Token]) -> Iterator[Name]:
    """A run's person name behind its titles; else the whole run as what the entities call it."""
    while run and not run[-1].text[:1].isupper():
        run.pop()
    if not run:
        return
    short = offices()["short"]
    first = max(
        (
            n + 1
            for n, t in enumerate(run)
            if (t.lower_.rstrip(".") in short and t.text[-1:] == ".") or t.lower_ in short
        ),
        default=0,
    )
    bare = without_titles(" ".join(t.text for t in run[first:]))
    size = len(bare.split())
    kept = run[len(run) - size :] if size else []
    if not kept:
        if run[-1].lower_ not in offices()["person"]:  # a body; "Prime Minister" alone names nobody
            yield _name(paragraph, run, ())
        return
    if kept[0].i != run[0].i and kept[0].text[0].isupper():
        titles = tuple(t.lower_.rstrip(".") for t in run if t.i < kept[0].i)
        yield _name(paragraph, kept, titles)
    else:
        yield _name(paragraph, run, _noun_before(run[0]))


def _name(paragraph: Paragraph, tokens: list[Token], titles: tuple[str, ...]) -> Name:
    start, end = tokens[0].idx, tokens[-1].idx + len(tokens[-1])
    labels = Counter(t.ent_type_ for t in tokens if t.ent_type_)
    label = labels.most_common(1)[0][0] if labels else ""
    text = " ".join(paragraph.doc.text[start:end].replace("(", "").replace(")", "").split())
    return Name(text, Span(paragraph.start + start, paragraph.start + end), label, titles)


def _noun_before(token: Token) -> tuple[str, ...]:
    """A calling in lower case right before the name: "spokeswoman Ann Lee"."""
    before = token.doc[token.i - 1] if token.i else None
    known = offices()["person"] | offices()["organisation"]
    return (before.lower_,) if before is not None and before.lower_ in known else ()


def find_entities(
    paragraphs: Sequence[Paragraph], roster: Sequence[RosterPerson], *, headlines: frozenset[int], known: Sequence[str]
) -> tuple[Entity, ...]:
    """The entities of a text.

    Paragraphs whose number is in `headlines` may be in title case: they name nobody new while others do. `known` are
    full names of persons that the form of the text tells (interviewees).
    """
    body = [n for i, p in enumerate(paragraphs) if i not in headlines for n in names_in(p)]
    heads = [n for i, p in enumerate(paragraphs) if i in headlines for n in names_in(p)]
    people = _people(body or heads, frozenset(known))
    people += [n for n in heads if n.text in {p.text for p in people} and body]
    groups = _join_variants(people)
    others = _others(body + heads, people)
    others += _unseen(paragraphs, {fold(n.parts[-1]) for n in people}, [*people, *others])
    bodies = _attach(others, groups)
    entities = [_person(g, roster) for g in groups] + [_body(g) for g in bodies.values()]
    return tuple(sorted(entities, key=lambda e: e.mentions[0]))


def _unseen(paragraphs: Sequence[Paragraph], surnames: set[str], seen: Sequence[Name]) -> list[Name]:
    """Known surnames that the tagger took for other words: "Reed said"."""
    taken = {offset for n in seen for offset in range(n.span.start, n.span.end)}
    return [
        _name(p, [t], _noun_before(t))
        for p in paragraphs
        for t in p.doc
        if t.text[:1].isupper() and p.start + t.idx not in taken and fold(t.text) in surnames
    ]


def _people(names: Sequence[Name], known: frozenset[str]) -> list[Name]:
    """The full names of persons, by their form; a place or body by the entities' votes is none."""
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for n in names:
        votes[n.text][n.label] += 1
    return [n for n in names if n.text in known or (is_person(n.text) and _votes_person(n, votes))]


def _votes_person(name: Name, votes: dict[str, Counter[str]]) -> bool:
    if name.parts[0].casefold() in given_names() or name.titles or name.parts[-1] in votes:
        return True
    here = votes[name.text]
    return here["PERSON"] >= here["LOC"] + here["ORG"]


def _others(names: Sequence[Name], people: Sequence[Name]) -> list[Name]:
    known = {id(n) for n in people}
    return [n for n in names if id(n) not in known]


def _join_variants(people: Sequence[Name]) -> list[_Group]:
    """One group for all spellings of one full name."""
    spelled: dict[str, _Group] = {}
    for n in people:
        spelled.setdefault(" ".join(fold(p) for p in n.parts), _Group()).names.append(n)
    by_surname: dict[str, list[_Group]] = defaultdict(list)
    groups: list[_Group] = []
    for key, group in spelled.items():
        given, surname = key.split()[:1][0] if key.split() else "", key.split()[-1] if key.split() else ""
        near = [g for g in by_surname[surname[:3]] if _same_person(g.names[0], given, surname)]
        if len(near) == 1:
            near[0].names += group.names
        else:
            by_surname[surname[:3]].append(group)
            groups.append(group)
    return groups


def _same_person(name: Name, given: str, surname: str) -> bool:
    other_given, other_surname = fold(name.parts[0]), fold(name.parts[-1])
    if surname == other_surname:
        initial = min(len(given), len(other_given)) == 1 and given[:1] == other_given[:1]
        return (
            given == other_given
            or initial
            or (len(given) >= 4 and distance(given, other_given, 2) <= 2 and given[:2] == other_given[:2])
        )
    return given == other_given and len(surname) >= 6 and distance(surname, other_surname, 2) <= 2


def distance(a: str, b: str, most: int) -> int:
    """Edit distance, or most + 1 where it is larger."""
    if abs(len(a) - len(b)) > most:
        return most + 1
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        before, row[0] = row[0], i
        for j, y in enumerate(b, 1):
            before, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, before + (x != y))
    return row[-1]


def _attach(rest: Sequence[Name], groups: Sequence[_Group]) -> dict[str, _Group]:
    """Surnames and given names alone go to the person they fit; what fits nobody is an entity of its own."""
    by_part: dict[str, list[_Group]] = defaultdict(list)
    for group in groups:
        parts = {fold(n.parts[-1]) for n in group.names}
        for part in parts:
            by_part[part].append(group)
    by_given: dict[str, list[_Group]] = defaultdict(list)
    for group in groups:
        for part in {fold(n.parts[0]) for n in group.names}:
            by_given[part].append(group)
    alone: dict[str, _Group] = {}

    @cache
    def misspelled(part: str) -> list[_Group]:
        near = [s for s in by_part if s[:3] == part[:3] and distance(s, part, 2) <= 2]
        return by_part[near[0]] if len(near) == 1 else []

    for n in rest:
        fits = (
            by_part.get(fold(n.parts[-1]), []) if (len(n.parts) <= 2 and n.label != "ORG") or len(n.parts) == 1 else []
        )
        if not fits and len(n.parts) == 1 and len(n.text) >= 6:
            fits = misspelled(fold(n.text))
        if not fits and len(n.parts) == 1 and n.label != "LOC":
            fits = by_given.get(fold(n.text), [])
        chosen = _only(fits, n)
        if chosen is not None:
            chosen.names.append(n)
        else:
            alone.setdefault(_key(n), _Group()).names.append(n)
    return alone


def _key(name: Name) -> str:
    gender = _title_gender(name.titles)
    return name.text.casefold().removeprefix("the ") + (f" {gender}" if gender else "")


def _only(fits: Sequence[_Group], name: Name) -> _Group | None:
    """The one person a bare surname can mean; of several, the one whose gender its title tells."""
    if len(fits) == 1:
        return fits[0]
    gender = _title_gender(name.titles)
    suited = [g for g in fits if gender and _gender(g) == gender]
    return suited[0] if len(suited) == 1 else None


def _title_gender(titles: Sequence[str]) -> Gender | None:
    lists = offices()
    if any(t in lists["f"] for t in titles):
        return "f"
    return "m" if any(t in lists["m"] for t in titles) else None


def _gender(group: _Group) -> Gender | None:
    told = Counter(g for g in (_title_gender(n.titles) for n in group.names) if g)
    if told:
        return told.most_common(1)[0][0]
    given = Counter(g for n in group.names if len(n.parts) > 1 and (g := given_names().get(fold(n.parts[0]))))
    return given.most_common(1)[0][0] if given else None


def _person(group: _Group, roster: Sequence[RosterPerson]) -> Entity:
    full = [n.text for n in group.names if len(n.parts) > 1] or [n.text for n in group.names]
    counts = Counter(full)
    best = max(counts, key=lambda t: (sum(len(p.rstrip(".")) > 1 for p in t.split()), counts[t]))
    spellings = {" ".join(fold(p) for p in t.split()) for t in counts}
    listed = [
        p.name for p in roster if any(" ".join(fold(w) for w in a.split()) in spellings for a in (p.name, *p.aliases))
    ]
    titles = tuple(dict.fromkeys(t for n in group.names for t in n.titles))
    mentions = tuple(sorted(n.span for n in group.names))
    return Entity(listed[0] if len(set(listed)) == 1 else best, "person", _gender(group), titles, mentions)


def _body(group: _Group) -> Entity:
    """A name that is no known person's: a person by its title or the entities' vote, else an organisation or place."""
    name = max(group.names, key=lambda n: len(n.text)).text.removeprefix("The ").removeprefix("the ")
    titles = tuple(dict.fromkeys(t for n in group.names for t in n.titles))
    votes = group.votes()
    personal = any(t in offices()["short"] | offices()["f"] | offices()["m"] | {"president", "dr"} for t in titles)
    mentions = tuple(sorted(n.span for n in group.names))
    body = any(t in offices()["organisation"] - offices()["person"] for t in titles)
    if personal or (not body and votes["PERSON"] > votes["ORG"] + votes["LOC"] and not name.isupper()):
        return Entity(name, "person", _gender(group), titles, mentions)
    return Entity(name, "organisation", "n", titles, mentions)
