"""The edited text of a source: handed in, compared with the present one, and kept beside it."""

from django.contrib import messages
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import editor, person
from sources import readers, tasks
from sources.actions import confirm as sources_confirm
from sources.actions import intake, revise
from sources.forms import RevisionForm
from sources.models import Intake, Source


@editor
@require_http_methods(["GET", "POST"])
def hand_in(request: HttpRequest, public_id: str) -> HttpResponse:
    """Takes the edited text; what changed is shown before it enters the archive."""
    source = get_object_or_404(Source.objects.live().select_related("outlet"), public_id=public_id)
    form = RevisionForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        came = _store(source, form, person(request))
        tasks.enqueue([came.pk])
        return redirect(came)
    return render(request, "sources/revise.html", {"form": form, "source": source})


def _store(source: Source, form: RevisionForm, by: User) -> Intake:
    text, files = form.cleaned_data["text"], form.cleaned_data["documents"]
    if not files:
        data = text.encode("utf-8", "replace")
        method = Intake.Method.PASTE
        return intake.receive(data=data, method=method, media_type=readers.PASTE, by=by, revises=source)
    file, media_type = files[0]
    method = Intake.Method.UPLOAD
    return intake.receive(
        data=file.read(), method=method, media_type=media_type, file_name=file.name, by=by, revises=source
    )


@editor
@require_POST
def confirm(request: HttpRequest, public_id: str) -> HttpResponse:
    """Keeps the edited text beside the present one, which it supersedes."""
    waiting = get_object_or_404(Intake.objects.defer("original"), public_id=public_id, revises__isnull=False)
    try:
        source = revise.revise(intake=waiting, by=person(request), take_title=request.POST.get("title") == "new")
    except (sources_confirm.NotReady, revise.Unchanged):
        messages.warning(request, "This text cannot be added now; see below why.")
        return redirect(waiting)
    messages.success(
        request, "The new revision is in the archive. What was decided on the older one is being carried into it."
    )
    return redirect("source_job", source.public_id)
