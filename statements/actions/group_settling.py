"""Statements onto occasions: rows made, kept or removed, where statements changed and nowhere else.

Statements of one actor that were made at one place (a venue, else a text) on one date share an occasion. A statement
whose texts name the place but no date is of the only date that others give for that place in the fortnight before.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from django.db import connection
from django.db.models import Q

from statements.models import Occasion, OccasionReport, Statement

FORTNIGHT = timedelta(days=14)


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
    """Begun before statements change, done after it."""

    def __init__(self, rows: Iterable[Statement]) -> None:
        self.before = {row.pk: _stand(row) for row in rows}

    def leaving(self, rows: Iterable[Statement]) -> None:
        """These statements will be removed."""
        for row in rows:
            self.before.setdefault(row.pk, _stand(row))

    def settle(self, actor: int, rows: Sequence[Statement]) -> None:
        """Gives each of the rows its occasion, and those whose date hangs on them."""
        all_rows = [*rows, *self._hanging(actor, rows)]
        keys = _keys(actor, all_rows)
        occasions = _occasions(actor, set(keys.values()))
        old = {stand.occasion for stand in self.before.values()} | {row.occasion_id for row in all_rows}
        moved: dict[int, list[int]] = defaultdict(list)
        for row in all_rows:
            now = occasions[keys[row.pk]]
            if row.occasion_id != now.pk:
                moved[now.pk].append(row.pk)
                row.occasion = now
        for occasion, ids in moved.items():
            Statement.objects.filter(pk__in=ids).update(occasion=occasion)
        refresh({pk for pk in old if pk is not None} | {o.pk for o in occasions.values()})

    def _hanging(self, actor: int, rows: Sequence[Statement]) -> list[Statement]:
        """Statements without a date at places where a date came or went."""
        after = {_stand(row)[1:] for row in rows}
        changed = {stand[1:] for stand in self.before.values()} ^ after
        dates = {(place, said, day) for place, said, day, is_dated in changed if is_dated and day}
        mine = {row.pk for row in rows} | self.before.keys()
        others = Statement.objects.filter(actor=actor, is_dated=True, place__in={place for place, _, _ in dates})
        known = others.filter(said__in={said for _, said, _ in dates}).exclude(pk__in=mine)
        dates -= set(known.values_list("place", "said", "said_earliest").distinct()) if dates else set()
        near = Q(pk__in=[])
        for place, _, day in sorted(dates):
            near |= Q(place=place, said_earliest__range=(day - FORTNIGHT, day + FORTNIGHT))
        return list(Statement.objects.filter(near, actor=actor, is_dated=False).exclude(pk__in=mine).order_by("pk"))


def _keys(actor: int, rows: Sequence[Statement]) -> dict[int, tuple[str, str]]:
    """Place and date of the occasion of each statement."""
    asked = [row for row in rows if not row.is_dated and row.said_earliest and row.said_latest]
    query = """
        SELECT given.statement, first.said, last.said FROM
            unnest(%s::bigint[], %s::text[], %s::date[], %s::date[]) AS given (statement, place, since, until)
        CROSS JOIN LATERAL (
            SELECT s.said FROM statements_statement AS s
            WHERE s.actor_id = %s AND s.place = given.place AND s.is_dated
            AND s.said_earliest BETWEEN given.since AND given.until ORDER BY s.said_earliest, s.said LIMIT 1
        ) AS first
        CROSS JOIN LATERAL (
            SELECT s.said FROM statements_statement AS s
            WHERE s.actor_id = %s AND s.place = given.place AND s.is_dated
            AND s.said_earliest BETWEEN given.since AND given.until ORDER BY s.said_earliest DESC, s.said DESC LIMIT 1
        ) AS last"""
    columns: tuple[list[object], ...] = (
        [row.pk for row in asked],
        [row.place for row in asked],
        [row.said_earliest - FORTNIGHT for row in asked if row.said_earliest],
        [row.said_latest for row in asked],
    )
    with connection.cursor() as cursor:
        cursor.execute(query, [*columns, actor, actor])
        only = {statement: first for statement, first, last in cursor.fetchall() if first == last}
    return {row.pk: (row.place, only.get(row.pk, row.said)) for row in rows}


def _occasions(actor: int, keys: Collection[tuple[str, str]]) -> dict[tuple[str, str], Occasion]:
    """The occasion of each key, made where there is none."""
    there = Occasion.objects.filter(actor=actor, place__in={place for place, _ in keys})
    rows = {(row.place, row.said): row for row in there.filter(said__in={s for _, s in keys}).order_by("-pk")}
    for place, said in sorted(set(keys) - rows.keys()):
        row = Occasion(actor_id=actor, place=place)
        row.set_said(said)
        row.save()
        rows[place, said] = row
    return rows


def refresh(occasions: Collection[int]) -> None:
    """Brings occasions to what their statements tell; those on which none stands go."""
    members: dict[int, list[Statement]] = defaultdict(list)
    for row in Statement.objects.filter(occasion__in=occasions).only("occasion", "said", "told").order_by("pk"):
        members[row.occasion_id or 0].append(row)
    Occasion.objects.filter(pk__in=set(occasions) - members.keys()).delete()
    changed = [row for row in Occasion.objects.filter(pk__in=members.keys()) if _tell(row, members[row.pk])]
    Occasion.objects.bulk_update(changed, ["kind", "venue", "interviewer", "said_reason"])
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
