"""A second revision for tests: an editor hands in the edited text of a source, and a pipeline reads it."""

from django.contrib.auth.models import User

from accounts.models import Action
from sources.actions import intake, revise
from sources.models import Intake, Revision, Source
from statements.actions import extract
from statements.models import ExtractionRun
from tests.extracting import FakePipeline, Text


def hand_in(source: Source, text: str) -> Intake:
    """The edited text, read and ready to be confirmed."""
    came = intake.receive(data=text.encode(), method="upload", media_type="text/plain", revises=source)
    read = intake.read(came.pk)
    assert read is not None
    assert read.state == Intake.State.READY, read.error
    return read


def add_revision(source: Source, text: Text, by: User) -> Revision:
    """Handed in, confirmed and read for quotations."""
    FakePipeline.found[text.text] = text
    revise.revise(intake=hand_in(source, text.text), by=by)
    finish()
    return revise.newest(source)


def finish() -> None:
    """Does what waits, as a worker would."""
    for run in ExtractionRun.objects.filter(state="queued"):
        extract.perform(run.pk)
        run.refresh_from_db()
        assert run.state == "done", run.error


def last_action(verb: str = revise.VERB) -> Action:
    return Action.objects.filter(verb=verb).latest("pk")
