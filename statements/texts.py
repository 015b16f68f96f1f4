"""The list of sources, with how many quotations each has."""

from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, F, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from sources.models import Source
from statements.models import Quotation
from statements.sight import Sight
from statements.vocabulary import Act

TEXTS_A_PAGE = 50


def texts(chosen: dict[str, Any], sight: Sight, page: str | None) -> "Page[Any]":
    """`chosen`: the values of SourcesForm. Texts without a date stand last."""
    counted = Quotation.objects.filter(sight.quotations(), revision__source=OuterRef("pk"), act=Act.SPEECH)
    number = counted.order_by().values("revision__source").annotate(number=Count("pk")).values("number")
    found = _narrowed(Source.objects.live(), chosen).select_related("outlet")
    found = found.annotate(quotations=Coalesce(Subquery(number, output_field=IntegerField()), 0))
    ordered = found.order_by(F("published_latest").desc(nulls_last=True), "-pk")
    return Paginator(ordered, TEXTS_A_PAGE).get_page(page)


def _narrowed(found: QuerySet[Source], chosen: dict[str, Any]) -> QuerySet[Source]:
    if words := chosen["q"]:
        found = found.filter(Q(title__icontains=words) | Q(working_title__icontains=words))
    if chosen["outlet"]:
        found = found.filter(outlet=chosen["outlet"])
    if chosen["kind"]:
        found = found.filter(kind=chosen["kind"])
    if chosen["earliest"]:
        found = found.filter(published_latest__gte=chosen["earliest"])
    return found.filter(published_earliest__lte=chosen["latest"]) if chosen["latest"] else found
