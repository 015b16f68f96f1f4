"""Speaker, date, venue or outlet of a whole source, put right in one step."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from accounts.access import editor, person
from sources.actions import revise
from sources.models import Source
from statements import tasks
from statements.actions import extract, source_wide
from statements.source_wide_forms import SourceWideForm

FEW = 3  # samples of what is touched


@editor
@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, public_id: str) -> HttpResponse:
    """Shows what would be touched, and does it when the editor has seen that."""
    source = get_object_or_404(Source.objects.live().select_related("outlet"), public_id=public_id)
    form = SourceWideForm(request.POST or None, source=source)
    context = {"form": form, "source": source}
    if request.method == "POST" and form.is_valid():
        if "save" in request.POST:
            return _change(request, source, form)
        touched = source_wide.preview(source, form.wanted())
        context |= {"touched": touched, "samples": touched.rows[:FEW], "wanted": form.wanted()}
    return render(request, "sources/whole.html", context)


def _change(request: HttpRequest, source: Source, form: SourceWideForm) -> HttpResponse:
    action = source_wide.change(source=source, by=person(request), wanted=form.wanted())
    if action is None:
        messages.success(request, "That holds already: nothing had to change.")
    elif source_wide.is_large(action):
        run = extract.request(revision=revise.newest(source), by=person(request))
        tasks.run_extraction.delay(run.pk)
        messages.success(
            request, "Changed. Statements and links are brought up to date; this page shows how far it is."
        )
        return redirect(run)
    else:
        messages.success(request, "Changed as one step. The history of this text has its undo.")
    return redirect(source)
