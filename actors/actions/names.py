"""Actors that the machine makes of names in texts: suggested until an editor accepts something that they said."""

from collections.abc import Collection, Iterable

from actors import identity, matching
from actors.models import Actor, Alias
from actors.names import fold_name


def suggest(*, names: Collection[str], kind: str) -> Actor:
    """Makes a suggested actor with these names."""
    actor = Actor.objects.create(kind=kind, name=matching.canonical(names)[:200])
    add_names(actor=actor, names=names)
    return actor


def add_names(*, actor: Actor, names: Iterable[str]) -> None:
    """Adds the names that the actor has not, itself or by a merge. One that the machine made is then called by the
    fullest.
    """
    known = {alias.folded for alias in identity.aliases(actor)}
    new = {fold_name(name): name[:200] for name in sorted(names, reverse=True)}
    Alias.objects.bulk_create(
        [Alias(actor=actor, name=name, folded=folded) for folded, name in new.items() if folded not in known | {""}]
    )
    if is_machine_made(actor):
        best = matching.canonical(alias.name for alias in identity.aliases(actor))
        if best != actor.name:
            Actor.objects.filter(pk=actor.pk).update(name=best)
            actor.name = best


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
