"""The list of speakers, with how much of what they said was answered."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.db.models import Count, Exists, OuterRef, Q

from actors import identity
from actors.models import Actor, Alias, Role
from actors.names import fold_name
from statements.models import Link, Quotation, Statement
from statements.sight import Sight
from statements.vocabulary import Family

SPEAKERS_A_PAGE = 50


@dataclass(frozen=True)
class Line:
    """One speaker of the list."""

    actor: Actor
    role: Role | None
    statements: int
    corrections: int
    stances: int


def speakers(text: str, sight: Sight, page: str | None) -> "tuple[Page[int], list[Line]]":
    """The page of speakers: those with corrections first, then those judged most. Sorted here, not by the database:
    a subquery for each of 10,000 speakers takes it half a minute, and these few groupings a moment."""
    stands_for = _merged()
    answered = Link.objects.standing().filter(sight.links()).order_by()
    by_family = answered.values_list("family", "claim__statement__actor").annotate(number=Count("pk"))
    families: dict[str, Counter[int]] = {family: Counter() for family in Family.values}
    for family, actor, number in by_family:
        families[family][stands_for.get(actor, actor)] += number
    said = _statements(stands_for, sight)
    found = _found(text, stands_for, sight)
    corrections, stances = families[Family.CORRECTION], families[Family.STANCE]
    ordered = sorted(found, key=lambda a: (-corrections[a[0]], -stances[a[0]], -said[a[0]], a[1], a[0]))
    chosen = Paginator([key for key, _name in ordered], SPEAKERS_A_PAGE).get_page(page)
    actors = Actor.objects.in_bulk(list(chosen.object_list))
    roles = identity.roles(actors.keys())
    return chosen, [
        Line(actors[key], identity.role_today(roles[key]), said[key], corrections[key], stances[key])
        for key in chosen.object_list
    ]


def _merged() -> Mapping[int, int]:
    """For each merged actor the one that stands."""
    return identity.roots_of(list(Actor.objects.filter(merged_into__isnull=False).values_list("pk", flat=True)))


def _statements(stands_for: Mapping[int, int], sight: Sight) -> Counter[int]:
    visible = Exists(Quotation.objects.filter(sight.quotations(), statement=OuterRef("pk")))
    said: Counter[int] = Counter()
    for actor, number in Statement.objects.filter(visible).order_by().values_list("actor").annotate(number=Count("pk")):
        if actor:
            said[stands_for.get(actor, actor)] += number
    return said


def _found(text: str, stands_for: Mapping[int, int], sight: Sight) -> Iterable[tuple[int, str]]:
    """Key and name of those who are quoted, and have such a name."""
    quoted = Quotation.objects.filter(sight.quotations(), speaker__isnull=False).order_by()
    keys = {stands_for.get(key, key) for key in quoted.values_list("speaker", flat=True).distinct() if key}
    if name := fold_name(text):
        alike = Alias.objects.filter(Q(folded__contains=name) | Q(folded__trigram_word_similar=name))
        keys &= {stands_for.get(key, key) for key in alike.values_list("actor", flat=True)}
    names = Actor.objects.current().values_list("pk", "name")
    return [(key, name) for key, name in names if key in keys]


def names_offered(most: int) -> list[str]:
    """Names of accepted actors of which something is told, for a field that offers them."""
    answered = Link.objects.standing().filter(claim__statement__actor__isnull=False).order_by()
    keys = answered.values_list("claim__statement__actor", flat=True).distinct()[: most * 5]
    found = Actor.objects.current().filter(pk__in=list(keys), state=Actor.State.ACCEPTED)
    return list(found.order_by("name").values_list("name", flat=True)[:most])
