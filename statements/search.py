"""Search: quotations by their words, speakers by their names however spelt, texts by their titles."""

from dataclasses import dataclass

from django.contrib.postgres.search import SearchHeadline, SearchQuery, SearchRank, TrigramWordSimilarity
from django.core.paginator import Page, Paginator
from django.db.models import Case, F, Q, QuerySet, When, prefetch_related_objects

from actors.identity import standing_of
from actors.models import Actor, Alias
from actors.names import fold_name
from sources.models import Revision, Source, words_of_text
from statements.context import Piece
from statements.models import Quotation
from statements.outcomes import with_place
from statements.sight import Sight

QUOTATIONS_A_PAGE = 25
MOST_NAMES = 6
LEAST_ALIKE = 0.45
# They mark the found words within the database's answer; from Unicode's private use, so that texts rarely hold them.
OPENS, CLOSES = "\ue000", "\ue001"


@dataclass(frozen=True)
class Hit:
    """A quotation with the words around what was found."""

    quotation: Quotation
    pieces: list[Piece]


@dataclass(frozen=True)
class Found:
    """One page of quotations, and on the first page the speakers and the texts."""

    page: "Page[Quotation]"
    hits: list[Hit]
    speakers: list[Actor]
    sources: list[Source]

    @property
    def nothing(self) -> bool:
        return not (self.hits or self.speakers or self.sources)


def find(text: str, sight: Sight, page: str | None) -> Found:
    """Words are joined by "and"; "quoted words" stand beside each other; "or" and "-not" work as on the web."""
    query = SearchQuery(text, config="english", search_type="websearch")
    chosen = Paginator(_quotations(query, sight), QUOTATIONS_A_PAGE).get_page(page)
    first = chosen.number == 1
    return Found(
        page=chosen,
        hits=[_hit(quotation) for quotation in chosen.object_list],
        speakers=_speakers(text, sight) if first else [],
        sources=_sources(text, query, sight) if first else [],
    )


def _quotations(query: SearchQuery, sight: Sight) -> QuerySet[Quotation]:
    found = Quotation.objects.filter(sight.quotations(), search=query)
    snippet = SearchHeadline(
        "exact", query, config="english", start_sel=OPENS, stop_sel=CLOSES, max_words=40, min_words=20
    )
    ranked = with_place(found).annotate(rank=SearchRank(F("search"), query), snippet=snippet)
    return ranked.order_by("-rank", "-revision__source__published_latest", "pk")


def _hit(quotation: Quotation) -> Hit:
    found = pieces(vars(quotation)["snippet"])
    shown = "".join(piece.text for piece in found)
    if not quotation.exact.startswith(shown[:20]):
        found.insert(0, Piece("… ", False))
    return Hit(quotation, found + [Piece(" …", False)] * (not quotation.exact.endswith(shown[-20:])))


def pieces(snippet: str) -> list[Piece]:
    """A snippet in pieces, with the found words marked; a mark that does not close ends with the snippet."""
    found: list[Piece] = []
    for n, part in enumerate(snippet.split(OPENS)):
        inside, _, outside = part.partition(CLOSES) if n else ("", "", part)
        found += [Piece(inside, True), Piece(outside, False)]
    return [Piece(piece.text.replace(CLOSES, ""), piece.marked) for piece in found if piece.text]


def _speakers(text: str, sight: Sight) -> list[Actor]:
    name = fold_name(text)
    if not name:
        return []
    alike = TrigramWordSimilarity(name, "folded")
    aliases = Alias.objects.filter(folded__trigram_word_similar=name).annotate(alike=alike).select_related("actor")
    best = list(aliases.filter(alike__gte=LEAST_ALIKE).order_by("-alike", "name", "pk")[: 10 * MOST_NAMES])
    stands = standing_of(alias.actor for alias in best)
    found = list({stands[alias.actor_id].pk: stands[alias.actor_id] for alias in best}.values())
    shown = [actor for actor in found if sight.signed_in or actor.state == Actor.State.ACCEPTED][:MOST_NAMES]
    prefetch_related_objects(shown, "roles")
    return shown


def _sources(text: str, query: SearchQuery, sight: Sight) -> list[Source]:
    """By their titles, and by the words of the whole text where the reader may read it; in whatever language."""
    words = Q(title__icontains=text) | Q(working_title__icontains=text) | Q(title__search=query)
    hold = Revision.objects.annotate(words=words_of_text()).filter(
        superseded=False, words=SearchQuery(text, config="simple", search_type="websearch")
    )
    hold = hold if sight.signed_in else hold.filter(source__free=True)
    found = Source.objects.live().filter(words | Q(pk__in=hold.values("source")))
    by_title = Case(When(words, then=0), default=1)
    return list(found.select_related("outlet").order_by(by_title, "-published_latest", "-pk")[:MOST_NAMES])
