"""What an editor says of all the words of somebody in one source, in one step; and its hold on every later reading.

The rule is kept beside the source, so that quotations that a newer pipeline or a newer revision brings obey it, too.
What an editor said of one quotation by itself stands before it.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.auth.models import User
from django.db.models import QuerySet

from accounts import history
from accounts.models import Action
from actors.models import Actor
from actors.names import fold_name
from sources.actions import confirm
from sources.models import Source
from sources.signals import source_edited
from statements.actions.review_grouping import regroup_later
from statements.models import Quotation, SourceRule
from statements.vocabulary import State

# More than these are grouped anew by a worker, with the next reading of the text; the page does not wait.
AT_ONCE = 300
VERB = "change whole source"


@dataclass(frozen=True)
class Said:
    """What is to hold. An empty value leaves as it is; `name` "" is everybody who speaks in the source."""

    name: str = ""
    actor: Actor | None = None
    said: str = ""
    also_dated: bool = False
    venue: str = ""
    outlet: str = ""

    @property
    def makes_rule(self) -> bool:
        return self.actor is not None or bool(self.said or self.venue)


@dataclass(frozen=True)
class Touched:
    """What it would change, to be seen before."""

    speaker: list[Quotation]
    date: list[Quotation]
    occasion: list[Quotation]
    outlet: bool

    @property
    def rows(self) -> list[Quotation]:
        """Each once."""
        return list({q.pk: q for q in (*self.speaker, *self.date, *self.occasion)}.values())

    def __bool__(self) -> bool:
        return bool(self.speaker or self.date or self.occasion or self.outlet)


def preview(source: Source, wanted: Said) -> Touched:
    """The quotations that get another speaker, or another day, or of whose occasion the venue is said."""
    rows = [q for q in _of(source) if not wanted.name or fold_name(q.speaker_name) == fold_name(wanted.name)]
    return Touched(
        speaker=[q for q in rows if wanted.actor and q.speaker_id != wanted.actor.pk and not q.speaker_fixed],
        date=[q for q in rows if wanted.said and q.said != wanted.said and (wanted.also_dated or not q.said)],
        occasion=rows if wanted.venue else [],
        outlet=bool(wanted.outlet) and (source.outlet is None or source.outlet.name != wanted.outlet),
    )


def _of(source: Source) -> QuerySet[Quotation]:
    return Quotation.objects.filter(revision__source=source).select_related("speaker").order_by("revision", "start")


def change(*, source: Source, by: User, wanted: Said) -> Action | None:
    """Changes all of it as one action; None where nothing had to change.

    What follows (statements, links) is brought up to date after the commit; of more than AT_ONCE quotations the caller
    has the source read again.
    """
    with history.record(VERB, by=by, summary=source.heading()) as record:
        record.touch(source)
        touched = preview(source, wanted)
        record.touch(*touched.rows)
        if wanted.makes_rule:
            _write_rule(record, source, by, wanted)
        for q in touched.speaker:
            q.speaker = wanted.actor
        for q in touched.date:
            q.said = wanted.said
        Quotation.objects.bulk_update(touched.rows, ["speaker", "said"], batch_size=500)
        _accept_speaker(record, touched.speaker, wanted.actor)
        if touched.outlet:
            _set_outlet(source, by, wanted.outlet)
    if record.action is not None and not is_large(record.action):
        regroup_later(_of(source))
    return record.action


def is_large(action: Action) -> bool:
    """Whether what follows is left to a worker."""
    return len([c for c in action.changes if c["model"] == Quotation._meta.label_lower]) > AT_ONCE


def _write_rule(record: history.Record, source: Source, by: User, wanted: Said) -> None:
    """A later word replaces an earlier one about the same; what it leaves open stays."""
    rule = SourceRule.objects.filter(source=source, name=wanted.name).first()
    if rule is not None:
        record.touch(rule)
    rule = rule or SourceRule(source=source, name=wanted.name, by=by)
    rule.actor = wanted.actor or rule.actor
    rule.venue = wanted.venue or rule.venue
    if wanted.said:
        rule.said, rule.also_dated = wanted.said, wanted.also_dated
    rule.save()
    record.made(rule)


def _accept_speaker(record: history.Record, rows: Iterable[Quotation], actor: Actor | None) -> None:
    if actor and actor.state == Actor.State.SUGGESTED and any(q.state == State.ACCEPTED for q in rows):
        record.touch(actor)
        actor.state = Actor.State.ACCEPTED
        actor.save(update_fields=["state"])


def _set_outlet(source: Source, by: User, name: str) -> None:
    source.outlet = confirm.find_outlet(name)
    source.outlet_inferred = ""
    source.save(update_fields=["outlet", "outlet_inferred"])
    source_edited.send(sender=Source, source=source, by=by, changed=["outlet"])
