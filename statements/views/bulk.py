"""Several decisions at once, on nothing but what was ticked on the page in view."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from accounts.access import editor
from statements import queue
from statements.actions import review
from statements.actions.review_seen import Conflict
from statements.models import Link, Quotation
from statements.views.desk import PER_LIST

DECISIONS = {
    (queue.LINKS, "accept"): lambda row, **who: review.accept_link(link=row, **who),
    (queue.LINKS, "reject"): lambda row, **who: review.reject_link(link=row, **who),
    (queue.QUOTATIONS, "accept"): lambda row, **who: review.accept_quotation(quotation=row, **who),
    (queue.QUOTATIONS, "reject"): lambda row, **who: review.reject_quotation(quotation=row, **who),
}


@editor
@require_POST
def decide(request: HttpRequest) -> HttpResponse:
    """Each ticked row is an action of its own, so that each can be undone by itself."""
    kind, decision = request.POST.get("kind", ""), request.POST.get("decision", "")
    act = DECISIONS.get((kind, decision))
    ticked = request.POST.getlist("row")[:PER_LIST]
    if act is None or not ticked:
        messages.warning(request, "Nothing was ticked, so nothing was decided.")
        return _back(request)
    done = 0
    for row in _rows(kind, ticked):
        try:
            act(row, by=request.user, seen=request.POST.get(f"seen-{row.public_id}", ""))
        except (Conflict, review.NeedsTarget):
            continue  # counted with those left
        done += 1
    _say(request, decision, done, len(ticked) - done)
    return _back(request)


def _rows(kind: str, public_ids: list[str]) -> list[Link | Quotation]:
    if kind == queue.LINKS:
        links = Link.objects.select_related("response__revision", "claim__revision")
        return list(links.filter(public_id__in=public_ids).order_by("pk"))
    return list(Quotation.objects.select_related("revision").filter(public_id__in=public_ids).order_by("pk"))


def _say(request: HttpRequest, decision: str, done: int, left: int) -> None:
    if done:
        messages.success(request, f"{done} {decision}ed.")
    if left:
        messages.warning(request, f"{left} left as they are: somebody changed them since this page was loaded.")


def _back(request: HttpRequest) -> HttpResponse:
    query = request.POST.get("desk", "")
    return HttpResponseRedirect(f"{reverse('desk_list')}?{query}" if query else reverse("desk_list"))
