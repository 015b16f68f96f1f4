"""What workers do for this app: thin, and safe to run twice."""

from celery import shared_task
from django.db import OperationalError

from statements.actions import extract, link_updates, rematch


@shared_task(
    autoretry_for=(OperationalError,),
    retry_backoff=2,
    retry_backoff_max=60,
    max_retries=5,
    name="statements.tasks.run_extraction",
)
def run_extraction(run_id: int) -> None:
    """Read the revision of a run; then ask whether somebody in it took another position than before."""
    extract.perform(run_id)
    link_updates.find(run_id=run_id)


@shared_task(name="statements.tasks.sweep")
def sweep() -> None:
    """Enqueue again what nobody works on: its worker died, or its message was lost."""
    for run_id in extract.unfinished():
        run_extraction.delay(run_id)
    for number in rematch.unfinished():
        match_anew.delay(number)


@shared_task(
    autoretry_for=(OperationalError,),
    retry_backoff=2,
    retry_backoff_max=60,
    max_retries=5,
    name="statements.tasks.match_anew",
)
def match_anew(number: int) -> None:
    """Bring the words of actors up to date whose names, offices or merges changed."""
    rematch.perform(number)
