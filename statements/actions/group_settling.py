"""Statements onto occasions: rows made, kept or removed, where statements changed and nowhere else.

Statements of one actor that were made at one place (a venue, else a text) on one date share an occasion. A statement
whose texts name the place but no date is of the only date that others give for that place in the fortnight before.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, timedelta
from functools import reduce
from operator import or_
from typing import NamedTuple

from django.db import connection
from django.db.models import Q

from statements.models import Occasion, OccasionReport, Statement

FORTNIGHT = timedelta(days=14)
DATE = ("said", "said_earliest")
TOLD = ("kind", "venue", "interviewer", "said_reason")
Dated = tuple[str, str, date]  # a place, and what is said of its day
Key = tuple[int, str, str]  # of an occasion: actor, place, day as it is said


class _Stand(NamedTuple):
    """Where a statement stands, or stood."""

    occasion: int | None
    place: str
    said: str
    day: date | None
    is_dated: bool


def _stand(row: Statement) -> _Stand:
    return _Stand(row.occasion_id, row.place, row.said, row.said_earliest, row.is_dated)


class Settling:
    """Told of statements before they change; then, in a few queries for all actors, gives each its occasion."""

    def __init__(self) -> None:
        self.before: dict[int, dict[int, _Stand]] = defaultdict(dict)  # by actor and statement

    def keep(self, actor: int | None, rows: Iterable[Statement]) -> None:
        """These will change, or be removed, among the statements of the actor."""
        if actor is not None:
            for row in rows:
                self.before[actor].setdefault(row.pk, _stand(row))

    def settle(self, rows: Mapping[int, Sequence[Statement]]) -> set[int]:
        """Gives each of the rows its occasion, and those whose date hangs on them. `rows` are given by actor.

        Gives the occasions on which they stand or stood: `refresh` is to bring them up to date.
        """
        hanging = self._hanging(rows)
        every = {actor: [*own, *hanging[actor]] for actor, own in rows.items()}
        keys = _keys(every)
        occasions = _occasions(set(keys.values()))
        old = {stand.occasion for stands in self.before.values() for stand in stands.values()}
        moved = []
        for row in (row for own in every.values() for row in own):
            old.add(row.occasion_id)
            now = occasions[keys[row.pk]]
            if row.occasion_id != now.pk:
                row.occasion = now
                moved.append(row)
        Statement.objects.bulk_update(moved, ["occasion"], batch_size=500)
        return {pk for pk in old if pk is not None} | {o.pk for o in occasions.values()}

    def _hanging(self, rows: Mapping[int, Sequence[Statement]]) -> dict[int, list[Statement]]:
        """Statements without a date at places where a date came or went."""
        dates = {actor: found for actor, own in rows.items() if (found := self._moved_dates(actor, own))}
        mine = {row.pk for own in rows.values() for row in own}.union(*self.before.values())
        known = Statement.objects.filter(_any(_dated(actor, found) for actor, found in dates.items()), is_dated=True)
        for actor, *date_of in known.exclude(pk__in=mine).values_list("actor", "place", *DATE).distinct():
            dates[actor or 0].discard((date_of[0], date_of[1], date_of[2]))
        near = _any(
            Q(actor=actor, place=place, said_earliest__range=(day - FORTNIGHT, day + FORTNIGHT))
            for actor, found in dates.items()
            for place, _, day in sorted(found)
        )
        hanging: dict[int, list[Statement]] = defaultdict(list)
        for row in Statement.objects.filter(near, is_dated=False).exclude(pk__in=mine).order_by("pk"):
            hanging[row.actor_id or 0].append(row)
        return hanging

    def _moved_dates(self, actor: int, rows: Sequence[Statement]) -> set[Dated]:
        after = {_stand(row)[1:] for row in rows}
        changed = {stand[1:] for stand in self.before[actor].values()} ^ after
        return {(place, said, day) for place, said, day, is_dated in changed if is_dated and day}


def _any(wanted: Iterable[Q]) -> Q:
    """Nothing where nothing is wanted."""
    return reduce(or_, wanted, Q(pk__in=[]))


def _dated(actor: int, found: Iterable[Dated]) -> Q:
    places, said = {place for place, _, _ in found}, {said for _, said, _ in found}
    return Q(actor=actor, place__in=places, said__in=said)


def _keys(rows: Mapping[int, Sequence[Statement]]) -> dict[int, Key]:
    """Actor, place and date of the occasion of each statement."""
    asked = [
        (actor, row)
        for actor, own in rows.items()
        for row in own
        if not row.is_dated and row.said_earliest and row.said_latest
    ]
    query = """
        SELECT given.statement, first.said, last.said FROM
            unnest(%s::bigint[], %s::bigint[], %s::text[], %s::date[], %s::date[])
                AS given (statement, actor, place, since, until)
        CROSS JOIN LATERAL (
            SELECT s.said FROM statements_statement AS s
            WHERE s.actor_id = given.actor AND s.place = given.place AND s.is_dated
            AND s.said_earliest BETWEEN given.since AND given.until ORDER BY s.said_earliest, s.said LIMIT 1
        ) AS first
        CROSS JOIN LATERAL (
            SELECT s.said FROM statements_statement AS s
            WHERE s.actor_id = given.actor AND s.place = given.place AND s.is_dated
            AND s.said_earliest BETWEEN given.since AND given.until ORDER BY s.said_earliest DESC, s.said DESC LIMIT 1
        ) AS last"""
    columns: tuple[list[object], ...] = (
        [row.pk for _, row in asked],
        [actor for actor, _ in asked],
        [row.place for _, row in asked],
        [row.said_earliest - FORTNIGHT for _, row in asked if row.said_earliest],
        [row.said_latest for _, row in asked],
    )
    with connection.cursor() as cursor:
        cursor.execute(query, columns)
        only = {statement: first for statement, first, last in cursor.fetchall() if first == last}
    return {row.pk: (actor, row.place, only.get(row.pk, row.said)) for actor, own in rows.items() for row in own}


def _occasions(keys: Collection[Key]) -> dict[Key, Occasion]:
    """The occasion of each key, made where there is none."""
    of_actors: dict[int, list[Key]] = defaultdict(list)
    for key in keys:
        of_actors[key[0]].append(key)
    there = Occasion.objects.filter(
        _any(
            Q(actor=actor, place__in={place for _, place, _ in own}, said__in={said for _, _, said in own})
            for actor, own in sorted(of_actors.items())
        )
    )
    rows = {(row.actor_id, row.place, row.said): row for row in there.order_by("-pk")}
    new = [_occasion(*key) for key in sorted(set(keys) - rows.keys())]
    Occasion.objects.bulk_create(new, batch_size=500)
    return rows | {(row.actor_id, row.place, row.said): row for row in new}


def _occasion(actor: int, place: str, said: str) -> Occasion:
    row = Occasion(actor_id=actor, place=place)
    row.set_said(said)
    return row


def refresh(occasions: Collection[int]) -> None:
    """Brings occasions to what their statements tell; those on which none stands go."""
    members: dict[int, list[Statement]] = defaultdict(list)
    found: dict[int, Occasion] = {}
    rows = Statement.objects.filter(occasion__in=occasions).select_related("occasion").order_by("pk")
    for row in rows.only("said", "told", *(f"occasion__{name}" for name in (*TOLD, "said"))):
        if row.occasion is not None:
            members[row.occasion.pk].append(row)
            found.setdefault(row.occasion.pk, row.occasion)
    Occasion.objects.filter(pk__in=set(occasions) - members.keys()).delete()
    changed = [occasion for pk, occasion in found.items() if _tell(occasion, members[pk])]
    Occasion.objects.bulk_update(changed, TOLD)
    _report(members)


def _tell(occasion: Occasion, statements: Collection[Statement]) -> bool:
    """Sets what the statements tell; says whether it differs from what stood there."""
    told = [row.told for row in statements]
    unknown = Occasion.Kind.UNKNOWN
    best = min(told, key=lambda t: (-len(t["venue"]), t["venue"], t["kind"] == unknown, t["kind"]))
    reasons = [row.told["reason"] for row in statements if row.said == occasion.said]
    values = {
        "kind": best["kind"],
        "venue": best["venue"],
        "interviewer": min((t["interviewer"] for t in told if t["interviewer"]), default=""),
        "said_reason": min(reasons, default=""),
    }
    before = {name: getattr(occasion, name) for name in values}
    for name, value in values.items():
        setattr(occasion, name, value)
    return before != values


def _report(members: dict[int, list[Statement]]) -> None:
    """What each source tells of each occasion, as rows; those that no source tells any more go."""
    wanted: dict[tuple[int, int, str, str], str] = {}
    for occasion, statements in members.items():
        for source, venue, said, interviewer in sorted(tuple(r) for row in statements for r in row.told["reports"]):
            wanted.setdefault((occasion, source, venue, said), interviewer)
    stored = OccasionReport.objects.filter(occasion__in=members.keys())
    there = {(r.occasion_id, r.source_id, r.venue, r.said): r.pk for r in stored}
    gone = [pk for key, pk in there.items() if key not in wanted]
    OccasionReport.objects.filter(pk__in=gone).delete()
    OccasionReport.objects.bulk_create(
        OccasionReport(occasion_id=o, source_id=s, venue=venue, said=said, interviewer=wanted[o, s, venue, said])
        for o, s, venue, said in sorted(wanted.keys() - there.keys())
    )
