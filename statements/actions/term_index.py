"""Keeps the terms of wordings as the wordings are, and finds wordings by them.

Two wordings of an actor are worth comparing where lists hold both near each other. A list is short, and then all of
it is near, and that is enough; or it is long, and then near is what may have been spoken on the same days and is not
more than FEW places off, and another list must hold both. So what is found is a function of all wordings, and a new
one changes what is found only around itself: however much somebody has said, a bounded number of rows is read.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import Any, NamedTuple

from django.db import connection

from actors.identity import families
from statements import acts, terms
from statements.actions import group_runs
from statements.actions.group_units import Unit, chains, of_rows, spoken
from statements.actions.term_lists import Around, Beginnings, Entry, List, Probe, around
from statements.models import Quotation, Term
from statements.models.terms import ENDLESS

RARE = 8  # wordings in a list of a word that tells enough by itself
FEW = 32  # wordings in a list that are compared with one
# What a shared word is worth, by how often the actor has used it: very seldom, seldom, often; and how much is enough.
OF_RARE, OF_FEW, OF_MANY, ENOUGH = 6, 3, 2, 6
LEAST_WEIGHT = 0.5  # of the terms that two share: one word that tells something
OF_AN_ACT = 0.5  # the weight of taking back, of denying and the like: two apologies for one remark may share no word


Place = tuple[int, int, int, int]  # of a wording: its quotation, where it stands in lists, its text, that text's day


@dataclass
class Found:
    """The wordings near each probe, and the pairs that are near each other because one of the probes is not there, or
    are not because it is; `crossed` are those of them of lists that got longer than one of the bounds, or shorter.
    """

    near: dict[int, list["Near"]] = field(default_factory=dict)
    text: dict[int, "Text"] = field(default_factory=dict)  # in which each probe stands
    moved: set[tuple[int, int]] = field(default_factory=set)
    crossed: set[int] = field(default_factory=set)


class Near(NamedTuple):
    """A wording worth comparing: what it shares, where it stands."""

    quotation: int
    weight: float  # of what both share of the words that the actor uses seldom; 0 where these alone are not enough
    place: int
    revision: int
    printed: int


class Text(NamedTuple):
    """A revision, and the last day on which it may have been published; 0 is unknown."""

    revision: int
    printed: int


def probe(unit: Unit) -> Probe:
    """Of a wording as its text and its source are now."""
    weights: dict[int, float] = {}
    for word in terms.telling(unit.text):
        for term in word.terms:
            weights[term] = max(word.weight, weights.get(term, 0.0))
    weights |= {terms.number(f"act: {act}"): OF_AN_ACT for act in acts.of(unit.text) - {acts.AGREES, acts.REAFFIRMS}}
    first, last = unit.days
    day, until = first.toordinal() if first else 0, last.toordinal() if last else ENDLESS
    latest = unit.whole.revision.source.published_latest
    printed = latest.toordinal() if latest else 0
    return Probe(unit.whole.pk, day, until, unit.place, unit.revision, printed, weights)


def stored(quotations: Collection[int]) -> dict[int, list[Probe]]:
    """The wordings as the lists have them still, by the keys of the actors that they were of."""
    return _probes(Term.objects.filter(quotation__in=quotations).values_list(*STORED))


def unchanged(quotations: Collection[int]) -> dict[int, list[Probe]]:
    """The same of wordings that stand in the lists of those who speak them now."""
    query = """
        SELECT q.id, q.speaker_id, t.day, t.until, t.place, t.revision, t.printed, t.term, t.weight
        FROM unnest(%s::bigint[]) AS given (quotation) JOIN statements_quotation AS q ON q.id = given.quotation
        CROSS JOIN LATERAL (
            SELECT * FROM statements_term AS own WHERE own.quotation_id = q.id AND own.speaker = q.speaker_id
        ) AS t"""
    with connection.cursor() as cursor:
        cursor.execute(query, [sorted(quotations)])
        return _probes(cursor.fetchall())


STORED = ("quotation", "speaker", "day", "until", "place", "revision", "printed", "term", "weight")


def _probes(rows: Iterable[tuple[Any, ...]]) -> dict[int, list[Probe]]:
    """Rows as STORED has them, by the keys of the actors."""
    found: dict[tuple[int, int], Probe] = {}
    for quotation, speaker, day, until, place, revision, printed, term, weight in sorted(rows):
        new = Probe(quotation, day, until, place, revision, printed, {})
        known = found.setdefault((speaker, quotation), new)
        known.weights[term] = weight
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
    changed = {pk[0] for pk in old}
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
            printed=one.printed,
            place=one.place,
            weight=weight,
            whole=whole,
        )
        for term, weight in one.weights.items()
    ]


def _values(row: Term) -> tuple[object, ...]:
    return (row.speaker, row.revision, row.day, row.until, row.printed, row.place, row.weight, row.whole)


class Nearby:
    """What is near wordings. Each is looked for once: it stays the same until terms are written."""

    def __init__(self) -> None:
        self.known: dict[int, list[Near]] = {}
        self.few: dict[int, list[Near]] = {}
        self.text: dict[int, Text] = {}
        self.beginnings = Beginnings()

    def of(self, probes: Mapping[int, Sequence[Probe]], keys: Mapping[int, int]) -> None:
        """Looks for what is near those not known yet; `keys` leads every key of their actors to the actor."""
        self._take(near(self._new(probes), keys, self.beginnings))

    def of_keys(self, probes: Mapping[int, Sequence[Probe]]) -> Found:
        """The same, by any keys of the actors; gives also what moved because of the probes."""
        by_actor, keys = _by_actor(probes)
        found = near(self._new(by_actor), keys, self.beginnings, moved=True)
        self._take(found)
        return found

    def _new(self, probes: Mapping[int, Sequence[Probe]]) -> dict[int, list[Probe]]:
        new = {actor: [one for one in own if one.quotation not in self.known] for actor, own in probes.items()}
        return {actor: own for actor, own in new.items() if own}

    def _take(self, found: Found) -> None:
        self.known |= found.near
        self.text |= found.text

    def seldom(self, quotations: Collection[int]) -> dict[int, list[Near]]:
        """What shares words with these, as the lists have them, that their actor uses seldom."""
        if missing := set(quotations) - self.known.keys() - self.few.keys():
            found = near(*_by_actor(unchanged(missing)), self.beginnings, seldom=True)
            self.few |= {pk: found.near.get(pk, []) for pk in missing}
            self.text |= found.text
        both = {pk: self.known.get(pk) or self.few.get(pk, []) for pk in quotations}
        return {pk: [one for one in found if one.weight] for pk, found in both.items()}


def _by_actor(probes: Mapping[int, Sequence[Probe]]) -> tuple[dict[int, list[Probe]], dict[int, int]]:
    roots, keys = families(set(probes))
    by_actor: dict[int, list[Probe]] = defaultdict(list)
    for key, own in sorted(probes.items()):
        by_actor[roots[key]] += own
    return by_actor, keys


def near(
    probes: Mapping[int, Sequence[Probe]],
    keys: Mapping[int, int],
    beginnings: Beginnings,
    *,
    seldom: bool = False,
    moved: bool = False,
) -> Found:
    """The wordings that are worth comparing with each of the probes, which are given by the actors that they are of;
    `keys` leads every key of these actors to the actor. Two queries, of however many actors; one where only words count
    that the actor uses seldom. What moved is told where that is asked for.
    """
    asked = [(actor, one) for actor, own in probes.items() for one in own]
    found = Found()
    if not asked:
        return found
    number = Counter((actor, term) for actor, one in asked for term in one.weights)
    # One more than are few; to see what moved, without the so many probes that are in it.
    lists = beginnings.of({key: FEW + 1 + (count if moved else 0) for key, count in number.items()}, keys)
    long = {key for key, entries in lists.items() if len(entries) > FEW}
    beside = {} if seldom else around(asked, keys, long, FEW)
    for n, (actor, one) in enumerate(asked):
        shared: dict[Place, dict[int, float]] = defaultdict(dict)
        for term, weight in one.weights.items():
            key = (actor, term)
            for entry in _near(one, beside.get((n, term), ([], []))) if key in long else lists.get(key, []):
                place = (entry.quotation, entry.place, entry.revision, entry.printed)
                shared[place][term] = min(weight, entry.weight)
        worth = {term: _worth(len(lists.get((actor, term), ()))) for term in one.weights}
        found.text[one.quotation] = Text(one.revision, one.printed)
        found.near[one.quotation] = [
            Near(pk, _seldom(words, worth), *place)
            for (pk, *place), words in shared.items()
            if pk != one.quotation and _tell(words, worth)
        ]
    if moved:
        _look_at_bounds(found, lists, number)
        for entries in beside.values():
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


def _near(one: Probe, beside: Around) -> list[Entry]:
    """Those whose days may be its own."""
    return [e for side in beside for e in side if e.is_exact and e.day <= one.until + 1 and one.day <= e.until + 1]


def _straddling(beside: Around) -> set[tuple[int, int]]:
    """The pairs with a probe between them that are FEW places off without it, and one more with it."""
    before, after = beside
    ends = ((i, FEW - i) for i in range(1, len(before) + 1))
    return {(before[-i].quotation, after[j].quotation) for i, j in ends if 0 <= j < len(after)}
