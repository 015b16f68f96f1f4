"""An editor's answer to the question whether two wordings are two positions. Each is a link, with its undo."""

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from accounts import history
from accounts.models import Action
from statements import positions
from statements.actions import review
from statements.models import Link, PositionQuestion
from statements.vocabulary import FAMILY_OF, Attribution, Relation, State

NO_PAIR = "no_pair"
ANSWERS = (Relation.UPDATES, Relation.REAFFIRMS, Relation.RELATED, NO_PAIR)


class Answered(Exception):
    """Somebody else was faster: the two are linked, or no longer there."""


def answer(*, question: PositionQuestion, answer: str, by: User) -> Action | None:
    """Links the later words to the earlier ones; NO_PAIR writes a rejected link, so that nobody asks again.

    Raises Answered, and ValueError for a word that is no answer.
    """
    if answer not in ANSWERS:
        raise ValueError(f"{answer!r} is no answer to whether a position changed.")
    with transaction.atomic():
        # Locked, so that of two editors who answer at once the second finds the answer of the first.
        PositionQuestion.objects.select_for_update().filter(pk=question.pk).first()
        open_ = (
            positions.waiting().filter(pk=question.pk).select_related("earlier__revision", "later__revision").first()
        )
        if open_ is None:
            raise Answered
        if answer == NO_PAIR:
            return _no_pair(open_, by)
        return review.add_link(
            response=open_.later,
            claim=open_.earlier,
            relation=answer,
            attribution=Attribution.OWN,
            reason=open_.differs,
            by=by,
        )[1]


def _no_pair(question: PositionQuestion, by: User) -> Action | None:
    relation = Relation.UPDATES
    summary = f"{question.later.exact[:130]} – no answer to – {question.earlier.exact[:130]}"
    with history.record("not a pair", by=by, summary=summary) as record:
        link = Link.objects.create(
            response=question.later,
            claim=question.earlier,
            relation=relation,
            family=FAMILY_OF[relation],
            attribution=Attribution.OWN,
            made_by=by,
            detected_by="person",
            reason=question.differs,
            state=State.REJECTED,
            decided_by=by,
            decided_at=timezone.now(),
        )
        record.made(link)
    return record.action
