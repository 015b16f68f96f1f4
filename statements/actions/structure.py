"""One click per source instead of one per turn: who confirms how a text is built accepts its turns."""

from django.contrib.auth.models import User
from django.utils import timezone

from accounts import history
from accounts.models import Action
from sources.models import Source
from statements.actions import review
from statements.models import Quotation
from statements.vocabulary import QuotationKind, State


def confirm_structure(*, source: Source, by: User) -> Action | None:
    """Confirms the structure of the source and accepts the turns that its newest revision has by now.

    Turns that somebody rejected or mended stay as they are. Safe to call again, after a later run found the turns.
    """
    with history.record("confirm structure", by=by, summary=source.heading()) as record:
        record.touch(source)
        source.refresh_from_db()
        if source.structure_confirmed_at is None:
            source.structure_confirmed_at, source.structure_confirmed_by = timezone.now(), by
            source.save(update_fields=["structure_confirmed_at", "structure_confirmed_by"])
        review.accept_all(record=record, quotations=_open_turns(source), by=by)
    return record.action


def _open_turns(source: Source) -> list[Quotation]:
    newest = source.revisions.order_by("-number").first()
    turns = Quotation.objects.filter(revision=newest, kind=QuotationKind.TURN, state=State.SUGGESTED)
    return list(turns.select_related("speaker", "revision").order_by("id"))
