"""Takes the demo away again: its texts, what was made of them, its people and its logins, and nothing else."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import ProtectedError, Q

from accounts.models import Action, ActionTarget
from actors.models import Actor, Alias, Role
from actors.names import fold_name
from sources.models import Intake, Outlet, Revision, Source
from statements.actions import demo_people, group, match
from statements.models import Evidence, GroupingConstraint, Link, Occasion, Quotation, Statement

Rows = dict[str, set[int]]


@dataclass(frozen=True, slots=True)
class Removed:
    """How much went. `locked` are logins that did something else than the demo: they stay, and nobody can use them."""

    sources: int
    actors: int
    locked: list[str]


def remove() -> Removed:
    """All of it or nothing. What the archive has of the same people from other texts is grouped anew."""
    with transaction.atomic():
        group.hold()
        sources = set(Source.objects.filter(intakes__method=Intake.Method.DEMO).values_list("pk", flat=True))
        outlets = set(Outlet.objects.filter(sources__in=sources).values_list("pk", flat=True))
        rows = _rows(sources)
        _remove_texts(sources)
        Outlet.objects.filter(pk__in=outlets, sources__isnull=True).delete()
        gone = _remove_actors(rows["actors.actor"])
        rows["actors.actor"] = gone
        _remove_actions(rows)
        group.regroup_actors(_left(gone, rows), revisions=[])
        locked = [user.username for user in demo_people.users() if not _remove_user(user)]
    return Removed(len(sources), len(gone), locked)


def _rows(sources: Collection[int]) -> Rows:
    """What the demo made, by the names that the action log uses."""
    quotations = Quotation.objects.filter(revision__source__in=sources)
    found: Rows = defaultdict(set)
    found["sources.source"] = set(sources)
    found["sources.intake"] = set(Intake.objects.filter(_came_as_demo(sources)).values_list("pk", flat=True))
    found["statements.quotation"] = set(quotations.values_list("pk", flat=True))
    links = Link.objects.filter(Q(response__in=quotations) | Q(claim__in=quotations))
    found["statements.link"] = set(links.values_list("pk", flat=True))
    found["statements.statement"] = set(Statement.objects.filter(founding__in=quotations).values_list("pk", flat=True))
    spoke = Q(quotations__in=quotations) | Q(reported_quotations__in=quotations) | Q(made_by__in=demo_people.users())
    found["actors.actor"] = set(Actor.objects.filter(spoke).values_list("pk", flat=True)) | _silent(sources)
    evidence = Evidence.objects.filter(Q(link__in=links) | Q(revision__source__in=sources))
    found["statements.evidence"] = set(evidence.values_list("pk", flat=True))
    constraints = GroupingConstraint.objects.filter(Q(one__in=quotations) | Q(other__in=quotations))
    found["statements.groupingconstraint"] = set(constraints.values_list("pk", flat=True))
    return found


def _silent(sources: Collection[int]) -> set[int]:
    """Actors that the machine made of a name in these texts, and to whom a later text left nothing to say."""
    texts = [fold_name(text) for text in Revision.objects.filter(source__in=sources).values_list("text", flat=True)]
    made = Alias.objects.filter(
        actor__made_by__isnull=True, actor__state=Actor.State.SUGGESTED, actor__quotations__isnull=True
    )
    return {pk for pk, name in made.values_list("actor", "folded") if any(name in text for text in texts)}


def _came_as_demo(sources: Collection[int]) -> Q:
    return Q(method=Intake.Method.DEMO) | Q(source__in=sources, state=Intake.State.CONFIRMED)


def _remove_texts(sources: Collection[int]) -> None:
    """Quotations, segments, runs and links go with the revisions."""
    ids = Source.objects.filter(pk__in=sources).values("public_id")
    Role.objects.filter(basis=Role.Basis.ATTESTED, attested_in__in=ids).delete()
    Revision.objects.filter(source__in=sources).delete()
    Intake.objects.filter(_came_as_demo(sources)).delete()
    # Somebody's own file that was laid aside because the demo had its text.
    Intake.objects.filter(source__in=sources).update(source=None)
    Source.objects.filter(pk__in=sources).delete()


def _remove_actors(candidates: Collection[int]) -> set[int]:
    """Those who speak nowhere else and whom no person but the demo's touched."""
    Occasion.objects.filter(actor__in=candidates, statements__isnull=True).delete()
    people = demo_people.users()
    theirs = Action.objects.exclude(by__in=people).filter(by__isnull=False)
    touched = set(ActionTarget.objects.filter(model="actors.actor", action__in=theirs).values_list("row", flat=True))
    idle = Actor.objects.filter(
        Q(made_by__isnull=True) | Q(made_by__in=people),
        pk__in=candidates,
        quotations__isnull=True,
        reported_quotations__isnull=True,
        statements__isnull=True,
        occasions__isnull=True,
    )
    gone = {pk for pk in idle.values_list("pk", flat=True) if str(pk) not in touched}
    kept_apart = set(
        Actor.objects.filter(merged_into__in=gone).exclude(pk__in=gone).values_list("merged_into", flat=True)
    )
    gone -= {pk for pk in kept_apart if pk is not None}
    surnames = set(Alias.objects.filter(actor__in=gone).values_list("surname", flat=True))
    Actor.objects.filter(pk__in=gone).update(merged_into=None)
    Actor.objects.filter(pk__in=gone).delete()
    match.settle_partial(surnames, set())
    Actor.objects.filter(made_by__in=people).update(made_by=None)
    return gone


def _left(gone: Collection[int], rows: Rows) -> set[int]:
    spoke = Actor.objects.filter(quotations__isnull=False).exclude(pk__in=gone)
    return set(spoke.values_list("pk", flat=True)) if rows["statements.quotation"] else set()


def _remove_actions(rows: Rows) -> None:
    """What the history says of these rows alone; the undoing one before the undone."""
    of_rows = Q(pk__in=[])
    for model, ids in rows.items():
        of_rows |= Q(model=model, row__in=[str(pk) for pk in ids])
    touching = ActionTarget.objects.filter(of_rows).values_list("action", flat=True)
    others = ActionTarget.objects.exclude(of_rows).values("action")
    for action in Action.objects.filter(pk__in=set(touching)).exclude(pk__in=others).order_by("-pk"):
        if not Action.objects.filter(undoes=action).exists():
            action.delete()


def _remove_user(user: User) -> bool:
    try:
        with transaction.atomic():
            user.delete()
    except ProtectedError:
        User.objects.filter(pk=user.pk).update(is_active=False)
        return False
    return True
