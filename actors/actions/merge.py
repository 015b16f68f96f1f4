"""Two actors that are one: "X becomes part of Y; Y stays". No row moves, so that undo brings both back as they were."""

from django.contrib.auth.models import User

from accounts import history
from accounts.models import Action
from actors import changes
from actors.models import Actor


class CannotMerge(Exception):
    """In words for an editor."""


def merge(*, actor: Actor, into: Actor, by: User) -> Action | None:
    """`actor` becomes part of `into`, which stays, and takes over its identifier where it has none.

    Raises CannotMerge where either is no longer one that stands.
    """
    with history.record("merge actors", by=by) as record:
        # Locked in one order, lest two editors who merge the same two wait for each other; written in another: an
        # undo works backwards, and an identifier is on one actor at a time.
        list(Actor.objects.select_for_update().filter(pk__in=[actor.pk, into.pk]).order_by("pk"))
        record.touch(actor, into)
        actor.refresh_from_db()
        into.refresh_from_db()
        if words := refusal(actor, into):
            raise CannotMerge(words)
        record.summary = f"{actor.name} became part of {into.name}"
        actor.merged_into, actor.vouched = into, True
        actor.save(update_fields=["merged_into", "vouched"])
        into.wikidata, into.vouched = into.wikidata or actor.wikidata, True
        if Actor.State.ACCEPTED in (actor.state, into.state):
            into.state = Actor.State.ACCEPTED
        into.save(update_fields=["wikidata", "vouched", "state"])
    changes.announce([record.action])
    return record.action


def part(*, actor: Actor, by: User) -> Action | None:
    """Undoes a merge that the machine made, or one whose action cannot be undone any more: the actor stands again.

    Both are known by a person from then on, so that the machine does not unite them again. Raises CannotMerge.
    """
    with history.record("part actors", by=by) as record:
        record.touch(actor)
        actor.refresh_from_db()
        other = actor.merged_into
        if other is None:
            raise CannotMerge(f"{actor.name} stands by itself already.")
        record.touch(other)
        if actor.wikidata and Actor.objects.current().filter(wikidata=actor.wikidata).exists():
            raise CannotMerge(f"{actor.wikidata} is the identifier of both. Take it off {other.name} first.")
        record.summary = f"{actor.name} is no longer part of {other.name}"
        actor.merged_into = None
        for one in (actor, other):
            one.vouched = True
            one.save(update_fields=["merged_into", "vouched"])
    changes.announce([record.action])
    return record.action


def refusal(actor: Actor, into: Actor) -> str:
    """Why the one cannot become part of the other; "" if it can.

    Both must stand. That alone leaves no room for a cycle: who stands is part of nobody.
    """
    if actor.pk == into.pk:
        return f"{actor.name} is the same actor. Choose another one."
    if actor.merged_into is not None:
        return f"{actor.name} is part of {actor.merged_into.name} already. Undo that first."
    if into.merged_into is not None:
        return f"{into.name} is part of {into.merged_into.name}. Choose {into.merged_into.name} instead."
    return ""
