"""The list of speakers, with how much of what they said was answered."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.db.models import Count, Exists, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from actors import identity
from actors.models import Actor, Role
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


def speakers(text: str, sight: Sight, page: str | None) -> "tuple[Page[Actor], list[Line]]":
    """The page of speakers: those with corrections first, then those with most statements."""
    chosen = Paginator(_found(text, sight), SPEAKERS_A_PAGE).get_page(page)
    return chosen, [_line(actor, list(actor.roles.all())) for actor in chosen.object_list]


def _found(text: str, sight: Sight) -> QuerySet[Actor]:
    spoken = Exists(Quotation.objects.filter(sight.quotations(), speaker=OuterRef("pk")))
    found = Actor.objects.current().filter(spoken)
    if name := fold_name(text):
        found = found.filter(
            Q(aliases__folded__contains=name) | Q(aliases__folded__trigram_word_similar=name)
        ).distinct()
    answered = Link.objects.standing().filter(sight.links())
    return (
        found.annotate(
            statements_number=_number(_statements(sight), "actor"),
            corrections=_number(answered.filter(family=Family.CORRECTION), "claim__statement__actor"),
            stances=_number(answered.filter(family=Family.STANCE), "claim__statement__actor"),
        )
        .order_by("-corrections", "-stances", "-statements_number", "name")
        .prefetch_related("roles")
    )


def _statements(sight: Sight) -> QuerySet[Statement]:
    return Statement.objects.filter(Exists(Quotation.objects.filter(sight.quotations(), statement=OuterRef("pk"))))


def _number(rows: "QuerySet[Statement] | QuerySet[Link]", actor: str) -> Coalesce:
    """How many of the rows belong to the actor of the outer query."""
    counted = (
        rows.filter(**{actor: OuterRef("pk")}).order_by().values(actor).annotate(number=Count("pk", distinct=True))
    )
    return Coalesce(Subquery(counted.values("number"), output_field=IntegerField()), 0)


def _line(actor: Actor, roles: Sequence[Role]) -> Line:
    numbers: dict[str, int] = vars(actor)
    return Line(
        actor=actor,
        role=identity.role_today(roles),
        statements=numbers["statements_number"],
        corrections=numbers["corrections"],
        stances=numbers["stances"],
    )


def names_offered(most: int) -> list[str]:
    """Names of accepted actors of which something is told, for a field that offers them."""
    answered = Exists(Link.objects.standing().filter(claim__statement__actor=OuterRef("pk")))
    found = Actor.objects.current().filter(answered, state=Actor.State.ACCEPTED)
    return list(found.order_by("name").values_list("name", flat=True)[:most])
