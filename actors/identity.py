"""Which actors are one: a merge moves no row, it only says `merged_into`. Whatever reads by actor asks here."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

from django.db import connection

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
    """Leads each actor to the one it was merged into, over however many steps; the others to themselves."""
    query = """
        WITH RECURSIVE merged (id, into_id) AS (
            SELECT id, merged_into_id FROM actors_actor WHERE id = ANY(%s) AND merged_into_id IS NOT NULL
            UNION
            SELECT a.id, a.merged_into_id FROM merged JOIN actors_actor AS a ON a.id = merged.into_id
            WHERE a.merged_into_id IS NOT NULL
        )
        SELECT id, into_id FROM merged"""
    merged = _merges(query, actors)
    return {pk: _end(pk, merged) for pk in actors}


def members(actors: Collection[int]) -> dict[int, int]:
    """Leads every key under which rows of these actors may stand to the actor: its own, and those merged into it."""
    query = """
        WITH RECURSIVE merged (id, into_id) AS (
            SELECT id, merged_into_id FROM actors_actor WHERE merged_into_id = ANY(%s)
            UNION
            SELECT a.id, a.merged_into_id FROM merged JOIN actors_actor AS a ON a.merged_into_id = merged.id
        )
        SELECT id, into_id FROM merged"""
    merged = {pk: into for pk, into in _merges(query, actors).items() if pk not in actors}
    return {pk: _end(pk, merged) for pk in [*actors, *merged]}


def families(actors: Collection[int]) -> tuple[dict[int, int], dict[int, int]]:
    """Leads each of these to the actor that stands for it, and every key of those that stand to them."""
    query = """
        WITH RECURSIVE near (id) AS (
            SELECT unnest(%s::bigint[])
            UNION
            SELECT beside.id FROM near CROSS JOIN LATERAL (
                SELECT merged_into_id FROM actors_actor AS a WHERE a.id = near.id AND merged_into_id IS NOT NULL
                UNION ALL SELECT a.id FROM actors_actor AS a WHERE a.merged_into_id = near.id
            ) AS beside (id)
        )
        SELECT a.id, a.merged_into_id FROM near JOIN actors_actor AS a ON a.id = near.id
        WHERE a.merged_into_id IS NOT NULL"""
    merged = _merges(query, actors)
    stands = {pk: _end(pk, merged) for pk in {*actors, *merged, *merged.values()}}
    return {pk: stands[pk] for pk in actors}, stands


def _merges(query: str, actors: Collection[int]) -> dict[int, int]:
    """What was merged into what, among the actors that a query finds from these."""
    if not actors:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(query, [sorted(actors)])
        return dict(cursor.fetchall())


def _end(actor: int, merged: Mapping[int, int]) -> int:
    """Where the merges lead."""
    seen = {actor}
    while actor in merged and merged[actor] not in seen:
        actor = merged[actor]
        seen.add(actor)
    return actor


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
