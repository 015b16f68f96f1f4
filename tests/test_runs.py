"""The job page says how far it is, and why it failed."""

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from statements.models import ExtractionRun
from tests.desk_scene import source

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture
def job(db: None, client: Client, editor: User) -> ExtractionRun:
    client.force_login(editor)
    return ExtractionRun.objects.create(revision=source("A text", "She came.", "2031-01-01"), asked_by=editor)


def finish(job: ExtractionRun, state: str, **values: object) -> None:
    ExtractionRun.objects.filter(pk=job.pk).update(state=state, finished_at=job.asked_at, **values)


def test_job_asks_again_while_it_is_going_and_then_stops(client: Client, job: ExtractionRun) -> None:
    assert 'hx-trigger="every 2s"' in client.get(job.get_absolute_url()).text
    ExtractionRun.objects.filter(pk=job.pk).update(state="running", progress=60)
    part = client.get(job.get_absolute_url(), headers=HTMX).text
    assert "60 per cent done" in part
    assert "<html" not in part
    finish(job, "done", counts={"quotations": 3, "links": 1})
    page = client.get(job.get_absolute_url()).text
    assert "hx-trigger" not in page
    assert "<dt>Quotations</dt><dd>3</dd>" in page


def test_failed_job_says_why_and_is_tried_again(
    client: Client, job: ExtractionRun, monkeypatch: pytest.MonkeyPatch
) -> None:
    queued: list[int] = []
    monkeypatch.setattr("statements.tasks.run_extraction.delay", queued.append)
    finish(job, "failed", error="The worker stopped three times.")
    assert "The worker stopped three times." in client.get(job.get_absolute_url()).text
    answer = client.post(reverse("run_retry", args=[job.public_id]))
    assert answer.headers["location"] == job.get_absolute_url()
    job.refresh_from_db()
    assert (job.state, job.error, queued) == ("queued", "", [job.pk])


def test_jobs_are_listed_by_state(client: Client, job: ExtractionRun) -> None:
    assert "A text" in client.get(reverse("runs")).text
    assert "No job here" in client.get(reverse("runs"), {"state": "failed"}).text


def test_source_leads_to_its_newest_job(client: Client, job: ExtractionRun) -> None:
    finish(job, "failed", error="No.")
    newest = ExtractionRun.objects.create(revision=job.revision)
    answer = client.get(reverse("source_job", args=[job.revision.source.public_id]))
    assert answer.headers["location"] == newest.get_absolute_url()
    unread = source("Another", "Nothing.", "2031-01-01")
    assert client.get(reverse("source_job", args=[unread.source.public_id])).headers["location"] == reverse("runs")
