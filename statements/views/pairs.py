"""Pairs of claim and answer: the table, and the same rows as CSV."""

from dataclasses import replace

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.utils import timezone

from accounts.access import exporter, reader
from accounts.pages import page_or_part
from statements import pairs as selection
from statements.export import pairs as export
from statements.export import writing
from statements.filter_forms import PairsForm
from statements.outcomes import with_ends
from statements.sight import sight_of
from statements.speakers import names_offered
from statements.vocabulary import State

PAIRS_A_PAGE = 50
NAMES_OFFERED = 200


@reader
def pairs(request: HttpRequest) -> HttpResponse:
    """Without a login only what is accepted, whatever the address asks for."""
    sight = sight_of(request)
    form = PairsForm(request.GET)
    wanted = form.pair_filter()
    if not sight.signed_in:
        wanted = replace(wanted, state=State.ACCEPTED)
    page = Paginator(with_ends(selection.links(wanted)), PAIRS_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "page": page,
        "count": page.paginator.count,
        "suggested": 0 if page.paginator.count or not sight.signed_in else selection.count(wanted.suggested()),
        "names": names_offered(NAMES_OFFERED),
        "sight": sight,
    }
    return page_or_part(request, "statements/pairs.html", "pairs", context)


@exporter
def pairs_csv(request: HttpRequest) -> StreamingHttpResponse:
    """Contract 3, row by row: every pair that the same address without ".csv" shows."""
    wanted = PairsForm(request.GET).pair_filter()
    response = StreamingHttpResponse(
        writing.csv(export.COLUMNS, export.rows(wanted)), content_type="text/csv; charset=utf-8"
    )
    response["Content-Disposition"] = f'attachment; filename="walkback-pairs-{timezone.now():%Y-%m-%d}.csv"'
    return response
