"""Reading the lists of terms: of each actor and term the wordings, in the order of the days on which they may have been
spoken. However many lists are asked for, one query reads them, and of each a bounded part.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.db import connection

EXACT = 80  # days that the day of a wording of known date may span: an inferred date stands for the weeks around it
List = tuple[int, int]  # an actor and a term


class Entry(NamedTuple):
    """A wording in a list, in the order of the list."""

    day: int
    place: int
    quotation: int
    until: int
    weight: float
    revision: int
    printed: int

    @property
    def is_exact(self) -> bool:
        """Its days are known well enough to be compared with others' days."""
        return self.day > 0 and self.until - self.day <= EXACT


@dataclass
class Probe:
    """A wording for which others are sought: as one stands in its lists."""

    quotation: int
    day: int
    until: int
    place: int
    revision: int
    printed: int  # the last day on which the text may have been published; 0 is unknown
    weights: dict[int, float]  # of each of its terms

    @property
    def is_exact(self) -> bool:
        """As of an entry."""
        return self.day > 0 and self.until - self.day <= EXACT


Around = tuple[list[Entry], list[Entry]]  # before and behind a probe


class Listed(NamedTuple):
    """An entry as `latest` gives it."""

    quotation: int
    revision: int
    day: int
    place: int
    weight: float
    whole: float


def latest(asked: Sequence[tuple[int, int, int, int]], most: int) -> list[tuple[int, int, Listed]]:
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


class Beginnings:
    """The first entries of lists. A list is read once: it stays the same until terms are written."""

    def __init__(self) -> None:
        self._read: dict[List, list[Entry]] = {}
        self._most: dict[List, int] = {}

    def of(self, most: Mapping[List, int], keys: Mapping[int, int]) -> dict[List, list[Entry]]:
        """The first so many of each; `keys` leads every key of the actors to the actor."""
        new = {key: number for key, number in sorted(most.items()) if not self._has(key, number)}
        if new:
            found = _beginnings(new, keys)
            self._read |= {key: found.get(key, []) for key in new}
            self._most |= new
        return {key: self._read[key][:number] for key, number in most.items() if self._read[key]}

    def is_short(self, key: List, most: int) -> bool:
        """Known to have no more than so many."""
        return self._is_whole(key) and len(self._read[key]) <= most

    def _is_whole(self, key: List) -> bool:
        return key in self._read and len(self._read[key]) < self._most[key]

    def _has(self, key: List, number: int) -> bool:
        """So many were read of it, or all that there are."""
        return self._most.get(key, 0) >= number or self._is_whole(key)


def _beginnings(most: Mapping[List, int], keys: Mapping[int, int]) -> dict[List, list[Entry]]:
    query = """
        SELECT given.actor, given.term, found.day, found.place, found.quotation_id, found.until, found.weight,
            found.revision, found.printed
        FROM unnest(%s::bigint[], %s::integer[], %s::integer[]) AS given (actor, term, most)
        JOIN unnest(%s::bigint[], %s::bigint[]) AS who (speaker, actor) ON who.actor = given.actor
        CROSS JOIN LATERAL (
            SELECT t.day, t.place, t.quotation_id, t.until, t.weight, t.revision, t.printed FROM statements_term AS t
            WHERE t.speaker = who.speaker AND t.term = given.term
            ORDER BY t.day, t.place LIMIT given.most
        ) AS found"""
    columns = [[actor for actor, _ in most], [term for _, term in most], [*most.values()], [*keys], [*keys.values()]]
    lists: dict[List, list[Entry]] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(query, columns)
        for actor, term, *entry in cursor.fetchall():
            lists[actor, term].append(Entry(*entry))
    return {key: sorted(entries)[: most[key]] for key, entries in lists.items()}


def around(
    probes: Sequence[tuple[int, Probe]], keys: Mapping[int, int], long: Collection[List], few: int
) -> dict[tuple[int, int], Around]:
    """Of long lists, at most so few entries before each probe and behind it, as far as their days may be its own. By
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
            found.revision, found.printed
        FROM unnest(
            %s::integer[], %s::bigint[], %s::integer[], %s::integer[], %s::bigint[], %s::integer[], %s::integer[]
        ) AS given (number, actor, term, day, place, since, until)
        JOIN unnest(%s::bigint[], %s::bigint[]) AS who (speaker, actor) ON who.actor = given.actor
        CROSS JOIN LATERAL (
            (SELECT t.day, t.place, t.quotation_id, t.until, t.weight, t.revision, t.printed FROM statements_term AS t
            WHERE t.speaker = who.speaker AND t.term = given.term
            AND (t.day, t.place) < (given.day, given.place) AND t.day >= given.since
            ORDER BY t.day DESC, t.place DESC LIMIT %s)
            UNION ALL
            (SELECT t.day, t.place, t.quotation_id, t.until, t.weight, t.revision, t.printed FROM statements_term AS t
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
        cursor.execute(query, [*columns, [*keys], [*keys.values()], few, few + 1])
        for number, term, *values in cursor.fetchall():
            rows[number, term].append(Entry(*values))
    return {(n, term): _sides(one, rows[n, term], few) for n, _, one, term in asked}


def _sides(one: Probe, entries: Iterable[Entry], few: int) -> Around:
    ordered = sorted(entry for entry in entries if entry.quotation != one.quotation)
    at = bisect_left(ordered, (one.day, one.place))
    return ordered[max(0, at - few) : at], ordered[at : at + few]
