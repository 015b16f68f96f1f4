"""Texts from the shell, all the way: handed in, read, confirmed, and read for quotations."""

import time
from collections.abc import Iterable
from dataclasses import dataclass

from sources.actions import intake
from sources.models import Intake
from statements.actions import extract, link_updates
from statements.models import ExtractionRun

OPEN_RUN = (ExtractionRun.State.QUEUED, ExtractionRun.State.RUNNING)
UNREAD = (Intake.State.RECEIVED, Intake.State.READING)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one text. `over`: nothing more will happen to it by itself. `bad`: a person has to look."""

    intake: Intake
    over: bool
    bad: bool
    words: str


def outcomes(intake_ids: Iterable[int]) -> list[Outcome]:
    """How far each intake is, in the order of the ids; two queries."""
    ids = list(intake_ids)
    found = Intake.objects.defer("original", "text", "proposal").select_related("source").in_bulk(ids)
    runs = ExtractionRun.objects.filter(revision__intake__in=ids).order_by("pk")
    newest = {run.revision_id: run for run in runs.defer("counts")}
    of_intake = dict(runs.values_list("revision__intake", "revision"))
    return [_outcome(found[pk], newest.get(of_intake.get(pk, 0))) for pk in ids]


def _outcome(came: Intake, run: ExtractionRun | None) -> Outcome:
    if came.state in UNREAD:
        return Outcome(came, over=False, bad=False, words="waits to be read")
    if came.state == Intake.State.FAILED:
        return Outcome(came, over=True, bad=True, words=came.error)
    if came.state == Intake.State.DISCARDED:
        return Outcome(came, over=True, bad=False, words=came.error or "was discarded")
    if came.state == Intake.State.READY:
        words = "was read" if came.by_itself else "waits to be confirmed in the browser"
        return Outcome(came, over=not came.by_itself, bad=False, words=words)
    return _read_for_quotations(came, run)


def _read_for_quotations(came: Intake, run: ExtractionRun | None) -> Outcome:
    if run is None:
        return Outcome(came, over=True, bad=False, words="is in the archive; only English is read for quotations")
    if run.state == ExtractionRun.State.FAILED:
        return Outcome(
            came, over=True, bad=True, words=f"is in the archive; reading for quotations failed: {run.error}"
        )
    done = run.state == ExtractionRun.State.DONE
    return Outcome(came, over=done, bad=False, words="is in the archive" if done else "is being read for quotations")


def process(intake_id: int) -> None:
    """Does in this process what a worker would do. Waits where a worker has it in hand."""
    intake.read(intake_id)
    while True:
        runs = ExtractionRun.objects.filter(revision__intake=intake_id, state__in=OPEN_RUN)
        if not (run_ids := list(runs.values_list("pk", flat=True))):
            return
        for run_id in run_ids:
            extract.perform(run_id)
            link_updates.find(run_id=run_id)
        if runs.exists():
            time.sleep(0.5)
