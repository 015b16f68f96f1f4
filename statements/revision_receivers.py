"""What happens here when a source gets a newer revision, and when that is taken back."""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.models import User
from django.db import models, transaction
from django.dispatch import receiver

from accounts.history import undoing, undone
from accounts.models import Action
from sources.actions import revise
from sources.models import Revision
from sources.signals import source_revised
from statements import tasks
from statements.actions import anchor, extract, group
from statements.models import Quotation


@receiver(source_revised)
def _have_it_read(*, revision: Revision, by: User | None, **_: Any) -> None:
    """In whatever language: what people marked is carried by the same job."""
    run = extract.request(revision=revision, by=by)
    transaction.on_commit(lambda: tasks.run_extraction.delay(run.pk), robust=True)


@receiver(undoing)
def _carry_back(*, action: Action, **_: Any) -> None:
    if action.verb == revise.VERB:
        group.hold()
        anchor.carry_back(action=action)


@receiver(undone)
def _read_the_older_one(*, action: Action, rows: Iterable[models.Model], **_: Any) -> None:
    if action.verb != revise.VERB:
        return
    for revision in (row for row in rows if isinstance(row, Revision)):
        group.regroup(quotations=Quotation.objects.filter(revision=revision))
        _have_it_read(revision=revision, by=None)
