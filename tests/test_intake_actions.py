"""A text on its way in: received, read, confirmed; interrupted, repeated, withdrawn."""

import hashlib
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import IntegrityError, transaction
from django.utils import timezone
from kombu.exceptions import OperationalError

from accounts import history
from accounts.models import Action
from sources import duplicates, readers, tasks
from sources.actions import confirm, edit, intake, withdraw
from sources.models import Intake, Outlet, Revision, Segment, Source
from sources.readers import formats
from sources.signals import source_confirmed, source_edited, source_withdrawn

pytestmark = pytest.mark.django_db

INTERVIEW = """The wall will hold, says Ada Varrow

The harbour master spoke to the Oldmere Gazette about winter.

Interviewer: Will the wall hold this winter?

Ada Varrow: It will hold. We have looked at every stone of it since August.

Interviewer: And if the storm is worse than the last one?

Ada Varrow: Then we shall close the gates and wait. That is what gates are for.

Follow us on Facebook and Twitter!
"""
TYPED = {"kind": "interview", "title": "The wall", "outlet": "", "published": "", "url": "", "language": "en"} | {
    "note": "",
    "free": False,
}


def received(text: str = INTERVIEW, **more: Any) -> Intake:
    options = {"method": "upload", "media_type": "text/plain", "file_name": "wall.txt"} | more
    return intake.receive(data=text.encode(), **options)


def ready(text: str = INTERVIEW, **more: Any) -> Intake:
    came = intake.read(received(text, **more).pk)
    assert came is not None
    assert came.state == Intake.State.READY, came.error
    return came


def confirmed(text: str = INTERVIEW, *, by: User | None = None, typed: dict[str, Any] | None = None) -> Source:
    return confirm.confirm(intake=ready(text), by=by, typed=TYPED | (typed or {}))


# --- Received and read ------------------------------------------------------------------------------------------------


def test_receive_keeps_the_bytes_as_they_came() -> None:
    came = received("a\r\nb", file_name="C:\\texts\\wall.txt")
    came.refresh_from_db()
    assert bytes(came.original) == b"a\r\nb"
    assert came.sha256 == hashlib.sha256(b"a\r\nb").hexdigest()
    assert came.file_name == "wall.txt"
    assert came.state == Intake.State.RECEIVED


def test_read_recognises_turns_title_and_furniture() -> None:
    proposal = ready().proposal
    assert proposal is not None
    words = {INTERVIEW[s["start"] : s["end"]]: s for s in proposal["segments"]}
    assert proposal["kind"] == "interview"
    assert proposal["title"] == {"start": 0, "end": 35}
    answer = words["It will hold. We have looked at every stone of it since August."]
    assert (answer["kind"], answer["speaker"], answer["turn"]) == ("answer", "Ada Varrow", 1)
    assert words["Follow us on Facebook and Twitter!"]["kind"] == "page_furniture"
    assert [c["value"] for c in proposal["outlet"]][:1] == ["Oldmere Gazette"]


def test_read_twice_changes_nothing() -> None:
    came = ready()
    before = Intake.objects.values().get(pk=came.pk)
    assert intake.read(came.pk) is None
    assert Intake.objects.values().get(pk=came.pk) == before


@pytest.mark.parametrize(
    ("data", "media_type", "word"),
    [
        (b" \n ", "text/plain", "no text"),
        (b"\0\1\2\3\4\5\6\7" * 50, "text/plain", "not text"),
        (b"<html><body><nav>Home</nav></body></html>", "text/html", "No article"),
        (b"words", "application/pdf", "application/pdf"),
    ],
)
def test_read_says_why_it_failed(data: bytes, media_type: str, word: str) -> None:
    came = intake.receive(data=data, method="upload", media_type=media_type, typed={"title": "Kept"})
    read = intake.read(came.pk)
    assert read is not None
    assert read.state == Intake.State.FAILED
    assert word in read.error
    assert (bytes(read.original), read.typed) == (data, {"title": "Kept"})


def test_read_survives_a_reader_that_breaks(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    def broken(_data: bytes) -> readers.Reading:
        raise RuntimeError("secret path")

    monkeypatch.setitem(formats.READERS, "text/plain", broken)
    read = intake.read(received().pk)
    assert read is not None
    assert read.error == intake.UNFORESEEN
    assert "secret path" in caplog.text


def test_read_does_not_bring_back_what_was_discarded_meanwhile(editor: User, monkeypatch: pytest.MonkeyPatch) -> None:
    came = received()

    def slow(data: bytes) -> readers.Reading:
        intake.discard(intake=Intake.objects.get(pk=came.pk), by=editor)
        return readers.Reading(text=data.decode(), encoding="utf-8")

    monkeypatch.setitem(formats.READERS, "text/plain", slow)
    assert intake.read(came.pk) is None
    came.refresh_from_db()
    assert (came.state, came.text) == (Intake.State.DISCARDED, "")


# --- Interrupted ------------------------------------------------------------------------------------------------------


def age(came: Intake, **changes: Any) -> None:
    Intake.objects.filter(pk=came.pk).update(changed_at=timezone.now() - timedelta(hours=1), **changes)


def test_sweep_finds_what_a_crash_left(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []
    monkeypatch.setattr(tasks.read_intake, "delay", asked.append)
    lost, interrupted, fresh, done = received("one"), received("two"), received("three"), ready("four " * 9)
    age(lost)
    age(interrupted, state=Intake.State.READING, attempts=1)
    age(done)
    tasks.sweep()
    assert asked == [lost.pk, interrupted.pk]
    assert fresh.pk not in asked
    tasks.sweep()
    assert asked == [lost.pk, interrupted.pk]  # seen just now: not asked for again at once


def test_sweep_finishes_what_was_to_confirm_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    came = ready()
    age(came, by_itself=True)  # read, and then the worker was killed
    monkeypatch.setattr(tasks.read_intake, "delay", tasks.read_intake)
    tasks.sweep()
    came.refresh_from_db()
    assert came.state == Intake.State.CONFIRMED


def test_read_gives_up_a_file_that_stops_the_worker_each_time(editor: User) -> None:
    came = received()
    age(came, state=Intake.State.READING, attempts=intake.MOST_ATTEMPTS)
    assert intake.read(came.pk) is not None
    came.refresh_from_db()
    assert (came.state, came.error) == (Intake.State.FAILED, intake.TOO_OFTEN)
    assert intake.retry(intake=came, by=editor)
    read = intake.read(came.pk)
    assert read is not None
    assert (read.state, read.attempts) == (Intake.State.READY, 1)


def test_enqueue_without_a_broker_leaves_it_to_the_sweep(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_pk: int) -> None:
        raise OperationalError("no broker")

    monkeypatch.setattr(tasks.read_intake, "delay", refuse)
    tasks.enqueue([received().pk])  # says so in the log, and goes on


# --- Confirmed --------------------------------------------------------------------------------------------------------


def test_confirm_makes_source_revision_and_segments(editor: User) -> None:
    source = confirmed(by=editor, typed={"outlet": " Oldmere  Gazette ", "published": "2026-03-14?"})
    revision = source.revisions.get()
    assert revision.text == INTERVIEW
    assert revision.sha256 == hashlib.sha256(INTERVIEW.encode()).hexdigest()
    assert [s.speaker for s in revision.segments.filter(kind=Segment.Kind.ANSWER)] == ["Ada Varrow"] * 2
    assert source.outlet == Outlet.objects.get(name="Oldmere Gazette")
    assert str(source.published_earliest) == str(source.published_latest) == "2026-03-14"
    assert (source.structure_confirmed_by, source.added_by, source.file_name) == (editor, editor, "wall.txt")
    assert Intake.objects.get().state == Intake.State.CONFIRMED


def test_confirm_twice_gives_the_same_source(editor: User) -> None:
    came = ready()
    first = confirm.confirm(intake=came, by=editor, typed=TYPED)
    assert confirm.confirm(intake=came, by=editor, typed=TYPED) == first
    assert Source.objects.count() == Revision.objects.count() == 1


def test_confirm_says_so_once_and_inside_the_transaction(editor: User) -> None:
    heard: list[tuple[Source, bool]] = []

    def listen(*, source: Source, revision: Revision, by: User | None, **_: Any) -> None:
        heard.append((source, revision.source == source and transaction.get_connection().in_atomic_block))

    source_confirmed.connect(listen)
    source = confirmed(by=editor)
    source_confirmed.disconnect(listen)
    assert heard == [(source, True)]


def test_confirm_of_another_language_starts_nothing() -> None:
    heard: list[Source] = []

    def listen(*, source: Source, **_: Any) -> None:
        heard.append(source)

    source_confirmed.connect(listen)
    confirmed(typed={"language": "et"})
    source_confirmed.disconnect(listen)
    assert heard == []


def test_confirm_keeps_unknown_unknown_with_the_inference_beside() -> None:
    source = confirmed(typed={"title": ""})
    assert (source.outlet, source.outlet_inferred, source.published) == (None, "Oldmere Gazette", "")
    assert "spoke to the Oldmere Gazette" in source.outlet_reason
    assert source.heading() == "The wall will hold, says Ada Varrow"


def test_confirm_outlet_is_found_in_any_case() -> None:
    first = confirmed(typed={"outlet": "Oldmere Gazette"})
    second = confirmed(INTERVIEW * 2, typed={"outlet": "OLDMERE gazette"})
    assert first.outlet == second.outlet


@pytest.mark.parametrize("state", ["received", "reading", "failed", "discarded"])
def test_confirm_refuses_what_is_not_ready(state: str) -> None:
    came = received()
    Intake.objects.filter(pk=came.pk).update(state=state, error="why")
    with pytest.raises(confirm.NotReady):
        confirm.confirm(intake=came, by=None, typed=TYPED)


def test_confirm_refuses_the_same_text_of_the_same_outlet() -> None:
    first = confirmed(typed={"outlet": "Oldmere Gazette"})
    with pytest.raises(confirm.Duplicate) as caught:
        confirmed(typed={"outlet": "oldmere gazette", "copy": True})
    assert (caught.value.source, caught.value.same_outlet) == (first, True)


def test_confirm_takes_another_outlets_copy_when_told_that_it_is_one() -> None:
    first = confirmed(typed={"outlet": "Oldmere Gazette"})
    with pytest.raises(confirm.Duplicate):
        confirmed(typed={"outlet": "The Lighthouse"})
    second = confirmed(typed={"outlet": "The Lighthouse", "copy": True})
    assert second != first


def test_duplicates_are_recognised_before_they_are_saved() -> None:
    source = confirmed()
    edited = INTERVIEW.replace("since August", "since autumn") + "\nMore at eleven.\n"
    assert duplicates.of(ready(INTERVIEW)).same == [source]
    assert duplicates.of(ready("\ufeff" + INTERVIEW)).same == [source]  # other bytes, the same text
    found = duplicates.of(ready(edited * 1))
    assert (found.same, found.near) == ([], [source])
    assert not duplicates.of(ready("Something else altogether is written here, about bread and its price."))


def test_duplicate_bytes_that_still_wait_are_named() -> None:
    first, second = ready(), ready()
    assert duplicates.of(second).waiting == first
    assert duplicates.of(first).waiting is None


def test_by_itself_becomes_a_source_that_nobody_confirmed() -> None:
    came = intake.read(received(by_itself=True, typed={"outlet": "Oldmere Gazette"}).pk)
    assert came is not None
    assert came.source is not None
    assert (came.source.kind, came.source.outlet, came.source.structure_confirmed_at) == (
        "interview",
        Outlet.objects.get(),
        None,
    )
    assert came.source.title == "The wall will hold, says Ada Varrow"


def test_by_itself_a_duplicate_is_laid_aside() -> None:
    source = confirmed()
    came = intake.read(received(by_itself=True).pk)
    assert came is not None
    assert (came.state, came.source) == (Intake.State.DISCARDED, source)
    assert Source.objects.count() == 1


def test_log_of_a_text_that_came_in_cannot_be_undone(editor: User) -> None:
    source = confirmed(by=editor)
    action = history.of(source).get()
    assert (action.verb, action.by, action.summary) == ("add text", editor, "The wall")
    with pytest.raises(history.CannotUndo):
        history.undo(action, by=editor)


def test_discard_is_undone_from_the_history(editor: User) -> None:
    came = ready()
    assert intake.discard(intake=came, by=editor)
    history.undo(history.of(came).get(), by=editor)
    came.refresh_from_db()
    assert came.state == Intake.State.READY
    assert not intake.discard(intake=Intake.objects.get(pk=_confirm(came, editor)), by=editor)


def _confirm(came: Intake, by: User) -> int:
    confirm.confirm(intake=came, by=by, typed=TYPED)
    return came.pk


# --- Edited and withdrawn ---------------------------------------------------------------------------------------------


def test_edit_is_logged_told_and_undone(editor: User) -> None:
    source = confirmed(by=editor)
    heard: list[list[str]] = []

    def listen(*, changed: list[str], **_: Any) -> None:
        heard.append(changed)

    source_edited.connect(listen)
    action = edit.edit(source=source, by=editor, typed=TYPED | {"published": "2026-03"})
    source_edited.disconnect(listen)
    assert action is not None
    source.refresh_from_db()
    assert (source.published, str(source.published_latest)) == ("2026-03", "2026-03-31")
    assert heard == [["published", "published_earliest", "published_latest"]]
    history.undo(action, by=editor)
    source.refresh_from_db()
    assert (source.published, source.published_latest) == ("", None)


def test_edit_without_a_change_logs_nothing(editor: User) -> None:
    source = confirmed(by=editor)
    assert edit.edit(source=source, by=editor, typed=TYPED) is None


def test_withdraw_leaves_no_word_anywhere(editor: User) -> None:
    source = confirmed(by=editor, typed={"title": "Varrow speaks"})
    edit.edit(source=source, by=editor, typed=TYPED | {"title": "Varrow speaks again"})
    discarded = ready()
    intake.discard(intake=discarded, by=editor)
    heard: list[str] = []

    def listen(*, source: Source, reason: str, **_: Any) -> None:
        heard.append(source.revisions.get().text)

    source_withdrawn.connect(listen)
    withdraw.withdraw(source=source, by=editor, reason="She asked for it.")
    source_withdrawn.disconnect(listen)
    assert heard == [INTERVIEW]
    for model in (Intake, Source, Revision, Segment, Action):
        rows = str(list(model._default_manager.values()))
        assert "Varrow" not in rows, model
        assert "wall" not in rows, model
    source.refresh_from_db()
    assert (source.withdrawn_reason, source.heading()) == ("She asked for it.", withdraw.TOMBSTONE)
    assert Source.objects.live().count() == 0


def test_withdraw_is_recognised_when_it_comes_again(editor: User) -> None:
    source = confirmed(by=editor)
    withdraw.withdraw(source=source, by=editor, reason="She asked for it.")
    again = ready()
    assert duplicates.of(again).withdrawn == source
    with pytest.raises(confirm.Duplicate):
        confirm.confirm(intake=again, by=editor, typed=TYPED)


def test_withdraw_spares_another_outlets_copy(editor: User) -> None:
    first = confirmed(typed={"outlet": "Oldmere Gazette"})
    copy = confirmed(typed={"outlet": "The Lighthouse", "copy": True})
    withdraw.withdraw(source=first, by=editor, reason="Its outlet asked for it.")
    assert copy.revisions.get().text == INTERVIEW
    assert bytes(copy.intakes.get().original) == INTERVIEW.encode()


def test_withdraw_is_for_good(editor: User) -> None:
    source = confirmed(by=editor)
    withdraw.withdraw(source=source, by=editor, reason="She asked for it.")
    with pytest.raises(history.CannotUndo):
        history.undo(Action.objects.get(verb="withdraw text"), by=editor)
    with pytest.raises(IntegrityError), transaction.atomic():
        source.revisions.update(withdrawn=False, text=INTERVIEW)
    with pytest.raises(ValueError, match="reason"):
        withdraw.withdraw(source=source, by=editor, reason="  ")
