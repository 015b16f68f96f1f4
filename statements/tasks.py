"""What workers do for this app: thin, and safe to run twice."""

from celery import shared_task
from django.db import OperationalError

from statements.actions import extract


@shared_task(
    autoretry_for=(OperationalError,),
    retry_backoff=2,
    retry_backoff_max=60,
    max_retries=5,
    name="statements.tasks.run_extraction",
)
def run_extraction(run_id: int) -> None:
    """Read the revision of a run."""
    extract.perform(run_id)


@shared_task(name="statements.tasks.sweep")
def sweep() -> None:
    """Enqueue again the runs that nobody works on: their worker died, or their message was lost."""
    for run_id in extract.unfinished():
        run_extraction.delay(run_id)
