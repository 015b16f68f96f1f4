"""Quotations given to another actor: what was wrongly one is parted, and a name that two bear is told apart.

The editor's word on who speaks outlives every rerun (`speaker_fixed`). The name as the text writes it stays.
"""

from collections.abc import Collection, Iterable

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Q

from accounts import history
from accounts.models import Action, ActionTarget
from actors import identity
from actors.models import Actor
from sources.models import Revision
from statements.actions import match_titles
from statements.actions.extract_store import held_by_people
from statements.actions.review_grouping import regroup_later
from statements.models import Quotation
from statements.vocabulary import State

MOST = 1_000  # rows of one action: more is done text by text


class TooMany(Exception):
    """More than MOST at once."""

    def __init__(self) -> None:
        super().__init__(f"That is more than {MOST:,} quotations. Move them in several steps.")


def move(*, quotations: Iterable[Quotation], to: Actor, by: User) -> Action | None:
    """Gives the quotations, with all their pieces and parts, to the actor. Raises TooMany."""
    to = identity.standing(to)
    own = set(identity.keys(to))
    with history.record("move quotations", by=by) as record:
        rows = [row for row in whole(quotations) if row.speaker_id not in own]
        record.touch(*rows)
        rows = list(Quotation.objects.filter(pk__in=[row.pk for row in rows]).order_by("pk"))
        left = {row.speaker_id for row in rows if row.speaker_id is not None}
        record.summary = _words(rows, left, to)
        _vouch(record, left | {to.pk})
        for row in rows:
            row.speaker, row.speaker_fixed = to, row.speaker_fixed or not row.derived
            row.speaker_name, row.speaker_kind = row.speaker_name or to.name, to.kind
        Quotation.objects.bulk_update(rows, ["speaker", "speaker_fixed", "speaker_name", "speaker_kind"])
        if any(row.state == State.ACCEPTED for row in rows) and to.state == Actor.State.SUGGESTED:
            Actor.objects.filter(pk=to.pk).update(state=Actor.State.ACCEPTED)
        regroup_later(rows)
        _attest_later({row.revision_id for row in rows})
    if record.action is not None:
        _name(record.action, left | {to.pk})
    return record.action


def whole(quotations: Iterable[Quotation]) -> list[Quotation]:
    """With the pieces that continue them, what they are part of and their parts, as far as the same speaker says them.

    A run that grouping cut is grouping's, unless a person's link or word rests on it. Raises TooMany.
    """
    found = {row.pk: row for row in quotations}
    speakers = {row.speaker_id for row in found.values()}
    fresh = list(found.values())
    while fresh:
        ids = [row.pk for row in fresh]
        above = {pk for row in fresh for pk in (row.continues_id, row.part_of_id) if pk is not None}
        near = Q(continues__in=ids) | Q(part_of__in=ids) | Q(pk__in=above)
        fresh = [row for row in Quotation.objects.filter(near).exclude(pk__in=found) if row.speaker_id in speakers]
        found.update({row.pk: row for row in fresh})
        if len(found) > MOST:
            raise TooMany
    held = held_by_people({row.revision_id for row in found.values() if row.derived})
    return sorted((row for row in found.values() if not row.derived or row.pk in held), key=lambda row: row.pk)


def _vouch(record: history.Record, actors: Collection[int]) -> None:
    """A person knows that these are two: the machine must not unite them over the name that they share."""
    for actor in Actor.objects.filter(pk__in=actors).order_by("pk"):
        record.touch(actor)
    Actor.objects.filter(pk__in=actors, vouched=False).update(vouched=True)


def _name(action: Action, actors: Collection[int]) -> None:
    """The move belongs to the history of the actors as well, though it may have changed nothing in their rows."""
    wanted = [ActionTarget(action=action, model="actors.actor", row=str(pk)) for pk in sorted(actors)]
    ActionTarget.objects.bulk_create(wanted, ignore_conflicts=True)


def _attest_later(revisions: Collection[int]) -> None:
    transaction.on_commit(lambda: attest(revisions), robust=True)


def attest(revisions: Collection[int]) -> None:
    """The offices that texts give a speaker follow the speaker."""
    for revision in Revision.objects.filter(pk__in=revisions).select_related("source"):
        match_titles.attest(revision=revision)


def _words(rows: Collection[Quotation], left: Collection[int], to: Actor) -> str:
    names = ", ".join(Actor.objects.filter(pk__in=left).order_by("name").values_list("name", flat=True)[:3])
    return f"{len(rows)} quotation{'s' if len(rows) > 1 else ''} from {names or 'nobody'} to {to.name}"
