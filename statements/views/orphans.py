"""The desk's list of words that an edited text no longer has, or has changed."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.access import editor, person
from sources.actions import revise
from statements import orphans
from statements.actions import orphans as actions
from statements.actions import review
from statements.models import Anchor
from statements.place_forms import PlaceForm

PER_LIST = 20


@editor
@require_GET
def gone(request: HttpRequest) -> HttpResponse:
    """Words to attach by hand or to leave; and accepted ones whose new words somebody should look at."""
    page = Paginator(orphans.gone(), PER_LIST).get_page(request.GET.get("page"))
    changed = orphans.changed()
    context = {
        "page": page,
        "changed": [orphans.compared(anchor) for anchor in changed[:PER_LIST]],
        "changed_count": changed.count(),
    }
    return render(request, "desk/orphans.html", context)


@editor
@require_http_methods(["GET", "POST"])
def attach(request: HttpRequest, pk: int) -> HttpResponse:
    """Where the words stand now: their first and last words, as the text has them."""
    anchor = _anchor(pk)
    newest = revise.newest(anchor.revision.source)
    form = PlaceForm(request.POST or None, revision=newest, near=(anchor.start, anchor.end))
    if request.method == "POST" and form.is_valid() and _attached(request, anchor, form):
        return redirect("desk_orphans")
    return render(request, "desk/attach.html", {"form": form, "anchor": anchor, "newest": newest})


def _attached(request: HttpRequest, anchor: Anchor, form: PlaceForm) -> bool:
    start, end = form.cleaned_data["span"]
    try:
        with transaction.atomic():
            actions.attach(anchor=anchor, by=person(request), start=start, end=end)
    except review.AlreadyThere:
        form.add_error(None, "A quotation of this speaker stands at these words already. Leave this in the older text.")
        return False
    except actions.NoOrphan:
        messages.warning(request, "Somebody was faster: these words stand in the new text by now.")
        return True
    messages.success(request, "Attached: the words stand in the new text, under the same address.")
    return True


@editor
@require_POST
def settle(request: HttpRequest, pk: int) -> HttpResponse:
    """Leaves it as it is, and takes it off the list."""
    actions.settle(anchor=_anchor(pk), by=person(request))
    messages.success(request, "Noted. It is off the list; what was done has its undo.")
    return redirect("desk_orphans")


def _anchor(pk: int) -> Anchor:
    rows = Anchor.objects.select_related("quotation__revision__source", "quotation__speaker", "revision__source")
    return get_object_or_404(rows.filter(revision__source__withdrawn_at__isnull=True), pk=pk)
