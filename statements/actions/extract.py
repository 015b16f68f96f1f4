"""Having a text read: asking for it, doing it in a worker, and what to do when it fails.

The database knows what is left to do. A worker that dies leaves a run behind that nobody is seen working on; the sweep
finds it, and doing it again gives the same result: everything a pass finds is written in one transaction at its end.
"""

import logging
import threading
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import timedelta
from functools import cache
from typing import TYPE_CHECKING

from billiard.exceptions import SoftTimeLimitExceeded
from django.contrib.auth.models import AnonymousUser, User
from django.db import OperationalError, connection, transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from actors.models import Actor, Role
from actors.names import fold_name
from extraction.types import Document, Extraction, RosterPerson, RosterRole
from sources.models import Revision
from statements.actions import anchor, extract_store, group, link, match
from statements.models import ExtractionRun, Quotation

if TYPE_CHECKING:
    from extraction.pipeline import Pipeline

BEAT_SECONDS = 10
STALE = timedelta(seconds=45)  # more than four beats missed: the worker is dead or hangs
WAITING = timedelta(seconds=30)  # a queued run this old may have lost its message
MOST_ATTEMPTS = 3
LANGUAGE = "en"

log = logging.getLogger(__name__)


class Lost(Exception):
    """Another worker has taken the run over."""


@cache
def _pipeline() -> "Pipeline":
    """Loaded once per worker process: spaCy takes seconds and 95 MB, and the web process must never have it."""
    from extraction import pipeline

    return pipeline.load()


def request(*, revision: Revision, by: User | AnonymousUser | None) -> ExtractionRun:
    """Writes down that a revision is to be read; the run that is open already, where there is one."""
    asker = by if isinstance(by, User) else None
    run, _ = ExtractionRun.objects.get_or_create(
        revision=revision,
        state__in=[ExtractionRun.State.QUEUED, ExtractionRun.State.RUNNING],
        defaults={"asked_by": asker, "state": ExtractionRun.State.QUEUED},
    )
    return run


def retry(*, run: ExtractionRun, by: User | AnonymousUser | None) -> ExtractionRun:
    """Queues a failed run again, with its page; any other run is given back as it is."""
    if run.state != ExtractionRun.State.FAILED:
        return run
    other = ExtractionRun.objects.filter(
        revision=run.revision, state__in=[ExtractionRun.State.QUEUED, ExtractionRun.State.RUNNING]
    ).first()
    if other:
        return other
    run.state, run.error, run.finished_at, run.attempts, run.progress = ExtractionRun.State.QUEUED, "", None, 0, 0
    run.asked_by = by if isinstance(by, User) else run.asked_by
    run.save()
    return run


def unfinished() -> list[int]:
    """The ids of runs that nobody works on: queued for a while, or begun by a worker that was not seen since."""
    now = timezone.now()
    waiting = Q(state=ExtractionRun.State.QUEUED, asked_at__lt=now - WAITING)
    left = Q(state=ExtractionRun.State.RUNNING) & (Q(seen_at__lt=now - STALE) | Q(seen_at__isnull=True))
    return list(ExtractionRun.objects.filter(waiting | left).order_by("asked_at").values_list("pk", flat=True))


def perform(run_id: int) -> None:
    """Reads the revision of a run and stores what is found. Does nothing where the run is over or in other hands.

    Raises OperationalError where the database failed: the run is queued again, and the task should be tried again.
    """
    run = _begin(run_id)
    if run is None:
        return
    try:
        with _heartbeat(run):
            _do(run)
    except Lost:
        log.warning("Run %s was taken over by another worker.", run.pk)
    except OperationalError:
        _put_back(run)
        raise
    except SoftTimeLimitExceeded:
        _fail(run, "Reading took longer than nine minutes and was stopped. Is the text very long?")
    except Exception as error:
        log.exception("Run %s failed.", run.pk)
        _fail(run, f"The text could not be read through: {error or type(error).__name__}. Nothing of it was stored.")


def _begin(run_id: int) -> ExtractionRun | None:
    with transaction.atomic():
        runs = ExtractionRun.objects.select_for_update(skip_locked=True, of=("self",))
        run = runs.select_related("revision__source").filter(pk=run_id).first()
        now = timezone.now()
        if run is None or not _free(run):
            return None
        if run.attempts >= MOST_ATTEMPTS:
            _end(run, ExtractionRun.State.FAILED, "The worker stopped three times in the middle of this text.")
            return None
        run.state, run.attempts, run.progress = ExtractionRun.State.RUNNING, run.attempts + 1, 5
        run.started_at = run.seen_at = now
        run.save()
    return run


def _free(run: ExtractionRun) -> bool:
    if run.state == ExtractionRun.State.QUEUED:
        return True
    stale = run.seen_at is None or run.seen_at < timezone.now() - STALE
    return run.state == ExtractionRun.State.RUNNING and stale


def _do(run: ExtractionRun) -> None:
    revision = run.revision
    if revision.withdrawn or revision.superseded or not revision.source.language.startswith(LANGUAGE):
        _finish_unread(run)
        return
    extraction = read(revision)
    _show(run, 60)
    with transaction.atomic():
        group.hold()
        _still_ours(run)
        if Revision.objects.filter(pk=revision.pk, superseded=True).exists():  # by a text handed in meanwhile
            _finish_unread(run)
            return
        run.pipeline = extraction.pipeline
        run.counts = take_in(run=run, extraction=extraction)
        _end(run, ExtractionRun.State.DONE)


def read(revision: Revision) -> Extraction:
    """What the pipeline finds in a revision, given what editors (never the machine) know about who speaks."""
    source = revision.source
    published = source.published or source.published_inferred or None
    document = Document(source.public_id, revision.text, published, roster(revision.text))
    return _pipeline().extract(document)


def take_in(*, run: ExtractionRun, extraction: Extraction) -> dict[str, int]:
    """Stores what a pass found, and brings actors, statements and links up to date. The caller holds the lock.

    Raises nothing of its own; whatever fails leaves the archive as it was, if the caller's transaction ends with it.
    """
    before = group.around(_of_source(run.revision))
    carried = anchor.carry(revision=run.revision)
    stored = extract_store.store(run=run, extraction=extraction)
    own_links = link.store(run=run, extraction=extraction, quotations=stored.quotations)
    _regroup(run.revision, carried.revisions, before)
    rows = Quotation.objects.filter(revision=run.revision)
    return {
        "quotations": rows.count(),
        "statements": rows.exclude(statement=None).values("statement").distinct().count(),
        "links": own_links,
        "made": stored.made,
        "removed": stored.removed,
    }


def _of_source(revision: Revision) -> list[int]:
    """The quotations of all texts of its source, of which a new reading may move or remove any."""
    rows = Quotation.objects.filter(revision__source=revision.source_id)
    return list(rows.order_by("pk").values_list("pk", flat=True))


def _regroup(revision: Revision, older: Collection[Revision], before: group.Before) -> None:
    matched = match.rematch(revision=revision)
    own = Quotation.objects.filter(revision__in=[revision, *older]).values_list("pk", flat=True)
    group.regroup_around({*own, *matched.quotations}, before=before, surnames=matched.surnames)


ROSTER = ("aliases", "roles", "merged_from__aliases", "merged_from__roles")


def roster(text: str) -> tuple[RosterPerson, ...]:
    """Persons whom people, not the machine, entered, where the text may speak of them.

    Were it to hold actors made by the machine, the result would hang on the order in which the texts came.
    """
    words = set(fold_name(text).split())
    made = Actor.objects.filter(made_by__isnull=False).order_by().values("pk")
    given = Role.objects.filter(basis__in=[Role.Basis.ENTERED, Role.Basis.IMPORTED]).order_by().values("actor")
    known = Actor.objects.current().filter(pk__in=made.union(given))  # no index serves a condition on either table
    people = known.filter(kind=Actor.Kind.PERSON).order_by("name", "pk").prefetch_related(*ROSTER)
    return tuple(_roster_person(actor) for actor in people if _may_be_in(actor, words))


def _all_of(actor: Actor) -> list[Actor]:
    """The actor with those merged into it."""
    return [actor, *actor.merged_from.all()]


def _may_be_in(actor: Actor, words: set[str]) -> bool:
    names = [fold_name(actor.name), *(alias.folded for one in _all_of(actor) for alias in one.aliases.all())]
    titles = [fold_name(role.title) for one in _all_of(actor) for role in one.roles.all()]
    return any(words.issuperset(name.split()[-1:]) for name in names) or any(
        words.issuperset(title.split()) for title in titles
    )


def _roster_person(actor: Actor) -> RosterPerson:
    aliases = sorted({alias.name for one in _all_of(actor) for alias in one.aliases.all()} - {actor.name})
    known = [role for one in _all_of(actor) for role in one.roles.all() if role.basis != Role.Basis.ATTESTED]
    roles = sorted((r.title, r.organisation, r.start, r.end) for r in known)
    return RosterPerson(
        actor.name, tuple(aliases), tuple(RosterRole(t, o, start or None, end or None) for t, o, start, end in roles)
    )


def _finish_unread(run: ExtractionRun) -> None:
    """Nothing is sought in this text; what people marked in it, or in an older revision of it, is kept up to date."""
    revision = run.revision
    with transaction.atomic():
        group.hold()
        _still_ours(run)
        if not revision.withdrawn and not revision.superseded:
            before = group.around(_of_source(revision))
            carried = anchor.carry(revision=revision)
            _regroup(revision, carried.revisions, before)
        run.counts = {"quotations": Quotation.objects.filter(revision=revision).count()}
        _end(run, ExtractionRun.State.DONE)


def _still_ours(run: ExtractionRun) -> None:
    """Raises Lost where somebody else began it since. Keeps the row locked until the transaction ends."""
    now = ExtractionRun.objects.select_for_update().filter(pk=run.pk).values_list("state", "attempts").first()
    if now != (ExtractionRun.State.RUNNING, run.attempts):
        raise Lost


def _show(run: ExtractionRun, progress: int) -> None:
    run.progress, run.seen_at = progress, timezone.now()
    _mine(run).update(progress=progress, seen_at=run.seen_at)


def _mine(run: ExtractionRun) -> QuerySet[ExtractionRun]:
    return ExtractionRun.objects.filter(pk=run.pk, state=ExtractionRun.State.RUNNING, attempts=run.attempts)


def _end(run: ExtractionRun, state: ExtractionRun.State, error: str = "") -> None:
    run.state, run.error = state, error
    run.progress = 100 if state == ExtractionRun.State.DONE else run.progress
    run.finished_at = run.seen_at = timezone.now()
    run.save()


def _fail(run: ExtractionRun, error: str) -> None:
    _mine(run).update(state=ExtractionRun.State.FAILED, error=error[:2000], finished_at=timezone.now())


def _put_back(run: ExtractionRun) -> None:
    try:
        _mine(run).update(state=ExtractionRun.State.QUEUED, attempts=F("attempts") - 1)
    except OperationalError:
        log.warning("Run %s is left to the sweep.", run.pk)


@contextmanager
def _heartbeat(run: ExtractionRun) -> Iterator[None]:
    """Says every ten seconds, from a thread of its own, that somebody works on the run."""
    over = threading.Event()
    beat = threading.Thread(target=_beat, args=(run, over), daemon=True)
    beat.start()
    try:
        yield
    finally:
        over.set()
        beat.join(timeout=BEAT_SECONDS)


def _beat(run: ExtractionRun, over: threading.Event) -> None:
    while not over.wait(BEAT_SECONDS):
        try:
            _mine(run).update(seen_at=timezone.now())
        except OperationalError:
            log.warning("Run %s: the database did not take the heartbeat.", run.pk)
        finally:
            connection.close()
