"""Reading what was handed in, outside the web process."""

import logging
from collections.abc import Iterable
from datetime import timedelta

from celery import shared_task
from kombu.exceptions import OperationalError

from sources.actions import intake

log = logging.getLogger(__name__)

# A plain text of 10 MB takes a minute on a busy machine. The hard limit is for what is stuck in C.
SOFT_LIMIT, HARD_LIMIT = 3 * 60, 3 * 60 + 20
# Longer than an attempt, and than most waits in the queue: a task too many does no harm, but costs a look.
STALE = timedelta(minutes=5)


@shared_task(soft_time_limit=SOFT_LIMIT, time_limit=HARD_LIMIT)
def read_intake(intake_id: int) -> None:
    """Read one intake."""
    intake.read(intake_id)


@shared_task
def sweep() -> None:
    """Find again what a crash, or a lost Redis, left unfinished."""
    enqueue(intake.take_unfinished(older_than=STALE))


def enqueue(intake_ids: Iterable[int]) -> None:
    """Say "now" to a worker. Where Redis does not answer, the sweep will find them: nothing is lost."""
    try:
        for intake_id in intake_ids:
            read_intake.delay(intake_id)
    except OperationalError:
        log.warning("The broker does not answer; the intakes wait in the database.")
