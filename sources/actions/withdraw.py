"""The one way by which a text leaves the archive: on request, for good, with a tombstone."""

from collections.abc import Iterable

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from accounts.models import Action, ActionTarget
from sources.actions import log
from sources.models import Intake, Revision, Segment, Source
from sources.signals import source_withdrawn

TOMBSTONE = "Withdrawn text"


def withdraw(*, source: Source, by: User, reason: str) -> Source:
    """Blanks the text, its originals and its history; leaves the day and the reason. Nothing brings it back.

    The hash of the text is kept: it tells nothing, and recognises the text when somebody hands it in again. Raises
    ValueError where there is no reason.
    """
    reason = " ".join(reason.split())[:300]
    if not reason:
        raise ValueError("A withdrawal needs a reason.")
    with transaction.atomic():
        source = Source.objects.select_for_update(of=("self",)).get(pk=source.pk)
        if source.withdrawn_at is not None:
            return source
        source_withdrawn.send(sender=Source, source=source, by=by, reason=reason)
        intakes = _intakes(source)
        forget("sources.source", [source.pk])
        forget("sources.revision", source.revisions.values_list("pk", flat=True))
        forget("sources.intake", intakes)
        _blank_intakes(intakes)
        Segment.objects.filter(revision__source=source).delete()
        Revision.objects.filter(source=source).update(text="", sketch=[], withdrawn=True)
        _blank(source, reason)
        log.without_values("withdraw text", source, by=by, summary=reason)
    return source


def forget(model: str, pks: Iterable[int]) -> None:
    """Takes out of the history what it holds of these rows; who did what and when stays. `model`: "sources.source"."""
    rows = {str(pk) for pk in pks}
    touching = ActionTarget.objects.filter(model=model, row__in=rows).values("action")
    for action in Action.objects.filter(pk__in=touching).select_for_update():
        for change in action.changes:
            if change["model"] == model and str(change["pk"]) in rows:
                change["before"], change["after"] = {}, {}
        action.summary = ""
        action.save(update_fields=["changes", "summary"])


def _intakes(source: Source) -> list[int]:
    """Those that became it, and all others of the same bytes but those that became another outlet's copy."""
    become = Q(source=source) | Q(revisions__source=source) | Q(revises=source)
    own = list(Intake.objects.filter(become).values_list("pk", "sha256"))
    same = Intake.objects.filter(sha256__in=[sha256 for _, sha256 in own]).exclude(state=Intake.State.CONFIRMED)
    return sorted({pk for pk, _ in own} | set(same.values_list("pk", flat=True)))


def _blank_intakes(pks: list[int]) -> None:
    intakes = Intake.objects.filter(pk__in=pks)
    intakes.exclude(state=Intake.State.CONFIRMED).update(state=Intake.State.DISCARDED)
    intakes.update(
        original=b"", text="", typed={}, headers={}, proposal=None, file_name="", error="", changed_at=timezone.now()
    )


def _blank(source: Source, reason: str) -> None:
    source.withdrawn_at, source.withdrawn_reason = timezone.now(), reason
    source.title, source.working_title = "", TOMBSTONE
    source.url, source.note, source.file_name, source.free = "", "", "", False
    source.outlet_inferred = source.outlet_reason = source.published_inferred = source.published_reason = ""
    source.save()
