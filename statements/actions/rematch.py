"""After names, offices or merges of actors changed: the speakers of undecided words, their statements and links anew.

rematch.request(changed)    within the change's transaction
rematch.perform(number)     after its commit: in the web process where the archive is small, else by a worker
"""

from collections.abc import Collection, Iterable
from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from actors import matching
from actors.changes import Changed
from actors.identity import members, roots_of
from actors.models import Actor
from actors.names import fold_name
from sources.models import Revision
from statements.actions import group, match
from statements.models import Quotation, Rematch, Statement
from statements.vocabulary import SpeakerKind

FEW = 5_000  # quotations of an archive that is brought up to date while the editor waits: a second at the most
STALE = timedelta(minutes=2)  # after which a request is taken for one whose worker died, or whose message was lost
Name = tuple[str, str]  # as written, with the kind of the speaker


def request(changed: Changed) -> Rematch:
    """Writes down what is to be done."""
    return Rematch.objects.create(
        actors=sorted(changed.actors), names=sorted(changed.names), offices=sorted(changed.offices)
    )


def is_small() -> bool:
    """Whether the archive is so small that the editor can wait for it."""
    return not Quotation.objects.order_by("pk")[FEW : FEW + 1].exists()


def unfinished() -> list[int]:
    """The requests that nobody seems to work on."""
    old = Rematch.objects.filter(asked_at__lt=timezone.now() - STALE)
    return list(old.values_list("pk", flat=True))


def perform(number: int) -> None:
    """Does what was asked for, once: whoever comes second finds nothing left to do."""
    with transaction.atomic():
        group.hold()
        asked = Rematch.objects.select_for_update().filter(pk=number).first()
        if asked is None:
            return
        touched, revisions = _speakers(asked)
        group.regroup_actors(touched | _with_words(asked.actors), revisions=revisions)
        asked.delete()


def _speakers(asked: Rematch) -> tuple[set[int], list[Revision]]:
    """Sets the speakers anew; gives the actors that gained or lost words, and the texts in which these stand."""
    keys = list(members(set(roots_of(asked.actors).values()) | set(asked.actors)))
    written = _written(keys, asked.names)
    touched: set[int] = set()
    revisions = list(_revisions(written))
    titles = set(asked.offices) | {name for name, _kind in written if matching.is_title(name)}
    for revision in revisions:
        changed, offices = match.settle(revision)
        touched |= changed
        titles |= offices
    surnames = {matching.surname(name) for name in asked.names} | {
        matching.surname(name) for name, _kind in written if matching.is_surname(name)
    }
    elsewhere, _changed = match.settle_partial(surnames, _titles(titles))
    return touched | elsewhere, revisions


def _with_words(actors: Collection[int]) -> set[int]:
    """Those of them who say something, or did before: of a list imported, a few."""
    there = set(Actor.objects.filter(pk__in=actors).values_list("pk", flat=True))
    stands = members(there)
    said = Quotation.objects.filter(speaker__in=list(stands)).order_by().values_list("speaker", flat=True).distinct()
    stated = Statement.objects.filter(actor__in=there).order_by().values_list("actor", flat=True).distinct()
    return {stands[pk] for pk in said if pk is not None} | {pk for pk in stated if pk is not None}


def _written(keys: Collection[int], names: Iterable[str]) -> set[Name]:
    """The names, as texts write them, that are or were one of the actors'."""
    folded = {fold_name(name) for name in names}
    spelled = {matching.key(name) for name in folded}
    of_actors = set(match.open_to_matching().filter(speaker__in=keys).values_list("speaker_name", "speaker_kind"))
    for name, kind in _all_written():
        plain = fold_name(match.plain_name(name, kind))
        if plain in folded or matching.key(plain) in spelled:
            of_actors.add((name, kind))
    return of_actors


def _all_written() -> set[Name]:
    rows = match.open_to_matching().order_by()
    named = rows.exclude(speaker_name="").exclude(speaker_kind=SpeakerKind.UNNAMED)
    speakers = set(named.values_list("speaker_name", "speaker_kind").distinct())
    reporters = rows.exclude(reporter_name="").values_list("reporter_name", flat=True).distinct()
    return speakers | {(name, Actor.Kind.PERSON.value) for name in reporters}


def _revisions(written: Collection[Name]) -> Iterable[Revision]:
    """The texts in which a full name now leads elsewhere than its words say."""
    full = [(name, kind) for name, kind in written if match.is_full(name, kind)]
    known = matching.directory({fold_name(match.plain_name(name, kind)) for name, kind in full})
    wrong = Q(pk__in=[])
    for name, kind in sorted(full):
        found = known.find(fold_name(match.plain_name(name, kind)))
        found = {pk for pk in found if (known.actors[pk].kind == Actor.Kind.PERSON) == (kind == Actor.Kind.PERSON)}
        wrong |= Q(speaker_name=name, speaker_kind=kind) & ~_right("speaker", found)
        wrong |= Q(reporter_name=name) & ~_right("reporter", found)
    rows = match.open_to_matching().filter(wrong)
    return Revision.objects.filter(pk__in=rows.values("revision")).select_related("source").order_by("pk")


def _right(field: str, found: Collection[int]) -> Q:
    """Where a name leads to these: to the one; to nobody if there are several; if there is none, one is made."""
    if len(found) > 1:
        return Q(**{f"{field}__isnull": True})
    return Q(**{f"{field}__in": list(members(found))})


def _titles(offices: Collection[str]) -> set[str]:
    """The offices, as texts name them, that may be any of these."""
    wanted = [matching.office_key(office) for office in offices]
    named = {name for name, _kind in _all_written() if matching.is_title(name)}
    return {name for name in named if any(matching.office_key(name) <= key for key in wanted)}
