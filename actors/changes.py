"""What an action on actors bears on: whose words may be another's now, by which names and offices they are found."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.models import Action
from actors.identity import members, roots_of
from actors.models import Actor, Alias, Role
from actors.signals import actors_changed

# What of an actor's own row says who speaks; its state and its identifier do not.
TELLING = ("name", "kind", "merged_into_id")


@dataclass
class Changed:
    """Keys of actors, with the names and the offices that meant them before or mean them now."""

    actors: set[int] = field(default_factory=set)
    names: set[str] = field(default_factory=set)
    offices: set[str] = field(default_factory=set)

    def add_all_of(self, actors: Collection[int]) -> None:
        """All that the actors are called and hold now, with those merged into them."""
        keys = list(members(set(roots_of(actors).values()) | set(actors)))
        self.actors |= set(actors)
        self.names |= set(Alias.objects.filter(actor__in=keys).values_list("name", flat=True))
        self.offices |= {str(role) for role in Role.objects.filter(actor__in=keys)}


def of(action: Action) -> Changed:
    """What the action, or its undo, bears on. Nothing where it touched no name, no office and no merge."""
    found = Changed()
    whole: set[int] = set()
    for change in action.changes:
        before, after = change["before"] or {}, change["after"] or {}
        for values in filter(None, (before, after)):
            _add(found, change["model"], values)
        if change["model"] == "actors.actor" and any(before.get(name) != after.get(name) for name in TELLING):
            whole |= {pk for pk in (change["pk"], before.get("merged_into_id"), after.get("merged_into_id")) if pk}
            found.names |= {values["name"] for values in (before, after) if values}
    whole &= set(Actor.objects.filter(pk__in=whole).values_list("pk", flat=True))
    if whole:
        found.add_all_of(whole)
    return found


def _add(found: Changed, model: str, values: dict[str, Any]) -> None:
    if model == "actors.alias":
        found.actors.add(values["actor_id"])
        found.names.add(values["name"])
    elif model == "actors.role":
        found.actors.add(values["actor_id"])
        found.offices.add(str(Role(title=values["title"], organisation=values["organisation"])))


def announce(actions: Iterable[Action | None]) -> None:
    """Tells the apps above, once for all of the actions."""
    told = Changed()
    for found in (of(action) for action in actions if action is not None):
        told.actors |= found.actors
        told.names |= found.names
        told.offices |= found.offices
    if told.actors:
        actors_changed.send(sender=Actor, changed=told)


def history_of(actor: Actor) -> QuerySet[Action]:
    """Every action on the actor, on those merged into it, and on names and roles that they have or had."""
    keys = list(members({actor.pk}))
    wanted = Q(targets__model="actors.actor", targets__row__in=[str(key) for key in keys])
    for model in ("actors.alias", "actors.role"):
        had = Q(pk__in=[])
        for key in keys:
            for side in ("before", "after"):
                had |= Q(changes__contains=[{"model": model, side: {"actor_id": key}}])
        wanted |= Q(targets__model=model) & had
    found = (
        Action.objects.filter(wanted)
        .distinct()
        .annotate(is_undone=Exists(Action.objects.filter(undoes=OuterRef("pk"))))
    )
    return found.order_by("-id").select_related("by", "undone_by__by")
