"""Pairs: a statement and what answered it. The one selection behind the pairs page, its CSV and the shell's export.

filters = PairFilter(state="all", families=frozenset({"correction"}), speaker=actor)
pairs.links(filters)   the links, one for each pair of statements and family, newest response first
pairs.count(filters)   how many
statements.export.pairs.rows(filters)   the same as rows of contract 3
"""

from dataclasses import dataclass, replace
from datetime import date

from django.contrib.postgres.search import SearchQuery
from django.db.models import F, Q, QuerySet
from django.db.models.functions import Coalesce

from actors.models import Actor
from sources.models import Outlet
from statements.models import Link
from statements.vocabulary import Family, State

ALL = "all"


@dataclass(frozen=True, slots=True)
class PairFilter:
    """What a reader wants to see; an empty field does not narrow. Rejected links are in no selection.

    `state` is "accepted", "suggested" or "all" (both). `speaker` and `outlet` may be on either side. `earliest` and
    `latest` (both inclusive) bound the day of the response: when it was said, else when its text was published; pairs
    of unknown date are left out where either is given. `text` is searched in the two wordings that the link rests on.
    """

    state: str = State.ACCEPTED
    families: frozenset[str] = frozenset({Family.CORRECTION})
    relations: frozenset[str] = frozenset()
    attributions: frozenset[str] = frozenset()
    speaker: Actor | None = None
    outlet: Outlet | None = None
    earliest: date | None = None
    latest: date | None = None
    text: str = ""

    def suggested(self) -> "PairFilter":
        """The same, of what nobody has reviewed: for "12 suggested ones wait" where nothing was found."""
        return replace(self, state=State.SUGGESTED)


def links(filters: PairFilter) -> QuerySet[Link]:
    """The links of the selection in the order in which they are shown and exported."""
    kinds = _state(filters) & _kind(filters) & _people(filters)
    found = _dated(Link.objects.standing().filter(kinds), filters)
    if filters.text:
        found = found.filter(_words(filters.text))
    return found.order_by(F("day").desc(nulls_last=True), "id")


def count(filters: PairFilter) -> int:
    """How many pairs the selection has."""
    return links(filters).count()


def _state(filters: PairFilter) -> Q:
    if filters.state == ALL:
        return Q(state__in=[State.ACCEPTED, State.SUGGESTED])
    return Q(state=filters.state) & ~Q(state=State.REJECTED)


def _kind(filters: PairFilter) -> Q:
    wanted = Q()
    for field, values in (
        ("family", filters.families),
        ("relation", filters.relations),
        ("attribution", filters.attributions),
    ):
        if values:
            wanted &= Q(**{f"{field}__in": sorted(values)})
    return wanted


def _people(filters: PairFilter) -> Q:
    wanted = Q()
    if filters.speaker:
        wanted &= Q(response__statement__actor=filters.speaker) | Q(claim__statement__actor=filters.speaker)
    if filters.outlet:
        wanted &= Q(response__revision__source__outlet=filters.outlet) | Q(
            claim__revision__source__outlet=filters.outlet
        )
    return wanted


def _dated(found: QuerySet[Link], filters: PairFilter) -> QuerySet[Link]:
    dated = found.annotate(
        day=Coalesce("response__statement__said_latest", "response__revision__source__published_latest")
    )
    if filters.earliest:
        dated = dated.filter(day__gte=filters.earliest)
    return dated.filter(day__lte=filters.latest) if filters.latest else dated


def _words(text: str) -> Q:
    query = SearchQuery(text, config="english", search_type="websearch")
    return Q(response__search=query) | Q(claim__search=query)
