"""What hangs on an actor, counted and sampled: for whoever is about to merge or to part."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Q

from actors import identity
from actors.models import Actor, Alias, Role
from statements.models import Link, Quotation, Statement
from statements.outcomes import with_place
from statements.vocabulary import State

SAMPLES = 4


@dataclass(frozen=True)
class Weight:
    """Of an actor with those merged into it; rejected words and links are not counted."""

    actor: Actor
    quotations: int
    accepted: int
    texts: int
    statements: int
    links: int
    names: list[Alias]
    roles: list[Role]
    samples: list[Quotation]


def weight(actor: Actor) -> Weight:
    """In seven queries."""
    keys = identity.keys(actor)
    spoken = Quotation.objects.filter(speaker__in=keys, derived=False).exclude(state=State.REJECTED)
    counts = spoken.aggregate(
        all=Count("pk"),
        accepted=Count("pk", filter=Q(state=State.ACCEPTED)),
        texts=Count("revision__source", distinct=True),
    )
    ends = Q(response__speaker__in=keys) | Q(claim__speaker__in=keys)
    return Weight(
        actor=actor,
        quotations=counts["all"],
        accepted=counts["accepted"],
        texts=counts["texts"],
        statements=Statement.objects.filter(actor__in=keys).count(),
        links=Link.objects.filter(ends).exclude(state=State.REJECTED).count(),
        names=list(Alias.objects.filter(actor__in=keys).order_by("name")),
        roles=_distinct(Role.objects.filter(actor__in=keys).order_by("-start", "title")),
        samples=list(with_place(spoken).order_by("-revision__source__published_latest", "pk")[:SAMPLES]),
    )


def _distinct(roles: Iterable[Role]) -> list[Role]:
    """Each office once: several texts may attest the same one."""
    return list({(str(role), role.start, role.end): role for role in roles}.values())


def _a(actor: Actor) -> str:
    kind = str(actor.get_kind_display())
    return f"an {kind}" if kind[0] in "aeiou" else f"a {kind}"


def conflicts(actor: Actor, into: Actor) -> list[str]:
    """What speaks against the two being one, in sentences."""
    found = []
    if actor.wikidata and into.wikidata and actor.wikidata != into.wikidata:
        found.append(f"Wikidata knows two: {actor.wikidata} and {into.wikidata}.")
    if actor.kind != into.kind:
        found.append(f"One is {_a(actor)}, the other {_a(into)}.")
    ours, theirs = identity.keys(actor), identity.keys(into)
    between = Q(response__speaker__in=ours, claim__speaker__in=theirs)
    between |= Q(response__speaker__in=theirs, claim__speaker__in=ours)
    number = Link.objects.filter(between, family="stance").exclude(state=State.REJECTED).count()
    if number:
        found.append(f"One judges the other in {number} link{'s' if number > 1 else ''}: it would judge itself.")
    both = Quotation.objects.filter(reporter__in=theirs, speaker__in=ours).exclude(state=State.REJECTED).count()
    both += Quotation.objects.filter(reporter__in=ours, speaker__in=theirs).exclude(state=State.REJECTED).count()
    if both:
        found.append(f"One reports what the other said, in {both} quotation{'s' if both > 1 else ''}.")
    return found
