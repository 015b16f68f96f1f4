"""The directory: every actor that stands, found by any of its names however spelt."""

from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.db.models import Q, QuerySet

from actors import identity
from actors.models import Actor, Alias, Role
from actors.names import fold_name

ACTORS_A_PAGE = 50


@dataclass(frozen=True)
class Line:
    """One actor of the list."""

    actor: Actor
    role: Role | None


def find(text: str, *, kind: str = "", states: list[str], page: str | None) -> "tuple[Page[Actor], list[Line]]":
    """A page of the actors that have such a name, by the alphabet; of all, where no name is given."""
    found = named(text).filter(state__in=states).order_by("name", "pk")
    if kind:
        found = found.filter(kind=kind)
    chosen = Paginator(found, ACTORS_A_PAGE).get_page(page)
    actors = list(chosen.object_list)
    roles = identity.roles([actor.pk for actor in actors])
    return chosen, [Line(actor, identity.role_today(roles[actor.pk])) for actor in actors]


def named(text: str) -> QuerySet[Actor]:
    """The actors that stand whose name, or a name of one merged into them, holds the text, else resembles it."""
    folded = fold_name(text)
    if not folded:
        return Actor.objects.current()
    keys = set(Alias.objects.filter(folded__contains=folded).values_list("actor", flat=True))
    keys |= set(Actor.objects.filter(Q(wikidata__iexact=text) | Q(public_id=text)).values_list("pk", flat=True))
    if not keys:
        keys = set(Alias.objects.filter(folded__trigram_word_similar=folded).values_list("actor", flat=True))
    return Actor.objects.filter(pk__in=set(identity.roots_of(keys).values()))


def namesakes(actor: Actor) -> list[Actor]:
    """Other actors that stand and share a name with this one."""
    own = identity.keys(actor)
    names = Alias.objects.filter(actor__in=own).values("folded")
    others = Alias.objects.filter(folded__in=names).exclude(actor__in=own).select_related("actor")[:50]
    found = {other.pk: other for other in identity.standing_of(alias.actor for alias in others).values()}
    found.pop(actor.pk, None)
    return sorted(found.values(), key=lambda other: (other.name, other.pk))[:10]
