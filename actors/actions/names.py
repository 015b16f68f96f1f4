"""Actors that the machine makes of names in texts: suggested until an editor accepts something that they said."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence

from actors import identity, matching
from actors.models import Actor, Alias
from actors.names import fold_name


def suggested(*, names: Collection[str], kind: str) -> Actor:
    """A suggested actor of these names, not stored yet: `store` does it, with its names."""
    return Actor(kind=kind, name=matching.canonical(names)[:200])


def store(called: Sequence[tuple[Actor, Collection[str]]]) -> None:
    """Stores the actors that are new, and the names that they have not, in a few queries for all of them."""
    Actor.objects.bulk_create([actor for actor, _ in called if actor.pk is None])
    _add_names(called)


def add_names(*, actor: Actor, names: Collection[str]) -> None:
    """Adds the names that the actor has not, itself or by a merge. One that the machine made is then called by the
    fullest.
    """
    _add_names([(actor, names)])


def _add_names(called: Iterable[tuple[Actor, Collection[str]]]) -> None:
    wanted: dict[int, set[str]] = defaultdict(set)
    actors: dict[int, Actor] = {}
    for actor, names in called:
        wanted[actor.pk] |= set(names)
        actors.setdefault(actor.pk, actor)
    known = identity.aliases_of(actors)
    new = [
        Alias(actor=actors[pk], name=name, folded=folded)
        for pk, names in wanted.items()
        for folded, name in {fold_name(name): name[:200] for name in sorted(names, reverse=True)}.items()
        if folded and folded not in {alias.folded for alias in known[pk]}
    ]
    Alias.objects.bulk_create(new)
    for alias in new:
        known[alias.actor_id].append(alias)
    renamed = [actor for pk, actor in actors.items() if is_machine_made(actor) and _rename(actor, known[pk])]
    Actor.objects.bulk_update(renamed, ["name"])


def _rename(actor: Actor, aliases: Iterable[Alias]) -> bool:
    """By the fullest of the names; says whether that is another."""
    before = actor.name
    actor.name = matching.canonical(alias.name for alias in aliases)
    return actor.name != before


def is_machine_made(actor: Actor) -> bool:
    """Whether no person has entered, accepted or vouched for the actor, so that the machine may correct itself."""
    return not (actor.made_by_id or actor.vouched or actor.wikidata) and actor.state == Actor.State.SUGGESTED


def unite(*, actors: Collection[Actor]) -> Actor | None:
    """Makes one of actors that a text shows to be one. None where people know more than one of them: they decide.

    The others are kept as redirects, for their pages may be known.
    """
    fixed = [actor for actor in actors if not is_machine_made(actor)]
    if len(fixed) > 1:
        return None
    stays = fixed[0] if fixed else min(actors, key=lambda actor: actor.pk)
    for other in actors:
        if other.pk != stays.pk:
            Actor.objects.filter(pk=other.pk).update(merged_into=stays)
    add_names(actor=stays, names=[])
    return stays
