"""A text comes in: received at once, read by the worker, retried or discarded by an editor."""

import hashlib
import logging
from datetime import timedelta
from pathlib import PurePath
from typing import Any

from celery.exceptions import SoftTimeLimitExceeded
from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from accounts import history
from sources import readers
from sources.actions import confirm
from sources.actions.recognise import Proposal, recognise
from sources.models import Intake, Source
from sources.readers import Reading, Unreadable

log = logging.getLogger(__name__)

State = Intake.State
UNREAD = (State.RECEIVED, State.READING)
# A file that stops the worker three times stops it a fourth time too.
MOST_ATTEMPTS = 3

TOO_SLOW = "Reading this file took too long, and was stopped. Paste the text alone, or divide the file."
TOO_OFTEN = (
    f"Reading this file was interrupted {MOST_ATTEMPTS} times, perhaps by the file itself. "
    "The file is kept. Try again, or paste the text alone."
)
UNFORESEEN = (
    "Something went wrong that nobody foresaw. The file is kept. Try again; if it fails again, paste the text alone "
    "and tell whoever runs this installation, whose log has the details."
)


def receive(
    *,
    data: bytes,
    method: str,
    media_type: str,
    file_name: str = "",
    typed: dict[str, Any] | None = None,
    by: User | None = None,
    by_itself: bool = False,
    revises: Source | None = None,
) -> Intake:
    """Stores what was handed in, as it came. What reads it is `read`, which the caller enqueues or calls.

    `media_type` is from readers.recognise, or readers.PASTE. `by_itself` makes a source of it as soon as it is read.
    `revises` is the source whose edited text it is.
    """
    return Intake.objects.create(
        method=method,
        file_name=PurePath(file_name.replace("\\", "/")).name[-255:].replace("\0", ""),
        media_type=media_type,
        original=data,
        sha256=hashlib.sha256(data).hexdigest(),
        typed=typed or {},
        handed_in_by=by,
        by_itself=by_itself,
        revises=revises,
    )


def read(intake_id: int) -> Intake | None:
    """Reads an intake, and confirms it where that was asked for. None where nothing was left to do.

    Safe to run twice, and beside itself: an attempt is counted before the work, so that a file that stops the worker
    is given up in the end; the result is written only where the intake still waits for it.
    """
    intake = _begin(intake_id)
    if intake is not None and intake.state == State.READING:
        intake = _finish(intake.pk, *_recognise(intake))
    if intake is not None and intake.state == State.READY and intake.by_itself:
        confirm.confirm_by_itself(intake=intake)
        intake.refresh_from_db()
    return intake


def _begin(intake_id: int) -> Intake | None:
    with transaction.atomic():
        intake = Intake.objects.select_for_update().get(pk=intake_id)
        if intake.state == State.READY and intake.by_itself:
            return intake
        if intake.state not in UNREAD:
            return None
        if intake.attempts >= MOST_ATTEMPTS:
            return _fail(intake, TOO_OFTEN)
        intake.attempts += 1
        intake.state, intake.error = State.READING, ""
        intake.save(update_fields=["attempts", "state", "error", "changed_at"])
        return intake


def _recognise(intake: Intake) -> tuple[Reading | None, Proposal | None, str]:
    try:
        reading = readers.read(data=bytes(intake.original), media_type=intake.media_type)
        return reading, recognise(reading), ""
    except Unreadable as problem:
        return None, None, str(problem)
    except (SoftTimeLimitExceeded, RecursionError):
        return None, None, TOO_SLOW
    except Exception:
        log.exception("intake %s could not be read", intake.public_id)
        return None, None, UNFORESEEN


def _finish(intake_id: int, reading: Reading | None, proposal: Proposal | None, error: str) -> Intake | None:
    with transaction.atomic():
        intake = Intake.objects.select_for_update().get(pk=intake_id)
        if intake.state != State.READING:
            return None
        if reading is None or proposal is None:
            return _fail(intake, error)
        intake.state, intake.text, intake.encoding = State.READY, reading.text, reading.encoding[:40]
        intake.proposal = proposal
        intake.save(update_fields=["state", "text", "encoding", "proposal", "changed_at"])
        return intake


def _fail(intake: Intake, error: str) -> Intake:
    intake.state, intake.error = State.FAILED, error
    intake.save(update_fields=["state", "error", "changed_at"])
    return intake


def retry(*, intake: Intake, by: User) -> bool:
    """Puts a failed intake back in the queue; the caller enqueues it. False where it did not fail (any more)."""
    with history.record("read again", by=by, summary=str(intake)) as record:
        record.touch(intake)
        intake.refresh_from_db(fields=["state"])
        if intake.state != State.FAILED:
            return False
        intake.state, intake.error, intake.attempts = State.RECEIVED, "", 0
        intake.save(update_fields=["state", "error", "attempts", "changed_at"])
    return True


def discard(*, intake: Intake, by: User) -> bool:
    """Lays an intake aside; undo brings it back. False where it is a source already."""
    with history.record("discard intake", by=by, summary=str(intake)) as record:
        record.touch(intake)
        intake.refresh_from_db(fields=["state"])
        if intake.state in (State.CONFIRMED, State.DISCARDED):
            return intake.state == State.DISCARDED
        intake.state = State.DISCARDED
        intake.save(update_fields=["state", "changed_at"])
    return True


def take_unfinished(*, older_than: timedelta) -> list[int]:
    """The intakes on which nobody has worked for so long, marked as seen now. Two sweeps never take the same one."""
    stale = Q(state__in=UNREAD) | Q(state=State.READY, by_itself=True)
    with transaction.atomic():
        found = Intake.objects.filter(stale, changed_at__lt=timezone.now() - older_than).order_by("pk")
        taken = list(found.select_for_update(skip_locked=True).values_list("pk", flat=True)[:1000])
        Intake.objects.filter(pk__in=taken).update(changed_at=timezone.now())
    return taken
