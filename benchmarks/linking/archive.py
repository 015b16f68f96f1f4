"""A half as an archive, by the way that every text takes: handed in, read, confirmed, read for quotations."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from unittest.mock import patch

from django.db import connection, transaction

from benchmarks.linking import database
from benchmarks.linking.given import GivenPipeline
from benchmarks.linking.gold import Gold, Text
from extraction.pipeline import Pipeline
from sources import readers
from sources.actions import intake
from sources.models import Revision
from statements.actions import extract, ingest

prepare = database.migrate
Reader = Pipeline | GivenPipeline


@contextmanager
def loaded(gold: Gold, pipeline: Reader, tell: Callable[[str], None]) -> Iterator[dict[str, int]]:
    """The texts in the order of their file, read by `pipeline`: the ids of their revisions. Gone afterwards."""
    _sweep()
    with transaction.atomic(), patch.object(extract, "_pipeline", lambda: pipeline):
        yield {text.id: _add(text, tell) for text in gold.texts.values()}
        transaction.set_rollback(True)


def _sweep() -> None:
    """Takes away what earlier loads left: nothing else vacuums here, and every query would read the dead rows."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def _add(text: Text, tell: Callable[[str], None]) -> int:
    tell(f"{text.id} {text.outlet}")
    typed = {"outlet": text.outlet, "published": text.published}
    received = intake.receive(
        data=text.text.encode(), method="paste", media_type=readers.PASTE, typed=typed, by_itself=True
    )
    ingest.process(received.pk)
    (outcome,) = ingest.outcomes([received.pk])
    if outcome.bad or not outcome.over:
        raise RuntimeError(f"{text.id}: {outcome.words}")
    return Revision.objects.get(intake=received.pk).pk
