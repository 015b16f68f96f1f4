"""The pair export: a row for each statement and what answered it (contract 3; docs/codebook.md tells every column)."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice

from django.conf import settings
from django.db.models import Prefetch
from django.utils import timezone

from actors import identity
from actors.dates import bounds, exact_day
from actors.models import Actor, Role
from sources.models import Source
from statements import pairs
from statements.export.roles import role_then
from statements.models import Evidence, Link, Quotation, Statement
from statements.pairs import PairFilter
from statements.vocabulary import CITO, State

CHUNK = 200  # links whose sides are fetched together: rows of an export of any length take the same memory
SIDE = (
    *("id", "speaker", "speaker_wikidata", "speaker_role_then", "text", "kind", "said_date", "venue", "reported_by"),
    *("source_id", "source_title", "outlet", "published_date", "source_url", "revision_sha256", "start", "end"),
)
COLUMNS = (
    *("pair_id", "relation", "relation_family", "relation_uri", "link_attribution", "link_state"),
    *(f"claim_{name}" for name in SIDE),
    *(f"response_{name}" for name in SIDE),
    *("evidence_text", "days_between", "variants_of_claim", "confidence", "detected_by", "reviewed_by", "reviewed_at"),
    *("permalink", "exported_at"),
)
Value = str | int | float | None
Row = dict[str, Value]


@dataclass(frozen=True, slots=True)
class Side:
    """One end of a pair: a statement by its best wording."""

    statement: Statement
    quotation: Quotation
    source: Source
    actor: Actor | None
    role_then: str

    @property
    def speaker(self) -> str:
        """The actor's name; of a speaker local to the text the name there."""
        return self.actor.name if self.actor else self.quotation.speaker_name

    @property
    def venue(self) -> str:
        return self.statement.occasion.venue if self.statement.occasion else ""

    @property
    def reported_by(self) -> str:
        q = self.quotation
        return identity.standing(q.reporter).name if q.reporter else q.reporter_name


@dataclass(frozen=True, slots=True)
class Pair:
    """A link with both its statements, as the pairs page and the exports show it."""

    link: Link
    claim: Side
    response: Side
    evidence: tuple[str, ...]
    variants_of_claim: int

    @property
    def days_between(self) -> int | None:
        """From the claim to the response, where both dates are exact days."""
        said = exact_day(self.claim.statement.said), exact_day(self.response.statement.said)
        return (said[1] - said[0]).days if said[0] and said[1] else None

    def get_absolute_url(self) -> str:
        return f"{self.claim.statement.get_absolute_url()}#link-{self.link.public_id}"


def found(filters: PairFilter, *, start: int = 0, stop: int | None = None) -> Iterator[Pair]:
    """The pairs of a selection in the order in which they are shown; those from `start` up to `stop` of them."""
    numbers = pairs.links(filters).values_list("pk", flat=True)
    if stop is not None or start:
        yield from _complete(_with_sides(list(numbers[start:stop])))
        return
    stream = numbers.iterator(chunk_size=CHUNK)
    while chunk := list(islice(stream, CHUNK)):
        yield from _complete(_with_sides(chunk))


def rows(filters: PairFilter) -> Iterator[Row]:
    """The rows of contract 3, one for each pair, with every column: strings, numbers, None where unknown."""
    now = _time(timezone.now())
    for pair in found(filters):
        yield row(pair, exported_at=now)


def row(pair: Pair, *, exported_at: str) -> Row:
    """One row. A value is written as it is: the formula guard is the CSV writer's."""
    link = pair.link
    return {
        "pair_id": link.public_id,
        "relation": link.relation,
        "relation_family": link.family,
        "relation_uri": f"http://purl.org/spar/cito/{CITO[link.relation]}",
        "link_attribution": link.attribution,
        "link_state": link.state,
        **_side("claim", pair.claim),
        **_side("response", pair.response),
        "evidence_text": " […] ".join(pair.evidence),
        "days_between": pair.days_between,
        "variants_of_claim": pair.variants_of_claim,
        "confidence": None if link.made_by_id else link.confidence,
        "detected_by": link.detected_by,
        "reviewed_by": (link.decided_by.get_full_name() or link.decided_by.username) if link.decided_by else "",
        "reviewed_at": _time(link.decided_at) if link.decided_at else "",
        "permalink": f"{settings.SITE_URL}{pair.get_absolute_url()}",
        "exported_at": exported_at,
    }


def _side(name: str, side: Side) -> Row:
    q, source = side.quotation, side.source
    values: tuple[Value, ...] = (
        *(side.statement.public_id, side.speaker, side.actor.wikidata if side.actor else "", side.role_then),
        *(q.exact, q.kind, side.statement.said, side.venue, side.reported_by),
        *(source.public_id, source.heading(), source.outlet.name if source.outlet else "", published(source)),
        *(source.url, q.revision.sha256, q.start, q.end),
    )
    return {f"{name}_{column}": value for column, value in zip(SIDE, values, strict=True)}


def published(source: Source) -> str:
    """EDTF as stated; where only inferred, the value that says so by its ? or ~."""
    inferred = source.published_inferred
    return source.published or (inferred if inferred.endswith(("?", "~", "%")) else "")


def _time(value: datetime) -> str:
    return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _with_sides(numbers: Sequence[int]) -> list[Link]:
    """The links of these numbers, in their order, with both statements.

    Apart from the stream of numbers, and each side apart: over so many joins PostgreSQL can take minutes where the
    tables' statistics are old.
    """
    best = Quotation.objects.select_related("reporter", "revision__source__outlet").defer("revision__text")
    statements = Statement.objects.select_related("actor", "occasion", "founding")
    wordings = Quotation.objects.prefetch_related(
        Prefetch("statement", statements.prefetch_related(Prefetch("best", best)))
    )
    links = Link.objects.select_related("decided_by")
    found = links.prefetch_related(Prefetch("claim", wordings), Prefetch("response", wordings)).in_bulk(numbers)
    return [found[number] for number in numbers if number in found]


def _complete(links: Sequence[Link]) -> list[Pair]:
    """The pairs of some links, with a query for all that each needs besides."""
    statements = [s for link in links for s in _statements(link)]
    roles = identity.roles({s.actor_id for s in statements if s.actor_id})
    evidence = _evidence([link.pk for link in links])
    variants = _variants({_statements(link)[0].pk for link in links})
    return [_pair(link, roles, evidence[link.pk], variants) for link in links]


def _pair(link: Link, roles: dict[int, list[Role]], evidence: tuple[str, ...], variants: dict[int, int]) -> Pair:
    claim, response = _statements(link)
    return Pair(link, _end(claim, roles), _end(response, roles), evidence, variants[claim.pk])


def _statements(link: Link) -> tuple[Statement, Statement]:
    claim = link.claim.statement if link.claim else None
    response = link.response.statement
    assert claim is not None
    assert response is not None  # LinkQuerySet.standing leaves out all others
    return claim, response


def _end(statement: Statement, roles: dict[int, list[Role]]) -> Side:
    best = statement.best
    source = best.revision.source
    role = role_then(roles.get(statement.actor_id or 0, []), source, bounds(statement.said))
    return Side(statement, best, source, statement.actor, role)


def _evidence(links: Sequence[int]) -> dict[int, tuple[str, ...]]:
    spans: dict[int, list[str]] = {pk: [] for pk in links}
    for link, exact in Evidence.objects.filter(link__in=links).order_by("start").values_list("link", "exact"):
        spans[link].append(exact)
    return {pk: tuple(found) for pk, found in spans.items()}


def _variants(statements: Iterable[int]) -> dict[int, int]:
    """How many distinct wordings a statement has besides one. Copies of one text are one."""
    texts: dict[int, set[str]] = {pk: set() for pk in statements}
    wordings = Quotation.objects.filter(statement__in=list(texts), continues__isnull=True).exclude(state=State.REJECTED)
    for statement, exact in wordings.values_list("statement", "exact"):
        if statement is not None:
            texts[statement].add(" ".join(exact.casefold().split()).strip(" ,.;:“”\"'"))
    return {pk: max(0, len(found) - 1) for pk, found in texts.items()}
