"""Which one? Names in texts that several actors bear, so that nobody was chosen: the list that asks an editor."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.db.models import Count, Min, Q, QuerySet

from actors import identity, matching
from actors.models import Actor, Alias, Role
from actors.names import fold_name
from sources.models import Source
from statements.export.roles import role_then
from statements.models import Quotation
from statements.outcomes import with_place
from statements.vocabulary import Act, SpeakerKind, State

CASES_A_PAGE = 20
MOST_CANDIDATES = 8
Row = tuple[str, int, int]  # a name in a text, how many quotations it speaks there, and the first of them


@dataclass(frozen=True)
class Candidate:
    """Somebody who may be meant; `role` is the office held when the text was published, as far as it is known."""

    actor: Actor
    role: str


@dataclass(frozen=True)
class Case:
    """A name in a text, with one of the quotations that it speaks."""

    name: str
    source: Source
    number: int
    sample: Quotation
    candidates: list[Candidate]


def nobodys() -> QuerySet[Quotation]:
    """Quotations of a name that leads to nobody, and that nobody has decided."""
    named = Quotation.objects.filter(speaker__isnull=True, act=Act.SPEECH, speaker_fixed=False)
    named = named.exclude(Q(speaker_name="") | Q(speaker_kind=SpeakerKind.UNNAMED) | Q(state=State.REJECTED))
    return named.filter(revision__source__withdrawn_at__isnull=True).order_by()


def cases(page: str | None) -> "tuple[Page[Row], list[Case]]":
    """A page of the names that several bear, those with most words first."""
    several = _several(nobodys().values_list("speaker_name", flat=True).distinct())
    rows = nobodys().filter(speaker_name__in=list(several)).values("speaker_name", "revision__source")
    counted = rows.annotate(number=Count("pk"), first=Min("pk")).values_list("speaker_name", "number", "first")
    chosen = Paginator(counted.order_by("-number", "speaker_name", "first"), CASES_A_PAGE).get_page(page)
    return chosen, _cases(list(chosen.object_list), several)


def _several(names: Iterable[str]) -> dict[str, set[int]]:
    """The names that more than one actor bears, with the keys of these actors. Three queries, whatever their number."""
    full, last = _aliases()
    offices = _offices()
    found: dict[str, set[int]] = {}
    for name in names:
        if matching.is_title(name):
            keys = _holders(matching.office_key(name), offices)
        elif matching.is_surname(name):
            keys = full.get(fold_name(name), set()) or last.get(matching.surname(name), set())
        else:
            keys = full.get(fold_name(name), set()) or full.get(matching.without_title(name), set())
        found[name] = keys
    roots = identity.roots_of(set().union(*found.values()))
    standing = {name: {roots[key] for key in keys} for name, keys in found.items()}
    return {name: keys for name, keys in standing.items() if len(keys) > 1}


def _aliases() -> tuple[dict[str, set[int]], dict[str, set[int]]]:
    full: dict[str, set[int]] = defaultdict(set)
    last: dict[str, set[int]] = defaultdict(set)
    for folded, actor, kind in Alias.objects.values_list("folded", "actor", "actor__kind").order_by():
        full[folded].add(actor)
        if kind == Actor.Kind.PERSON:
            last[folded.split()[-1]].add(actor)
    return full, last


def _offices() -> dict[str, list[tuple[frozenset[str], int]]]:
    """Under each word of an office the offices that have it, with their holders."""
    found: dict[str, list[tuple[frozenset[str], int]]] = defaultdict(list)
    for title, organisation, actor in Role.objects.values_list("title", "organisation", "actor").order_by():
        words = matching.office_key(f"{title} {organisation}")
        for word in words:
            found[word].append((words, actor))
    return found


def _holders(title: frozenset[str], offices: dict[str, list[tuple[frozenset[str], int]]]) -> set[int]:
    rarest = min((offices.get(word, []) for word in title), key=len, default=[])
    return {actor for words, actor in rarest if title <= words}


def _cases(rows: list[Row], several: dict[str, set[int]]) -> list[Case]:
    samples = with_place(Quotation.objects.filter(pk__in=[first for _name, _number, first in rows])).in_bulk()
    keys = {key for name, _number, _first in rows for key in several[name]}
    actors, roles = Actor.objects.in_bulk(list(keys)), identity.roles(keys)
    found = []
    for name, number, first in rows:
        source = samples[first].revision.source
        found.append(Case(name, source, number, samples[first], _candidates(several[name], actors, roles, source)))
    return found


def _candidates(
    keys: Collection[int], actors: dict[int, Actor], roles: dict[int, list[Role]], source: Source
) -> list[Candidate]:
    days = (source.published_earliest, source.published_latest)
    found = [Candidate(actors[key], role_then(roles[key], source, days)) for key in keys]
    return sorted(found, key=lambda one: (one.role == "", one.actor.name, one.actor.pk))[:MOST_CANDIDATES]
