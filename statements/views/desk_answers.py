"""How a decision made at the desk is answered: with the desk as it is then."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import reverse

from statements import queue
from statements.views import desk


def answer(request: HttpRequest, at: str, words: str, *, kind: str = "") -> HttpResponse:
    """The desk at `at`, under the filters with which the form was shown; `kind` (links, quotations) replaces theirs."""
    filters = QueryDict(request.POST.get("desk", ""), mutable=True)
    if kind and (filters.get("kind") or queue.LINKS) != kind:
        filters["kind"] = kind
    address = "&".join(part for part in (desk.query_of(filters), f"at={at}" if at else "") if part)
    address = f"{reverse('desk')}?{address}" if address else reverse("desk")
    if not request.headers.get("HX-Request"):
        if not messages.get_messages(request):
            messages.success(request, words)
        return HttpResponseRedirect(address)
    body = desk.part(request, filters, at=at, announce=words)
    return HttpResponse(body, headers={"HX-Retarget": "#review", "HX-Reswap": "outerHTML", "HX-Push-Url": address})
