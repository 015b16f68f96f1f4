"""Keeps the terms of wordings as the wordings are, and finds wordings by them.

Two wordings of an actor are worth comparing where lists hold both near each other. A list is short, and then all of
it is near, and that is enough; or it is long, and then near is what may have been spoken on the same days and is not
more than FEW places off, and another list must hold both. So what is found is a function of all wordings, and a new
one changes what is found only around itself: however much somebody has said, a bounded number of rows is read.
"""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import NamedTuple

from django.db import connection

from actors.identity import members, roots_of
from statements import acts, terms
from statements.actions import group_runs
from statements.actions.group_units import Unit, chains, of_rows, spoken
from statements.models import Quotation, Term
from statements.models.terms import ENDLESS

RARE = 8  # wordings in a list of a word that tells enough by itself
FEW = 32  # wordings in a list that are compared with one
# What a shared word is worth, by how often the actor has used it: very seldom, seldom, often; and how much is enough.
OF_RARE, OF_FEW, OF_MANY, ENOUGH = 6, 3, 2, 6
EXACT = 80  # days that the day of a wording of known date may span: an inferred date stands for the weeks around it
LEAST_WEIGHT = 0.5  # of the terms that two share: one word that tells something
OF_AN_ACT = 0.5  # the weight of taking back, of denying and the like: two apologies for one remark may share no word


class Entry(NamedTuple):
    """A wording in a list, in the order of the list."""

    day: int
    place: int
    quotation: int
    until: int
    weight: float
    revision: int

    @property
    def is_exact(self) -> bool:
        """Its days are known well enough to be compared with others' days."""
        return self.day > 0 and self.until - self.day <= EXACT


Around = tuple[list[Entry], list[Entry]]  # before and behind a probe
List = tuple[int, int]  # an actor and a term
Place = tuple[int, int, int]  # of a wording: its quotation, where it stands in lists, its text


@dataclass
class Probe:
    """A wording for which others are sought: as one stands in its lists."""

    quotation: int
    day: int
    until: int
    place: int
    revision: int
    weights: dict[int, float]  # of each of its terms

    @property
    def is_exact(self) -> bool:
        """As of an entry."""
        return self.day > 0 and self.until - self.day <= EXACT


@dataclass
class Found:
    """The wordings near each probe, and the pairs that are near each other because one of the probes is not there, or
    are not because it is; `crossed` are those of them of lists that got longer than one of the bounds, or shorter.
    """

    near: dict[int, list["Near"]] = field(default_factory=dict)
    text: dict[int, int] = field(default_factory=dict)  # in which each probe stands
    moved: set[tuple[int, int]] = field(default_factory=set)
    crossed: set[int] = field(default_factory=set)


class Near(NamedTuple):
    """A wording worth comparing: what it shares, where it stands."""

    quotation: int
    weight: float  # of what both share of the words that the actor uses seldom; 0 where these alone are not enough
    place: int
    revision: int


def probe(unit: Unit) -> Probe:
    """Of a wording as its text and its source are now."""
    weights: dict[int, float] = {}
    for word in terms.telling(unit.text):
        for term in word.terms:
            weights[term] = max(word.weight, weights.get(term, 0.0))
    weights |= {terms.number(f"act: {act}"): OF_AN_ACT for act in acts.of(unit.text) - {acts.AGREES, acts.REAFFIRMS}}
    first, last = unit.days
    day, until = first.toordinal() if first else 0, last.toordinal() if last else ENDLESS
    return Probe(unit.whole.pk, day, until, unit.place, unit.revision, weights)


def stored(quotations: Collection[int]) -> dict[int, list[Probe]]:
    """The wordings as the lists have them still, by the keys of the actors that they were of."""
    found: dict[tuple[int, int], Probe] = {}
    for row in Term.objects.filter(quotation__in=quotations).order_by("quotation_id", "term"):
        key = (row.speaker, row.quotation_id)
        known = found.setdefault(key, Probe(row.quotation_id, row.day, row.until, row.place, row.revision, {}))
        known.weights[row.term] = row.weight
    by_speaker: dict[int, list[Probe]] = defaultdict(list)
    for (speaker, _), one in found.items():
        by_speaker[speaker].append(one)
    return by_speaker


def refresh(quotations: Collection[int]) -> None:
    """Brings the terms of the wordings that these quotations are (pieces of) to what they are now."""
    ids = _with_pieces(quotations)
    units = group_runs.without_old(of_rows(spoken().filter(pk__in=ids, speaker__isnull=False)))
    wanted = {row.pk: row for unit in units for row in rows(unit)}
    there = {row.pk: row for row in Term.objects.filter(quotation__in=ids)}
    old = {pk for pk, row in there.items() if pk not in wanted or _values(row) != _values(wanted[pk])}
    changed = {quotation for quotation, _ in old}
    if changed:
        Term.objects.filter(quotation__in=changed).delete()
    kept = {pk for pk in there if pk[0] not in changed}
    Term.objects.bulk_create([row for pk, row in wanted.items() if pk not in kept], batch_size=2000)


def _with_pieces(quotations: Collection[int]) -> set[int]:
    """With the other pieces of the wordings that they are pieces of."""
    ids = set(quotations)
    rows = Quotation.objects.filter(revision__in=Quotation.objects.filter(pk__in=ids).values("revision"))
    for pieces in chains(rows.filter(continues__isnull=False).only("start", "continues", "speaker")).values():
        whole = {pk for q in pieces for pk in (q.pk, q.continues_id) if pk is not None}
        ids |= whole if whole & ids else set()
    return ids


def rows(unit: Unit) -> list[Term]:
    one, q = probe(unit), unit.whole
    whole = unit.bag.weight
    return [
        Term(
            quotation_id=q.pk,
            term=term,
            speaker=q.speaker_id or 0,
            revision=q.revision_id,
            day=one.day,
            until=one.until,
            place=one.place,
            weight=weight,
            whole=whole,
        )
        for term, weight in one.weights.items()
    ]


def _values(row: Term) -> tuple[object, ...]:
    return (row.speaker, row.revision, row.day, row.until, row.place, row.weight, row.whole)


class Nearby:
    """What is near wordings. Each is looked for once: it stays the same until terms are written."""

    def __init__(self) -> None:
        self.known: dict[int, list[Near]] = {}
        self.few: dict[int, list[Near]] = {}
        self.text: dict[int, int] = {}

    def of(self, probes: Mapping[int, Sequence[Probe]], keys: Mapping[int, int]) -> Found:
        """As `near`, of those not known yet."""
        new = {actor: [one for one in own if one.quotation not in self.known] for actor, own in probes.items()}
        found = near({actor: own for actor, own in new.items() if own}, keys)
        self.known |= found.near
        self.text |= found.text
        return found

    def of_keys(self, probes: Mapping[int, Sequence[Probe]]) -> Found:
        """As `of`, by any keys of the actors."""
        return self.of(*_by_actor(probes))

    def seldom(self, quotations: Collection[int]) -> dict[int, list[Near]]:
        """What shares words with these, as the lists have them, that their actor uses seldom."""
        if missing := set(quotations) - self.known.keys() - self.few.keys():
            found = near(*_by_actor(stored(missing)), seldom=True)
            self.few |= {pk: found.near.get(pk, []) for pk in missing}
            self.text |= found.text
        both = {pk: self.known.get(pk) or self.few.get(pk, []) for pk in quotations}
        return {pk: [one for one in found if one.weight] for pk, found in both.items()}


def _by_actor(probes: Mapping[int, Sequence[Probe]]) -> tuple[dict[int, list[Probe]], dict[int, int]]:
    roots = roots_of(set(probes))
    by_actor: dict[int, list[Probe]] = defaultdict(list)
    for key, own in sorted(probes.items()):
        by_actor[roots[key]] += own
    return by_actor, members(set(by_actor))


def latest(asked: Sequence[tuple[int, int, int, int]], most: int) -> list[tuple[int, int, "Listed"]]:
    """The last entries of lists, as (number, term, entry): asked by a number, a key, a term and the last day."""
    query = """
        SELECT given.number, given.term, found.quotation_id, found.revision, found.day, found.place, found.weight,
            found.whole
        FROM unnest(%s::integer[], %s::bigint[], %s::integer[], %s::integer[]) AS given (number, speaker, term, day)
        CROSS JOIN LATERAL (
            SELECT t.quotation_id, t.revision, t.day, t.place, t.weight, t.whole FROM statements_term AS t
            WHERE t.speaker = given.speaker AND t.term = given.term AND t.day <= given.day
            ORDER BY t.day DESC, t.place DESC LIMIT %s
        ) AS found"""
    columns = [[row[n] for row in asked] for n in range(4)]
    with connection.cursor() as cursor:
        cursor.execute(query, [*columns, most])
        return [(number, term, Listed(*values)) for number, term, *values in cursor.fetchall()]


class Listed(NamedTuple):
    """An entry as `latest` gives it."""

    quotation: int
    revision: int
    day: int
    place: int
    weight: float
    whole: float


def near(probes: Mapping[int, Sequence[Probe]], keys: Mapping[int, int], *, seldom: bool = False) -> Found:
    """The wordings that are worth comparing with each of the probes, which are given by the actors that they are of;
    `keys` leads every key of these actors to the actor. Two queries, of however many actors; one where only words count
    that the actor uses seldom.
    """
    asked = [(actor, one) for actor, own in probes.items() for one in own]
    found = Found()
    if not asked:
        return found
    number = Counter((actor, term) for actor, one in asked for term in one.weights)
    lists = _beginnings(number, keys)
    long = {key for key, entries in lists.items() if len(entries) > FEW}
    around = {} if seldom else _around(asked, keys, long)
    for n, (actor, one) in enumerate(asked):
        shared: dict[Place, dict[int, float]] = defaultdict(dict)
        for term, weight in one.weights.items():
            key = (actor, term)
            for entry in _near(one, around.get((n, term), ([], []))) if key in long else lists.get(key, []):
                shared[entry.quotation, entry.place, entry.revision][term] = min(weight, entry.weight)
        worth = {term: _worth(len(lists.get((actor, term), ()))) for term in one.weights}
        found.text[one.quotation] = one.revision
        found.near[one.quotation] = [
            Near(pk, _seldom(words, worth), place, revision)
            for (pk, place, revision), words in shared.items()
            if pk != one.quotation and _tell(words, worth)
        ]
    _look_at_bounds(found, lists, number)
    for entries in around.values():
        found.moved |= _straddling(entries)
    return found


def _worth(length: int) -> int:
    if length > FEW:
        return OF_MANY
    return OF_RARE if length <= RARE else OF_FEW


def _tell(words: Mapping[int, float], worth: Mapping[int, int]) -> bool:
    """The oftener an actor has used a word, the more others must be shared beside it."""
    return sum(words.values()) >= LEAST_WEIGHT and sum(worth[term] for term in words) >= ENOUGH


def _seldom(words: Mapping[int, float], worth: Mapping[int, int]) -> float:
    few = {term: weight for term, weight in words.items() if worth[term] > OF_MANY}
    return sum(few.values()) if _tell(few, worth) else 0.0


def _look_at_bounds(found: Found, lists: Mapping[List, Sequence[Entry]], number: Mapping[List, int]) -> None:
    """The pairs of lists that are longer than one of the bounds because of the probes, or would be with them."""
    for key, entries in lists.items():
        if any(bound < len(entries) <= bound + number[key] for bound in {RARE, FEW}):
            found.crossed |= {entry.quotation for entry in entries}
            found.moved |= {(a.quotation, b.quotation) for a, b in combinations(entries, 2)}


def _near(one: Probe, around: Around) -> list[Entry]:
    """Those whose days may be its own."""
    return [e for side in around for e in side if e.is_exact and e.day <= one.until + 1 and one.day <= e.until + 1]


def _straddling(around: Around) -> set[tuple[int, int]]:
    """The pairs with a probe between them that are FEW places off without it, and one more with it."""
    before, after = around
    ends = ((i, FEW - i) for i in range(1, len(before) + 1))
    return {(before[-i].quotation, after[j].quotation) for i, j in ends if 0 <= j < len(after)}


def _beginnings(number: Mapping[List, int], keys: Mapping[int, int]) -> dict[List, list[Entry]]:
    """The first entries of each list: one more than are few without the so many probes that are in it."""
    query = """
        SELECT given.actor, given.term, found.day, found.place, found.quotation_id, found.until, found.weight,
            found.revision
        FROM unnest(%s::bigint[], %s::integer[], %s::integer[]) AS given (actor, term, most)
        JOIN unnest(%s::bigint[], %s::bigint[]) AS who (speaker, actor) ON who.actor = given.actor
        CROSS JOIN LATERAL (
            SELECT t.day, t.place, t.quotation_id, t.until, t.weight, t.revision FROM statements_term AS t
            WHERE t.speaker = who.speaker AND t.term = given.term
            ORDER BY t.day, t.place LIMIT given.most
        ) AS found"""
    most = {key: FEW + 1 + count for key, count in sorted(number.items())}
    columns = [[actor for actor, _ in most], [term for _, term in most], [*most.values()], [*keys], [*keys.values()]]
    lists: dict[List, list[Entry]] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(query, columns)
        for actor, term, *entry in cursor.fetchall():
            lists[actor, term].append(Entry(*entry))
    return {key: sorted(entries)[: most[key]] for key, entries in lists.items()}


def _around(
    probes: Sequence[tuple[int, Probe]], keys: Mapping[int, int], long: Collection[List]
) -> dict[tuple[int, int], Around]:
    """Of long lists, at most FEW entries before each probe and FEW behind it, as far as their days may be its own. By
    the number of the probe and the term.
    """
    asked = [
        (n, actor, one, term)
        for n, (actor, one) in enumerate(probes)
        for term in sorted(one.weights)
        if one.is_exact and (actor, term) in long
    ]
    query = """
        SELECT given.number, given.term, found.day, found.place, found.quotation_id, found.until, found.weight,
            found.revision
        FROM unnest(
            %s::integer[], %s::bigint[], %s::integer[], %s::integer[], %s::bigint[], %s::integer[], %s::integer[]
        ) AS given (number, actor, term, day, place, since, until)
        JOIN unnest(%s::bigint[], %s::bigint[]) AS who (speaker, actor) ON who.actor = given.actor
        CROSS JOIN LATERAL (
            (SELECT t.day, t.place, t.quotation_id, t.until, t.weight, t.revision FROM statements_term AS t
            WHERE t.speaker = who.speaker AND t.term = given.term
            AND (t.day, t.place) < (given.day, given.place) AND t.day >= given.since
            ORDER BY t.day DESC, t.place DESC LIMIT %s)
            UNION ALL
            (SELECT t.day, t.place, t.quotation_id, t.until, t.weight, t.revision FROM statements_term AS t
            WHERE t.speaker = who.speaker AND t.term = given.term
            AND (t.day, t.place) >= (given.day, given.place) AND t.day <= given.until
            ORDER BY t.day, t.place LIMIT %s)
        ) AS found"""
    columns = [
        [n for n, _, _, _ in asked],
        [actor for _, actor, _, _ in asked],
        [term for _, _, _, term in asked],
        [one.day for _, _, one, _ in asked],
        [one.place for _, _, one, _ in asked],
        [one.day - EXACT - 1 for _, _, one, _ in asked],
        [one.until + 1 for _, _, one, _ in asked],
    ]
    rows: dict[tuple[int, int], list[Entry]] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(query, [*columns, [*keys], [*keys.values()], FEW, FEW + 1])
        for number, term, *values in cursor.fetchall():
            rows[number, term].append(Entry(*values))
    return {(n, term): _sides(one, rows[n, term]) for n, _, one, term in asked}


def _sides(one: Probe, entries: Iterable[Entry]) -> Around:
    ordered = sorted(entry for entry in entries if entry.quotation != one.quotation)
    at = bisect_left(ordered, (one.day, one.place))
    return ordered[max(0, at - FEW) : at], ordered[at : at + FEW]
