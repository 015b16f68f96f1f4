"""What an editor decides: on quotations, on links, and by hand.

Every function logs one Action and returns it; None where nothing had to change. A person's decision outranks the
machine for good. `seen` is what the editor had before their eyes (review_seen.of): if the row is otherwise by now, the
function raises review_seen.Conflict and changes nothing.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.auth.models import User
from django.utils import timezone

from accounts import history
from accounts.models import Action
from actors.models import Actor
from sources.models import Revision
from statements.actions import review_seen
from statements.actions.review_grouping import regroup_later
from statements.models import Evidence, Link, Quotation
from statements.vocabulary import FAMILY_OF, Act, SpeakerKind, State

# Enough words on each side to find the place again in a later revision; the W3C's examples use about as many.
AROUND = 32


class NeedsTarget(Exception):
    """A link can be accepted only when it names the statement that it answers."""


class AlreadyThere(Exception):
    """What would be made is there already: `row`."""

    def __init__(self, row: Quotation | Link) -> None:
        super().__init__("That is there already.")
        self.row = row


class NotInText(Exception):
    """The span is empty or reaches beyond its text."""


@dataclass(frozen=True)
class Speaker:
    """Who said it: an actor of the archive, or a name that is local to its source (an unnamed source; or nobody)."""

    actor: Actor | None
    name: str
    kind: str

    @classmethod
    def of(cls, who: Actor | str) -> "Speaker":
        """An actor speaks under the name of the one it was merged into; a string is a name local to the source."""
        if isinstance(who, str):
            return cls(None, who.strip(), SpeakerKind.UNNAMED if who.strip() else "")
        while who.merged_into is not None:
            who = who.merged_into
        return cls(who, who.name, who.kind)


# --- Quotations -------------------------------------------------------------------------------------------------------


def accept_quotation(*, quotation: Quotation, by: User, seen: str | None = None) -> Action | None:
    """Accepts the wording with all its pieces; a speaker whom the machine made is accepted with it."""
    return _decide_quotation("accept quotation", quotation, State.ACCEPTED, by, seen)


def reject_quotation(*, quotation: Quotation, by: User, seen: str | None = None) -> Action | None:
    """Rejects the wording with all its pieces. Its links are hidden, not rejected, so that undo brings them back."""
    return _decide_quotation("reject quotation", quotation, State.REJECTED, by, seen)


def _decide_quotation(verb: str, quotation: Quotation, state: State, by: User, seen: str | None) -> Action | None:
    with history.record(verb, by=by) as record:
        rows = _locked(record, pieces(quotation))
        review_seen.check(quotation, seen)
        record.summary = _words(quotation)
        _set_state(record, rows, state, by)
        regroup_later(rows)
    return record.action


def accept_all(*, record: history.Record, quotations: Iterable[Quotation], by: User) -> None:
    """Accepts these within an action that is being recorded (a whole source at once)."""
    rows = _locked(record, quotations)
    _set_state(record, [row for row in rows if row.state == State.SUGGESTED], State.ACCEPTED, by)
    regroup_later(rows)


def mend_quotation(
    *,
    quotation: Quotation,
    by: User,
    start: int | None = None,
    end: int | None = None,
    speaker: Actor | str | None = None,
    kind: str | None = None,
    seen: str | None = None,
) -> Action | None:
    """Puts right the span, the speaker or the kind, and accepts it. None keeps what is there; speaker "" is nobody.

    All pieces of one wording have one speaker. Raises NotInText, AlreadyThere.
    """
    with history.record("mend quotation", by=by) as record:
        rows = _locked(record, pieces(quotation))
        review_seen.check(quotation, seen)
        if speaker is not None:
            _set_speaker(rows, Speaker.of(speaker))
        _set_span(quotation, quotation.start if start is None else start, quotation.end if end is None else end)
        quotation.kind = kind or quotation.kind
        record.summary = _words(quotation)
        for row in rows:
            _refuse_double(row)
            row.save()
        _set_state(record, rows, State.ACCEPTED, by)
        regroup_later(rows)
    return record.action


def add_quotation(
    *, revision: Revision, by: User, start: int, end: int, speaker: Actor | str, kind: str, act: str = Act.SPEECH
) -> tuple[Quotation, Action | None]:
    """A quotation marked by hand. Within a larger one of the same speaker it is a part of that one. Raises NotInText.

    If the same words of the same speaker are there already, these are accepted.
    """
    who = Speaker.of(speaker)
    quotation = Quotation(revision=revision, act=act, kind=kind, made_by=by, start=start, end=start)
    _set_speaker([quotation], who)
    _set_span(quotation, start, end)
    if there := _double(quotation):
        return there, accept_quotation(quotation=there, by=by)
    with history.record("mark quotation", by=by, summary=_words(quotation)) as record:
        quotation.part_of = _around(quotation)
        quotation.save()
        record.made(quotation)
        _set_state(record, [quotation], State.ACCEPTED, by)
        regroup_later([quotation])
    return quotation, record.action


def pin(*, quotation: Quotation, by: User, pinned: bool = True, seen: str | None = None) -> Action | None:
    """Its statement shall stand on the timeline, link or not; `pinned=False` takes the pin out."""
    with history.record("pin" if pinned else "unpin", by=by) as record:
        _locked(record, [quotation])
        review_seen.check(quotation, seen)
        record.summary = _words(quotation)
        quotation.pinned = pinned
        quotation.save(update_fields=["pinned"])
        regroup_later([quotation])
    return record.action


def unpin(*, quotation: Quotation, by: User, seen: str | None = None) -> Action | None:
    """Takes the pin out."""
    return pin(quotation=quotation, by=by, pinned=False, seen=seen)


# --- Links ------------------------------------------------------------------------------------------------------------


def accept_link(*, link: Link, by: User, seen: str | None = None) -> Action | None:
    """Accepts the link and the quotations it rests on. Raises NeedsTarget."""
    with history.record("accept link", by=by) as record:
        _lock_link(record, link, seen)
        _accept_link(record, link, by)
    return record.action


def reject_link(*, link: Link, by: User, seen: str | None = None) -> Action | None:
    """Rejects the link; the quotations it rests on stay as they are."""
    with history.record("reject link", by=by) as record:
        _lock_link(record, link, seen)
        record.summary = _link_words(link)
        _set_state(record, [link], State.REJECTED, by)
        regroup_later(_wordings(link))
    return record.action


def mend_link(
    *,
    link: Link,
    by: User,
    relation: str | None = None,
    attribution: str | None = None,
    claim: Quotation | None = None,
    seen: str | None = None,
) -> Action | None:
    """Puts right the relation, how it is known, or what is answered, and accepts it; None keeps what is there.

    A link that still has no target stays a suggestion. Raises AlreadyThere.
    """
    with history.record("mend link", by=by) as record:
        _lock_link(record, link, seen)
        before = _wordings(link)
        _set_link(link, relation or link.relation, attribution or link.attribution, claim or link.claim)
        link.save()
        record.summary = _link_words(link)
        if link.claim is not None:
            _accept_link(record, link, by)
        regroup_later(before)
    return record.action


def add_link(
    *,
    response: Quotation,
    claim: Quotation,
    relation: str,
    attribution: str,
    by: User,
    evidence: tuple[int, int] | None = None,
    reason: str = "",
) -> tuple[Link, Action | None]:
    """A link made by hand, accepted at once. `evidence` is a span of the response's text. Raises NotInText.

    If the two statements are linked in that family already, that link is put right instead.
    """
    there = _between(response, claim, FAMILY_OF[relation])
    if there is not None:
        return there, mend_link(link=there, by=by, relation=relation, attribution=attribution)
    with history.record("make link", by=by) as record:
        link = Link(response=response, made_by=by, detected_by="person", reason=reason)
        _set_link(link, relation, attribution, claim)
        link.save()
        record.made(link)
        if evidence is not None:
            record.made(_prove(link, *evidence))
        _accept_link(record, link, by)
    return link, record.action


# --- What the functions above share -----------------------------------------------------------------------------------


def pieces(quotation: Quotation) -> list[Quotation]:
    """The pieces of one utterance ("We will," he said, "not go."), the given row itself among them."""
    found = {quotation.pk: quotation}
    above = quotation.continues
    while above is not None and above.pk not in found:
        found[above.pk] = above
        above = above.continues
    fresh = set(found)
    while fresh:
        below = Quotation.objects.filter(continues__in=fresh).exclude(pk__in=found)
        fresh = {row.pk for row in below}
        found.update({row.pk: row for row in below})
    return list(found.values())


def _locked(record: history.Record, rows: Iterable[Quotation]) -> list[Quotation]:
    """Locked in one order, lest two editors wait for each other, and read as they are now."""
    ordered = sorted(rows, key=lambda row: row.pk)
    for row in ordered:
        record.touch(row)
        row.refresh_from_db()
    return ordered


def _lock_link(record: history.Record, link: Link, seen: str | None) -> None:
    record.touch(link)
    link.refresh_from_db()
    review_seen.check(link, seen)


def set_state(record: history.Record, rows: Iterable[Quotation | Link], state: State, by: User) -> None:
    """Decides within an action that is being recorded; the rows are touched and locked."""
    _set_state(record, rows, state, by)


def stand_at(quotation: Quotation, start: int, end: int) -> None:
    """Puts a quotation that has got another revision at a span of that text, and saves it.

    Raises NotInText, AlreadyThere.
    """
    _check_span(quotation.revision, start, end)
    text = quotation.revision.text
    quotation.start, quotation.end, quotation.exact = start, end, text[start:end]
    quotation.prefix, quotation.suffix = text[max(0, start - AROUND) : start], text[end : end + AROUND]
    _refuse_double(quotation)
    quotation.save()


def _set_state(record: history.Record, rows: Iterable[Quotation | Link], state: State, by: User) -> None:
    for row in rows:
        if row.state != state:
            row.state, row.decided_by, row.decided_at = state, by, timezone.now()
            row.save(update_fields=["state", "decided_by", "decided_at"])
        if state == State.ACCEPTED and isinstance(row, Quotation):
            _accept_speaker(record, row.speaker)


def _accept_speaker(record: history.Record, actor: Actor | None) -> None:
    if actor is not None and actor.state == Actor.State.SUGGESTED:
        record.touch(actor)
        actor.state = Actor.State.ACCEPTED
        actor.save(update_fields=["state"])


def _accept_link(record: history.Record, link: Link, by: User) -> None:
    if link.claim is None:
        raise NeedsTarget("It does not say yet which statement is answered.")
    record.summary = _link_words(link)
    rests_on = {row.pk: row for wording in _wordings(link) for row in pieces(wording)}
    rows = _locked(record, rests_on.values())
    _set_state(record, [*rows, link], State.ACCEPTED, by)
    regroup_later(rows)


def _wordings(link: Link) -> list[Quotation]:
    return [link.response] if link.claim is None else [link.response, link.claim]


def _set_link(link: Link, relation: str, attribution: str, claim: Quotation | None) -> None:
    link.relation, link.family, link.attribution, link.claim = relation, FAMILY_OF[relation], attribution, claim
    there = Link.objects.filter(response=link.response, claim=claim, family=link.family).exclude(pk=link.pk).first()
    if there is not None:
        raise AlreadyThere(there)


def _between(response: Quotation, claim: Quotation, family: str) -> Link | None:
    """A link of the family between the two wordings, or else between their statements."""
    links = Link.objects.filter(family=family).order_by("id")
    exactly = links.filter(response=response, claim=claim).first()
    if exactly is not None or response.statement_id is None or claim.statement_id is None:
        return exactly
    return links.filter(response__statement=response.statement_id, claim__statement=claim.statement_id).first()


def _prove(link: Link, start: int, end: int) -> Evidence:
    revision = link.response.revision
    _check_span(revision, start, end)
    return Evidence.objects.create(link=link, revision=revision, start=start, end=end, exact=revision.text[start:end])


def _check_span(revision: Revision, start: int, end: int) -> None:
    if not 0 <= start < end <= len(revision.text):
        raise NotInText("These words are not in the text.")


def _set_span(quotation: Quotation, start: int, end: int) -> None:
    _check_span(quotation.revision, start, end)
    text = quotation.revision.text
    if quotation.pk and (quotation.start, quotation.end) != (start, end):
        quotation.past_spans = [*quotation.past_spans, [quotation.start, quotation.end]]
    quotation.start, quotation.end, quotation.exact = start, end, text[start:end]
    quotation.prefix, quotation.suffix = text[max(0, start - AROUND) : start], text[end : end + AROUND]


def _set_speaker(rows: Iterable[Quotation], who: Speaker) -> None:
    for row in rows:
        row.speaker, row.speaker_name, row.speaker_kind, row.speaker_fixed = who.actor, who.name, who.kind, True


def _double(row: Quotation) -> Quotation | None:
    same = {name: getattr(row, name) for name in ("revision_id", "start", "end", "act", "speaker_name", "is_mention")}
    return Quotation.objects.filter(**same).exclude(pk=row.pk).first()


def _refuse_double(row: Quotation) -> None:
    if there := _double(row):
        raise AlreadyThere(there)


def _around(quotation: Quotation) -> Quotation | None:
    """The smallest quotation of the same speaker that holds this one."""
    holders = Quotation.objects.filter(
        revision=quotation.revision,
        speaker_name=quotation.speaker_name,
        start__lte=quotation.start,
        end__gte=quotation.end,
        act=quotation.act,
    )
    return min(holders, key=lambda row: row.end - row.start, default=None)


def _words(quotation: Quotation) -> str:
    return f"{quotation.speaker_name or 'somebody unknown'}: {quotation.exact}"[:300]


def _link_words(link: Link) -> str:
    claim = link.claim.exact if link.claim else "a statement not found"
    return f"{link.response.exact[:130]} – {link.get_relation_display()} – {claim[:130]}"
