"""What happens here when something happened below."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.contrib.auth.models import AnonymousUser, User
from django.db import models, transaction
from django.dispatch import receiver

from accounts.history import undone
from accounts.models import Action
from actors import changes
from actors.models import Actor
from actors.signals import actors_changed
from sources.models import Revision, Source
from sources.signals import source_confirmed, source_edited, source_withdrawn
from statements import tasks
from statements.actions import extract, forget, group, move, rematch
from statements.models import GroupingConstraint, Link, Quotation
from statements.vocabulary import State


@receiver(source_confirmed)
def _have_it_read(*, revision: Revision, by: User | AnonymousUser | None, **_: Any) -> None:
    run = extract.request(revision=revision, by=by)
    transaction.on_commit(lambda: tasks.run_extraction.delay(run.pk), robust=True)


@receiver(source_edited)
def _have_it_read_again(*, source: Source, by: User, changed: Iterable[str], **_: Any) -> None:
    """Days that a text counts from its date ("on Tuesday") are found by reading it; what was decided stays."""
    revision = source.revisions.order_by("-number").first()
    if revision is not None and {"published", "language"} & set(changed):
        _have_it_read(revision=revision, by=by)


@receiver(source_withdrawn)
def _forget(*, source: Source, **_: Any) -> None:
    forget.forget(source=source)


@receiver(actors_changed)
def _have_them_matched(*, changed: changes.Changed, **_: Any) -> None:
    """A small archive is brought up to date before the editor sees the next page, a large one by a worker."""
    number = rematch.request(changed).pk
    now = rematch.perform if rematch.is_small() else tasks.match_anew.delay
    transaction.on_commit(lambda: now(number), robust=True)


@receiver(undone)
def _match_anew(*, action: Action, **_: Any) -> None:
    changes.announce([action])


@receiver(undone)
def _group_anew(*, action: Action, rows: Iterable[models.Model], **_: Any) -> None:
    """What an undo puts back may belong to other statements than what it took away."""
    ids = {pk for row in rows for pk in _quotations_of(row)} | set(_quotations_gone(action))
    if ids:
        group.regroup(quotations=Quotation.objects.filter(pk__in=ids))
    spoken = [change for change in action.changes if change["model"] == "statements.quotation"]
    move.attest({values["revision_id"] for change in spoken if (values := _other_speaker(change))})


@receiver(undone)
def _keep_speakers(*, rows: Iterable[models.Model], **_: Any) -> None:
    """An undo takes a speaker's acceptance back only where nothing else of theirs is accepted."""
    speakers = [row.pk for row in rows if isinstance(row, Actor) and row.state == Actor.State.SUGGESTED]
    heard = Quotation.objects.filter(speaker__in=speakers, state=State.ACCEPTED).values("speaker")
    Actor.objects.filter(pk__in=heard).update(state=Actor.State.ACCEPTED)


def _other_speaker(change: dict[str, Any]) -> dict[str, Any]:
    """The values of a quotation whose speaker the change concerns; else nothing."""
    before, after = change["before"] or {}, change["after"] or {}
    return (before or after) if before.get("speaker_id") != after.get("speaker_id") else {}


def _quotations_of(row: models.Model) -> Iterator[int]:
    if isinstance(row, Quotation):
        yield row.pk
    elif isinstance(row, GroupingConstraint):
        yield from (row.one_id, row.other_id)
    elif isinstance(row, Link):
        yield from (pk for pk in (row.response_id, row.claim_id) if pk is not None)


def _quotations_gone(action: Action) -> Iterator[int]:
    """The wordings that rows made by the action and removed by its undo held together, or apart."""
    for change in action.changes:
        values = change["after"] if change["before"] is None else {}
        fields = ("one_id", "other_id", "response_id", "claim_id", "part_of_id")
        yield from (values[name] for name in fields if (values or {}).get(name) is not None)
