"""What goes when a text is withdrawn on request: all that was made of it, and what the history holds of that."""

from django.db.models import Q, QuerySet

from actors.models import Actor, Alias, Role
from sources.actions import withdraw
from sources.models import Source
from statements.actions import group, match
from statements.models import (
    Anchor,
    Evidence,
    GroupingConstraint,
    Link,
    Occasion,
    OccasionReport,
    Quotation,
    SourceRule,
    Statement,
    Tombstone,
)


def forget(*, source: Source) -> None:
    """Deletes the quotations of a source and all that rests on them; groups anew what other texts hold. For good.

    Within the transaction of sources.actions.withdraw. The statement of a quotation that stood here alone goes with it.
    """
    group.hold()
    quotations = Quotation.objects.filter(revision__source=source)
    before = group.around(list(quotations.values_list("pk", flat=True)))
    actors = set(Actor.objects.filter(_speak(quotations)).values_list("pk", flat=True))
    _forget_history(quotations, source)
    _leave_addresses(quotations, source)
    SourceRule.objects.filter(source=source).delete()
    OccasionReport.objects.filter(source=source).delete()
    Evidence.objects.filter(revision__source=source).delete()
    Role.objects.filter(basis=Role.Basis.ATTESTED, attested_in=source.public_id).delete()
    quotations.delete()
    Occasion.objects.filter(actor__in=actors, statements__isnull=True).delete()
    group.regroup_around([], before=before)
    Occasion.objects.filter(actor__in=actors, statements__isnull=True).delete()
    _remove_strangers(actors)


def _speak(quotations: QuerySet[Quotation]) -> Q:
    return Q(quotations__in=quotations) | Q(reported_quotations__in=quotations)


def _leave_addresses(quotations: QuerySet[Quotation], source: Source) -> None:
    """Each address says from now on that its text was withdrawn, or leads to what is left of its statement."""
    rows = list(quotations.values_list("public_id", "statement"))
    others = Quotation.objects.filter(statement__in={statement for _, statement in rows if statement})
    left = dict(others.exclude(revision__source=source).order_by("-pk").values_list("statement", "pk"))
    Tombstone.objects.bulk_create(
        (
            Tombstone(public_id=public_id, source=source, successor_id=left.get(statement))
            for public_id, statement in rows
        ),
        batch_size=1000,
    )


def _forget_history(quotations: QuerySet[Quotation], source: Source) -> None:
    links = Link.objects.filter(Q(response__in=quotations) | Q(claim__in=quotations))
    touched = {
        "statements.quotation": quotations,
        "statements.link": links,
        "statements.evidence": Evidence.objects.filter(Q(link__in=links) | Q(revision__quotations__in=quotations)),
        "statements.statement": Statement.objects.filter(founding__in=quotations),
        "statements.anchor": Anchor.objects.filter(revision__source=source),
        "statements.sourcerule": SourceRule.objects.filter(source=source),
        "statements.groupingconstraint": GroupingConstraint.objects.filter(
            Q(one__in=quotations) | Q(other__in=quotations)
        ),
    }
    for model, rows in touched.items():
        withdraw.forget(model, rows.values_list("pk", flat=True))


def _remove_strangers(actors: set[int]) -> None:
    """Names that the machine took from this text alone, and that no person has entered or accepted. A surname that they
    bore may lead to somebody else now.
    """
    strangers = Actor.objects.filter(
        pk__in=actors,
        made_by__isnull=True,
        state=Actor.State.SUGGESTED,
        quotations__isnull=True,
        reported_quotations__isnull=True,
        statements__isnull=True,
        merged_from__isnull=True,
    )
    surnames = set(Alias.objects.filter(actor__in=strangers).values_list("surname", flat=True))
    strangers.delete()
    _touched, changed = match.settle_partial(surnames, set())
    if changed:
        group.regroup_around(changed, before=group.Before(), surnames=surnames)
