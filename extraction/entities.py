"""Who is named in a text: every mention of a person or body, joined under the fullest name.

The statistical entities are weak on names, so they only vote; what a name looks like, the titles before it and how it
recurs decide. Of two persons of one surname, a bare surname means one only where a title tells which.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, field, replace
from functools import cache

from extraction.callings import without_callings
from extraction.genders import gender_of_given, gender_of_titles
from extraction.joints import NUMERALS
from extraction.naming import (
    Name,
    distance,
    fold,
    given_names,
    is_actor,
    is_short_for,
    name_of,
    names_in,
    noun_before,
    offices,
    plain_initials,
)
from extraction.parsed import Entity, Gender, Paragraph
from extraction.structure.names import PARTICLES, is_organisation, is_person
from extraction.types import RosterPerson, Span

__all__ = ["distance", "find_entities", "fold", "given_names", "is_actor", "offices"]


@dataclass(slots=True)
class _Group:
    """The mentions of one person or body; `full` are where a full name begins, `gender` by those alone."""

    names: list[Name] = field(default_factory=list)
    full: list[int] = field(default_factory=list)
    gender: Gender | None = None
    relative: bool = False  # introduced as somebody's

    def settle(self) -> None:
        """Takes stock of the full names, so that a surname is given to somebody without reading all of them again."""
        self.full = sorted(n.span.start for n in self.names if len(n.parts) > 1)
        self.gender = _gender(self)
        whole = [n for n in self.names if len(n.parts) > 1]
        self.relative = bool(whole) and min(whole, key=lambda n: n.span.start).relative

    def votes(self) -> Counter[str]:
        """How often the entities and the words around call it a person, a body or a place."""
        return _votes(self.names)


def find_entities(
    paragraphs: Sequence[Paragraph], roster: Sequence[RosterPerson], *, headlines: frozenset[int], known: Sequence[str]
) -> tuple[Entity, ...]:
    """The entities of a text.

    Paragraphs whose number is in `headlines` may be in title case: they name nobody new while others do. `known` are
    full names of persons that the form of the text tells (interviewees).
    """
    body = without_callings([n for i, p in enumerate(paragraphs) if i not in headlines for n in names_in(p)])
    heads = [n for i, p in enumerate(paragraphs) if i in headlines for n in names_in(p)]
    people = _people(body or heads, frozenset(known), {n.text for n in heads})
    if body:
        heads = [part for n in heads for part in _known_parts(n, people)]
        people += _headlined(heads, people, {n.text for n in body})
    groups = _join_variants([*_labelled(known, people), *people])
    others = _others(body + heads, people)
    others += _unseen(paragraphs, {fold(n.parts[-1]) for n in people}, [*people, *others])
    bodies = _attach(others, groups)
    if body:  # what only a title in capitals calls a name is none
        titled = {id(n) for n in heads}
        bodies = {key: g for key, g in bodies.items() if not all(id(n) in titled for n in g.names)}
    entities = [_person(g, roster) for g in groups] + [_body(g) for g in bodies.values()]
    return tuple(sorted((e for e in entities if e.mentions), key=lambda e: e.mentions[0]))


def _labelled(known: Sequence[str], people: Sequence[Name]) -> Iterator[Name]:
    """The full names that only a label gives, nowhere in the text itself: their surnames there mean them."""
    given = {p.text for p in people}
    return (Name(text, _NOWHERE, "", ()) for text in known if text not in given)


def _headlined(heads: Sequence[Name], people: Sequence[Name], seen: set[str]) -> list[Name]:
    """The full names in a title that the text gives too, or goes on with the surname of."""
    full = {p.text for p in people}
    return [n for n in heads if n.text in full or (n.parts[-1] in seen and is_person(" ".join(n.parts)))]


def _known_parts(name: Name, people: Sequence[Name]) -> list[Name]:
    """A run of capitalised words in a title cut to the person named in it: "Ida Orr Blasts Harbour Board"."""
    if len(name.text.split()) < 3 or any(p.text == name.text for p in people):
        return [name]
    for known in dict.fromkeys([*(p.text for p in people), *(p.parts[-1] for p in people)]):
        at = f" {name.text} ".find(f" {known} ")
        if at >= 0:
            start = name.span.start + at
            return [replace(name, text=known, span=Span(start, start + len(known)), titles=())]
    return [name]


def _unseen(paragraphs: Sequence[Paragraph], surnames: set[str], seen: Sequence[Name]) -> list[Name]:
    """Known surnames that the tagger took for other words: "Reed said"."""
    taken = {offset for n in seen for offset in range(n.span.start, n.span.end)}
    return [
        name_of(p, [t], noun_before(t))
        for p in paragraphs
        for i, begin in enumerate(p.begins)
        if p.text[begin].isupper() and p.start + begin not in taken
        if fold((t := p.doc[i]).text) in surnames
    ]


_NOWHERE = Span(-1, -1)
# The words around are surer than the entities: so many of their votes they outweigh.
_WEIGHT = 3


def _votes(names: Sequence[Name]) -> Counter[str]:
    votes = Counter(n.label for n in names if n.label)
    votes["PERSON"] += _WEIGHT * sum(n.told == "person" for n in names)
    votes["LOC"] += _WEIGHT * sum(n.told == "place" for n in names)
    return votes


def _people(names: Sequence[Name], known: frozenset[str], headlined: set[str]) -> list[Name]:
    """The full names of persons, by their form; a place or body by the entities' votes is none."""
    spelled: dict[str, list[Name]] = defaultdict(list)
    for n in names:
        spelled[n.text].append(n)
    votes = {text: _votes(some) for text, some in spelled.items()}
    alone = headlined | votes.keys()
    called = frozenset(n.text for n in names if n.titles and n.text.isupper())
    names = [n for n in names if n.text in known or not _surname(n)]
    return [n for n in names if n.text in known or (_looks(n, called) and _votes_person(n, votes, alone))]


def _looks(name: Name, called: Set[str]) -> bool:
    """Whether the words look like a full name.

    In capitals, "IDA ORR", only by a known given name, or where somebody is called so with a title, "Senator ORR".
    """
    known = fold(name.parts[0]) in given_names() or name.parts[-1] in called
    return is_person(" ".join(name.parts), upper=known and len(name.parts) < 4)


def _surname(name: Name) -> bool:
    """ "De Blas" is a surname of two words, "Ben Blas" a whole name."""
    first = fold(name.parts[0])
    return first in PARTICLES and first not in given_names() and not (first == "al" and name.label == "PERSON")


def _votes_person(name: Name, votes: dict[str, Counter[str]], alone: Set[str]) -> bool:
    given = name.parts[0].casefold() in given_names()
    if not given and name.parts[-1].casefold() in offices()["body"]:
        return False
    if given or name.titles or name.parts[-1] in alone:
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
        spelled.setdefault(" ".join(map(fold, n.parts)), _Group()).names.append(n)
    by_surname: dict[str, list[_Group]] = defaultdict(list)
    groups: list[_Group] = []
    for key, group in spelled.items():
        given, surname = key.split()[:1][0] if key.split() else "", key.split()[-1] if key.split() else ""
        near = [g for g in by_surname[surname[:3]] if _same_person(g.names[0], given, surname)]
        near = near or [g for g in by_surname[surname[:3]] if _titled(g.names[0], key)]
        if len(near) == 1:
            near[0].names += group.names
        else:
            by_surname[surname[:3]].append(group)
            groups.append(group)
    return groups


def _titled(name: Name, key: str) -> bool:
    """ "Assemblywoman Ida Falk" beside "Ida Falk": a word in capitals before a whole name."""
    longer, shorter = sorted((" ".join(map(fold, name.parts)), key), key=len, reverse=True)
    return " " in shorter and longer.endswith(f" {shorter}") and longer.count(" ") == shorter.count(" ") + 1


def _same_person(name: Name, given: str, surname: str) -> bool:
    other_given, other_surname = fold(name.parts[0]), fold(name.parts[-1])
    if surname == other_surname:
        initial = min(len(given), len(other_given)) == 1 and given[:1] == other_given[:1]
        return (
            given == other_given
            or initial
            or is_short_for(given, other_given)
            or (len(given) >= 4 and distance(given, other_given, 2) <= 2 and given[:2] == other_given[:2])
        )
    return given == other_given and len(surname) >= 6 and distance(surname, other_surname, 2) <= 2


def _attach(rest: Sequence[Name], groups: Sequence[_Group]) -> dict[str, _Group]:
    """Surnames and given names alone go to the person they fit; what fits nobody is an entity of its own."""
    by_part: dict[str, list[_Group]] = defaultdict(list)
    for group in groups:
        group.settle()
        parts = {part for n in group.names for part in _surnames(n)}
        for part in parts:
            by_part[part].append(group)
    by_given: dict[str, list[_Group]] = defaultdict(list)
    by_first: dict[str, list[_Group]] = defaultdict(list)
    for group in groups:
        for part in _first_surnames(group):
            by_first[part].append(group)
        for part in {fold(n.parts[0]) for n in group.names}:
            by_given[part].append(group)
    alone: dict[str, _Group] = {}
    # "Mr. Orr" where only Ida Orr is named in full: the surname alone may be his.
    unlike = _unlike(rest, by_part)

    @cache
    def misspelled(part: str) -> list[_Group]:
        near = [s for s in by_part if s[:3] == part[:3] and distance(s, part, 2) <= 2]
        near = near or [s for s in by_part if s[:2] == part[:2] and len(part) > 6 and distance(s, part, 1) == 1]
        near = near or [s for s in by_part if s[:1] == part[:1] and len(part) > 7 and distance(s, part, 2) == 2]
        near = near if len(part) > 5 else [s for s in near if distance(s, part, 1) == 1]
        return by_part[near[0]] if len(near) == 1 else []

    for n in rest:
        if n.many and fold(n.text).removesuffix("s") in by_part:
            continue  # a family
        fits = by_part.get(fold(n.parts[-1]), []) if (len(n.parts) <= 2 and n.label != "ORG") or _alone(n) else []
        if not fits and len(n.parts) == 1 and (gender_of_titles(n.titles) or _calls_nobody_else(n)):
            fits = by_first.get(fold(n.text), [])
        if not fits and len(n.parts) == 1 and len(n.text) >= 5:
            fits = misspelled(fold(n.text))
        if not fits and len(n.parts) == 1 and n.label != "LOC":
            fits = by_given.get(fold(n.text), [])
        other = len(n.parts) == 1 and fold(n.text) in unlike and gender_of_titles(n.titles) is None
        chosen = None if other and len(fits) == 1 else _only(fits, n) or _meant(fits, n)
        if chosen is not None:
            chosen.names.append(n)
        else:
            alone.setdefault(_key(n), _Group()).names.append(n)
    for key in [k for k in alone if k[-2:] not in (" f", " m")]:
        titled = [k for k in (f"{key} f", f"{key} m") if k in alone]
        if len(titled) == 1:  # "Charles" is "King Charles III"
            alone[titled[0]].names += alone.pop(key).names
    return _in_full(alone)


def _unlike(rest: Sequence[Name], by_part: dict[str, list[_Group]]) -> set[str]:
    """The surnames that a text first uses alone with a courtesy of the other gender than that of the one it names."""
    first: dict[str, Name] = {}
    for n in sorted(rest, key=lambda n: n.span.start):
        first.setdefault(fold(n.parts[-1]), n)
    return {part for part, n in first.items() if len(f := by_part.get(part, [])) == 1 and not _only(f, n)}


def _surnames(name: Name) -> set[str]:
    """What the surname may be written as: "Sabri" of "al-Sabri"."""
    last = name.parts[-1]
    return {fold(last), fold(last[3:])} if last[:3] in ("al-", "Al-", "el-", "El-") else {fold(last)}


def _alone(name: Name) -> bool:
    """Whether a name is a surname, its particles apart: "Van der Berg" at the beginning of a sentence."""
    return all(fold(part) in PARTICLES for part in name.parts[:-1])


def _calls_nobody_else(name: Name) -> bool:
    """Whether a word may be the first surname of one with two: it is told no place, and no given name."""
    return name.label not in ("LOC", "ORG") and name.told != "place" and fold(name.text) not in given_names()


def _first_surnames(group: _Group) -> set[str]:
    """The first of two surnames: "Ms. Orreby" is "Ida Orreby Lind"."""
    return {fold(n.parts[-2]) for n in group.names if len(n.parts) > 2}


def _in_full(bodies: dict[str, _Group]) -> dict[str, _Group]:
    """ "The Guild" is the one body named with more words that ends or begins so: "Harbour Guild"."""
    whole: dict[str, list[str]] = defaultdict(list)
    for key in bodies:
        words = key.split()
        if len(words) > 1:
            for word in {words[0], words[-1]}:
                whole[word].append(key)
    for key in [k for k in bodies if " " not in k and _says_body(k)]:
        if len(whole[key]) == 1:
            bodies[whole[key][0]].names += bodies.pop(key).names
    return bodies


def _key(name: Name) -> str:
    gender = gender_of_titles(name.titles)
    words = name.text if name.text.split()[-1] not in NUMERALS else " ".join(name.parts)
    return words.casefold().removeprefix("the ") + (f" {gender}" if gender else "")


def _only(fits: Sequence[_Group], name: Name) -> _Group | None:
    """The one person a bare surname can mean; of several, the one whose gender its title tells."""
    gender = gender_of_titles(name.titles)
    if len(fits) == 1:
        return fits[0] if gender is None or fits[0].gender in (gender, None) else None
    suited = [g for g in fits if gender and g.gender == gender] or _entitled(fits, name)
    return suited[0] if len(suited) == 1 else None


def _entitled(fits: Sequence[_Group], name: Name) -> list[_Group]:
    """Those whose full name bears the title before a surname: "Dr. Lind" beside "Dr. Anna Lind" and "Peter Lind"."""
    title = name.titles[-1:] if name.titles else ()
    return [g for g in fits if title and any(n.titles[-1:] == title and len(n.parts) > 1 for n in g.names)]


def _meant(fits: Sequence[_Group], name: Name) -> _Group | None:
    """Of several of one surname the one whom a text that goes on with the surname is about, or has just named in full.

    The only one named in full before; else who is named so twice as often as the next; else the last one, if no other
    is as near.
    """
    gender = gender_of_titles(name.titles)
    fits = [g for g in fits if gender is None or g.gender in (gender, None)]
    if not fits or len(name.parts) > 1:
        return None
    own = [g for g in fits if not g.relative]
    if (
        len(own) == 1 and gender is None
    ):  # "Ida Falk … her husband, Karl Falk, … Falk said": a relative has a given name
        return own[0]
    before = [bisect_left(g.full, name.span.start) for g in fits]
    if sum(map(bool, before)) == 1:
        return fits[next(i for i, n in enumerate(before) if n)]
    most = max(range(len(fits)), key=lambda i: len(fits[i].full))
    others = max(len(g.full) for i, g in enumerate(fits) if i != most)
    if len(fits[most].full) >= 2 * others and before[most]:
        return fits[most]
    last = sorted(((g.full[n - 1], i) for i, (g, n) in enumerate(zip(fits, before, strict=True)) if n), reverse=True)
    return fits[last[0][1]] if len(last) > 1 and last[0][0] - last[1][0] > _APART else None


_APART = 400  # characters: some sentences, so that two named side by side are left open


def _gender(group: _Group) -> Gender | None:
    told = Counter(g for g in (gender_of_titles(n.titles) for n in group.names) if g)
    if told:
        return told.most_common(1)[0][0]
    given = Counter(g for n in group.names if len(n.parts) > 1 and (g := gender_of_given(n.parts[0])))
    return given.most_common(1)[0][0] if given else None


def _person(group: _Group, roster: Sequence[RosterPerson]) -> Entity:
    full = [n.text for n in group.names if len(n.parts) > 1] or [n.text for n in group.names]
    counts = Counter(full)
    known = [t for t in counts if fold(t.split()[0]) in given_names()] or list(counts)  # not "Envoy Ida Falk"

    def fullest(text: str) -> tuple[bool, int, int]:
        words = sum(len(p.rstrip(".")) > 1 for p in plain_initials(text).split())
        return not text.isupper(), words, counts[text]

    best = max(known, key=fullest)
    spellings = {" ".join(fold(p) for p in t.split()) for t in counts}
    listed = [
        p.name for p in roster if any(" ".join(fold(w) for w in a.split()) in spellings for a in (p.name, *p.aliases))
    ]
    titles = tuple(dict.fromkeys(t for n in group.names for t in n.titles))
    mentions = tuple(sorted(n.span for n in group.names if n.span is not _NOWHERE))
    return Entity(listed[0] if len(set(listed)) == 1 else best, "person", _gender(group), titles, mentions)


def _says_body(word: str) -> bool:
    return is_organisation(word) or word.casefold() in offices()["body"]


def _body(group: _Group) -> Entity:
    """A name that is no known person's: a person by its title or the entities' vote, else an organisation or place."""
    name = max(group.names, key=lambda n: len(n.text)).text.removeprefix("The ").removeprefix("the ")
    titles = tuple(dict.fromkeys(t for n in group.names for t in n.titles))
    votes, lists = group.votes(), offices()
    personal = any(t in lists["short"] | lists["f"] | lists["m"] | {"president", "senator", "dr"} for t in titles)
    mentions = tuple(sorted(n.span for n in group.names))
    callings = {n.titles[-1] for n in group.names if n.titles}
    body = bool(callings & (lists["organisation"] - lists["person"])) or any(map(_says_body, name.split()))
    placed = votes["ORG"] + votes["LOC"]
    held = any(t in lists["office"] - lists["organisation"] for t in titles) and votes["PERSON"] >= placed
    if personal or (not body and (held or votes["PERSON"] > placed) and not name.isupper()):
        return Entity(name, "person", _gender(group), titles, mentions)
    return Entity(name, "organisation", "n", titles, mentions)
