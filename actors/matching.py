"""Which actor a name means: by full name, by surname, by title and date. Nobody where it is not certain.

Every answer is a function of the whole archive, never of the order in which it was filled.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db import connection
from django.db.models import Q

from actors.dates import bounds
from actors.identity import standing_of
from actors.models import Actor, Alias, Role
from actors.names import HONORIFICS, fold_name

# Words that stand before a surname and name an office: "Minister Dornak" is a surname with a title.
OFFICES = frozenset(
    {"admiral", "adviser", "advisor", "ambassador", "analyst", "archbishop", "attorney", "bishop", "captain", "chair"}
    | {"chairman", "chairwoman", "chancellor", "chief", "coach", "colonel", "commander", "commissioner", "congressman"}
    | {"congresswoman", "councillor", "defence", "defense", "deputy", "director", "economist", "editor", "envoy"}
    | {"finance", "foreign", "former", "founder", "general", "governor", "head", "historian", "interior", "judge"}
    | {"justice", "king", "leader", "lieutenant", "major", "mayor", "minister", "mp", "officer", "premier"}
    | {"president", "prime", "prince", "princess", "professor", "prosecutor", "queen", "rep", "representative"}
    | {"secretary", "sen"}
    | {"senator", "sergeant", "spokesman", "spokesperson", "spokeswoman", "state", "undersecretary", "vice"}
)
# Words of an office that tell no two offices apart.
SMALL = frozenset({"the", "of", "for", "and", "to", "at", "a", "an", "then", "current", "incoming"})
# Words that make another, lower office of one: "the mayor" is no deputy mayor.
LOWER = frozenset(
    {"acting", "aide", "assistant", "deputy", "shadow", "spokesman", "spokesperson", "spokeswoman", "vice"}
)
# Spellings by which one name of another alphabet comes into English.
SPELLINGS = (
    (re.compile(r"[jy]"), "i"),
    (re.compile(r"w"), "v"),
    (re.compile(r"ph"), "f"),
    (re.compile(r"ck|q"), "k"),
    (re.compile(r"kh"), "h"),
    (re.compile(r"ou"), "u"),
    (re.compile(r"tch"), "ch"),
    (re.compile(r"sch"), "sh"),
    (re.compile(r"(.)\1+"), r"\1"),
    (re.compile(r"i+$"), "i"),
)
LEAST_FOR_TYPO = 5  # letters: below that, one letter makes another name ("Jan", "Jon")
ATTESTED_AROUND = timedelta(days=400)  # a title attested this near a date counts for it, if all attestations agree


def key(folded: str) -> str:
    """A folded name as its spellings share it: transliteration evened out, initials of middle names left out."""
    words = folded.split()
    kept = [w for i, w in enumerate(words) if len(w) > 1 or i in (0, len(words) - 1)]
    return " ".join(_even(word) for word in kept)


def _even(word: str) -> str:
    for pattern, plain in SPELLINGS:
        word = pattern.sub(plain, word)
    return word


def surname(name: str) -> str:
    """The last word, folded."""
    return (fold_name(name).split() or [""])[-1]


def without_title(name: str) -> str:
    """The folded name without offices before it."""
    words = fold_name(name).split()
    while len(words) > 1 and words[0] in OFFICES:
        words = words[1:]
    return " ".join(words)


def _bare(name: str) -> list[str]:
    """The words as written, without the offices and honorifics before them: a hyphened surname is one."""
    words = name.split()
    while len(words) > 1 and fold_name(words[0]) in OFFICES | HONORIFICS:
        words = words[1:]
    return words


def is_full_name(name: str) -> bool:
    """Two words or more that look like a person's name, once a title is taken off."""
    words = without_title(name).split()
    written = [w for w in re.findall(r"[^\W\d_][^\W\d_'’.-]*", name) if w[0].isupper()]
    if len(_bare(name)) < 2 or len(words) < 2 or words[0] in SMALL or words[-1] in OFFICES:
        return False
    return len(written) >= 2 and name[:1].isupper()


def is_surname(name: str) -> bool:
    """One word that is no office, with or without a title before it."""
    words = without_title(name).split()
    return len(_bare(name)) == 1 and len(words) > 0 and words[0] not in OFFICES and name[:1].isupper()


def is_title(name: str) -> bool:
    """An office and no name: "NATO Secretary General", "the prime minister"."""
    words = set(fold_name(name).split())
    return bool(words & OFFICES) and not is_surname(name) and not is_full_name(name)


def are_spellings(one: str, other: str) -> bool:
    """Whether two folded full names of one text are one name in two spellings: all words but one are equal, and that
    one differs by transliteration or by one or two letters within it.
    """
    first, second = one.split(), other.split()
    if one == other or key(one) == key(other):
        return True
    if len(first) != len(second) or len(first) < 2:
        return False
    differing = [(a, b) for a, b in zip(first, second, strict=True) if a != b]
    return len(differing) == 1 and _slip(*differing[0])


def _slip(one: str, other: str) -> bool:
    """One or two letters apart, in a long word that begins and ends alike."""
    if min(len(one), len(other)) < LEAST_FOR_TYPO or one[0] != other[0] or one[-1] != other[-1]:
        return False
    return distance(one, other) <= (1 if min(len(one), len(other)) < 8 else 2)


def distance(one: str, other: str) -> int:
    """Levenshtein's: how many letters must be put in, taken out or changed."""
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        last, row[0] = row[0], i
        for j, b in enumerate(other, 1):
            last, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, last + (a != b))
    return row[-1]


Days = tuple[date | None, date | None]


@dataclass
class Directory:
    """The current actors that some names may mean."""

    by_name: dict[str, set[int]] = field(default_factory=dict)  # folded
    by_key: dict[str, set[int]] = field(default_factory=dict)
    actors: dict[int, Actor] = field(default_factory=dict)

    def add(self, actor: Actor, folded: str) -> None:
        """Enters one name of an actor."""
        self.actors[actor.pk] = actor
        self.by_name.setdefault(folded, set()).add(actor.pk)
        self.by_key.setdefault(key(folded), set()).add(actor.pk)

    def find(self, folded: str) -> set[int]:
        """The ids of the actors of this very name; where there is none, of this name in another spelling."""
        return self.by_name.get(folded) or self.by_key.get(key(folded)) or set()


def directory(folded_names: Collection[str], *, exactly: bool = False) -> Directory:
    """The actors whose names resemble any of the folded ones. A name of a merged actor means the one that stands."""
    found = Directory()
    if not folded_names:
        return found
    wanted = Q(folded__in=folded_names) if exactly else Q(pk__in=_resembling(folded_names))
    aliases = list(Alias.objects.filter(wanted).select_related("actor"))
    stands = standing_of(alias.actor for alias in aliases)
    for alias in aliases:
        found.add(stands[alias.actor_id], alias.folded)
    return found


def _resembling(folded_names: Collection[str]) -> list[int]:
    """The names that are one of these; for one that nobody has, those that are spelled nearly so."""
    query = """
        SELECT a.id FROM actors_alias AS a WHERE a.folded = ANY(%(names)s)
        UNION SELECT a.id FROM unnest(%(names)s::text[]) AS given (name)
        JOIN actors_alias AS a ON a.folded %% given.name
        WHERE NOT EXISTS (SELECT FROM actors_alias AS own WHERE own.folded = given.name)"""
    with connection.cursor() as cursor:
        cursor.execute(query, {"names": sorted(folded_names)})
        return [int(pk) for (pk,) in cursor.fetchall()]


def by_surname(surnames: Collection[str]) -> dict[str, Actor | None]:
    """For each folded surname the one person who bears it; None where nobody or several do."""
    return {
        name: next(iter(found.values())) if len(found) == 1 else None for name, found in bearers_of(surnames).items()
    }


def bearers_of(surnames: Collection[str]) -> dict[str, dict[int, Actor]]:
    """For each folded surname the persons who bear it, by their keys."""
    if not surnames:
        return {}
    bearers: dict[str, dict[int, Actor]] = {name: {} for name in surnames}
    people = list(Alias.objects.filter(surname__in=surnames, actor__kind=Actor.Kind.PERSON).select_related("actor"))
    stands = standing_of(alias.actor for alias in people)
    for alias in people:
        bearer = stands[alias.actor_id]
        bearers[alias.surname][bearer.pk] = bearer
    return bearers


def is_office(name: str) -> bool:
    """Whether a text means one certain person by an office alone: "the harbour minister", not "a minister"."""
    return bool(DEFINITE.match(name)) and is_title(name) and not set(fold_name(name).split()) & GONE


DEFINITE = re.compile(r"[Tt]he\s|[A-Z]\w+['’]s\s")
GONE = frozenset({"former", "ex", "then", "late", "previous", "next", "new", "future"})
SURE = 2  # attestations by which an office of one word ("the governor") is known by itself


@dataclass
class Holders:
    """The roles of some titles, with the actors that stand for those who held them, and who bears their surnames."""

    roles: dict[str, list[Role]]
    stands: dict[int, Actor]
    bearers: dict[str, Actor | None]

    def of(self, title: str, on: Days) -> Actor | None:
        """Who held it on a date (its first and last possible day). None where that is unknown or several did."""
        held = self.all_of(title, on)
        return next(iter(held)) if len(held) == 1 else None

    def all_of(self, title: str, on: Days) -> dict[Actor, int]:
        """All who held it on a date, with how many roles say so; one entered or imported with dates is enough.

        Such roles decide; without them, what texts attest around that date.
        """
        if on[0] is None or on[1] is None:
            return {}
        roles = self.roles[title]
        lasting = [r for r in roles if r.basis != Role.Basis.ATTESTED and (r.start or r.end)]
        held = {self.stands[r.actor_id]: SURE for r in lasting if _covers(r, on[0], on[1])}
        return held or Counter(self.stands[r.actor_id] for r in roles if _attested_near(r, on[0], on[1]))

    def meant(self, title: str, on: Days, words: Collection[str]) -> Actor | None:
        """Whom a text means by an office: of its holders the one whom it names, `words` being its folded words; the
        only one, where the office is told by more than a word or attested more than once.
        """
        held = self.all_of(title, on)
        named = [actor for actor in held if self._named(actor, words)]
        if len(named) == 1:
            return named[0]
        if named or len(held) != 1:
            return None
        [(only, times)] = held.items()
        return only if times >= SURE or len(office_key(title)) > 1 else None

    def _named(self, actor: Actor, words: Collection[str]) -> bool:
        """Whether a text has the name in full, or the surname where nobody else bears it."""
        own = fold_name(actor.name).split()
        if not own or own[-1] not in words:
            return False
        return own[0] in words or self.bearers[own[-1]] == actor


def holders(titles: Collection[str]) -> Holders:
    """What is known of these offices, in a few queries for all of them."""
    wanted = {title: office_key(title) for title in titles}
    longest = {title: max(sorted(words), key=len, default="") for title, words in wanted.items()}
    near = Q(pk__in=[])
    for word in sorted({*longest.values()} - {""}):
        near |= Q(title__icontains=word)
    rows = list(Role.objects.filter(near).select_related("actor").order_by("pk"))
    of_rows = [(row, row.title.casefold(), office_key(f"{row.title} {row.organisation}")) for row in rows]
    roles = {
        title: [row for row, written, words in of_rows if longest[title] in written and _is_like(own, words)]
        for title, own in wanted.items()
    }
    stands = standing_of(role.actor for role in rows)
    return Holders(roles, stands, by_surname({surname(actor.name) for actor in stands.values()}))


def _is_like(wanted: frozenset[str], office: frozenset[str]) -> bool:
    """The office has all the words of the title, and none that makes it a lower one."""
    return bool(wanted) and wanted <= office and not (office - wanted) & LOWER


def office_key(title: str) -> frozenset[str]:
    """The words of an office, without the small ones: "Secretary General of NATO" is "NATO Secretary-General"."""
    return frozenset(fold_name(title).split()) - SMALL


def _covers(role: Role, first: date, last: date) -> bool:
    start, end = bounds(role.start)[0] if role.start else None, bounds(role.end)[1] if role.end else None
    return (start is None or start <= last) and (end is None or first <= end)


def _attested_near(role: Role, first: date, last: date) -> bool:
    seen = bounds(role.attested_on) if role.attested_on else (None, None)
    if role.basis != Role.Basis.ATTESTED or seen[0] is None or seen[1] is None:
        return False
    return seen[0] <= last + ATTESTED_AROUND and seen[1] >= first - ATTESTED_AROUND


def canonical(names: Iterable[str]) -> str:
    """The name under which a machine-made actor stands: the fullest one, then by the alphabet."""
    return min(names, key=lambda name: (-len(fold_name(name).split()), -len(name), name))
