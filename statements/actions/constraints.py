"""What an editor says about which wordings are one statement. It outlives every rerun; grouping obeys it."""

from collections.abc import Iterable
from itertools import product

from django.contrib.auth.models import User

from accounts import history
from accounts.models import Action
from actors.identity import roots_of
from statements.actions.review_grouping import regroup_later
from statements.models import GroupingConstraint, Quotation, Statement

Kind = GroupingConstraint.Kind


class CannotJoin(Exception):
    """The two are one wording, or by different speakers: put the speaker right first."""


def join(*, one: Quotation, other: Quotation, by: User) -> Action | None:
    """Says that the two wordings are one statement. Raises CannotJoin."""
    _refuse_strangers(one, other)
    return _constrain("join wordings", Kind.SAME, [(one, other)], by)


def part(*, one: Quotation, other: Quotation, by: User) -> Action | None:
    """Says that the two wordings are two statements."""
    if one.pk == other.pk:
        raise CannotJoin("A wording cannot be parted from itself.")
    return _constrain("part wordings", Kind.APART, [(one, other)], by)


def take_out(*, wording: Quotation, by: User) -> Action | None:
    """Says that the wording is none of the statement in which it is: a statement of its own. Raises CannotJoin."""
    others = _others(wording)
    if not others:
        raise CannotJoin("It stands alone already.")
    return _constrain("part wordings", Kind.APART, [(wording, other) for other in others], by)


def move(*, wording: Quotation, to: Statement, by: User) -> Action | None:
    """Moves a wording: it is not of the statement it is in now, and it is of the other. Raises CannotJoin."""
    _refuse_strangers(wording, to.best)
    with history.record("move wording", by=by, summary=_words(wording, to.best)) as record:
        stays = _others(wording)
        _write(record, Kind.APART, product([wording], stays), by)
        _write(record, Kind.SAME, [(wording, to.best)], by)
        regroup_later([wording, to.best, *stays])
    return record.action


def _others(wording: Quotation) -> list[Quotation]:
    """The other wordings of its statement."""
    if wording.statement_id is None:
        return []
    return list(Quotation.objects.filter(statement=wording.statement_id).exclude(pk=wording.pk))


def _refuse_strangers(one: Quotation, other: Quotation) -> None:
    if one.pk == other.pk:
        raise CannotJoin("That is the same wording.")
    speakers = roots_of([q.speaker_id for q in (one, other) if q.speaker_id])
    if None in (one.speaker_id, other.speaker_id) or len(set(speakers.values())) > 1:
        raise CannotJoin("Two wordings are one statement only if the same speaker said them. Mend the speaker first.")


def _constrain(verb: str, kind: str, pairs: Iterable[tuple[Quotation, Quotation]], by: User) -> Action | None:
    pairs = list(pairs)
    with history.record(verb, by=by, summary=_words(*pairs[0])) as record:
        _write(record, kind, pairs, by)
        regroup_later([wording for pair in pairs for wording in pair])
    return record.action


def _write(record: history.Record, kind: str, pairs: Iterable[tuple[Quotation, Quotation]], by: User) -> None:
    """The later word on two wordings replaces the earlier."""
    for pair in pairs:
        one, other = sorted(pair, key=lambda wording: wording.pk)
        constraint = GroupingConstraint.objects.filter(one=one, other=other).first()
        if constraint is None:
            record.made(GroupingConstraint.objects.create(kind=kind, one=one, other=other, by=by))
        elif constraint.kind != kind:
            record.touch(constraint)
            constraint.kind, constraint.by = kind, by
            constraint.save(update_fields=["kind", "by"])


def _words(one: Quotation, other: Quotation) -> str:
    return f"{one.exact[:140]} – {other.exact[:140]}"
