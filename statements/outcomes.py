"""What became of statements: the links that show, with all that a page says of them, in a fixed number of queries."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Prefetch, Q, QuerySet

from sources.models import Source
from statements.context import Excerpt, excerpts
from statements.models import Link, Quotation, Statement
from statements.sight import Sight
from statements.tones import in_order
from statements.vocabulary import State

# Never loaded by a list: the whole text, and what the database searches in.
_HEAVY = ("revision__text", "revision__sketch", "search")
_OWN = ("speaker__merged_into", "reporter", "revision__source__outlet", "statement__actor")
_BEST = ("revision__source__outlet", "speaker")


def with_ends(links: QuerySet[Link]) -> QuerySet[Link]:
    """The links with their two wordings and the statements and sources of these, in seven queries.

    Not in one: it would join thirty tables, and where their statistics are old PostgreSQL can take minutes over that.
    """
    best = Quotation.objects.select_related(*_BEST).defer(*_HEAVY)
    wordings = Quotation.objects.select_related(*_OWN).defer(*_HEAVY)
    wordings = wordings.prefetch_related(
        Prefetch("statement__best", best), Prefetch("statement__founding", Quotation.objects.defer("search"))
    )
    return links.prefetch_related(Prefetch("claim", wordings), Prefetch("response", wordings))


def with_place(quotations: QuerySet[Quotation]) -> QuerySet[Quotation]:
    """The quotations with their source, speaker and statement, without the text."""
    related = ("speaker", "reporter", "revision__source__outlet", "statement__founding")
    return quotations.select_related(*related).defer(*_HEAVY, "statement__founding__search")


def shown_links(sight: Sight) -> QuerySet[Link]:
    """The links that this reader sees, whole."""
    return with_ends(Link.objects.standing().filter(sight.links()))


@dataclass(frozen=True)
class Answers:
    """The links into and out of some statements, by the statement's key."""

    to: dict[int, list[Link]]
    by: dict[int, list[Link]]


def answers(statements: Sequence[int], sight: Sight) -> Answers:
    """A fixed number of queries, whatever the number of statements."""
    to: dict[int, list[Link]] = defaultdict(list)
    by: dict[int, list[Link]] = defaultdict(list)
    touching = Q(claim__statement__in=statements) | Q(response__statement__in=statements)
    for link in in_order(shown_links(sight).filter(touching)):
        if link.claim and link.claim.statement_id:
            to[link.claim.statement_id].append(link)
        if link.response.statement_id:
            by[link.response.statement_id].append(link)
    wanted = set(statements)
    return Answers(
        to={key: links for key, links in to.items() if key in wanted},
        by={key: links for key, links in by.items() if key in wanted},
    )


@dataclass(frozen=True)
class Outcome:
    """A link with its evidence in the sentences around it."""

    link: Link
    excerpts: list[Excerpt]

    @property
    def source(self) -> Source:
        return self.link.response.revision.source


def outcomes(links: Iterable[Link], sight: Sight) -> list[Outcome]:
    """The links, each with its evidence in context: one query more."""
    links = list(links)
    by_link = excerpts(links, full=sight.signed_in)
    return [Outcome(link, by_link.get(link.pk, [])) for link in links]


def rejected_links(statement: Statement) -> list[Link]:
    """Links that an editor rejected, in either direction: folded away, and never in an export."""
    wanted = Q(claim__statement=statement) | Q(response__statement=statement)
    return in_order(with_ends(Link.objects.filter(wanted, state=State.REJECTED)))
