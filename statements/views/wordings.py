"""Which wordings are one statement: an editor takes one out, or says where it belongs."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import editor, person
from statements import targets
from statements.actions import constraints
from statements.models import Quotation


@editor
@require_POST
def part(request: HttpRequest, public_id: str) -> HttpResponse:
    """This wording is a statement of its own."""
    wording = _wording(public_id)
    try:
        constraints.take_out(wording=wording, by=person(request))
        messages.success(request, "It is a statement of its own now. The history of the statement has the undo.")
    except constraints.CannotJoin as refused:
        messages.warning(request, str(refused))
    return _back(request, wording)


@editor
@require_http_methods(["GET", "POST"])
def join(request: HttpRequest, public_id: str) -> HttpResponse:
    """This wording and the one chosen are one statement; it leaves the statement in which it is."""
    wording = _wording(public_id)
    words = request.POST.get("words", request.GET.get("words", "")).strip()
    chosen = request.POST.get("target", "")
    other = Quotation.objects.select_related("statement__best").filter(public_id=chosen).first() if chosen else None
    if request.method == "GET" or "search" in request.POST or other is None or other.statement is None:
        found = targets.search(wording, words) if words else targets.likely(wording)
        context = {"quotation": wording, "targets": found, "words": words, "chosen": chosen}
        return render(request, "desk/join.html", context)
    try:
        constraints.move(wording=wording, to=other.statement, by=person(request))
        messages.success(request, "The two are one statement now. The history of the statement has the undo.")
    except constraints.CannotJoin as refused:
        messages.warning(request, str(refused))
    return _back(request, other)


def _wording(public_id: str) -> Quotation:
    rows = Quotation.objects.select_related("speaker", "statement__founding", "revision__source__outlet")
    return get_object_or_404(rows, public_id=public_id)


def _back(request: HttpRequest, wording: Quotation) -> HttpResponse:
    wanted = request.POST.get("next", "")
    if wanted and url_has_allowed_host_and_scheme(wanted, allowed_hosts={request.get_host()}):
        return HttpResponseRedirect(wanted)
    return HttpResponseRedirect(reverse("statement", args=[wording.public_id]))
