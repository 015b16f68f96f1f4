"""An edited text enters the archive beside the one that it replaces."""

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from accounts import history
from sources.actions import confirm
from sources.models import Intake, Revision, Source
from sources.signals import source_revised

VERB = "add revision"


class Unchanged(Exception):
    """The text is the same as the source's newest revision, to the character."""


def newest(source: Source) -> Revision:
    """The revision that is read and shown."""
    return source.revisions.get(superseded=False)


def revise(*, intake: Intake, by: User, take_title: bool = False) -> Source:
    """Makes a revision of the source that the intake revises, and says so to whoever reads texts.

    Twice gives the same source. Who does it has seen the turns: that confirms them. `take_title`: the source shall bear
    the title of the new text. Logged and undone as one action. Raises confirm.NotReady, Unchanged.
    """
    with transaction.atomic():
        intake = Intake.objects.select_for_update().get(pk=intake.pk)
        if intake.state == Intake.State.CONFIRMED and intake.source:
            return intake.source
        if intake.state != Intake.State.READY or intake.proposal is None or intake.revises is None:
            raise confirm.NotReady
        source = Source.objects.select_for_update(of=("self",)).get(pk=intake.revises.pk)
        if source.withdrawn_at is not None:
            raise confirm.NotReady
        if newest(source).sha256 == intake.proposal["sha256"]:
            raise Unchanged
        _add(intake, source, by, new_title(intake) if take_title else "")
    return source


def _add(intake: Intake, source: Source, by: User, title: str) -> None:
    old = newest(source)
    with history.record(VERB, by=by, summary=source.heading()) as record:
        record.touch(source, old, intake)
        old.superseded = True
        old.save(update_fields=["superseded"])
        revision = confirm.make_revision(intake, source, number=old.number + 1)
        record.made(revision)
        if title:
            source.title, source.working_title = title, ""
        if source.structure_confirmed_at is None:
            source.structure_confirmed_at, source.structure_confirmed_by = timezone.now(), by
        source.save()
        intake.state, intake.source = Intake.State.CONFIRMED, source
        intake.save(update_fields=["state", "source", "changed_at"])
        source_revised.send(sender=Source, source=source, revision=revision, by=by)


def new_title(intake: Intake) -> str:
    """The title that the edited text bears, where it is not the source's; else ""."""
    title = str(confirm.known(intake)["title"])
    return title if intake.revises is not None and title != intake.revises.title else ""
