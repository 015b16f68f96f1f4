"""Reading a text: asked for once, done once, found again after a failure; what people decided outlives every rerun."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from celery.exceptions import SoftTimeLimitExceeded
from django.contrib.auth.models import User
from django.db import OperationalError, transaction
from django.utils import timezone

from actors.models import Actor
from sources.signals import source_confirmed
from statements import tasks
from statements.actions import extract, group
from statements.models import Evidence, ExtractionRun, GroupingConstraint, Link, Quotation, Statement
from tests.extracting import FakePipeline, Text, confirm
from tests.factories import make_actor, make_role, make_source

pytestmark = pytest.mark.django_db

BODY = "“The dykes will hold through the spring,” said Ada Brandt. “That is a lie about the dykes,” said Nils Harrow."
HOLD, LIE = "The dykes will hold through the spring,", "That is a lie about the dykes,"


@pytest.fixture(autouse=True)
def pipeline(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(extract, "_pipeline", FakePipeline)
    FakePipeline.found = {}


def quarrel() -> Text:
    text = Text(BODY)
    claim = text.say(HOLD, "Ada Brandt")
    response = text.say(LIE, "Nils Harrow")
    text.answer("disputes", response, claim, LIE)
    return text


def decide(q: Quotation, state: str, by: User) -> None:
    Quotation.objects.filter(pk=q.pk).update(state=state, decided_by=by, decided_at=timezone.now())


def contents() -> list[list[tuple[object, ...]]]:
    rows: list[list[tuple[object, ...]]] = []
    for model in (Quotation, Statement, Link, Evidence, Actor):
        rows.append(sorted(model.objects.values_list(), key=str))
    return rows


def test_a_text_becomes_quotations_statements_and_links() -> None:
    quarrel().store()
    link = Link.objects.standing().get()
    assert (link.relation, link.claim and link.claim.exact, link.response.exact) == ("disputes", HOLD, LIE)
    assert link.evidence.get().exact == LIE
    assert set(Actor.objects.values_list("name", "state")) == {
        ("Ada Brandt", "suggested"),
        ("Nils Harrow", "suggested"),
    }
    run = ExtractionRun.objects.get()
    assert (run.state, run.progress, run.pipeline, run.error) == ("done", 100, "test-1", "")
    assert run.counts["quotations"] == 2
    assert run.counts["links"] == 1


def test_reading_twice_changes_nothing() -> None:
    text = quarrel()
    revision = text.store()
    before = contents()
    text.read(revision)
    assert contents() == before


def test_what_is_not_found_again_goes_unless_a_person_touched_it(editor: User) -> None:
    text = quarrel()
    revision = text.store()
    kept = Quotation.objects.get(exact=HOLD)
    decide(kept, "accepted", editor)
    text.quotations.clear()
    text.links.clear()
    text.read(revision)
    assert list(Quotation.objects.all()) == [kept]
    assert not Link.objects.exists()


@pytest.mark.parametrize(
    "touch",
    [
        lambda q, _other, _by: Quotation.objects.filter(pk=q.pk).update(pinned=True),
        lambda q, other, by: GroupingConstraint.objects.create(
            kind="apart", one=min(q, other, key=lambda x: x.pk), other=max(q, other, key=lambda x: x.pk), by=by
        ),
        lambda q, other, by: Link.objects.create(
            relation="related", family="continuity", attribution="own", response=q, claim=other, made_by=by,
            detected_by="person",
        ),
    ],
)  # fmt: skip
def test_pins_constraints_and_links_of_people_keep_a_quotation(
    editor: User, touch: Callable[[Quotation, Quotation, User], object]
) -> None:
    text = quarrel()
    revision = text.store()
    kept, other = Quotation.objects.get(exact=HOLD), Quotation.objects.get(exact=LIE)
    touch(kept, other, editor)
    text.quotations.clear()
    text.links.clear()
    text.read(revision)
    assert kept in Quotation.objects.all()


@pytest.mark.parametrize("exact", [HOLD, "The dykes will hold", "dykes will hold through the spring,” said Ada"])
def test_a_rejected_quotation_does_not_come_back_shifted(editor: User, exact: str) -> None:
    text = quarrel()
    revision = text.store()
    rejected = Quotation.objects.get(exact=HOLD)
    decide(rejected, "rejected", editor)
    text.quotations.clear()
    text.links.clear()
    text.say(exact, "Ada Brandt")
    text.say(LIE, "Nils Harrow")
    text.read(revision)
    assert set(Quotation.objects.values_list("exact", "state")) == {(HOLD, "rejected"), (LIE, "suggested")}


def test_every_span_that_a_mended_quotation_had_counts(editor: User) -> None:
    text = quarrel()
    revision = text.store()
    mended = Quotation.objects.get(exact=HOLD)
    words = "through the spring"
    start = BODY.index(words)
    past = [[mended.start, mended.end]]
    Quotation.objects.filter(pk=mended.pk).update(
        start=start, end=start + len(words), exact=words, past_spans=past, state="accepted",
        decided_by=editor, decided_at=timezone.now(),
    )  # fmt: skip
    text.read(revision)
    assert set(Quotation.objects.values_list("exact", flat=True)) == {words, LIE}


def test_another_speaker_of_a_rejected_span_is_another_suggestion(editor: User) -> None:
    text = quarrel()
    revision = text.store()
    decide(Quotation.objects.get(exact=HOLD), "rejected", editor)
    text.quotations.clear()
    text.links.clear()
    text.say(HOLD, "Nils Harrow")
    text.read(revision)
    assert Quotation.objects.filter(exact=HOLD, state="suggested", speaker_name="Nils Harrow").exists()


def test_a_run_is_not_the_answer_it_is_part_of(editor: User) -> None:
    words = "We held the dykes. We will hold them again."
    text = Text(words)
    whole = text.say(words, "Ada Brandt", "turn")
    text.say("We will hold them again.", "Ada Brandt", "turn", part_of=whole)
    revision = text.store()
    confirm(revision, editor)
    text.read(revision)
    text.read(revision)
    assert set(Quotation.objects.values_list("exact", "state")) == {
        (words, "accepted"),
        ("We will hold them again.", "suggested"),
    }


def test_a_decided_link_is_not_suggested_again(editor: User) -> None:
    text = quarrel()
    revision = text.store()
    Link.objects.update(state="rejected", decided_by=editor, decided_at=timezone.now())
    text.read(revision)
    assert Link.objects.get().state == "rejected"


def test_a_revision_is_asked_for_once(editor: User) -> None:
    revision = quarrel().store()
    first = extract.request(revision=revision, by=editor)
    assert extract.request(revision=revision, by=None) == first
    assert first.asked_by == editor


def test_a_failure_is_told_in_words_and_can_be_tried_again(monkeypatch: pytest.MonkeyPatch, editor: User) -> None:
    text = quarrel()
    revision = text.store()
    before = contents()
    run = extract.request(revision=revision, by=None)

    def fail(*_: object, **__: object) -> None:
        raise ValueError("the moon is full")

    monkeypatch.setattr(group, "regroup_around", fail)  # after the quotations were written
    text.say("said Nils Harrow", "Ada Brandt")
    with transaction.atomic():
        extract.perform(run.pk)
    run.refresh_from_db()
    assert run.state == "failed"
    assert "the moon is full" in run.error
    assert contents() == before
    monkeypatch.undo()
    monkeypatch.setattr(extract, "_pipeline", FakePipeline)
    assert extract.retry(run=run, by=editor).pk == run.pk
    assert run.state == "queued"
    extract.perform(run.pk)
    run.refresh_from_db()
    assert (run.state, run.error, run.asked_by) == ("done", "", editor)


def test_too_slow_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    revision = quarrel().store()
    run = extract.request(revision=revision, by=None)
    monkeypatch.setattr(extract, "read", _raise(SoftTimeLimitExceeded()))
    extract.perform(run.pk)
    run.refresh_from_db()
    assert run.state == "failed"
    assert "nine minutes" in run.error


def _raise(error: BaseException) -> Callable[..., None]:
    def fail(*_: object, **__: object) -> None:
        raise error

    return fail


def test_a_database_that_fails_leaves_the_run_queued(monkeypatch: pytest.MonkeyPatch) -> None:
    revision = quarrel().store()
    run = extract.request(revision=revision, by=None)
    monkeypatch.setattr(extract, "read", _raise(OperationalError("gone")))
    with pytest.raises(OperationalError):
        extract.perform(run.pk)
    run.refresh_from_db()
    assert (run.state, run.attempts) == ("queued", 0)


def test_the_sweep_finds_what_nobody_works_on(monkeypatch: pytest.MonkeyPatch) -> None:
    now = timezone.now()
    states: list[dict[str, object]] = [
        {"state": "queued", "asked_at": now - timedelta(hours=1)},
        {"state": "queued"},
        {"state": "running", "seen_at": now - timedelta(hours=1)},
        {"state": "running", "seen_at": now},
        {"state": "done", "finished_at": now},
    ]
    runs: list[int] = []
    for values in states:
        revision = Text(f"Nothing was said, {len(runs)} times.").store()
        run = revision.runs.get()
        changes: dict[str, Any] = {"finished_at": None, **values}
        ExtractionRun.objects.filter(pk=run.pk).update(**changes)
        runs.append(run.pk)
    enqueued: list[int] = []
    monkeypatch.setattr(tasks.run_extraction, "delay", enqueued.append)
    tasks.sweep()
    assert sorted(enqueued) == [runs[0], runs[2]]


def test_a_run_in_other_hands_is_left_alone() -> None:
    revision = quarrel().store()
    run = extract.request(revision=revision, by=None)
    ExtractionRun.objects.filter(pk=run.pk).update(state="running", seen_at=timezone.now(), attempts=1)
    extract.perform(run.pk)
    run.refresh_from_db()
    assert (run.state, run.attempts) == ("running", 1)


def test_a_text_that_stops_the_worker_three_times_fails() -> None:
    revision = quarrel().store()
    run = extract.request(revision=revision, by=None)
    old = timezone.now() - timedelta(hours=1)
    ExtractionRun.objects.filter(pk=run.pk).update(state="running", seen_at=old, attempts=3)
    extract.perform(run.pk)
    run.refresh_from_db()
    assert run.state == "failed"
    assert "three times" in run.error


def test_a_run_taken_over_writes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    text = quarrel()
    revision = text.store()
    before = contents()
    run = extract.request(revision=revision, by=None)
    text.say("said Nils Harrow", "Ada Brandt")
    real = extract.read

    def slow(*args: object) -> object:
        ExtractionRun.objects.filter(pk=run.pk).update(attempts=9)  # another worker began it meanwhile
        return real(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(extract, "read", slow)
    extract.perform(run.pk)
    run.refresh_from_db()
    assert run.state == "running"
    assert contents() == before


def test_a_text_in_another_language_is_left_unread() -> None:
    text = Text("„Die Deiche halten“, sagte Ada Brandt.", {"language": "de"})
    text.say("Die Deiche halten", "Ada Brandt")
    text.store()
    assert not Quotation.objects.exists()


def test_the_roster_holds_what_people_know_only(editor: User) -> None:
    entered = make_actor("Ada Brandt", made_by=editor)
    make_role(entered, "Minister of Tides", start="2024-01-01")
    make_actor("Nils Harrow")  # accepted, but made by the machine
    make_actor("Jo Absent", made_by=editor)
    found = extract.roster("The Minister of Tides met Harrow.")
    assert [person.name for person in found] == ["Ada Brandt"]
    assert found[0].roles[0].title == "Minister of Tides"


def test_a_confirmed_source_is_queued_after_the_commit(
    monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Callable[..., object], editor: User
) -> None:
    enqueued: list[int] = []
    monkeypatch.setattr(tasks.run_extraction, "delay", enqueued.append)
    from tests.factories import make_revision

    revision = make_revision("Nothing was said.", make_source())
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[attr-defined]
        source_confirmed.send(sender=None, source=revision.source, revision=revision, by=editor)
        run = ExtractionRun.objects.get(revision=revision)
        assert not enqueued
    assert enqueued == [run.pk]
    assert run.asked_by == editor
