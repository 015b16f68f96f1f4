"""A speaker's timeline: an entry per occasion, with the statements of which something became.

Statements with a link, a second wording or an editor's pin are shown; the rest of what the speaker said waits behind
"58 more passages". The number of queries does not depend on the number of rows.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from django.core.paginator import Page, Paginator
from django.db.models import BooleanField, Count, Exists, ExpressionWrapper, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce, Left

from actors import identity
from actors.models import Actor
from sources.models import Outlet, Source
from statements.models import Link, Occasion, OccasionReport, Quotation, Statement, Topic
from statements.outcomes import Answers, answers, with_place
from statements.sight import Sight
from statements.tones import Glance, as_set, glances
from statements.vocabulary import Act
from statements.wordings import folded

ENTRIES_A_PAGE = 15
CARDS_AN_ENTRY = 40
PASSAGES_A_PAGE = 100
TOLD_APART_BY = 400  # so many first code points tell two wordings apart

# A statement's key, its occasion, the source of its best wording, the day of its entry, and whether something became
# of it.
Row = tuple[int, int | None, int, date | None, bool]


@dataclass(frozen=True)
class TimelineFilter:
    """What a reader wants to see; an empty field does not narrow. Days bound when it was said, else published."""

    earliest: date | None = None
    latest: date | None = None
    outlet: Outlet | None = None
    relation: str = ""
    topic: Topic | None = None

    @property
    def narrows_to_statements(self) -> bool:
        """Passages without a statement have no links and no topics."""
        return bool(self.relation or self.topic)


@dataclass(frozen=True)
class Card:
    """A statement on the timeline, with what answers it and what it answers. A copy in another outlet is no wording."""

    statement: Statement
    wordings: int
    outlets: list[str]
    answered: list[Link]
    answering: list[Link]
    pinned: bool

    @property
    def glances(self) -> list[Glance]:
        return glances(self.answered)


@dataclass
class Entry:
    """An occasion, or a source where no occasion is known. `key` is "o" or "s" and the row's key."""

    key: str
    day: date | None = None
    shown: list[int] = field(default_factory=list)
    more: int = 0
    occasion: Occasion | None = None
    source: Source | None = None
    reports: list[OccasionReport] = field(default_factory=list)
    cards: list[Card] = field(default_factory=list)


@dataclass(frozen=True)
class Timeline:
    """One page of entries, newest first. `entries` of the page are whole; the others have keys only."""

    actor: Actor
    page: "Page[Entry]"
    shown: int
    more: int


def timeline(actor: Actor, wanted: TimelineFilter, sight: Sight, page: str | None) -> Timeline:
    """The page of the timeline that the filters select."""
    keys = identity.keys(actor)
    entries = _entries(keys, wanted, sight)
    ordered = sorted(entries.values(), key=lambda e: (e.day or date.min, e.key), reverse=True)
    chosen = Paginator(ordered, ENTRIES_A_PAGE).get_page(page)
    _fill(list(chosen.object_list), sight)
    return Timeline(actor, chosen, sum(len(e.shown) for e in ordered), sum(e.more for e in ordered))


def _entries(actors: Sequence[int], wanted: TimelineFilter, sight: Sight) -> dict[str, Entry]:
    entries: dict[str, Entry] = {}
    rows = _statement_rows(actors, wanted, sight)
    for key, occasion, source, day, touched in rows:
        place = _place(occasion, source)
        entry = entries.setdefault(place, Entry(place))
        entry.day = max(filter(None, (entry.day, day)), default=None)
        if touched and len(entry.shown) < CARDS_AN_ENTRY:
            entry.shown.append(key)
        else:
            entry.more += 1
    if not wanted.narrows_to_statements:
        _add_bare(entries, rows, actors, wanted, sight)
    return entries


def _add_bare(
    entries: dict[str, Entry], rows: Sequence[Row], actors: Sequence[int], wanted: TimelineFilter, sight: Sight
) -> None:
    """Passages without a statement stand with the occasion that their text reports."""
    counted = (
        _bare(actors, wanted, sight)
        .values_list("revision__source", "revision__source__published_latest")
        .annotate(number=Count("pk"))
        .order_by()
    )
    occasion_of = _occasion_of_source(actors, rows)
    for source, day, number in counted:
        place = _place(occasion_of.get(source), source)
        entry = entries.setdefault(place, Entry(place, day))
        entry.more += number


def _occasion_of_source(actors: Sequence[int], rows: Sequence[Row]) -> dict[int, int]:
    """The latest occasion that a text reports; where none is, the one of statements whose best wording it has."""
    found = {source: occasion for _key, occasion, source, _day, _touched in rows if occasion}
    reports = OccasionReport.objects.filter(occasion__actor__in=actors).order_by(
        "-occasion__said_earliest", "-occasion"
    )
    return found | dict(reports.values_list("source", "occasion"))


def _place(occasion: int | None, source: int) -> str:
    return f"o{occasion}" if occasion else f"s{source}"


def _statement_rows(actors: Sequence[int], wanted: TimelineFilter, sight: Sight) -> list[Row]:
    visible = Quotation.objects.filter(sight.quotations(), statement=OuterRef("pk"))
    links = Link.objects.standing().filter(sight.links())
    heads = visible.filter(continues__isnull=True, is_mention=False)
    second = heads.exclude(pk=OuterRef("best")).exclude(continued_by=OuterRef("best"))
    touched = (
        Exists(links.filter(claim__statement=OuterRef("pk")))
        | Exists(links.filter(response__statement=OuterRef("pk")))
        | Exists(second)
        | Exists(visible.filter(pinned=True))
    )
    found = _narrowed(Statement.objects.filter(Exists(visible), actor__in=actors), wanted, visible, links)
    dated = found.annotate(
        day=Coalesce("said_latest", "best__revision__source__published_latest"),
        entry_day=Coalesce("occasion__said_latest", "said_latest", "best__revision__source__published_latest"),
        touched=ExpressionWrapper(Q(touched), output_field=BooleanField()),
    ).filter(_days(wanted))
    return list(dated.order_by("pk").values_list("pk", "occasion", "best__revision__source", "entry_day", "touched"))


def _narrowed(
    found: QuerySet[Statement], wanted: TimelineFilter, visible: QuerySet[Quotation], links: QuerySet[Link]
) -> QuerySet[Statement]:
    if wanted.outlet:
        found = found.filter(Exists(visible.filter(revision__source__outlet=wanted.outlet)))
    if wanted.relation:
        of_relation = links.filter(relation=wanted.relation)
        answered = Exists(of_relation.filter(claim__statement=OuterRef("pk")))
        found = found.filter(answered | Exists(of_relation.filter(response__statement=OuterRef("pk"))))
    return found.filter(topics=wanted.topic) if wanted.topic else found


def _days(wanted: TimelineFilter, day: str = "day") -> Q:
    within = Q(**{f"{day}__gte": wanted.earliest}) if wanted.earliest else Q()
    return within & Q(**{f"{day}__lte": wanted.latest}) if wanted.latest else within


def _bare(actors: Sequence[int], wanted: TimelineFilter, sight: Sight) -> QuerySet[Quotation]:
    """What was said and stands in no statement; its day is that of its text."""
    found = Quotation.objects.filter(
        sight.quotations(), speaker__in=actors, statement__isnull=True, act=Act.SPEECH, is_mention=False
    )
    if wanted.outlet:
        found = found.filter(revision__source__outlet=wanted.outlet)
    return found.filter(_days(wanted, "revision__source__published_latest"))


def _fill(entries: list[Entry], sight: Sight) -> None:
    """Everything that the entries of one page show."""
    cards = _cards([key for entry in entries for key in entry.shown], sight)
    occasions = Occasion.objects.in_bulk([int(e.key[1:]) for e in entries if e.key[0] == "o"])
    sources = Source.objects.select_related("outlet").in_bulk([int(e.key[1:]) for e in entries if e.key[0] == "s"])
    reports = _reports(list(occasions))
    for entry in entries:
        row = int(entry.key[1:])
        entry.occasion = occasions.get(row) if entry.key[0] == "o" else None
        entry.source = sources.get(row) if entry.key[0] == "s" else None
        entry.reports = reports.get(row, []) if entry.occasion else []
        entry.cards = [cards[key] for key in entry.shown if key in cards]


def _reports(occasions: Sequence[int]) -> dict[int, list[OccasionReport]]:
    found: dict[int, list[OccasionReport]] = defaultdict(list)
    for report in OccasionReport.objects.filter(occasion__in=occasions).select_related("source__outlet").order_by("pk"):
        found[report.occasion_id].append(report)
    return found


def _cards(keys: Sequence[int], sight: Sight) -> dict[int, Card]:
    related = ("actor", "founding", "best__revision__source__outlet", "best__speaker", "best__reporter")
    heavy = ("founding__search", "best__search", "best__revision__text", "best__revision__sketch")
    found = Statement.objects.filter(pk__in=keys).select_related(*related).defer(*heavy)
    links = answers(list(keys), sight)
    wordings = _wordings_of(keys, sight)
    return {statement.pk: _card(statement, links, wordings[statement.pk]) for statement in found}


def _card(statement: Statement, links: Answers, wordings: list[tuple[str | None, bool, str]]) -> Card:
    return Card(
        statement=statement,
        wordings=len({words for _name, _pinned, words in wordings}),
        outlets=sorted({name for name, _pinned, _words in wordings if name}),
        answered=links.to.get(statement.pk, []),
        answering=links.by.get(statement.pk, []),
        pinned=any(pinned for _name, pinned, _words in wordings),
    )


def _wordings_of(keys: Sequence[int], sight: Sight) -> dict[int, list[tuple[str | None, bool, str]]]:
    """The outlet and the pin of each wording, and how it begins, case and punctuation aside."""
    found: dict[int, list[tuple[str | None, bool, str]]] = defaultdict(list)
    rows = Quotation.objects.filter(sight.quotations(), statement__in=keys, continues__isnull=True, is_mention=False)
    begins = Left("exact", TOLD_APART_BY)
    shown = rows.values_list("statement", "revision__source__outlet__name", "pinned", begins)
    for statement, outlet, pinned, words in shown:
        found[statement].append((outlet, pinned, folded(as_set(words))))
    return found


def passages(actor: Actor, key: str, wanted: TimelineFilter, sight: Sight, page: str | None) -> "Page[Quotation]":
    """What an entry keeps behind "more passages", in the order of the texts. `key` is an entry's."""
    actors = identity.keys(actor)
    rows = _statement_rows(actors, wanted, sight)
    of_entry = [(pk, touched) for pk, occasion, source, _day, touched in rows if _place(occasion, source) == key]
    shown = [pk for pk, touched in of_entry if touched][:CARDS_AN_ENTRY]
    rest = {pk for pk, _touched in of_entry} - set(shown)
    chosen = Q(founds__in=rest)
    if not wanted.narrows_to_statements:
        occasion_of = _occasion_of_source(actors, rows)
        bare = _bare(actors, wanted, sight)
        at = bare.values_list("revision__source", flat=True).distinct()
        sources = [source for source in at if _place(occasion_of.get(source), source) == key]
        chosen |= Q(pk__in=bare.filter(revision__source__in=sources).values("pk"))
    found = Quotation.objects.filter(sight.quotations(), chosen, speaker__in=actors)
    ordered = with_place(found).order_by("-revision__source__published_latest", "revision", "start")
    return Paginator(ordered, PASSAGES_A_PAGE).get_page(page)
