"""Texts that are in the archive already."""

from dataclasses import dataclass

from django.db.models import F

from sources import sameness
from sources.models import Intake, Revision, Source

# One word changed in each paragraph of a newspaper leaves about two thirds of its runs of five words.
NEARLY_THE_SAME = 0.5


@dataclass(frozen=True, slots=True)
class Duplicates:
    """What a text repeats. `same` are sources of the very same text, `near` those of nearly the same.

    `waiting` is another intake of the same bytes that is not yet a source; `withdrawn` a source withdrawn on request
    that had this text.
    """

    same: list[Source]
    near: list[Source]
    waiting: Intake | None
    withdrawn: Source | None

    def __bool__(self) -> bool:
        return bool(self.same or self.near or self.waiting or self.withdrawn)


def of(intake: Intake) -> Duplicates:
    """Of an intake that is ready."""
    proposal = intake.proposal or {}
    own = {intake.source_id, intake.revises_id} - {None}
    same = [source for source in _of_text(proposal.get("sha256", "")) if source.pk not in own]
    return Duplicates(
        same=[source for source in same if source.withdrawn_at is None],
        near=_near(proposal.get("sketch", []), but=[source.pk for source in same] + [pk for pk in own if pk]),
        waiting=_waiting(intake),
        withdrawn=next((source for source in same if source.withdrawn_at), None),
    )


def _of_text(sha256: str) -> list[Source]:
    # By the file's bytes it need not be asked: the same bytes read the same way are the same text.
    found = Source.objects.filter(revisions__sha256=sha256).select_related("outlet").order_by("pk").distinct()
    return list(found)


def of_text(sha256: str) -> Source | None:
    """The first source of this very text; one withdrawn on request where there is no other."""
    return min(_of_text(sha256), key=lambda source: (source.withdrawn_at is not None, source.pk), default=None)


def in_outlet(*, sha256: str, outlet: str) -> Source | None:
    """The source of this very text from this outlet (its name; "" where unknown)."""
    return next((s for s in _of_text(sha256) if not s.withdrawn_at and _name(s).casefold() == outlet.casefold()), None)


def _name(source: Source) -> str:
    return source.outlet.name if source.outlet else ""


def _near(sketch: list[int], *, but: list[int]) -> list[Source]:
    """The most alike first. The index finds revisions that share any hash; most of them share but one or two."""
    if not sketch:
        return []
    found = Revision.objects.filter(sketch__overlap=sketch, withdrawn=False).exclude(source_id__in=but)
    alike = [
        (resemblance, pk)
        for pk, other in found.values_list("source_id", "sketch")
        if (resemblance := sameness.resemblance(sketch, other)) >= NEARLY_THE_SAME
    ]
    by_pk = Source.objects.select_related("outlet").in_bulk([pk for _, pk in alike])
    return [by_pk[pk] for _, pk in sorted(alike, reverse=True)[:3]]


def _waiting(intake: Intake) -> Intake | None:
    open_states = [Intake.State.RECEIVED, Intake.State.READING, Intake.State.READY]
    same = Intake.objects.filter(sha256=intake.sha256, state__in=open_states, pk__lt=intake.pk)
    return same.defer("original", "text").order_by(F("pk").asc()).first()
