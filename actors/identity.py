"""Which actors are one: a merge moves no row, it only says `merged_into`. Whatever reads by actor asks here."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

from actors.models import Actor, Alias, Role
from actors.names import fold_name


def standing(actor: Actor) -> Actor:
    """The actor into which this one was merged, in as many steps as it took; itself otherwise."""
    seen = {actor.pk}
    while actor.merged_into_id and actor.merged_into_id not in seen:
        seen.add(actor.merged_into_id)
        actor = actor.merged_into or actor
    return actor


def roots_of(actors: Collection[int]) -> dict[int, int]:
    """Leads each actor to the one it was merged into, over several steps; the others to themselves."""
    roots = {pk: pk for pk in actors}
    waiting = set(actors)
    while waiting:
        rows = Actor.objects.filter(pk__in=waiting, merged_into__isnull=False).values_list("pk", "merged_into")
        merged = {pk: into for pk, into in rows if into is not None}
        roots = {pk: merged.get(root, root) for pk, root in roots.items()}
        waiting = set(merged.values())
    return roots


def members(actors: Collection[int]) -> dict[int, int]:
    """Leads every key under which rows of these actors may stand to the actor: its own, and those merged into it."""
    found = {pk: pk for pk in actors}
    level: Mapping[int, int] = found
    while level:
        rows = Actor.objects.filter(merged_into__in=list(level)).exclude(pk__in=found).values_list("pk", "merged_into")
        level = {pk: found[into] for pk, into in rows if into is not None}
        found.update(level)
    return found


def keys(actor: Actor) -> list[int]:
    """The keys under which this actor's rows may stand: its own, and those of all merged into it."""
    return list(members({actor.pk}))


def standing_of(actors: Iterable[Actor]) -> dict[int, Actor]:
    """For each key the actor that stands for it; one query more where any of them was merged."""
    found = {actor.pk: actor for actor in actors}
    roots = roots_of({pk for pk, actor in found.items() if actor.merged_into_id})
    elsewhere = Actor.objects.in_bulk(list(set(roots.values()) - found.keys()))
    return {pk: (found | elsewhere)[roots.get(pk, pk)] for pk in found}


def aliases(actor: Actor) -> list[Alias]:
    """All names by which the actor is called, those of the actors merged into it included."""
    return list(Alias.objects.filter(actor__in=keys(actor)).order_by("name", "pk"))


def aliases_of(actors: Collection[int]) -> dict[int, list[Alias]]:
    """The same of several actors at once."""
    stands = members(actors)
    found: dict[int, list[Alias]] = {pk: [] for pk in actors}
    for alias in Alias.objects.filter(actor__in=list(stands)).order_by("name", "pk"):
        found[stands[alias.actor_id]].append(alias)
    return found


def roles(actors: Collection[int]) -> dict[int, list[Role]]:
    """The roles of each actor, those of the actors merged into it included."""
    stands = members(actors)
    found: dict[int, list[Role]] = defaultdict(list)
    for role in Role.objects.filter(actor__in=list(stands)).order_by("start", "title", "pk"):
        found[stands[role.actor_id]].append(role)
    return found


def called(name: str, most: int = 10) -> list[Actor]:
    """The actors that stand and are called exactly so, case and accents aside."""
    named = Alias.objects.filter(folded=fold_name(name)).select_related("actor")[: most * 3]
    found = {actor.pk: actor for actor in standing_of(alias.actor for alias in named).values()}
    return sorted(found.values(), key=lambda actor: (actor.name, actor.pk))[:most]


def role_today(roles: Sequence[Role]) -> Role | None:
    """The role without an end that began last, entered ones before attested ones; None where none is known."""
    held = [role for role in roles if not role.end]
    return max(held, key=lambda role: (role.basis != Role.Basis.ATTESTED, role.start), default=None)
