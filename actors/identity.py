"""Which actors are one: a merge moves no row, it only says `merged_into`."""

from collections.abc import Sequence

from actors.models import Actor, Role


def standing(actor: Actor) -> Actor:
    """The actor into which this one was merged, in as many steps as it took; itself otherwise."""
    seen = {actor.pk}
    while actor.merged_into_id and actor.merged_into_id not in seen:
        seen.add(actor.merged_into_id)
        actor = Actor.objects.get(pk=actor.merged_into_id)
    return actor


def keys(actor: Actor) -> list[int]:
    """The keys under which this actor's rows may stand: its own, and those of all merged into it."""
    found = [actor.pk]
    level: Sequence[int] = found
    while level := list(Actor.objects.filter(merged_into__in=level).exclude(pk__in=found).values_list("pk", flat=True)):
        found.extend(level)
    return found


def role_today(roles: Sequence[Role]) -> Role | None:
    """The role without an end that began last, entered ones before attested ones; None where none is known."""
    held = [role for role in roles if not role.end]
    return max(held, key=lambda role: (role.basis != Role.Basis.ATTESTED, role.start), default=None)
