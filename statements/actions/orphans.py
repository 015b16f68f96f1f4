"""What an editor does about words that the newer revision of their source no longer has, or has changed.

Every function logs one Action and returns it; None where nothing had to change.
"""

from django.contrib.auth.models import User
from django.utils import timezone

from accounts import history
from accounts.models import Action
from sources.actions import revise
from statements.actions import review
from statements.actions.review_grouping import regroup_later
from statements.models import Anchor, Quotation
from statements.vocabulary import State


class NoOrphan(Exception):
    """The words were found, or attached, meanwhile."""


def attach(*, anchor: Anchor, by: User, start: int, end: int) -> Action | None:
    """Says that the words stand now at this span of the newest revision, and accepts them there.

    An utterance in pieces is one from now on. Raises review.NotInText, review.AlreadyThere, NoOrphan.
    """
    quotation = anchor.quotation
    with history.record("attach quotation", by=by) as record:
        pieces = review.pieces(quotation)
        record.touch(anchor, *pieces)
        anchor.refresh_from_db()
        quotation.refresh_from_db()
        if anchor.how != Anchor.How.ORPHANED or not quotation.revision.superseded:
            raise NoOrphan
        _part(quotation, pieces)
        quotation.revision = revise.newest(quotation.revision.source)
        review.stand_at(quotation, start, end)
        _decide(anchor, Anchor.How.MOVED, by)
        review.set_state(record, [quotation], State.ACCEPTED, by)
        record.summary = f"{quotation.speaker_name}: {quotation.exact}"[:300]
        regroup_later([*pieces, quotation])
    return record.action


def _part(quotation: Quotation, pieces: list[Quotation]) -> None:
    """The other pieces stay behind, each on its own, and what it was part of."""
    for piece in pieces:
        if piece.pk != quotation.pk and piece.continues_id is not None:
            piece.continues = None
            piece.save(update_fields=["continues"])
    quotation.continues = quotation.part_of = None
    for name in ("mention_start", "mention_end", "cue_start", "cue_end"):
        setattr(quotation, name, None)
    quotation.past_spans = []


def settle(*, anchor: Anchor, by: User) -> Action | None:
    """Says that what became of the words is right: they are of the older text only, or were rightly found again."""
    gone = anchor.how == Anchor.How.ORPHANED
    with history.record("leave in older text" if gone else "confirm new words", by=by) as record:
        record.touch(anchor)
        anchor.refresh_from_db()
        record.summary = f"{anchor.quotation.speaker_name}: {anchor.quotation.exact}"[:300]
        if anchor.settled_at is None:
            _decide(anchor, anchor.how, by)
    return record.action


def _decide(anchor: Anchor, how: str, by: User) -> None:
    anchor.how, anchor.settled_by, anchor.settled_at = how, by, timezone.now()
    anchor.save(update_fields=["how", "settled_by", "settled_at"])
