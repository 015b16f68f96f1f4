"""The list of texts."""

from django.http import HttpRequest, HttpResponse

from accounts.access import reader
from accounts.pages import page_or_part
from statements.filter_forms import SourcesForm
from statements.sight import sight_of
from statements.texts import texts


@reader
def sources(request: HttpRequest) -> HttpResponse:
    form = SourcesForm(request.GET)
    page = texts(form.chosen(), sight_of(request), request.GET.get("page"))
    context = {"form": form, "page": page, "narrowed": form.narrows()}
    return page_or_part(request, "statements/sources.html", "sources", context)
