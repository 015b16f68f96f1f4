"""A worker is killed with -9 in the middle of a text: the sweep has it read again, and nothing is lost or doubled."""

import time

import pytest
from django.db.models import F
from django.utils import timezone

from statements import tasks
from statements.actions import extract
from statements.models import ExtractionRun, Quotation, Statement
from tests.celery_worker import Worker
from tests.factories import make_revision, make_source

pytestmark = pytest.mark.django_db(transaction=True)

SENTENCE = "“The dykes at Oldmere will hold through spring number {n},” said Ada Brandt, the harbour master.\n\n"
PATIENCE = 240


def wait(run: ExtractionRun, state: str) -> None:
    deadline = time.monotonic() + PATIENCE
    while run.state != state and time.monotonic() < deadline:
        time.sleep(0.2)
        run.refresh_from_db()
    assert run.state == state, run.error


def test_a_worker_killed_in_the_middle_loses_and_doubles_nothing(worker: Worker) -> None:
    text = "".join(SENTENCE.format(n=n) for n in range(150))
    revision = make_revision(text, make_source("Ada Brandt promises much"))
    run = extract.request(revision=revision, by=None)
    tasks.run_extraction.delay(run.pk)
    wait(run, "running")
    worker.kill()
    assert not Quotation.objects.exists()
    run.refresh_from_db()
    assert run.state == "running"
    worker.start()
    # Instead of waiting for the worker to be missed: it was last seen an hour ago.
    ExtractionRun.objects.filter(pk=run.pk).update(seen_at=timezone.now() - 4 * extract.STALE)
    tasks.sweep.delay()
    wait(run, "done")
    assert run.attempts == 2
    spoken = Quotation.objects.filter(kind="direct", speaker__name="Ada Brandt")
    assert spoken.count() == 150
    assert (
        Statement.objects.count()
        == Quotation.objects.filter(statement__isnull=False).values("statement").distinct().count()
    )
    before = sorted(Quotation.objects.values_list("pk", "start", "end"))
    again = extract.request(revision=revision, by=None)
    tasks.run_extraction.delay(again.pk)
    wait(again, "done")
    assert sorted(Quotation.objects.values_list("pk", "start", "end")) == before
    assert not Quotation.objects.filter(start__gte=F("end")).exists()
